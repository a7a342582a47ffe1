"""Names as keys: what makes two spellings the same, and handles made from names."""

import re
import unicodedata
from collections.abc import Sequence

from custlove.folding import APOSTROPHES, fold

__all__ = ["APOSTROPHES", "fold"]
HANDLE = re.compile(r"[a-z0-9][a-z0-9-]*")
_FALLBACK = "somebody"
_LONGEST = 40
# Commands, and what is typed for one: no new handle is one of them.
COMMAND_WORDS = frozenset({
    "today", "log", "brief", "show", "find", "person", "touchpoint", "followup", "promise", "feedback", "mistake",
    "fact", "day", "ritual", "purchase", "introduction", "link", "ladder", "trust", "circles", "balance", "lapsed",
    "wows", "mirror", "review", "import", "inbox", "export", "remind", "schedule", "prompt", "completion", "undo",
    "history", "config", "init", "demo", "help", "people", "year", "agenda", "done", "snooze", "line", "fetch",
    "account", "backup", "restore", "doctor", "forget", "add", "new", "list", "note", "search", "status", "keep",
    "edit", "delete", "remove", "rm", "archive", "overdue", "upcoming", "week", "stats", "birthdays", "redo", "version",
})  # fmt: skip
# What stands in a name without parting it, and what parts its words: as the column person.known_as has it (0004.sql).
PARTING = '-\u2010\u2013\u2014_.,;:()/&+"\u201c\u201d\u201e\u00ab\u00bb\u00b7\u30fb\u2022'
_WITHOUT_APOSTROPHES = str.maketrans("", "", APOSTROPHES)
_WORDS = {**_WITHOUT_APOSTROPHES, **str.maketrans(PARTING, " " * len(PARTING))}
# Before and after a name, in the usual languages; not those that are also given names (Don, Phil, Pan).
TITLES = frozenset({
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "doctor", "sir", "dame", "rev", "reverend",
    "herr", "frau", "fraulein", "dipl", "ing", "mag", "med", "rer", "nat", "habil",
    "monsieur", "madame", "mademoiselle", "mme", "mlle", "docteur", "maitre",
    "senor", "senora", "senorita", "sr", "sra", "srta", "dra", "doctora", "senhor", "senhora",
    "signor", "signora", "signorina", "sig", "dott", "dottor", "dottoressa", "avv",
    "dhr", "mevr", "mw", "meneer", "mevrouw", "drs", "hr", "fru", "froken", "pani", "bay", "bayan",
    "mgr", "judr", "mudr", "phdr", "mba", "phd", "md", "jr", "ii", "iii", "iv",
    "господин", "госпожа", "κυριοσ", "κυρια",
})  # fmt: skip


def words(text: str) -> list[str]:
    """The words of a name, folded: `Jean-Luc O'Neill` has jean, luc and oneill."""
    return fold(text).translate(_WORDS).split()


def without_titles(named: Sequence[str]) -> list[str]:
    """The words of a name without titles; all of them where nothing else is left."""
    return [word for word in named if word not in TITLES] or list(named)


def in_order(text: str) -> str:
    """A name with the family name before a comma, as it is spoken: `Berg, Anna` is `Anna Berg`."""
    family, comma, given = text.partition(",")
    return f"{given} {family}" if comma and "," not in given else text


def begins(typed: Sequence[str], named: Sequence[str]) -> bool:
    """Whether each word that was typed is the beginning of a word of a name, in any order."""
    return all(any(word.startswith(begun) for word in named) for begun in typed)


def loose(named: Sequence[str]) -> str:
    """Words as one, and umlauts that take two letters as one letter: `Jean-Luc` is `jeanluc`, `Mueller` `muller`."""
    joined = "".join(named)
    return joined.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def handle_from(name: str) -> str:
    """The handle that a name makes: `Zoë O'Neil` becomes `zoe-oneil`; other scripts are written in Latin letters."""
    plain = fold(name).translate(_WITHOUT_APOSTROPHES)
    if not plain.isascii():
        plain = _in_latin_letters(plain)
    handle = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-") or _FALLBACK
    return f"{handle}-1" if is_reserved(handle) else handle


def is_reserved(handle: str) -> bool:
    """Whether a handle would be read as a command or as a reference."""
    return handle in COMMAND_WORDS or (handle[:1].isalpha() and handle[1:].isdecimal())


def in_other_letters(name: str) -> bool:
    """Whether a name has letters that are no Latin ones, so that its handle is only an attempt at them."""
    return any(letter.isalpha() for letter in fold(name) if not letter.isascii())


def _in_latin_letters(plain: str) -> str:
    from anyascii import anyascii

    return re.sub("['`]", "", anyascii(plain).lower())


def digits(phone: str) -> str:
    """A phone number as a key: its digits, whatever script they are typed in."""
    return "".join(str(unicodedata.decimal(letter)) for letter in phone if letter.isdecimal())


def tag_key(tag: str) -> str:
    """A tag as a key: folded, without a leading `#` or `+`."""
    return fold(tag.lstrip("#+"))

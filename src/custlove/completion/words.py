"""The candidates for one TAB, answered before the command line is even built.

A shell inserts a candidate as it is, so a candidate is `[a-z0-9][a-z0-9-]*`, an option's name, or such words behind the
part of the word that was typed. Texts are descriptions, for the shells that show them without reading them.
"""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence

from custlove import paths
from custlove.completion.line import Place, place, split

# Tells the shell's script to offer files.
FILES = ":file"
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_WIDEST = 60
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# Words for days, times and periods of one word, as dates.py reads them.
DAYS = {
    "past": ("today", "yesterday", *_WEEKDAYS),
    "due": ("today", "tomorrow", *_WEEKDAYS, "eow", "eom", "eoq", "eoy"),
    "since": ("today", "yesterday", *_WEEKDAYS, "7d", "30d", "90d", "1y"),
    "ahead": ("7d", "14d", "30d"),
    "every": ("week", "month", "quarter", "year", "none"),
}

Candidates = Iterable[tuple[str, str]]


def run(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Print what may stand at the cursor, a candidate on each line: `bash LINE WORD`, or `zsh|fish WORD...`.

    bash is given the words alone; to the others a text about it follows behind a tab.
    """
    shell, typed = (arguments[0], list(arguments[1:])) if arguments else ("", [])
    if not typed:
        return 0
    if shell == "bash":
        answer = _of_bash(typed[0], typed[-1], environ)
    else:
        # fish gives the word at the cursor as it was typed.
        current = split(typed[-1])[-1] if shell == "fish" else typed[-1]
        here = place(typed[:-1], current)
        answer = [_line(here, word, text) for word, text in candidates(here, environ)]
    _write(answer)
    return 0


def candidates(here: Place, environ: Mapping[str, str]) -> list[tuple[str, str]]:
    """What may stand at a place, each with a text about it as it was typed; FILES alone where a file may stand."""
    if here.kind == "file":
        return [(FILES, "")]
    if not _LETTERS.issuperset(here.head.lower().replace(",", "").replace("=", "")):
        return []
    begun = here.begun.lower()
    found = _found(here, begun, environ)
    return [
        (word, text)
        for word, text in found
        if (word.startswith(begun) or _is_person(here))
        and word not in here.listed
        and (is_word(word) or word in here.level.offered)
    ]


def _is_person(here: Place) -> bool:
    """Whether handles stand there, which any word of a name means."""
    if here.kind in ("command", "option", "text") or here.kind.startswith("=") or here.kind in DAYS:
        return False
    from custlove.completion import journal

    return here.kind in journal.PEOPLE


def is_word(word: str) -> bool:
    """Whether a word is `[a-z0-9][a-z0-9-]*`, which no shell reads as anything but itself."""
    return word != "" and word[0] != "-" and _LETTERS.issuperset(word)


def _found(here: Place, begun: str, environ: Mapping[str, str]) -> Candidates:
    if here.kind == "command":
        return here.level.commands.items()
    if here.kind == "option":
        offered = here.level.offered.items()
        return [(name, text) for name, (_, text) in offered if name.startswith("--") and name not in here.flags]
    if here.kind.startswith("="):
        return [(word, "") for word in here.kind[1:].split("|")]
    if here.kind in DAYS:
        return [(word, "") for word in DAYS[here.kind]]
    if here.kind == "text":
        return []
    from custlove.completion import journal

    return journal.find(_journal(here.journal, environ), here.kind, begun)


def _of_bash(line: str, current: str, environ: Mapping[str, str]) -> list[str]:
    """The candidates without what bash does not replace: it breaks words at = and : as well."""
    words = split(line)
    here = place(words[:-1], words[-1])
    kept = split(current)[-1]
    cut = len(words[-1]) - len(kept) if words[-1].endswith(kept) else 0
    found = [word for word, _ in candidates(here, environ)]
    if len(found) > 1 and not found[0].startswith(here.begun.lower()):
        # bash would put what they share in place of what was typed; with a blank they share nothing.
        return [*((here.head + word)[cut:] for word in found), " "]
    return found if found == [FILES] else [(here.head + word)[cut:] for word in found]


def _journal(typed: str | None, environ: Mapping[str, str]) -> str:
    """The journal's path: the one typed on the line goes first; a shell would still expand ~ and variables in it."""
    if typed is None:
        return paths.journal(environ)
    return os.path.expanduser(os.path.expandvars(typed))


def _line(here: Place, word: str, text: str) -> str:
    return word if word == FILES else f"{here.head}{word}\t{_described(text)}".rstrip("\t")


def _described(text: str) -> str:
    if not text.isprintable():
        from custlove.render.safe import visible

        text = visible(text)
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1].rstrip()}…"


def _write(lines: Iterable[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    if sys.stdout is not None:
        # What the terminal's encoding does not have is replaced, never a traceback.
        sys.stdout.buffer.write(text.encode(sys.stdout.encoding, "replace"))

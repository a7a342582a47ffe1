"""The references by which things are called: a letter for each noun and a number, `p27`."""

from collections.abc import Mapping
from functools import cache
from typing import Final, Literal, NamedTuple, cast

from custlove.schema import letters

Noun = Literal[
    "touchpoint", "follow-up", "promise", "feedback", "mistake", "fact", "ritual", "day", "purchase", "introduction",
    "link", "intention", "ask", "inbox entry", "change",
]  # fmt: skip
LETTERS: Final = cast("Mapping[Noun, str]", letters.LETTERS)
# What tables, reports and the kinds of JSON call some of them.
_NOUNS: Final[Mapping[str, Noun]] = {
    **{noun: noun for noun in LETTERS},
    **dict.fromkeys(("mine promise", "theirs promise", "their_promise"), "promise"),
    **dict.fromkeys(("criticism", "praise", "idea"), "feedback"),
    "snoozed": "follow-up",
    **cast("Mapping[str, Noun]", letters.OF_TABLES),
}
_BY_LETTER: Final = {letter: noun for noun, letter in LETTERS.items()}
# More digits than a row number of SQLite can have.
_LONGEST: Final = 15


class Reference(NamedTuple):
    """What a reference says: of which noun, None where only a number was typed, and which number."""

    noun: Noun | None
    number: int


def ref_of(noun: Noun, number: int) -> str:
    """The reference of a thing of this noun and number, as it is shown: `p27`."""
    return f"{LETTERS[noun]}{number}"


@cache
def noun_of(kind: str) -> Noun | None:
    """The noun behind what a table or a report calls a thing, or something that became of it (`promise_kept`)."""
    while kind not in _NOUNS:
        kind, _, _ = kind.rpartition("_")
        if not kind:
            return None
    return _NOUNS[kind]


def of_kind(kind: str, number: int | None) -> str | None:
    """The reference of a thing by what its table or a report calls it; None for what has none."""
    noun = noun_of(kind)
    return None if noun is None or number is None else ref_of(noun, number)


def read(word: str) -> Reference | None:
    """What a word such as `p27`, `27` or `#27` refers to; None for any other word."""
    noun = _BY_LETTER.get(word[:1].lower())
    digits = word[1:] if noun is not None else word.removeprefix("#")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST):
        return None
    return Reference(noun, int(digits))


def is_reference(word: str) -> bool:
    """Whether a word has the form of a reference with its letter."""
    found = read(word)
    return found is not None and found.noun is not None

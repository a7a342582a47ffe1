"""What a REF stands for: a number, or WHO with a word of the text when that is unique."""

import re
import sqlite3
from collections.abc import Callable, Sequence
from typing import NamedTuple

from custlove.errors import Ambiguous, NotFound, UsageError
from custlove.quoting import quoted
from custlove.reports.people import lookup
from custlove.reports.people.lookup import PersonRef
from custlove.rules.names import fold
from custlove.rules.references import as_number

# The words of one reference, as they were typed: `27`, `#27`, `anna`, `anna draft`.
Ref = Sequence[str]
# For a person's number what of the noun may be meant, each with its number and text.
Candidates = Callable[[int], Sequence[tuple[int, str]]]


class Noun(NamedTuple):
    """What is looked for: its name, what of a person's is open (or `all`); by which command it is `listed`."""

    name: str
    candidates: Candidates
    all: bool = False
    listed: str = ""


def number(connection: sqlite3.Connection, ref: Ref, noun: Noun) -> int:
    """The number that a reference stands for; raises NotFound or Ambiguous with the candidates."""
    if len(ref) == 1 and (known := as_number(ref[0])) is not None:
        return known
    return among([lookup.one(connection, ref[0])], " ".join(ref[1:]), noun)


def among(people: Sequence[PersonRef], words: str, noun: Noun) -> int:
    """The number of the one thing of these people whose text holds the words; raises NotFound or Ambiguous."""
    wanted = fold(words)
    found = _holding(wanted, [each for person in people for each in noun.candidates(person.id)])
    if len(found) == 1:
        return found[0][0]
    if not found:
        which = noun.name if noun.all else f"open {noun.name}"
        have = " and ".join(person.name for person in people) + (" has" if len(people) == 1 else " have")
        raise NotFound(
            f"{have} no {which}{f' with {quoted(wanted)} in it' if wanted else ''}.",
            f"What there is: custlove {noun.listed or _listed(noun)} --who {people[0].handle}",
        )
    shown = ", ".join(f"#{candidate} ({text[:40]})" if text else f"#{candidate}" for candidate, text in found[:8])
    raise Ambiguous(
        f"That may be {shown}.", "Nothing was changed. Name one by its number.", [str(each) for each, _ in found]
    )


def _listed(noun: Noun) -> str:
    return f"{noun.name.replace('-', '')} list"


def number_and_text(connection: sqlite3.Connection, ref: Ref, noun: Noun) -> tuple[int, str | None]:
    """What a reference with a text behind it stands for: `12 TEXT`, `WHO WORD TEXT`, `WHO TEXT` if one is open."""
    if as_number(ref[0]) is not None:
        if len(ref) > 2:
            raise UsageError("Too many arguments: expected NUMBER TEXT.", "Put the text in quotes.")
        return number(connection, ref[:1], noun), ref[1] if len(ref) == 2 else None
    if len(ref) > 3:
        raise UsageError("Too many arguments: expected WHO WORD TEXT.", "Put the text in quotes.")
    try:
        return number(connection, ref[:2], noun), ref[2] if len(ref) == 3 else None
    except NotFound:
        if len(ref) != 2:
            raise
    return number(connection, ref[:1], noun), ref[1]


def _holding(wanted: str, candidates: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Those whose text holds the words; whole words come before parts of words."""
    found = [(candidate, text) for candidate, text in candidates if wanted in fold(text)]
    whole = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    return [each for each in found if wanted and whole.search(fold(each[1]))] or found

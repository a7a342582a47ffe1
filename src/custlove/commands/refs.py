"""What a REF stands for: a number, or WHO with a word of the text when that is unique."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from custlove.errors import Ambiguous, NotFound, UsageError
from custlove.quoting import quoted

if TYPE_CHECKING:
    import sqlite3

    from custlove.context import Context
    from custlove.reports.people.lookup import PersonRef

Candidates = Callable[[int], Sequence[tuple[int, str]]]


class Noun(NamedTuple):
    """What is looked for: its name, and for a person's number what of it is open (or `all`), each with its text."""

    name: str
    candidates: Candidates
    all: bool = False


def several(run: "Context", words: Sequence[str]) -> list[list[str]]:
    """The references meant, each with the words behind it: for `-` those on the standard input, else the one typed.

    Read before the journal is locked. Raises UsageError for a line that is no number.
    """
    if words[0] != "-":
        return [list(words)]
    lines = run.piped().split()
    for line in lines:
        if as_number(line) is None:
            raise UsageError(f"{quoted(line)} on the standard input is no number.", "A line each, as --ids gives them.")
    return [[line, *words[1:]] for line in lines]


def typed(run: "Context", words: Sequence[str]) -> list[list[str]]:
    """The references meant, each with the words behind it; tells where the standard input has none."""
    asked = several(run, words)
    if not asked:
        run.note("Nothing to change: no references on the standard input.")
    return asked


def as_number(word: str) -> int | None:
    """The number that a word such as `12` or `#12` is."""
    digits = word.removeprefix("#")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None


def number(connection: "sqlite3.Connection", words: Sequence[str], noun: Noun) -> int:
    """The number that a reference stands for; raises NotFound or Ambiguous with the candidates."""
    if len(words) == 1 and (known := as_number(words[0])) is not None:
        return known
    from custlove.reports.people import lookup

    return among([lookup.one(connection, words[0])], " ".join(words[1:]), noun)


def among(people: "Sequence[PersonRef]", words: str, noun: Noun) -> int:
    """The number of the one thing of these people whose text holds the words; raises NotFound or Ambiguous."""
    from custlove.rules.names import fold

    wanted = fold(words)
    found = _holding(wanted, [each for person in people for each in noun.candidates(person.id)])
    if len(found) == 1:
        return found[0][0]
    if not found:
        which = noun.name if noun.all else f"open {noun.name}"
        have = " and ".join(person.name for person in people) + (" has" if len(people) == 1 else " have")
        raise NotFound(
            f"{have} no {which}{f' with {quoted(wanted)} in it' if wanted else ''}.",
            f"What there is: custlove {noun.name.replace('-', '')} list --who {people[0].handle}",
        )
    shown = ", ".join(f"#{candidate} ({text[:40]})" if text else f"#{candidate}" for candidate, text in found[:8])
    raise Ambiguous(
        f"That may be {shown}.", "Nothing was changed. Name one by its number.", [str(each) for each, _ in found]
    )


def touchpoint(connection: "sqlite3.Connection", words: Sequence[str]) -> int:
    """The number of the touchpoint that a reference stands for; raises NotFound or Ambiguous."""
    from custlove.reports.lists import touchpoints as report

    def candidates(person: int) -> list[tuple[int, str]]:
        there = ["id IN (SELECT touchpoint_id FROM touchpoint_person WHERE person_id = ?)"]
        return [(each.id, each.text) for each in report.load(connection, there, [person])]

    return number(connection, words, Noun("touchpoint", candidates, all=True))


def _holding(wanted: str, candidates: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Those whose text holds the words; whole words come before parts of words."""
    from custlove.rules.names import fold

    found = [(candidate, text) for candidate, text in candidates if wanted in fold(text)]
    whole = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    return [each for each in found if wanted and whole.search(fold(each[1]))] or found


def number_and_text(connection: "sqlite3.Connection", words: Sequence[str], noun: Noun) -> tuple[int, str | None]:
    """What a reference with a text behind it stands for: `12 TEXT`, `WHO WORD TEXT`, `WHO TEXT` where one is open."""
    if as_number(words[0]) is not None:
        if len(words) > 2:
            raise UsageError("There is more than one text behind the number.", "Put the text in quotes.")
        return number(connection, words[:1], noun), words[1] if len(words) == 2 else None
    if len(words) > 3:
        raise UsageError("There is more than WHO, a word of it and a text.", "Put the text in quotes.")
    try:
        return number(connection, words[:2], noun), words[2] if len(words) == 3 else None
    except NotFound:
        if len(words) != 2:
            raise
    return number(connection, words[:1], noun), words[1]

"""Whom the last touchpoint left low (ideas D1 and D3)."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, islice
from typing import Any, NamedTuple

from custlove.reports.people import standing
from custlove.reports.rows import sure_day
from custlove.rules import satisfaction as rules

# The touchpoints of a person up to a day, newest first: those of one day in order of time.
_NEWEST_FIRST = """
SELECT touchpoint.id, touch.day, touchpoint.felt, touchpoint.text
FROM touchpoint_person AS touch JOIN touchpoint ON touchpoint.id = touch.touchpoint_id
WHERE touch.person_id = ? AND touch.day <= ?
ORDER BY touch.day DESC, touchpoint.at DESC, touchpoint.id DESC
"""


class LeftLow(NamedTuple):
    """A person whom the last touchpoint left at 1 or 2, or two below their usual: the median of the last ten times."""

    person: str
    name: str
    id: int
    on: date
    felt: int
    usual: float
    text: str


def left_low(connection: sqlite3.Connection, candidates: Sequence[int], today: date) -> list[LeftLow]:
    """Of these people, those whom the last touchpoint up to a day left low; the latest first.

    Nobody at arm's length and nobody who is archived (DESIGN.md section 2, circle).
    """
    people = standing.in_reach(connection, candidates, today)
    found = [low for each in people if (low := _left_low(connection, each, today))]
    return sorted(found, key=lambda each: (-each.on.toordinal(), each.felt, each.person))


def low_in_a_row(connection: sqlite3.Connection, person_id: int, number: int, today: date) -> int:
    """How many times in a row up to a day a person left at 1 or 2, if that touchpoint is the last of them; else 0."""
    noted = (row for row in _touched(connection, person_id, today) if row[2] is not None)
    last = next(noted, None)
    if last is None or last[0] != number:
        return 0
    return rules.low_in_a_row(row[2] for row in chain([last], noted))


def _left_low(connection: sqlite3.Connection, person: standing.Reached, today: date) -> LeftLow | None:
    touched = _touched(connection, person.id, today)
    last = next(touched, None)
    if last is None or last[2] is None:
        return None
    noted = (row[2] for row in touched if row[2] is not None)
    low = rules.low([last[2], *islice(noted, rules.LAST - 1)])
    return low and LeftLow(person.person, person.name, last[0], sure_day(last[1]), low.felt, low.usual, last[3])


def _touched(connection: sqlite3.Connection, person_id: int, today: date) -> Iterator[tuple[Any, ...]]:
    return connection.execute(_NEWEST_FIRST, (person_id, today.isoformat()))

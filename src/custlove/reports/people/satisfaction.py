"""Whom the last time left low (ideas D1 and D3): the last touchpoint at which they were there, with a feeling.

It ends when they leave better, with praise or a purchase of theirs after it, or when its days are over (a setting);
then it is only a note in `show` and `brief`.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, islice
from typing import Any, NamedTuple

from custlove.reports.people import connections, standing
from custlove.reports.people.connections import Ally
from custlove.reports.rows import by_ids, sure_day
from custlove.rules import satisfaction as rules
from custlove.rules.feedback import UNHAPPY_SCORE
from custlove.rules.thresholds import value
from custlove.schema import contact_predicates, predicates, references

# How each time left a person up to a day, newest first: the times of one day in their order.
_NEWEST_FIRST = f"""
SELECT touchpoint.id, touch.day, touch.felt, touchpoint.text, touchpoint.at
FROM touchpoint_person AS touch JOIN touchpoint ON touchpoint.id = touch.touchpoint_id
WHERE touch.person_id = ? AND touch.day <= ? AND {predicates.HOW_THEY_LEFT}
ORDER BY touch.day DESC, touchpoint.at DESC, touchpoint.id DESC
"""
# The verdict alone, of many at once: of most of them one touchpoint is looked up and not ten. Up to 2 is low whatever
# was usual, 3 only where the median is 5.
_LAST = f"""
SELECT {{what}} FROM touchpoint_person AS touch CROSS JOIN touchpoint ON touchpoint.id = touch.touchpoint_id
WHERE touch.person_id = person.id AND touch.day <= :today AND {predicates.HOW_THEY_LEFT}
ORDER BY touch.day DESC, touchpoint.at DESC, touchpoint.id DESC LIMIT {{most}}
"""
_WERE_LEFT_LOW = f"""
SELECT person.id
FROM person CROSS JOIN touchpoint AS last ON last.id = ({_LAST.format(what="touchpoint.id", most=1)})
WHERE person.id IN ({{ids}}) AND last.day >= :since
    AND (last.felt <= {rules.LOW} OR last.felt <= {5 - rules.DROP} AND (
        SELECT 2 * sum(felt = 5) > count(*) FROM ({_LAST.format(what="touch.felt", most=rules.LAST)})))
    AND NOT ({contact_predicates.came_back_kindly("person.id", "last.day", "last.at")})
"""
_CAME_BACK = f"SELECT {contact_predicates.came_back_kindly(':person', ':on', ':at', ':today')}"


class LeftLow(NamedTuple):
    """A person whom the last time left at 1 or 2, or two below their usual: the median of the last ten times.

    `over`: so long ago that it is a note, and nothing is suggested; `allies`: advocates and supporters near them.
    """

    person: str
    name: str
    id: int
    on: date
    felt: int
    usual: float
    text: str
    over: bool
    allies: tuple[Ally, ...]

    @property
    def ref(self) -> str:
        """The reference of the touchpoint."""
        return references.ref_of("touchpoint", self.id)


def left_low(
    connection: sqlite3.Connection, candidates: Sequence[int], numbers: Mapping[str, int], today: date
) -> list[LeftLow]:
    """Of these people, those whom the last time up to a day left low, while its days last; the latest first.

    Nobody at arm's length and nobody who is archived (DESIGN.md section 2, circle).
    """
    people = standing.in_reach(connection, candidates, today)
    found = [(each, low) for each in people if (low := _left_low(connection, each, numbers, today)) and not low.over]
    near = connections.allies_of(connection, [person.id for person, _ in found], today)
    lows = [low._replace(allies=near.get(person.id, ())) for person, low in found]
    return sorted(lows, key=lambda each: (-each.on.toordinal(), each.felt, each.person))


def who_left_low(
    connection: sqlite3.Connection, candidates: Sequence[int], numbers: Mapping[str, int], today: date
) -> list[str]:
    """Of these people, the handles of those of whom `left_low` tells more; for thousands it takes too long."""
    first = rules.since(today, value(numbers, "leaving.days"))
    given = {"since": first.isoformat(), "today": today.isoformat(), "unhappy_score": UNHAPPY_SCORE}
    low = {number for (number,) in by_ids(connection, _WERE_LEFT_LOW, candidates, given)}
    return [person.person for person in standing.in_reach(connection, [*low], today)]


def of_person(
    connection: sqlite3.Connection, person_id: int, numbers: Mapping[str, int], today: date
) -> LeftLow | None:
    """Whether the last time up to a day left a person low, also where its days are over; None when not."""
    for person in standing.in_reach(connection, [person_id], today):
        low = _left_low(connection, person, numbers, today)
        if low is None or low.over:
            return low
        return low._replace(allies=tuple(connections.allies(connection, person.id, today)))
    return None


def low_in_a_row(connection: sqlite3.Connection, person_id: int, number: int, today: date) -> int:
    """How many times in a row up to a day a person left at 1 or 2, if that touchpoint is the last of them; else 0."""
    noted = _touched(connection, person_id, today)
    last = next(noted, None)
    if last is None or last[0] != number:
        return 0
    return rules.low_in_a_row(row[2] for row in chain([last], noted))


def _left_low(
    connection: sqlite3.Connection, person: standing.Reached, numbers: Mapping[str, int], today: date
) -> LeftLow | None:
    last = list(islice(_touched(connection, person.id, today), rules.LAST))
    low = rules.low([felt for _, _, felt, *_ in last])
    if low is None:
        return None
    number, day, _, text, at = last[0]
    asked = {"person": person.id, "on": day, "at": at, "today": today.isoformat(), "unhappy_score": UNHAPPY_SCORE}
    if connection.execute(_CAME_BACK, asked).fetchone()[0]:
        return None
    on = sure_day(day)
    over = on < rules.since(today, value(numbers, "leaving.days"))
    return LeftLow(person.person, person.name, number, on, low.felt, low.usual, text, over, ())


def _touched(connection: sqlite3.Connection, person_id: int, today: date) -> Iterator[tuple[Any, ...]]:
    return connection.execute(_NEWEST_FIRST, (person_id, today.isoformat()))

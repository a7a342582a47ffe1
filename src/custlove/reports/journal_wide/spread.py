"""Who would go quiet together: people who were brought in and with whom there was no contact yet."""

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from custlove.reports.people import never_in_touch
from custlove.reports.rows import day, sure_day
from custlove.rules import cadence, rungs, spread
from custlove.rules.cadence import Cadence

# Those who came in by an import are few beside everybody: from them on, by number.
_IMPORTED = "id IN (SELECT row_id FROM imported WHERE noun = 'person')"
_COLUMNS = (
    "SELECT id, handle, name, every, circle, rung, added_on, first_due_on FROM person"
    " WHERE last_contact_on IS NULL AND archived_on IS NULL AND added_on <= ?"
)
_TAGGED = "id IN (SELECT person_id FROM person_detail WHERE kind = 'tag' AND key = ?)"


class Due(NamedTuple):
    """Somebody with whom there was no contact yet, the day on which they are first due, and that before staggering.

    `unmet`: until then they are told of on no day at all (never_in_touch.py).
    """

    id: int
    person: str
    name: str
    due_on: date
    was_due_on: date
    unmet: bool = False


class Spread(NamedTuple):
    """Who is first due on which day, the earliest first."""

    people: tuple[Due, ...]
    first: date | None
    last: date | None


def plan(
    connection: sqlite3.Connection,
    cadences: Mapping[str, Cadence],
    today: date,
    days: int,
    tag: str | None = None,
    *,
    everybody: bool = False,
) -> Spread:
    """First due days, staggered over so many days, for those brought in and never touched; with `everybody`, for all.

    Left out are those of whom nobody is told: archived, at arm's length, or without a cadence. `tag` is a key.
    """
    found = sorted(_waiting(connection, cadences, today, tag, everybody=everybody), key=lambda each: (each[0], each[2]))
    dues = spread.staggered([natural for natural, *_ in found], today, days)
    unmet = never_in_touch.people(connection, today)
    people = [
        Due(number, handle, name, due, was, number in unmet)
        for due, (_, number, handle, name, was) in zip(dues, found, strict=True)
    ]
    people.sort(key=lambda each: (each.due_on, each.person))
    return Spread(tuple(people), people[0].due_on if people else None, people[-1].due_on if people else None)


def _waiting(
    connection: sqlite3.Connection, cadences: Mapping[str, Cadence], today: date, tag: str | None, *, everybody: bool
) -> Iterator[tuple[date, int, str, str, date]]:
    """The day each would be due by the cadence alone, who it is, and the day on which they are due now."""
    conditions = [*([] if everybody else [_IMPORTED]), *([_TAGGED] if tag is not None else [])]
    sql = " AND ".join([_COLUMNS, *conditions])
    for row in connection.execute(sql, [today.isoformat(), *([tag] if tag is not None else [])]):
        number, handle, name, every, circle, rung, added_on, first_due_on = row
        rhythm = cadence.from_code(every)
        natural = cadence.due_on(sure_day(added_on), cadences[rung] if rhythm is None else rhythm)
        if natural is not None and rungs.circle(rung, circle) != "arms-length":
            yield natural, number, handle, name, max(natural, day(first_due_on) or natural)

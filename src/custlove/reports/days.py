"""Which important days come."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from custlove.reports import standing
from custlove.reports.rows import day, sure_day
from custlove.rules import rungs

_SELECT = (
    "SELECT id, handle, name, birthday, circle, rung, rung_since, added_on FROM person WHERE birthday IS NOT NULL AND "
)
# One seek a day. The second is empty unless today lies in the past: people archived since.
_SEEKS = (
    "archived_on IS NULL AND substr(birthday, -5) = :month_day",
    "archived_on > :today AND substr(birthday, -5) = :month_day",
)


class Day(NamedTuple):
    """A birthday or another day that matters; `turns` in years, where the year is known."""

    id: int | None
    person: str
    name: str
    what: str
    on: date
    in_days: int
    turns: int | None


def coming(connection: sqlite3.Connection, until: date, today: date) -> list[Day]:
    """The birthdays from today to a day, in their order; 29 February on the 28th in other years.

    Nobody at arm's length and nobody who is archived (DESIGN.md section 2, circle).
    """
    ahead = [today + timedelta(days=days) for days in range((until - today).days + 1)]
    circles = standing.circles_before(connection, today)
    found = [each for on in ahead for each in _on(connection, on, circles, today)]
    return sorted(found, key=lambda each: (each.on, each.person))


def _on(connection: sqlite3.Connection, on: date, circles: Mapping[int, str | None], today: date) -> Iterator[Day]:
    for month_day in _celebrated(on):
        for seek in _SEEKS:
            for row in connection.execute(
                _SELECT + seek, {"month_day": month_day, "today": today.isoformat()}
            ).fetchall():
                yield from _birthday(connection, row, on, circles, today)


def _celebrated(on: date) -> list[str]:
    tomorrow = on + timedelta(days=1)
    leaps_over = (on.month, on.day) == (2, 28) and tomorrow.month == 3
    return [on.strftime("%m-%d"), "02-29"] if leaps_over else [on.strftime("%m-%d")]


def _birthday(
    connection: sqlite3.Connection, row: Sequence[Any], on: date, circles: Mapping[int, str | None], today: date
) -> Iterator[Day]:
    number, handle, name, birthday, chosen, rung, rung_since, added_on = row
    since = day(rung_since)
    if since is not None and since > today:
        rung = standing.rung_on(connection, number, today)[0]
    if sure_day(added_on) > today or rungs.circle(rung, circles.get(number, chosen)) == "arms-length":
        return
    year = None if birthday.startswith("-") else int(birthday[:4])
    yield Day(None, handle, name, "birthday", on, (on - today).days, None if year is None else on.year - year)

"""Which important days come."""

import sqlite3
from datetime import date, timedelta
from typing import NamedTuple

_SQL = """
SELECT handle, name, birthday FROM person
WHERE birthday IS NOT NULL AND archived_on IS NULL AND substr(birthday, -5) = ? AND added_on <= ?
"""


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
    """The birthdays from today to a day, in their order; 29 February on the 28th in other years."""
    found = []
    for ahead in range((until - today).days + 1):
        on = today + timedelta(days=ahead)
        for month_day in _celebrated(on):
            rows = connection.execute(_SQL, (month_day, today.isoformat()))
            found += [_birthday(handle, name, birthday, on, ahead) for handle, name, birthday in rows]
    return found


def _celebrated(on: date) -> list[str]:
    tomorrow = on + timedelta(days=1)
    leaps_over = (on.month, on.day) == (2, 28) and tomorrow.month == 3
    return [on.strftime("%m-%d"), "02-29"] if leaps_over else [on.strftime("%m-%d")]


def _birthday(handle: str, name: str, birthday: str, on: date, in_days: int) -> Day:
    year = None if birthday.startswith("-") else int(birthday[:4])
    return Day(None, handle, name, "birthday", on, in_days, None if year is None else on.year - year)

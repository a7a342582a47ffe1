"""Which organisations people belong to on a day, and which they left.

A person's own columns hold the one they belong to first and foremost; the table `membership` those that they left, and
others that they belong to as well.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from custlove.reports.rows import by_ids, day

_OWN = """
SELECT id, organisation, organisation_key, role, organisation_since, NULL, 1 FROM person
WHERE organisation IS NOT NULL AND {condition}
"""
_OTHERS = "SELECT person_id, organisation, organisation_key, role, since, until, 0 FROM membership WHERE {condition}"
# Whose columns do not tell it all: they have rows of their own, or came to where they are after the day.
_CHANGED = (
    "SELECT DISTINCT person_id FROM membership WHERE person_id IN ({ids})",
    "SELECT id FROM person WHERE id IN ({ids}) AND organisation_since > :today",
)

_MOVED = """
SELECT id FROM person WHERE organisation_since > :today UNION SELECT person_id FROM membership WHERE until > :today
"""


class Membership(NamedTuple):
    """Somebody belongs or belonged to an organisation; the days are from `since` up to, and without, `until`.

    `own`: it is the one in their own columns.
    """

    person_id: int
    organisation: str
    key: str
    role: str | None
    since: date | None
    until: date | None
    own: bool = False

    def holds(self, today: date) -> bool:
        """Whether they belonged to it on a day."""
        return (self.since is None or self.since <= today) and (self.until is None or self.until > today)


class Belonging(NamedTuple):
    """An organisation that somebody belongs to, or left; `since` is None where it is as long as it is known."""

    organisation: str
    role: str | None
    since: date | None
    until: date | None


class Belongs(NamedTuple):
    """Where somebody belongs on a day: first and foremost, all of them, and in which role."""

    organisation: str | None
    organisations: tuple[str, ...]
    role: str | None


def on_day(connection: sqlite3.Connection, ids: Iterable[int], today: date) -> dict[int, Belongs]:
    """Where those of these people belonged on a day of whom their own columns do not tell it."""
    people = [*ids]
    changed = {number for (number,) in by_ids(connection, _CHANGED[0], people)}
    changed |= {number for (number,) in by_ids(connection, _CHANGED[1], people, {"today": today.isoformat()})}
    return {number: _belongs(connection, number, of, today) for number, of in _all(connection, changed).items()}


def moved_since(connection: sqlite3.Connection, today: date) -> dict[int, str | None]:
    """Who belongs elsewhere first and foremost than on a day, by number: where they did then, None where to nothing.

    Empty unless the day lies in the past.
    """
    numbers = [number for (number,) in connection.execute(_MOVED, {"today": today.isoformat()})]
    return {number: each.organisation for number, each in on_day(connection, numbers, today).items()}


def of_person(connection: sqlite3.Connection, person_id: int, today: date) -> list[Belonging]:
    """All that is known of where somebody belongs and belonged by a day, as it was on it; the latest first."""
    known = [each for each in _all(connection, [person_id])[person_id] if each.since is None or each.since <= today]
    seen = [each._replace(until=None) if each.until and each.until > today else each for each in known]
    seen.sort(key=lambda each: (each.until is None, each.until or each.since or date.min), reverse=True)
    return [Belonging(each.organisation, each.role, each.since, each.until) for each in seen]


def present(connection: sqlite3.Connection, key: str, today: date) -> list[int]:
    """The numbers of those who belong to an organisation on a day, by its key."""
    return sorted({each.person_id for each in _of_organisation(connection, key) if each.holds(today)})


def former(connection: sqlite3.Connection, key: str, today: date) -> dict[int, date]:
    """The numbers of those who belonged to an organisation and do not on a day, and when they left."""
    here, left = set(present(connection, key, today)), {}
    for each in sorted(_of_organisation(connection, key), key=lambda each: each.until or date.max):
        if each.until is not None and each.until <= today and each.person_id not in here:
            left[each.person_id] = each.until
    return left


def _all(connection: sqlite3.Connection, people: Iterable[int]) -> dict[int, list[Membership]]:
    found: dict[int, list[Membership]] = {number: [] for number in people}
    for sql in (_OWN, _OTHERS):
        column = "id" if sql is _OWN else "person_id"
        for row in by_ids(connection, sql.replace("{condition}", f"{column} IN ({{ids}})"), found):
            found[row[0]].append(_membership(row))
    return found


def _of_organisation(connection: sqlite3.Connection, key: str) -> list[Membership]:
    rows = [
        row
        for sql in (_OWN, _OTHERS)
        for row in connection.execute(sql.format(condition="organisation_key = ?"), (key,)).fetchall()
    ]
    return [_membership(row) for row in rows]


def _membership(row: Sequence[Any]) -> Membership:
    number, organisation, key, role, since, until, own = row
    return Membership(number, organisation, key, role, day(since), day(until), bool(own))


def _belongs(connection: sqlite3.Connection, number: int, known: list[Membership], today: date) -> Belongs:
    # Their own comes first, then the one they came to last.
    here = [each for each in known if each.holds(today)]
    here.sort(key=lambda each: (each.own, each.since or date.min), reverse=True)
    names = tuple(dict.fromkeys(each.organisation for each in here))
    if here:
        return Belongs(names[0], names, here[0].role)
    (role,) = connection.execute("SELECT role FROM person WHERE id = ?", (number,)).fetchone()
    return Belongs(None, (), role)

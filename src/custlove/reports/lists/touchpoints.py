"""Which touchpoints there were."""

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from custlove.errors import NotFound
from custlove.reports.rows import by_ids, clause, sure_day, sure_moment
from custlove.schema import references

_COLUMNS = "SELECT id, at, zone, day, channel, direction, text, felt, energy, minutes, wow FROM touchpoint"


class Touchpoint(NamedTuple):
    """One contact (DESIGN.md section 5); `people` are handles, `names` their names."""

    id: int
    people: tuple[str, ...]
    names: tuple[str, ...]
    at: datetime
    on: date
    channel: str | None
    direction: str
    text: str
    felt: int | None
    energy: int | None
    minutes: int | None
    wow: bool
    tags: tuple[str, ...]

    @property
    def ref(self) -> str:
        """Its reference, as a command takes it."""
        return references.ref_of("touchpoint", self.id)


class TouchpointFilter(NamedTuple):
    """Which touchpoints: with a person or people of an organisation, by channel and tag, in a period, only wows."""

    person_id: int | None = None
    organisation_key: str | None = None
    channel: str | None = None
    tag: str | None = None
    since: date | None = None
    until: date | None = None
    limit: int | None = None
    wow: bool = False


def one(connection: sqlite3.Connection, number: int) -> Touchpoint:
    """The touchpoint of that number; raises NotFound."""
    found = load(connection, ["id = ?"], [number])
    if not found:
        raise NotFound(
            f"There is no touchpoint {references.ref_of('touchpoint', number)}.",
            "Their references: custlove touchpoint list",
        )
    return found[0]


def listing(connection: sqlite3.Connection, asked: TouchpointFilter, today: date) -> list[Touchpoint]:
    """The touchpoints up to a day, newest first."""
    return load(connection, *_conditions(asked, today), asked.limit)


def count(connection: sqlite3.Connection, asked: TouchpointFilter, today: date) -> int:
    """How many touchpoints `listing` gives."""
    conditions, values = _conditions(asked, today)
    found: int = connection.execute(f"SELECT count(*) FROM touchpoint{clause(conditions)}", values).fetchone()[0]
    return found if asked.limit is None else min(found, asked.limit)


def _conditions(asked: TouchpointFilter, today: date) -> tuple[list[str], list[str]]:
    until = min(asked.until or today, today)
    conditions, values = ["day <= ?", *(["wow = 1"] if asked.wow else [])], [until.isoformat()]
    for condition, value in (
        ("day >= ?", asked.since and asked.since.isoformat()),
        ("channel = ?", asked.channel),
        ("id IN (SELECT touchpoint_id FROM touchpoint_tag WHERE tag = ?)", asked.tag),
        ("id IN (SELECT touchpoint_id FROM touchpoint_person WHERE person_id = ?)", asked.person_id),
        (_OF_ORGANISATION, asked.organisation_key),
    ):
        if value is not None:
            conditions.append(condition)
            values += [str(value)] * condition.count("?")
    return conditions, values


def last(connection: sqlite3.Connection, person_id: int, today: date, count: int) -> list[Touchpoint]:
    """A person's last touchpoints up to a day, newest first, found by a seek."""
    ids = connection.execute(
        "SELECT touchpoint_id FROM touchpoint_person AS there JOIN touchpoint ON touchpoint.id = touchpoint_id"
        " WHERE person_id = ? AND there.day <= ? ORDER BY there.day DESC, at DESC, touchpoint.id DESC LIMIT ?",
        (person_id, today.isoformat(), count),
    ).fetchall()
    return load(connection, [f"id IN ({', '.join('?' * len(ids))})"], [number for (number,) in ids])


def shared(connection: sqlite3.Connection, people: Sequence[int], today: date) -> list[Touchpoint]:
    """The touchpoints up to a day at which all these people were, newest first."""
    conditions = [
        "day <= ?",
        *["id IN (SELECT touchpoint_id FROM touchpoint_person WHERE person_id = ?)"] * len(people),
    ]
    return load(connection, conditions, [today.isoformat(), *people])


# With somebody who belonged to it on that day.
_OF_ORGANISATION = (
    "id IN (SELECT touchpoint_id FROM touchpoint_person AS there JOIN person ON person.id = person_id"
    " WHERE organisation_key = ? AND coalesce(organisation_since <= there.day, 1)"
    " UNION SELECT touchpoint_id FROM membership JOIN touchpoint_person AS there USING (person_id)"
    " WHERE organisation_key = ? AND coalesce(since <= there.day, 1) AND coalesce(until > there.day, 1))"
)


def load(
    connection: sqlite3.Connection, conditions: Sequence[str], values: Sequence[Any], limit: int | None = None
) -> list[Touchpoint]:
    """Touchpoints by SQL conditions, newest first."""
    rows = connection.execute(
        f"{_COLUMNS}{clause(conditions)} ORDER BY day DESC, at DESC, id DESC LIMIT ?",
        (*values, -1 if limit is None else limit),
    ).fetchall()
    ids = [row[0] for row in rows]
    people, tags = _people(connection, ids), _tags(connection, ids)
    return [_touchpoint(row, people.get(row[0], []), tags.get(row[0], [])) for row in rows]


def _people(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    sql = (
        "SELECT touchpoint_id, handle, name FROM touchpoint_person JOIN person ON person.id = person_id"
        " WHERE touchpoint_id IN ({ids}) ORDER BY touchpoint_person.id"
    )
    for number, handle, name in by_ids(connection, sql, ids):
        found.setdefault(number, []).append((handle, name))
    return found


def _tags(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for number, tag in by_ids(
        connection, "SELECT touchpoint_id, tag FROM touchpoint_tag WHERE touchpoint_id IN ({ids}) ORDER BY id", ids
    ):
        found.setdefault(number, []).append(tag)
    return found


def _touchpoint(row: Sequence[Any], people: Sequence[tuple[str, str]], tags: Sequence[str]) -> Touchpoint:
    number, at, zone, on, channel, direction, text, felt, energy, minutes, wow = row
    return Touchpoint(
        number,
        tuple(handle for handle, _ in people),
        tuple(name for _, name in people),
        sure_moment(at, zone),
        sure_day(on),
        channel,
        direction,
        text,
        felt,
        energy,
        minutes,
        bool(wow),
        tuple(tags),
    )

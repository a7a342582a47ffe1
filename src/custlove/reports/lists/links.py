"""Who knows whom (ideas A7 and E6)."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from custlove.errors import NotFound
from custlove.reports.rows import clause, sure_day
from custlove.schema import references

_COLUMNS = """
SELECT link.id, person.handle, person.name, other.handle, other.name, link.kind, link.day
FROM link JOIN person ON person.id = person_id JOIN person AS other ON other.id = other_id
"""


class Link(NamedTuple):
    """Two people who know each other, and as what; it is the same the other way round."""

    id: int
    person: str
    name: str
    other: str
    other_name: str
    kind: str
    on: date

    @property
    def ref(self) -> str:
        """Its reference, as a command takes it."""
        return references.ref_of("link", self.id)


def one(connection: sqlite3.Connection, number: int) -> Link:
    """The link of that number; raises NotFound."""
    found = load(connection, ["link.id = ?"], [number])
    if not found:
        raise NotFound(f"There is no link {references.ref_of('link', number)}.", "Their references: custlove link list")
    return found[0]


def listing(connection: sqlite3.Connection, person_id: int | None, today: date) -> list[Link]:
    """Who knew whom by a day, newest first; of a person, whoever of the two came first when it was written down."""
    conditions, values = ["link.day <= ?"], [today.isoformat()]
    if person_id is not None:
        conditions.append("(link.person_id = ? OR link.other_id = ?)")
        values += [str(person_id)] * 2
    return load(connection, conditions, values)


def load(connection: sqlite3.Connection, conditions: Sequence[str], values: Sequence[Any]) -> list[Link]:
    """Links by SQL conditions, newest first."""
    sql = f"{_COLUMNS}{clause(conditions)} ORDER BY link.day DESC, link.id DESC"
    return [
        Link(number, handle, name, other, other_name, kind, sure_day(on))
        for number, handle, name, other, other_name, kind, on in connection.execute(sql, values)
    ]

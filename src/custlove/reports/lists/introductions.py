"""Who sent whom (idea E6)."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from custlove.errors import NotFound
from custlove.reports.rows import clause, sure_day
from custlove.schema import references

_COLUMNS = """
SELECT introduction.id, sender.handle, sender.name, person.handle, person.name, introduction.day, introduction.text
FROM introduction JOIN person AS sender ON sender.id = by_id JOIN person ON person.id = person_id
"""


class Introduction(NamedTuple):
    """An introduction (DESIGN.md section 5): `by` sent `person` to you."""

    id: int
    by: str
    by_name: str
    person: str
    name: str
    on: date
    text: str | None

    @property
    def ref(self) -> str:
        """Its reference, as a command takes it."""
        return references.ref_of("introduction", self.id)


def one(connection: sqlite3.Connection, number: int) -> Introduction:
    """The introduction of that number; raises NotFound."""
    found = load(connection, ["introduction.id = ?"], [number])
    if not found:
        raise NotFound(
            f"There is no introduction {references.ref_of('introduction', number)}.",
            "Their references: custlove introduction list",
        )
    return found[0]


def listing(
    connection: sqlite3.Connection, person_id: int | None, since: date | None, today: date
) -> list[Introduction]:
    """Who sent whom up to a day, newest first; of a person, both whom they sent and who sent them."""
    conditions, values = ["introduction.day <= ?"], [today.isoformat()]
    if since is not None:
        conditions.append("introduction.day >= ?")
        values.append(since.isoformat())
    if person_id is not None:
        conditions.append("(introduction.by_id = ? OR introduction.person_id = ?)")
        values += [str(person_id)] * 2
    return load(connection, conditions, values)


def load(connection: sqlite3.Connection, conditions: Sequence[str], values: Sequence[Any]) -> list[Introduction]:
    """Introductions by SQL conditions, newest first."""
    sql = f"{_COLUMNS}{clause(conditions)} ORDER BY introduction.day DESC, introduction.id DESC"
    return [
        Introduction(number, by, by_name, handle, name, sure_day(on), text)
        for number, by, by_name, handle, name, on, text in connection.execute(sql, values)
    ]

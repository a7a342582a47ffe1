"""What you intend, and what became of it."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from custlove.errors import NotFound
from custlove.reports.rows import day, sure_day
from custlove.schema import predicates, references

_COLUMNS = """
SELECT id, review_id, text, made_on, CASE WHEN settled_on <= :today THEN outcome END,
       CASE WHEN settled_on <= :today THEN settled_on END, CASE WHEN settled_on <= :today THEN note END
FROM intention WHERE made_on <= :today AND
"""


class Intention(NamedTuple):
    """What you set yourself in a review; `outcome` is `done partly not-done dropped`, None while it is open."""

    id: int
    text: str
    made_on: date
    outcome: str | None
    settled_on: date | None
    note: str | None
    review: int

    @property
    def ref(self) -> str:
        """Its reference, as a command takes it."""
        return references.ref_of("intention", self.id)


def one(connection: sqlite3.Connection, number: int, today: date) -> Intention:
    """The intention of that number; raises NotFound."""
    found = load(connection, "id = :id", today, {"id": number})
    if not found:
        raise NotFound(
            f"There is no intention {references.ref_of('intention', number)}.", "Their references: custlove review list"
        )
    return found[0]


def waiting(connection: sqlite3.Connection, today: date) -> list[Intention]:
    """The open intentions of a day, oldest first; the second seek is empty unless today lies in the past."""
    found = load(connection, predicates.INTENTION_OPEN_NOW, today) + load(connection, "settled_on > :today", today)
    return sorted(found, key=lambda each: (each.made_on, each.id))


def load(
    connection: sqlite3.Connection, condition: str, today: date, given: dict[str, Any] | None = None
) -> list[Intention]:
    """Intentions by an SQL condition, as they stand on a day, oldest first."""
    sql = f"{_COLUMNS}{condition} ORDER BY made_on, id"
    return [_intention(row) for row in connection.execute(sql, {"today": today.isoformat(), **(given or {})})]


def _intention(row: Sequence[Any]) -> Intention:
    number, review, text, made_on, outcome, settled_on, note = row
    said = outcome and outcome.replace(" ", "-")
    return Intention(number, text, sure_day(made_on), said, day(settled_on), note, review)

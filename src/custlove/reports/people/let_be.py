"""Who is let be on a day, until when and why."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from custlove.reports.rows import clause, sure_day
from custlove.schema import predicates

_COLUMNS = "SELECT let_be.id, handle, name, made_on, until, why FROM let_be JOIN person ON person.id = let_be.person_id"


class LetBe(NamedTuple):
    """Somebody to let be from a day until another, and why; until the same day: not to be let be any more."""

    id: int
    person: str
    name: str
    on: date
    until: date
    why: str | None


def one(connection: sqlite3.Connection, number: int) -> LetBe:
    """What was said under that number, which is there."""
    return _load(connection, ["let_be.id = :id"], {"id": number})[0]


def of_person(connection: sqlite3.Connection, person_id: int, today: date) -> LetBe | None:
    """Until when and why a person is let be on a day; None if they are not."""
    given = {"person": person_id, "today": today.isoformat()}
    found = _load(connection, [f"let_be.id IN ({predicates.let_be_ids()})", "person_id = :person"], given)
    return found[0] if found else None


def people(connection: sqlite3.Connection, today: date) -> set[int]:
    """The numbers of those who are let be on a day."""
    sql = f"SELECT person_id FROM let_be WHERE id IN ({predicates.let_be_ids()})"
    return {number for (number,) in connection.execute(sql, {"today": today.isoformat()})}


def ending(connection: sqlite3.Connection, until: date, today: date) -> list[LetBe]:
    """Who is let be on a day, and no longer than up to another."""
    given = {"today": today.isoformat(), "until": until.isoformat()}
    return _load(connection, [f"let_be.id IN ({predicates.let_be_ids()})", "until <= :until"], given)


def history(connection: sqlite3.Connection, person_id: int, today: date) -> list[LetBe]:
    """What was said of letting a person be up to a day, oldest first."""
    return _load(
        connection, ["person_id = :person", "made_on <= :today"], {"person": person_id, "today": today.isoformat()}
    )


def _load(connection: sqlite3.Connection, conditions: Sequence[str], given: dict[str, Any]) -> list[LetBe]:
    sql = f"{_COLUMNS}{clause(conditions)} ORDER BY made_on, let_be.id"
    rows = connection.execute(sql, given)
    return [
        LetBe(number, handle, name, sure_day(on), sure_day(until), why) for number, handle, name, on, until, why in rows
    ]

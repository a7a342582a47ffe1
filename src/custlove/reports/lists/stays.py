"""Suggestions that were declined (idea E4)."""

import sqlite3
from datetime import date
from typing import NamedTuple

from custlove.reports.rows import clause, sure_day

_STAYS = """
SELECT rung_stay.id, handle, name, (
        SELECT to_rung FROM rung_move WHERE person_id = person.id AND rung_move.day <= rung_stay.day
        ORDER BY rung_move.day DESC, rung_move.id DESC LIMIT 1),
    rung_stay.rung, rung_stay.circle, day, why
FROM rung_stay JOIN person ON person.id = person_id{where} ORDER BY day, rung_stay.id
"""


class Stay(NamedTuple):
    """A suggestion declined: who stays on which rung, what was suggested (a rung, or a circle), when and why."""

    id: int
    person: str
    name: str
    rung: str | None
    suggested: str | None
    circle: str | None
    on: date
    why: str


def listing(connection: sqlite3.Connection, today: date, person_id: int | None = None) -> list[Stay]:
    """What was declined up to a day, oldest first, of everybody or of one."""
    conditions = ["day <= :today", *(["person_id = :person"] if person_id is not None else [])]
    given = {"today": today.isoformat(), "person": person_id}
    return [_stay(row) for row in connection.execute(_STAYS.format(where=clause(conditions)), given)]


def one(connection: sqlite3.Connection, number: int) -> Stay:
    """The one of that number."""
    found = connection.execute(_STAYS.format(where=clause(["rung_stay.id = ?"])), (number,))
    return _stay(found.fetchone())


def _stay(row: tuple[int, str, str, str | None, str | None, str | None, str, str]) -> Stay:
    number, handle, name, rung, suggested, circle, on, why = row
    return Stay(number, handle, name, rung, suggested, circle, sure_day(on), why)

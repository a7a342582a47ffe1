"""Whom you asked for feedback, and who has not answered yet (idea C3)."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from custlove.reports.rows import by_ids, clause, sure_day
from custlove.rules import cadence


class Ask(NamedTuple):
    """You asked for feedback; `answered_by` is the number of what answered it.

    `days_waiting`: since you asked, 0 once it was answered.
    """

    id: int
    person: str
    name: str
    text: str
    channel: str | None
    on: date
    answered_by: int | None
    days_waiting: int = 0


def listing(
    connection: sqlite3.Connection, person_id: int | None, today: date, *, waiting_only: bool = True
) -> list[Ask]:
    """What was asked up to a day, oldest first; only what still waits, unless told otherwise."""
    conditions = ["ask.day <= :today", *([] if person_id is None else ["ask.person_id = :person"])]
    if waiting_only:
        conditions.append("feedback.id IS NULL")
    return _load(connection, conditions, {"person": person_id}, today)


def without_answer(connection: sqlite3.Connection, days: int, months: int, today: date) -> list[Ask]:
    """The asks that have waited for so many days, the longest first, each person's last one only.

    After so many months you may ask again: from then on `due` speaks of it. Nobody archived or at arm's length.
    """
    first, last = cadence.add_months(today, -months), today - min(timedelta(days=days), today - date.min)
    given = {"first": first.isoformat(), "last": last.isoformat()}
    maybe = [
        "ask.day BETWEEN :first AND :last",
        "feedback.id IS NULL",
        f"NOT EXISTS ({_LATER_ASK})",
    ]
    found = _load(connection, maybe, given, today)
    if not found:
        return []
    from custlove.reports.people import standing

    people = dict(by_ids(connection, _WHOSE_ASK, [each.id for each in found]))
    reached = {each.id for each in standing.in_reach(connection, set(people.values()), today)}
    return [each for each in found if people[each.id] in reached]


_LATER_ASK = (
    "SELECT 1 FROM ask AS later WHERE later.person_id = ask.person_id AND later.day <= :today"
    " AND (later.day, later.id) > (ask.day, ask.id)"
)
_WHOSE_ASK = "SELECT id, person_id FROM ask WHERE id IN ({ids})"


def _load(
    connection: sqlite3.Connection, conditions: Sequence[str], given: Mapping[str, Any], today: date
) -> list[Ask]:
    sql = (
        "SELECT ask.id, person.handle, person.name, ask.text, ask.channel, ask.day, feedback.id FROM ask"
        " JOIN person ON person.id = ask.person_id"
        " LEFT JOIN feedback ON feedback.ask_id = ask.id AND feedback.heard_day <= :today"
        f"{clause(conditions)} ORDER BY ask.at, ask.id"
    )
    found = []
    for number, handle, name, text, channel, on, answered_by in connection.execute(
        sql, {**given, "today": today.isoformat()}
    ):
        asked = sure_day(on)
        waited = (today - asked).days if answered_by is None else 0
        found.append(Ask(number, handle, name, text, channel, asked, answered_by, waited))
    return found

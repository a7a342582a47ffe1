"""Whom you asked for feedback, and who has not answered yet (idea C3)."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from custlove.errors import NotFound
from custlove.reports.rows import by_ids, clause, day, sure_day
from custlove.rules import cadence
from custlove.schema import references


class Ask(NamedTuple):
    """You asked for feedback; `answered_by` is the number of what answered it.

    `days_waiting`: since you asked, 0 once it was answered or dropped.
    """

    id: int
    person: str
    name: str
    text: str
    channel: str | None
    on: date
    answered_by: int | None
    days_waiting: int = 0
    dropped_on: date | None = None
    dropped_why: str | None = None

    @property
    def ref(self) -> str:
        """Its reference, as a command takes it."""
        return references.ref_of("ask", self.id)


def listing(
    connection: sqlite3.Connection, person_id: int | None, today: date, *, waiting_only: bool = True
) -> list[Ask]:
    """What was asked up to a day, oldest first; only what still waits, unless told otherwise."""
    conditions = ["ask.day <= :today", *([] if person_id is None else ["ask.person_id = :person"])]
    if waiting_only:
        conditions.append(_WAITING)
    return _load(connection, conditions, {"person": person_id}, today)


def one(connection: sqlite3.Connection, number: int, today: date) -> Ask:
    """The ask of that number; raises NotFound."""
    found = _load(connection, ["ask.id = :id", "ask.day <= :today"], {"id": number}, today)
    if not found:
        raise NotFound(
            f"There is no ask {references.ref_of('ask', number)}.", "Those that wait: custlove feedback list --waiting"
        )
    return found[0]


def without_answer(connection: sqlite3.Connection, days: int, months: int, today: date) -> list[Ask]:
    """The asks that have waited for so many days, the longest first, each person's last one only.

    After so many months you may ask again: from then on `due` speaks of it. Nobody archived or at arm's length.
    """
    first, last = cadence.add_months(today, -months), today - min(timedelta(days=days), today - date.min)
    given = {"first": first.isoformat(), "last": last.isoformat()}
    maybe = [
        "ask.day BETWEEN :first AND :last",
        _WAITING,
        f"NOT EXISTS ({_LATER_ASK})",
    ]
    found = _load(connection, maybe, given, today)
    if not found:
        return []
    from custlove.reports.people import standing

    people = dict(by_ids(connection, _WHOSE_ASK, [each.id for each in found]))
    reached = {each.id for each in standing.in_reach(connection, set(people.values()), today)}
    return [each for each in found if people[each.id] in reached]


_WAITING = "feedback.id IS NULL AND (ask.dropped_on <= :today) IS NOT 1"
_LATER_ASK = (
    "SELECT 1 FROM ask AS later WHERE later.person_id = ask.person_id AND later.day <= :today"
    " AND (later.day, later.id) > (ask.day, ask.id)"
)
_WHOSE_ASK = "SELECT id, person_id FROM ask WHERE id IN ({ids})"


def _load(
    connection: sqlite3.Connection, conditions: Sequence[str], given: Mapping[str, Any], today: date
) -> list[Ask]:
    sql = (
        "SELECT ask.id, person.handle, person.name, ask.text, ask.channel, ask.day, feedback.id,"
        " iif(ask.dropped_on <= :today, ask.dropped_on, NULL), iif(ask.dropped_on <= :today, ask.dropped_why, NULL)"
        " FROM ask"
        " JOIN person ON person.id = ask.person_id"
        " LEFT JOIN feedback ON feedback.ask_id = ask.id AND feedback.heard_day <= :today"
        f"{clause(conditions)} ORDER BY ask.at, ask.id"
    )
    found = []
    for number, handle, name, text, channel, on, answered_by, dropped_on, dropped_why in connection.execute(
        sql, {**given, "today": today.isoformat()}
    ):
        asked = sure_day(on)
        waited = (today - asked).days if answered_by is None and dropped_on is None else 0
        found.append(Ask(number, handle, name, text, channel, asked, answered_by, waited, day(dropped_on), dropped_why))
    return found

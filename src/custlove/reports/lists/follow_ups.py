"""Which follow-ups wait."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from custlove.errors import NotFound
from custlove.reports.rows import by_ids, clause, day, sure_day
from custlove.rules import follow_ups as rules

_COLUMNS = """
SELECT follow_up.id, person.handle, person.name, follow_up.why, follow_up.made_on, follow_up.due_on, follow_up.done_on
FROM follow_up JOIN person ON person.id = follow_up.person_id
"""
# The next one may have been put off; the first of so many has not.
_MOST_PUT_OFF = 50
OPEN_STATES = ("open", "due", "overdue", "snoozed")


class FollowUp(NamedTuple):
    """A follow-up as it stands on a day (DESIGN.md section 5); days_late in days."""

    id: int
    person: str
    name: str
    why: str
    due_on: date
    state: str
    days_late: int
    snoozed_until: date | None
    made_on: date
    done_on: date | None
    snoozes: tuple[rules.Snooze, ...] = ()


def one(connection: sqlite3.Connection, number: int, today: date) -> FollowUp:
    """The follow-up of that number as it stands; raises NotFound."""
    found = load(connection, ["follow_up.id = ?"], [number], today)
    if not found:
        raise NotFound(f"There is no follow-up #{number}.", "Their numbers: custlove followup list")
    return found[0]


def listing(
    connection: sqlite3.Connection, person_id: int | None, states: Sequence[str], today: date
) -> list[FollowUp]:
    """The follow-ups made up to a day, in the order in which they are due."""
    conditions, values = ["follow_up.made_on <= ?"], [today.isoformat()]
    if person_id is not None:
        conditions.append("follow_up.person_id = ?")
        values.append(str(person_id))
    found = load(connection, conditions, values, today)
    return [each for each in found if not states or each.state in states]


def waiting(connection: sqlite3.Connection, until: date, today: date) -> list[FollowUp]:
    """What is open and comes up to a day, as of today."""
    found = load(connection, ["follow_up.done_on IS NULL", "follow_up.due_on <= ?"], [until.isoformat()], today)
    waiting = _open([*found, *_done_since(connection, today)], today)
    return sorted((each for each in waiting if comes_up(each) <= until), key=lambda each: (each.due_on, each.id))


def next_due(connection: sqlite3.Connection, today: date) -> FollowUp | None:
    """What comes up first after today, as of today."""
    open_now = "follow_up.done_on IS NULL"
    later = [open_now, "follow_up.due_on > ?", "follow_up.made_on <= ?"]
    found = load(connection, later, [today.isoformat()] * 2, today, limit=_MOST_PUT_OFF)
    found += load(connection, [open_now, "follow_up.due_on <= ?"], [today.isoformat()], today)
    waiting = _open([*found, *_done_since(connection, today)], today)
    later_ones = (each for each in waiting if comes_up(each) > today)
    return min(later_ones, key=lambda each: (comes_up(each), each.id), default=None)


def comes_up(follow_up: FollowUp) -> date:
    """The day on which it wants to be seen: when it is due, or until when it was put off."""
    snoozed = follow_up.snoozed_until if follow_up.state == "snoozed" else None
    return max(follow_up.due_on, snoozed or follow_up.due_on)


def _done_since(connection: sqlite3.Connection, today: date) -> list[FollowUp]:
    """What was done after today: a seek that is empty unless today lies in the past."""
    return load(connection, ["follow_up.done_on > ?"], [today.isoformat()], today)


def _open(found: Iterable[FollowUp], today: date) -> list[FollowUp]:
    return [each for each in found if each.made_on <= today and each.state != "done"]


def load(
    connection: sqlite3.Connection, conditions: Sequence[str], values: Sequence[Any], today: date, limit: int = -1
) -> list[FollowUp]:
    """Follow-ups by SQL conditions, as they stand on a day, in the order in which they are due; at most `limit`."""
    sql = f"{_COLUMNS}{clause(conditions)} ORDER BY follow_up.due_on, follow_up.id LIMIT {limit:d}"
    rows = connection.execute(sql, values).fetchall()
    snoozes = _snoozes(connection, [row[0] for row in rows])
    return [_follow_up(row, snoozes.get(row[0], ()), today) for row in rows]


def _snoozes(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[rules.Snooze, ...]]:
    found: dict[int, tuple[rules.Snooze, ...]] = {}
    sql = "SELECT follow_up_id, made_on, until FROM follow_up_snooze WHERE follow_up_id IN ({ids}) ORDER BY made_on, id"
    for number, on, until in by_ids(connection, sql, ids):
        found[number] = (*found.get(number, ()), rules.Snooze(sure_day(on), sure_day(until)))
    return found


def _follow_up(row: Sequence[Any], snoozes: Sequence[rules.Snooze], today: date) -> FollowUp:
    number, handle, name, why, made_on, due_on, done_on = row
    standing = rules.standing(sure_day(due_on), day(done_on), snoozes, today)
    done = day(done_on) if standing.state == "done" else None
    return FollowUp(
        number,
        handle,
        name,
        why,
        sure_day(due_on),
        standing.state,
        standing.days_late,
        standing.snoozed_until,
        sure_day(made_on),
        done,
        tuple(snooze for snooze in snoozes if snooze.on <= today),
    )

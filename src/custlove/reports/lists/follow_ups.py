"""Which follow-ups wait."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from custlove.errors import NotFound
from custlove.reports.rows import by_ids, clause, day, sure_day
from custlove.rules import follow_ups as rules
from custlove.schema import predicates, references

_COLUMNS = """
SELECT follow_up.id, person.handle, person.name, follow_up.why, follow_up.made_on, follow_up.due_on, follow_up.done_on,
       follow_up.let_go_why
FROM follow_up JOIN person ON person.id = follow_up.person_id
"""
_MADE = "follow_up.made_on <= :today"
_WAITING = predicates.follow_up_waiting()
# The next one may have been put off; the first of so many has not.
_MOST_PUT_OFF = 50
OPEN_STATES = ("open", "due", "overdue", "snoozed")


class FollowUpFilter(NamedTuple):
    """Which follow-ups: of a person, in which states."""

    person_id: int | None = None
    states: Sequence[str] = ()


class FollowUp(NamedTuple):
    """A follow-up as it stands on a day (DESIGN.md section 5); days_late in days; `let_go_why`: why it was let go."""

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
    let_go_why: str | None = None

    @property
    def ref(self) -> str:
        """Its reference, as a command takes it."""
        return references.ref_of("follow-up", self.id)


def one(connection: sqlite3.Connection, number: int, today: date) -> FollowUp:
    """The follow-up of that number as it stands; raises NotFound."""
    found = load(connection, ["follow_up.id = :id"], {"id": number}, today)
    if not found:
        raise NotFound(
            f"There is no follow-up {references.ref_of('follow-up', number)}.",
            "Their references: custlove followup list",
        )
    return found[0]


def listing(connection: sqlite3.Connection, asked: FollowUpFilter, today: date) -> list[FollowUp]:
    """The follow-ups made up to a day, in the order in which they are due."""
    return load(connection, _conditions(asked), {"person": asked.person_id}, today)


def count(connection: sqlite3.Connection, asked: FollowUpFilter, today: date) -> int:
    """How many follow-ups `listing` gives."""
    sql = f"SELECT count(*) FROM follow_up{clause(_conditions(asked))}"
    return int(connection.execute(sql, {"person": asked.person_id, "today": today.isoformat()}).fetchone()[0])


def _conditions(asked: FollowUpFilter) -> list[str]:
    conditions = [_MADE]
    if asked.person_id is not None:
        conditions.append("follow_up.person_id = :person")
    elif asked.states == OPEN_STATES:
        conditions.append(f"follow_up.id IN ({predicates.follow_up_waiting_ids()})")
    elif asked.states:
        ids = (predicates.follow_up_ids(state) for state in asked.states)
        conditions.append(f"follow_up.id IN ({' UNION ALL '.join(ids)})")
    if asked.states == OPEN_STATES:
        conditions.append(_WAITING)
    elif asked.states:
        states = (f"({predicates.FOLLOW_UP_STATES[state]()})" for state in asked.states)
        conditions.append(f"({' OR '.join(states)})")
    return conditions


def waiting(connection: sqlite3.Connection, until: date, today: date) -> list[FollowUp]:
    """What is open and comes up to a day, as of today."""
    maybe = f"follow_up.id IN ({predicates.follow_up_waiting_ids('<= :until')})"
    found = load(connection, [maybe, _MADE, _WAITING], {"until": until.isoformat()}, today)
    return [each for each in found if comes_up(each) <= until]


def next_due(connection: sqlite3.Connection, today: date) -> FollowUp | None:
    """What comes up first after today, as of today."""
    open_now = predicates.FOLLOW_UP_OPEN_NOW
    found = load(connection, [open_now, "due_on > :today", _MADE], {}, today, limit=_MOST_PUT_OFF)
    found += load(connection, [open_now, "due_on <= :today", _MADE], {}, today)
    done_later = f"follow_up.id IN ({predicates.follow_up_done_later_ids()})"
    found += load(connection, [done_later, _MADE], {}, today)
    later_ones = (each for each in found if comes_up(each) > today)
    return min(later_ones, key=lambda each: (comes_up(each), each.id), default=None)


def comes_up(follow_up: FollowUp) -> date:
    """The day on which it wants to be seen: when it is due, or until when it was put off."""
    snoozed = follow_up.snoozed_until if follow_up.state == "snoozed" else None
    return max(follow_up.due_on, snoozed or follow_up.due_on)


def load(
    connection: sqlite3.Connection, conditions: Sequence[str], given: Mapping[str, Any], today: date, limit: int = -1
) -> list[FollowUp]:
    """Follow-ups by SQL conditions, as they stand on a day, in the order in which they are due; at most `limit`.

    The conditions may ask for `:today` and what is `given`.
    """
    sql = f"{_COLUMNS}{clause(conditions)} ORDER BY follow_up.due_on, follow_up.id LIMIT {limit:d}"
    rows = connection.execute(sql, {**given, "today": today.isoformat()}).fetchall()
    snoozes = _snoozes(connection, [row[0] for row in rows])
    return [_follow_up(row, snoozes.get(row[0], ()), today) for row in rows]


def _snoozes(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[rules.Snooze, ...]]:
    found: dict[int, tuple[rules.Snooze, ...]] = {}
    sql = "SELECT follow_up_id, made_on, until FROM follow_up_snooze WHERE follow_up_id IN ({ids}) ORDER BY made_on, id"
    for number, on, until in by_ids(connection, sql, ids):
        found[number] = (*found.get(number, ()), rules.Snooze(sure_day(on), sure_day(until)))
    return found


def _follow_up(row: Sequence[Any], snoozes: Sequence[rules.Snooze], today: date) -> FollowUp:
    number, handle, name, why, made_on, due_on, done_on, let_go = row
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
        let_go if done else None,
    )

"""Which promises stand how on a day."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from custlove.errors import NotFound
from custlove.reports.rows import by_ids, clause, day, sure_day
from custlove.rules import promises as rules
from custlove.schema import predicates, references

_COLUMNS = """
SELECT promise.id, person.handle, person.name, promise.what, promise.by, promise.made_on, promise.due_on,
       promise.kept_on, promise.extra, promise.released_on, promise.release_why, promise.let_go,
       mistake.id, mistake.noticed_on
FROM promise JOIN person ON person.id = promise.person_id LEFT JOIN mistake ON mistake.promise_id = promise.id
"""

# Of the states, those in which something is still owed.
UNSETTLED = predicates.PROMISE_UNSETTLED
_MADE = "promise.made_on <= :today"
_UNSETTLED = (predicates.promise_unsettled(), f"{predicates.promise_agreed_on()} <= :until")


class DueDateChange(NamedTuple):
    """A promise agreed anew; `late`: only after it fell due."""

    on: date
    from_: date
    to: date
    why: str | None
    late: bool


class Promise(NamedTuple):
    """A promise as it stands on a day (DESIGN.md section 5); days_late in days.

    `mistake` is the number of the mistake that it was taken over as. `let_go`: it was not they who released it; you let
    it go.
    """

    id: int
    person: str
    name: str
    what: str
    by: str
    made_on: date
    due_on: date
    state: str
    kept_on: date | None
    days_late: int
    extra: str | None
    moves: tuple[DueDateChange, ...]
    released_on: date | None
    release_why: str | None
    broken_once: bool
    mistake: int | None = None
    let_go: bool = False

    @property
    def ref(self) -> str:
        """Its reference, as a command takes it."""
        return references.ref_of("promise", self.id)


class PromiseFilter(NamedTuple):
    """Which promises: of a person, by whom, in which states."""

    person_id: int | None = None
    by: str | None = None
    states: Sequence[str] = ()


def one(connection: sqlite3.Connection, number: int, today: date) -> Promise:
    """The promise of that number as it stands; raises NotFound."""
    found = load(connection, ["promise.id = :id"], {"id": number}, today)
    if not found:
        raise NotFound(
            f"There is no promise {references.ref_of('promise', number)}.", "Their references: custlove promise list"
        )
    return found[0]


def listing(connection: sqlite3.Connection, asked: PromiseFilter, today: date) -> list[Promise]:
    """The promises made up to a day, in the order in which they are due."""
    return load(connection, _conditions(asked), {"person": asked.person_id, "by": asked.by}, today)


def count(connection: sqlite3.Connection, asked: PromiseFilter, today: date) -> int:
    """How many promises `listing` gives."""
    sql = f"SELECT count(*) FROM promise{clause(_conditions(asked))}"
    values = {"person": asked.person_id, "by": asked.by, "today": today.isoformat()}
    return int(connection.execute(sql, values).fetchone()[0])


def _conditions(asked: PromiseFilter) -> list[str]:
    conditions = [_MADE]
    if asked.person_id is not None:
        conditions.append("promise.person_id = :person")
    elif asked.states and set(asked.states) <= set(UNSETTLED):
        ids = (predicates.promise_ids(state) for state in asked.states)
        conditions.append(f"promise.id IN ({' UNION ALL '.join(ids)})")
    if asked.by is not None:
        # The plus leaves the seek to what tells of fewer than one side of all.
        few = asked.person_id is not None or asked.states
        conditions.append("+promise.by = :by" if few else "promise.by = :by")
    if asked.states:
        states = (f"({predicates.PROMISE_STATES[state]()})" for state in asked.states)
        conditions.append(f"({' OR '.join(states)})")
    return conditions


def waiting(connection: sqlite3.Connection, until: date, today: date) -> list[Promise]:
    """The unsettled promises due up to a day, as of today."""
    maybe = f"promise.id IN ({predicates.promise_unsettled_ids('<= :until')})"
    return load(connection, [maybe, _MADE, *_UNSETTLED], {"until": until.isoformat()}, today)


def next_due(connection: sqlite3.Connection, today: date) -> Promise | None:
    """The unsettled promise that falls due first after today, as of today."""
    # Of those open now, the first in the order of their index: all the others need not be looked at.
    unmoved = f"promise.id NOT IN ({predicates.promise_moved_ids()})"
    found = load(connection, [predicates.PROMISE_OPEN_NOW, "due_on > :today", _MADE, unmoved], {}, today, limit=1)
    changed = f"promise.id IN ({predicates.promise_changed_ids()})"
    found += load(connection, [changed, _MADE, predicates.promise_open()], {}, today)
    return min(found, key=lambda each: (each.due_on, each.id), default=None)


def load(
    connection: sqlite3.Connection, conditions: Sequence[str], given: Mapping[str, Any], today: date, limit: int = -1
) -> list[Promise]:
    """Promises by SQL conditions, as they stand on a day, in the order in which they are due; at most `limit`.

    The conditions may ask for `:today` and what is `given`.
    """
    sql = f"{_COLUMNS}{clause(conditions)} ORDER BY promise.due_on, promise.id LIMIT {limit:d}"
    rows = connection.execute(sql, {**given, "today": today.isoformat()}).fetchall()
    moves = _moves(connection, [row[0] for row in rows])
    found = [_promise(row, moves.get(row[0], ()), today) for row in rows]
    # On a day in the past some were due on another day than now.
    return sorted(found, key=lambda promise: (promise.due_on, promise.id))


def _moves(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[rules.PromiseMove, ...]]:
    found: dict[int, tuple[rules.PromiseMove, ...]] = {}
    sql = (
        "SELECT promise_id, moved_on, from_due, to_due, why FROM promise_move"
        " WHERE promise_id IN ({ids}) ORDER BY promise_id, moved_on, id"
    )
    for number, on, before, after, why in by_ids(connection, sql, ids):
        move = rules.PromiseMove(sure_day(on), sure_day(before), sure_day(after), why)
        found[number] = (*found.get(number, ()), move)
    return found


def _promise(row: Sequence[Any], moves: Iterable[rules.PromiseMove], today: date) -> Promise:
    number, handle, name, what, by, made_on, due_on, kept_on, extra, released_on, release_why, *more = row
    let_go, mistake, noticed_on = more
    facts = rules.PromiseFacts(sure_day(made_on), sure_day(due_on), day(kept_on), day(released_on), tuple(moves))
    standing = rules.standing(facts, today)
    released = facts.released_on if standing.state == "released" else None
    return Promise(
        number,
        handle,
        name,
        what,
        by,
        facts.made_on,
        standing.due_on,
        standing.state,
        standing.kept_on,
        standing.days_late,
        extra if standing.kept_on else None,
        tuple(DueDateChange(move.on, move.from_due, move.to_due, move.why, move.late) for move in standing.moves),
        released,
        release_why if released else None,
        standing.broken_once,
        mistake if noticed_on is not None and sure_day(noticed_on) <= today else None,
        bool(let_go) and released is not None,
    )


def keep_rate(promises: Iterable[Promise], by: str, today: date) -> rules.KeepRate:
    """The keep rate of one side among promises that are loaded already."""
    standings = [
        rules.PromiseStanding(p.state, p.due_on, p.kept_on, p.days_late, (), p.broken_once)
        for p in promises
        if p.by == by
    ]
    return rules.keep_rate(standings, today)

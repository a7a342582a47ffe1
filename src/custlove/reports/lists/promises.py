"""Which promises stand how on a day."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from custlove.errors import NotFound
from custlove.reports.rows import by_ids, clause, day, sure_day
from custlove.rules import promises as rules

_COLUMNS = """
SELECT promise.id, person.handle, person.name, promise.what, promise.by, promise.made_on, promise.due_on,
       promise.kept_on, promise.extra, promise.released_on, promise.release_why, mistake.id, mistake.noticed_on
FROM promise JOIN person ON person.id = promise.person_id LEFT JOIN mistake ON mistake.promise_id = promise.id
"""


# Of the states, those in which something is still owed.
UNSETTLED = ("open", "due", "broken")


class Moved(NamedTuple):
    """A promise agreed anew; `late`: only after it fell due."""

    on: date
    from_: date
    to: date
    why: str | None
    late: bool


class Promise(NamedTuple):
    """A promise as it stands on a day (DESIGN.md section 5); days_late in days.

    `mistake` is the number of the mistake that it was taken over as.
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
    moves: tuple[Moved, ...]
    released_on: date | None
    release_why: str | None
    broken_once: bool
    mistake: int | None = None


class Filter(NamedTuple):
    """Which promises: of a person, by whom, in which states."""

    person_id: int | None = None
    by: str | None = None
    states: Sequence[str] = ()


def one(connection: sqlite3.Connection, number: int, today: date) -> Promise:
    """The promise of that number as it stands; raises NotFound."""
    found = load(connection, ["promise.id = ?"], [number], today)
    if not found:
        raise NotFound(f"There is no promise #{number}.", "Their numbers: custlove promise list")
    return found[0]


def listing(connection: sqlite3.Connection, wanted: Filter, today: date) -> list[Promise]:
    """The promises made up to a day, in the order in which they are due."""
    conditions, values = ["promise.made_on <= ?"], [today.isoformat()]
    if wanted.person_id is not None:
        conditions.append("promise.person_id = ?")
        values.append(str(wanted.person_id))
    if wanted.by is not None:
        conditions.append("promise.by = ?")
        values.append(wanted.by)
    found = load(connection, conditions, values, today)
    return [promise for promise in found if not wanted.states or promise.state in wanted.states]


def waiting(connection: sqlite3.Connection, until: date, today: date) -> list[Promise]:
    """The unsettled promises due up to a day, as of today."""
    found = load(connection, [_OPEN_NOW, "promise.due_on <= ?"], [until.isoformat()], today)
    unsettled = _unsettled([*found, *_changed_since(connection, today)], today)
    return sorted((each for each in unsettled if each.due_on <= until), key=lambda each: (each.due_on, each.id))


def next_due(connection: sqlite3.Connection, today: date) -> Promise | None:
    """The unsettled promise that falls due first after today, as of today."""
    later = [_OPEN_NOW, "promise.due_on > ?", "promise.made_on <= ?", f"NOT {_MOVED_SINCE}"]
    found = load(connection, later, [today.isoformat()] * 3, today, limit=1)
    unsettled = _unsettled([*found, *_changed_since(connection, today)], today)
    later_ones = (each for each in unsettled if each.due_on > today)
    return min(later_ones, key=lambda each: (each.due_on, each.id), default=None)


_OPEN_NOW = "promise.kept_on IS NULL AND promise.released_on IS NULL"
_MOVED_SINCE = "promise.id IN (SELECT promise_id FROM promise_move WHERE moved_on > ?)"


def _changed_since(connection: sqlite3.Connection, today: date) -> Iterator[Promise]:
    """What was settled or moved after today: a seek each, empty unless today lies in the past."""
    for condition in ("promise.kept_on > ?", "promise.released_on > ?", _MOVED_SINCE):
        yield from load(connection, [condition], [today.isoformat()], today)


def _unsettled(found: Iterable[Promise], today: date) -> Iterable[Promise]:
    return {p.id: p for p in found if p.made_on <= today and p.state in UNSETTLED}.values()


def load(
    connection: sqlite3.Connection, conditions: Sequence[str], values: Sequence[Any], today: date, limit: int = -1
) -> list[Promise]:
    """Promises by SQL conditions, as they stand on a day, in the order in which they are due; at most `limit`."""
    sql = f"{_COLUMNS}{clause(conditions)} ORDER BY promise.due_on, promise.id LIMIT {limit:d}"
    rows = connection.execute(sql, values).fetchall()
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
    number, handle, name, what, by, made_on, due_on, kept_on, extra, released_on, release_why, mistake, noticed_on = row
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
        tuple(Moved(move.on, move.from_due, move.to_due, move.why, move.late) for move in standing.moves),
        released,
        release_why if released else None,
        standing.broken_once,
        mistake if noticed_on is not None and sure_day(noticed_on) <= today else None,
    )


def keep_rate(promises: Iterable[Promise], by: str, today: date) -> rules.KeepRate:
    """The keep rate of one side among promises that are loaded already."""
    standings = [
        rules.PromiseStanding(p.state, p.due_on, p.kept_on, p.days_late, (), p.broken_once)
        for p in promises
        if p.by == by
    ]
    return rules.keep_rate(standings, today)

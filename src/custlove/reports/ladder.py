"""Who stands on which rung, and who moved (idea E4)."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from custlove.reports.rows import sure_day
from custlove.rules import rungs
from custlove.rules.thresholds import USUAL
from custlove.schema import predicates
from custlove.schema.vocabulary import RUNGS

_STANDING = f"""
SELECT handle, name, rung, rung_since FROM person
WHERE rung_since <= :today AND {predicates.person_here()}
UNION ALL
SELECT handle, name, move.to_rung, move.day FROM person
JOIN rung_move AS move ON move.id = (
    SELECT id FROM rung_move WHERE person_id = person.id AND day <= :today ORDER BY day DESC, id DESC LIMIT 1)
WHERE rung_since > :today AND {predicates.person_here()}
"""
_EARLIER = (
    "FROM rung_move AS earlier WHERE earlier.person_id = rung_move.person_id"
    " AND (earlier.day, earlier.id) < (rung_move.day, rung_move.id)"
)
_MOVES = f"""
SELECT person.handle, person.name, before, after, day, why, anyway, against FROM (
    SELECT person_id, id AS move_id, day, to_rung AS after, why, anyway, against,
           (SELECT to_rung {_EARLIER} ORDER BY earlier.day DESC, earlier.id DESC LIMIT 1) AS before
    FROM rung_move WHERE {{condition}}
) JOIN person ON person.id = person_id {{more}} ORDER BY day, move_id
"""
# Most were placed once: of all days it is sooner told who was placed again than what came before each placing.
_OFTEN = "person_id IN (SELECT person_id FROM rung_move GROUP BY person_id HAVING count(*) > 1)"
_ARROW_DAYS = USUAL["ladder.arrow_days"]
_DIRECTIONS = {(before, after): rungs.direction(before, after) for before in RUNGS for after in RUNGS}


class RungHolder(NamedTuple):
    """A person on a rung, since when; `from_` and `direction` of who moved there in the last 90 days."""

    person: str
    name: str
    since: date
    from_: str | None = None
    direction: str | None = None


class Rung(NamedTuple):
    """A rung and who stands on it."""

    rung: str
    label: str
    people: tuple[RungHolder, ...]


class Ladder(NamedTuple):
    """The seven rungs on a day, top first."""

    today: date
    rungs: tuple[Rung, ...]


class Moved(NamedTuple):
    """A move on the ladder; `from_` and `direction` are missing for the first placing.

    `anyway`: the guard was passed on purpose; `against` is what stood against the move then.
    """

    person: str
    name: str
    from_: str | None
    to: str
    on: date
    why: str | None
    direction: str | None
    anyway: bool = False
    against: tuple[str, ...] = ()


def ladder(connection: sqlite3.Connection, labels: Mapping[str, str], today: date, only: str | None = None) -> Ladder:
    """Who stands on which rung on a day, archived people left out; longest there first."""
    came = {each.person: each for each in moves(connection, today - timedelta(days=_ARROW_DAYS - 1), today)}
    rows = connection.execute(_STANDING, {"today": today.isoformat()}).fetchall()
    rows.sort(key=lambda row: (-rungs.height(row[2]), row[3], row[0]))
    people = {
        rung: tuple(_holder(handle, name, sure_day(since), came.get(handle)) for handle, name, _, since in group)
        for rung, group in groupby(rows, key=lambda row: row[2])
    }
    shown = [rung for rung in reversed(RUNGS) if only in (None, rung)]
    return Ladder(today, tuple(Rung(rung, labels[rung], people.get(rung, ())) for rung in shown))


def _holder(handle: str, name: str, since: date, came: Moved | None) -> RungHolder:
    return RungHolder(handle, name, since, came.from_, came.direction) if came else RungHolder(handle, name, since)


def moves(connection: sqlite3.Connection, since: date | None, until: date) -> list[Moved]:
    """The moves of a period, oldest first; being placed for the first time is not a move."""
    condition = f"day <= ? AND {'day >= ?' if since else _OFTEN}"
    days = (until, since) if since else (until,)
    sql = f"{_MOVES.format(condition=condition, more='WHERE before IS NOT NULL')}"
    rows = connection.execute(sql, [each.isoformat() for each in days]).fetchall()
    return _moves(rows)


def history(connection: sqlite3.Connection, person_id: int, today: date) -> list[Moved]:
    """How a person came to stand where they stand, from where they were placed first, oldest first."""
    rows = connection.execute(
        _MOVES.format(condition="person_id = ? AND day <= ?", more=""), (person_id, today.isoformat())
    ).fetchall()
    return _moves(rows)


def _moves(rows: list[Sequence[Any]]) -> list[Moved]:
    # Undoing a move in between leaves one that comes to nothing.
    return [_moved(row) for row in rows if row[2] != row[3]]


def _moved(row: Sequence[Any]) -> Moved:
    handle, name, before, after, on, why, anyway, against = row
    direction = None if before is None else _DIRECTIONS[before, after]
    reasons = tuple(against.splitlines()) if against else ()
    return Moved(handle, name, before, after, sure_day(on), why, direction, bool(anyway), reasons)

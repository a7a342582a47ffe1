"""Moves on the ladder, and who is placed where."""

from datetime import date
from typing import NamedTuple

from custlove.errors import Refused
from custlove.reports.people import guard
from custlove.rules.guard import Patience, guards
from custlove.services.restore.origin import Fields, Origin, put
from custlove.store.bulk import Bulk
from custlove.store.rows import new_uid


class Placing(NamedTuple):
    """The rung on which a person is placed, and on which day."""

    rung: str
    day: str


def place(bulk: Bulk, line: int, person_id: int, placing: Placing) -> None:
    """Put a person on the rung where the journal finds them."""
    origin = Origin(line, new_uid())
    put(bulk, "rung_move", origin, person_id=person_id, to_rung=placing.rung, day=placing.day)


class Guard(NamedTuple):
    """With how much patience the rungs about harm are guarded, and what day it is."""

    patience: Patience
    today: date


def rung_move(bulk: Bulk, origin: Origin, person_id: int, placing: Placing, fields: Fields, guarded: Guard) -> None:
    """A move on the ladder; raises Refused if it is written by hand, and is none or the guard is against it."""
    if origin.by_hand:
        bulk.flush("rung_move")
        before = _rung_before(bulk, person_id, placing.day)
        if before is not None and guards(before, placing.rung):
            fields = _pass_guard(bulk, person_id, placing, fields, guarded)
        if placing.rung in _neighbours(bulk, person_id, placing.day):
            raise Refused(f"they stand on the rung {placing.rung} already then, or move to it next")
    put(bulk, "rung_move", origin, person_id=person_id, to_rung=placing.rung, day=placing.day, **fields)


def rung_stay(bulk: Bulk, origin: Origin, person_id: int, fields: Fields) -> None:
    """A suggestion declined."""
    put(bulk, "rung_stay", origin, person_id=person_id, **fields)


def _pass_guard(bulk: Bulk, person_id: int, placing: Placing, fields: Fields, guarded: Guard) -> Fields:
    """The fields with what stands against the move, by what stands further up, as when the move is typed."""
    if not fields.get("why", "").strip():
        raise Refused(f"a move down to {placing.rung} has a why")
    bulk.flush()
    on = date.fromisoformat(placing.day)
    against = guard.against(bulk.connection, person_id, on, guarded.today, guarded.patience)
    if against and not fields.get("anyway"):
        raise Refused(f'not to {placing.rung} yet: {"; ".join(against)}; to move them anyway: "anyway": true')
    return {**fields, "anyway": bool(against), "against": "\n".join(against) or None}


def _rung_before(bulk: Bulk, person_id: int, day: str) -> str | None:
    """The rung on which a person stands at the end of a day; None where they came on the ladder only later."""
    sql = "SELECT to_rung FROM rung_move WHERE person_id = ? AND day <= ? ORDER BY day DESC, id DESC LIMIT 1"
    found = bulk.connection.execute(sql, (person_id, day)).fetchone()
    return found[0] if found else None


def _neighbours(bulk: Bulk, person_id: int, day: str) -> set[str]:
    """The rung that a person stands on that day, and the one they move to next."""
    before = "day <= ? ORDER BY day DESC, id DESC"
    after = "day > ? ORDER BY day, id"
    sql = "SELECT to_rung FROM rung_move WHERE person_id = ? AND {} LIMIT 1"
    found = (bulk.connection.execute(sql.format(side), (person_id, day)).fetchone() for side in (before, after))
    return {row[0] for row in found if row is not None}

"""Moving people on the ladder. Only the user does it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, select

from custlove.errors import Refused
from custlove.models.ladder import RungMove
from custlove.models.people import Person
from custlove.rules import guard
from custlove.rules.rungs import FIRST_RUNG
from custlove.services import rows


def place(
    session: Session, person_id: int, rung: str, on: date, why: str | None = None, uid: str | None = None
) -> RungMove:
    """Put a person on a rung without asking whether it is a move."""
    return rows.add(session, RungMove, person_id=person_id, to_rung=rung, day=on, why=why, uid=uid)


class Against(NamedTuple):
    """What stands against a move to a rung about harm, each in words, and whether it is made all the same."""

    reasons: Sequence[str] = ()
    anyway: bool = False


NOTHING = Against()


def move(session: Session, person_id: int, rung: str, on: date, why: str, against: Against = NOTHING) -> RungMove:
    """Move a person to another rung; what stood against a move that is made all the same is kept with it.

    Raises Refused where they stand on it that day, move to it next, or were placed on the ladder only later; and where
    something stands against it.
    """
    near, person = _neighbours(session, person_id, on), rows.get(session, Person, person_id)
    _check_place(person, rung, on, near)
    guarded = guard.guards(near.before.to_rung if near.before else FIRST_RUNG, rung) and bool(against.reasons)
    if guarded and not against.anyway:
        raise Refused(
            f"Against moving {person.name} to {rung} stands: {'; '.join(against.reasons)}.",
            "Most angry people are only having a bad day. All the same, and kept with the move: --anyway --why TEXT",
        )
    moved = place(session, person_id, rung, on, why)
    if guarded:
        moved.anyway, moved.against = True, "\n".join(against.reasons)
        session.add(moved)
        session.flush()
    return moved


class _Neighbours(NamedTuple):
    """The last move up to a day, and the first after it."""

    before: RungMove | None
    after: RungMove | None


def _check_place(person: Person, rung: str, on: date, near: _Neighbours) -> None:
    before, after = near
    if before is not None and before.to_rung == rung:
        raise Refused(
            f"{person.name} has been on the rung {rung} since {before.day}.",
            f"Where they stood: custlove ladder history {person.handle}",
        )
    if before is None and after is not None:
        raise Refused(
            f"{person.name} came on the ladder only on {after.day}, as {after.to_rung}.",
            f"If they were there before: custlove person edit {person.handle} --added {on}",
        )
    if after is not None and after.to_rung == rung:
        raise Refused(
            f"{person.name} moves to {rung} on {after.day}, so this move would come twice.",
            "Take that one back first: custlove history, then custlove undo NUMBER",
        )


def redate_first(session: Session, person_id: int, name: str, on: date) -> None:
    """Place a person on their first rung on another day; raises Refused where they moved on before it."""
    first, second = (*_moves(session, person_id)[:2], None, None)[:2]
    if first is None:
        return
    if second is not None and second.day < on:
        raise Refused(f"{name} moved to {second.to_rung} on {second.day}, before {on}.", "Name an earlier day.")
    first.day = on
    session.add(first)
    session.flush()


def _neighbours(session: Session, person_id: int, on: date) -> _Neighbours:
    before = after = None
    for each in _moves(session, person_id):
        if each.day <= on:
            before = each
        else:
            after = after or each
    return _Neighbours(before, after)


def _moves(session: Session, person_id: int) -> list[RungMove]:
    moves = select(RungMove).where(RungMove.person_id == person_id)
    return list(session.exec(moves.order_by(col(RungMove.day), col(RungMove.id))))

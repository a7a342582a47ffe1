"""Moving people on the ladder. Only the user does it."""

from datetime import date

from sqlmodel import Session, col, select

from custlove.errors import Refused
from custlove.journal import rows
from custlove.journal.models.ladder import RungMove
from custlove.journal.models.people import Person


def place(
    session: Session, person_id: int, rung: str, on: date, why: str | None = None, uid: str | None = None
) -> RungMove:
    """Put a person on a rung without asking whether it is a move."""
    return rows.add(session, RungMove, person_id=person_id, to_rung=rung, day=on, why=why, uid=uid)


def move(session: Session, person_id: int, name: str, rung: str, on: date, why: str) -> RungMove:
    """Move a person to another rung.

    Raises Refused where they stand on it that day, move to it next, or were placed on the ladder only later.
    """
    before, after = _neighbours(session, person_id, on)
    handle = rows.get(session, Person, person_id).handle
    if before is not None and before.to_rung == rung:
        raise Refused(
            f"{name} has been on the rung {rung} since {before.day}.",
            f"Where they stood: custlove ladder history {handle}",
        )
    if before is None and after is not None:
        raise Refused(
            f"{name} came on the ladder only on {after.day}, as {after.to_rung}.",
            f"If they were there before: custlove person edit {handle} --added {on}",
        )
    if after is not None and after.to_rung == rung:
        raise Refused(
            f"{name} moves to {rung} on {after.day}, so this move would come twice.",
            "Take that one back first: custlove history, then custlove undo NUMBER",
        )
    return place(session, person_id, rung, on, why)


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


def _neighbours(session: Session, person_id: int, on: date) -> tuple[RungMove | None, RungMove | None]:
    """The last move up to a day, and the first after it."""
    before = after = None
    for each in _moves(session, person_id):
        if each.day <= on:
            before = each
        else:
            after = after or each
    return before, after


def _moves(session: Session, person_id: int) -> list[RungMove]:
    moves = select(RungMove).where(RungMove.person_id == person_id)
    return list(session.exec(moves.order_by(col(RungMove.day), col(RungMove.id))))

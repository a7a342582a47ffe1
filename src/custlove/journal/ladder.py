"""Moving people on the ladder. Only the user does it."""

from datetime import date

from sqlmodel import Session, col, select

from custlove.errors import Refused
from custlove.journal import rows
from custlove.journal.models.ladder import RungMove


def place(
    session: Session, person_id: int, rung: str, on: date, why: str | None = None, uid: str | None = None
) -> RungMove:
    """Put a person on a rung without asking whether it is a move."""
    return rows.add(session, RungMove, person_id=person_id, to_rung=rung, day=on, why=why, uid=uid)


def move(session: Session, person_id: int, name: str, rung: str, on: date, why: str) -> RungMove:
    """Move a person to another rung; raises Refused where they stand on it that day, or move to it next."""
    before = _neighbour(session, person_id, on, later=False)
    if before is not None and before.to_rung == rung:
        raise Refused(
            f"{name} has been on the rung {rung} since {before.day}.", "Where they stood: custlove ladder history"
        )
    after = _neighbour(session, person_id, on, later=True)
    if after is not None and after.to_rung == rung:
        raise Refused(
            f"{name} moves to {rung} on {after.day}, so this move would come twice.",
            "Take that one back first: custlove undo",
        )
    return place(session, person_id, rung, on, why)


def _neighbour(session: Session, person_id: int, on: date, *, later: bool) -> RungMove | None:
    moves = select(RungMove).where(RungMove.person_id == person_id)
    if later:
        moves = moves.where(col(RungMove.day) > on).order_by(col(RungMove.day), col(RungMove.id))
    else:
        moves = moves.where(col(RungMove.day) <= on).order_by(col(RungMove.day).desc(), col(RungMove.id).desc())
    return session.exec(moves.limit(1)).first()

"""Writing who sent whom."""

from datetime import date

from sqlmodel import Session, select

from custlove.errors import Refused
from custlove.models.relations import Introduction
from custlove.services import rows


def add(
    session: Session, by_id: int, person_id: int, on: date, text: str | None, uid: str | None = None
) -> Introduction:
    """`by_id` sent `person_id`; raises Refused where that is known already, or where both are one."""
    if by_id == person_id:
        raise Refused("Both names stand for the same person.", "Name the one they sent to you.")
    known = session.exec(
        select(Introduction).where(Introduction.by_id == by_id, Introduction.person_id == person_id)
    ).first()
    if known is not None:
        raise Refused(
            f"That introduction is there already, of {known.day} (#{known.id}).",
            f"If it is wrong: custlove introduction remove {known.id}",
        )
    return rows.add(session, Introduction, by_id=by_id, person_id=person_id, day=on, text=text, uid=uid)


def remove(session: Session, number: int) -> None:
    """Take an introduction out of the journal; both people stay."""
    session.delete(rows.get(session, Introduction, number))
    session.flush()

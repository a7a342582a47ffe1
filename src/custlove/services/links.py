"""Writing who knows whom."""

from datetime import date

from sqlmodel import Session, col, select

from custlove.errors import Refused
from custlove.models.relations import Link
from custlove.rules.names import fold
from custlove.services import rows


def add(session: Session, person_id: int, other_id: int, kind: str, on: date, uid: str | None = None) -> Link:
    """Two people who know each other; raises Refused where that is known already, whichever of them came first."""
    if person_id == other_id:
        raise Refused("Both names stand for the same person.", "Name the one they know.")
    pair = (person_id, other_id)
    links = select(Link).where(col(Link.person_id).in_(pair), col(Link.other_id).in_(pair))
    for known in session.exec(links):
        if fold(known.kind) == fold(kind):
            raise Refused(
                f"That link is there already, since {known.day} (#{known.id}).",
                f"If it is wrong: custlove link remove {known.id}",
            )
    return rows.add(session, Link, person_id=person_id, other_id=other_id, kind=kind, day=on, uid=uid)


def remove(session: Session, number: int) -> None:
    """Take a link out of the journal; both people stay."""
    session.delete(rows.get(session, Link, number))
    session.flush()

"""Writing days that matter."""

from datetime import date

from sqlmodel import Session

from custlove.models.days import SpecialDay
from custlove.services import rows


def add(
    session: Session, person_id: int, what: str, day: str, added_on: date, *, yearly: bool, uid: str | None = None
) -> SpecialDay:
    """A day that matters to a person, every year or once; `day` as the table keeps it."""
    return rows.add(
        session, SpecialDay, person_id=person_id, what=what, day=day, yearly=yearly, added_on=added_on, uid=uid
    )


def remove(session: Session, number: int) -> None:
    """Take a day out of the journal; raises NotFound."""
    session.delete(rows.get(session, SpecialDay, number))
    session.flush()

"""Which circle a person was given, from which day on (idea E2). Only the user chooses it."""

from datetime import date

from sqlmodel import Session, col, select

from custlove.models.people import CircleChoice, Person
from custlove.services import rows


def choose(session: Session, person: Person, circle: str | None, on: date) -> None:
    """Give a person a circle from a day on, or with None the one of their rung.

    The person has the one that was chosen for the latest day, whichever was written last.
    """
    rows.add(session, CircleChoice, person_id=person.id, circle=circle, day=on)
    person.circle = _choices(session, person)[-1].circle
    session.add(person)
    session.flush()


def redate_first(session: Session, person: Person, on: date) -> None:
    """Have what was chosen when a person was added hold from an earlier day on."""
    for each in _choices(session, person)[:1]:
        if each.day == person.added_on and on < each.day:
            each.day = on
            session.add(each)
            session.flush()


def _choices(session: Session, person: Person) -> list[CircleChoice]:
    choices = select(CircleChoice).where(CircleChoice.person_id == person.id)
    return list(session.exec(choices.order_by(col(CircleChoice.day), col(CircleChoice.id))))

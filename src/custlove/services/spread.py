"""Writing on which day people who were never touched are first due."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from custlove.models.people import Person
from custlove.services import rows


def first_due(session: Session, dues: Mapping[int, date], on: date) -> None:
    """Have people be due first on these days; it holds from the day `on`, and until they are touched."""
    for number, due in dues.items():
        person = rows.get(session, Person, number)
        person.first_due_on, person.spread_on = due, on
        session.add(person)
    session.flush()

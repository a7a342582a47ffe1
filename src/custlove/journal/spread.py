"""Writing on which day people who were never touched are first due."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from custlove.journal import rows
from custlove.journal.models.people import Person


def first_due(session: Session, dues: Mapping[int, date], on: date) -> None:
    """Have people be due first on these days; it holds from the day `on`, and until they are touched."""
    for number, due in dues.items():
        person = rows.get(session, Person, number)
        person.first_due_on, person.spread_on = due, on
        session.add(person)
    session.flush()

"""Days that matter to people."""

from datetime import date

from sqlmodel import Field

from custlove.models.base import Table
from custlove.models.people import Person

_PERSON = f"{Person.__tablename__}.id"


class SpecialDay(Table, table=True):
    """An important day of a person: YYYY-MM-DD, or --MM-DD without the year; once, or every year."""

    __tablename__ = "special_day"

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    person_id: int = Field(foreign_key=_PERSON)
    what: str = Field(min_length=1)
    day: str = Field(regex=r"^(\d{4}|-)-[01]\d-[0-3]\d$")
    yearly: bool
    added_on: date

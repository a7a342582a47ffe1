"""Days that matter to people."""

from datetime import date

from sqlmodel import Field

from custlove.models.base import Table, marked
from custlove.models.people import Person
from custlove.schema.vocabulary import DAY_OF_YEAR

_PERSON = f"{Person.__tablename__}.id"


class SpecialDay(Table, table=True):
    """An important day of a person: YYYY-MM-DD, or --MM-DD without the year; once, or every year."""

    __tablename__ = "special_day"

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    person_id: int = Field(foreign_key=_PERSON)
    what: str = Field(min_length=1, sa_column_kwargs=marked("searched"))
    day: str = Field(schema_extra={"pattern": DAY_OF_YEAR})
    yearly: bool
    added_on: date

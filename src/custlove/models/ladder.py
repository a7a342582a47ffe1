"""Where a person was placed on the ladder, and when."""

from datetime import date

from sqlmodel import AutoString, Field

from custlove.models.base import Table, marked
from custlove.models.people import Person
from custlove.schema.vocabulary import Circle, Rung

_PERSON = f"{Person.__tablename__}.id"


class RungMove(Table, table=True):
    """A person put on a rung; the first one is where they stood when they were added."""

    __tablename__ = "rung_move"

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    person_id: int = Field(foreign_key=_PERSON)
    to_rung: Rung = Field(sa_type=AutoString)
    day: date
    why: str | None = Field(default=None, sa_column_kwargs=marked("searched"))
    anyway: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})
    against: str | None = None


class RungStay(Table, table=True):
    """A suggestion declined: the rung or the circle that was suggested, and why they stay."""

    __tablename__ = "rung_stay"

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    person_id: int = Field(foreign_key=_PERSON)
    day: date
    rung: Rung | None = Field(default=None, sa_type=AutoString)
    circle: Circle | None = Field(default=None, sa_type=AutoString)
    why: str = Field(min_length=1)

"""Touchpoints, who was there, their tags."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import AutoString, Field

from custlove.models.base import Table, marked
from custlove.models.people import Person
from custlove.schema.vocabulary import Channel, Direction

_PERSON = f"{Person.__tablename__}.id"


class Touchpoint(Table, table=True):
    """One contact with one or more people."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    at: datetime
    zone: str
    day: date
    channel: Channel | None = Field(default=None, sa_type=AutoString)
    direction: Direction = Field(default="both", sa_type=AutoString)
    text: str = Field(default="", sa_column_kwargs=marked("searched"))
    felt: int | None = Field(default=None, ge=1, le=5)
    energy: int | None = Field(default=None, ge=-2, le=2)
    minutes: int | None = Field(default=None, ge=0)
    wow: bool = False


class TouchpointPerson(Table, table=True):
    """Who was there; what follows them is of the touchpoint, and kept by the database itself."""

    __tablename__ = "touchpoint_person"
    __table_args__ = (UniqueConstraint("touchpoint_id", "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    touchpoint_id: int = Field(foreign_key="touchpoint.id")
    person_id: int = Field(foreign_key=_PERSON)
    day: date | None = Field(default=None, sa_column_kwargs=marked("derived"))
    outgoing: bool | None = Field(default=None, sa_column_kwargs=marked("derived"))
    felt: int | None = Field(default=None, sa_column_kwargs=marked("derived"))
    minutes: int | None = Field(default=None, sa_column_kwargs=marked("derived"))
    energy: int | None = Field(default=None, sa_column_kwargs=marked("derived"))
    channel: str | None = Field(default=None, sa_column_kwargs=marked("derived"))
    from_you: bool | None = Field(default=None, sa_column_kwargs=marked("derived"))
    recipients: int | None = Field(default=None, sa_column_kwargs=marked("derived"))


class TouchpointTag(Table, table=True):
    """A tag of a touchpoint."""

    __tablename__ = "touchpoint_tag"
    __table_args__ = (UniqueConstraint("touchpoint_id", "tag"),)

    id: int | None = Field(default=None, primary_key=True)
    touchpoint_id: int = Field(foreign_key="touchpoint.id")
    tag: str = Field(min_length=1)

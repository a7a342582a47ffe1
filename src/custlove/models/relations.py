"""Who sent whom, and who knows whom."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from custlove.models.base import Table, marked
from custlove.models.people import Person

_PERSON = f"{Person.__tablename__}.id"


class Introduction(Table, table=True):
    """`by_id` sent `person_id` to you."""

    __table_args__ = (UniqueConstraint("by_id", "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    by_id: int = Field(foreign_key=_PERSON)
    person_id: int = Field(foreign_key=_PERSON)
    day: date
    text: str | None = Field(default=None, sa_column_kwargs=marked("searched"))


class Link(Table, table=True):
    """Two people who know each other, and as what."""

    __table_args__ = (UniqueConstraint("person_id", "other_id", "kind"),)

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    person_id: int = Field(foreign_key=_PERSON)
    other_id: int = Field(foreign_key=_PERSON)
    kind: str = Field(min_length=1, sa_column_kwargs=marked("searched"))
    day: date

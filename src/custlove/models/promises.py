"""Promises and how they were moved."""

from datetime import date

from sqlmodel import AutoString, Field

from custlove.models.base import Table, marked
from custlove.models.people import Person
from custlove.schema.vocabulary import Side

_PERSON = f"{Person.__tablename__}.id"


class Promise(Table, table=True):
    """What was promised, by whom, until when."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    person_id: int = Field(foreign_key=_PERSON)
    what: str = Field(sa_column_kwargs=marked("searched"))
    by: Side = Field(default="mine", sa_type=AutoString)
    made_on: date
    due_on: date
    kept_on: date | None = None
    extra: str | None = Field(default=None, sa_column_kwargs=marked("searched"))
    released_on: date | None = None
    release_why: str | None = Field(default=None, sa_column_kwargs=marked("searched"))
    let_go: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})


class PromiseMove(Table, table=True):
    """A promise agreed anew for another day."""

    __tablename__ = "promise_move"

    id: int | None = Field(default=None, primary_key=True)
    promise_id: int = Field(foreign_key="promise.id")
    moved_on: date
    from_due: date
    to_due: date
    why: str | None = None

"""Follow-ups and their snoozes."""

from datetime import date

from sqlmodel import Field

from custlove.models.base import Table, marked
from custlove.models.people import Person
from custlove.models.touchpoints import Touchpoint

_PERSON = f"{Person.__tablename__}.id"
_TOUCHPOINT = f"{Touchpoint.__tablename__}.id"


class FollowUp(Table, table=True):
    """Something to come back to."""

    __tablename__ = "follow_up"

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    person_id: int = Field(foreign_key=_PERSON)
    why: str = Field(default="", sa_column_kwargs=marked("searched"))
    made_on: date
    due_on: date
    done_on: date | None = None
    closed_by: int | None = Field(default=None, foreign_key=_TOUCHPOINT)
    let_go_why: str | None = Field(default=None, sa_column_kwargs=marked("searched"))


class FollowUpSnooze(Table, table=True):
    """A follow-up put off until a day."""

    __tablename__ = "follow_up_snooze"

    id: int | None = Field(default=None, primary_key=True)
    follow_up_id: int = Field(foreign_key="follow_up.id")
    made_on: date
    until: date

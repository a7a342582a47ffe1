"""What went wrong on your side, and how far it was made right."""

from datetime import date

from sqlmodel import Field

from custlove.models.base import Table, marked
from custlove.models.feedback import Feedback
from custlove.models.people import Person
from custlove.models.promises import Promise
from custlove.models.touchpoints import Touchpoint

_PERSON = f"{Person.__tablename__}.id"
_PROMISE = f"{Promise.__tablename__}.id"
_FEEDBACK = f"{Feedback.__tablename__}.id"
_TOUCHPOINT = f"{Touchpoint.__tablename__}.id"


class Mistake(Table, table=True):
    """A mistake: noticed, owned, repaired, followed up."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    person_id: int = Field(foreign_key=_PERSON)
    what: str = Field(min_length=1, sa_column_kwargs=marked("searched"))
    severity: int = Field(ge=1, le=3)
    promise_id: int | None = Field(default=None, foreign_key=_PROMISE, unique=True)
    feedback_id: int | None = Field(default=None, foreign_key=_FEEDBACK, unique=True)
    noticed_on: date
    owned_on: date | None = None
    owned_text: str | None = Field(default=None, sa_column_kwargs=marked("searched"))
    repaired_on: date | None = None
    repaired_text: str | None = Field(default=None, sa_column_kwargs=marked("searched"))
    followed_up_on: date | None = None
    followed_up_text: str | None = Field(default=None, sa_column_kwargs=marked("searched"))
    followed_up_touchpoint: int | None = Field(default=None, foreign_key=_TOUCHPOINT)
    hidden: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})
    let_go_on: date | None = None
    let_go_why: str | None = Field(default=None, sa_column_kwargs=marked("searched"))

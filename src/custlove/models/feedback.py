"""What you asked and what you heard."""

from datetime import date, datetime

from sqlmodel import AutoString, Field

from custlove.models.base import Table, marked
from custlove.models.people import Person
from custlove.models.touchpoints import Touchpoint
from custlove.schema.vocabulary import Channel, FeedbackKind

_PERSON = f"{Person.__tablename__}.id"
_TOUCHPOINT = f"{Touchpoint.__tablename__}.id"


class Ask(Table, table=True):
    """You asked for feedback."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    person_id: int = Field(foreign_key=_PERSON)
    text: str = Field(default="", sa_column_kwargs=marked("searched"))
    channel: Channel | None = Field(default=None, sa_type=AutoString)
    at: datetime
    zone: str
    day: date
    dropped_on: date | None = None
    dropped_why: str | None = None


class Feedback(Table, table=True):
    """What a person said of your work, and how far its loop has come."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    person_id: int = Field(foreign_key=_PERSON)
    ask_id: int | None = Field(default=None, foreign_key="ask.id", unique=True)
    kind: FeedbackKind = Field(sa_type=AutoString)
    text: str = Field(sa_column_kwargs=marked("searched"))
    score: int | None = Field(default=None, ge=0, le=10)
    asked: bool
    zone: str
    heard_at: datetime
    heard_day: date
    confirmed_at: datetime | None = None
    confirmed_day: date | None = None
    confirmed_text: str | None = Field(default=None, sa_column_kwargs=marked("searched"))
    acted_at: datetime | None = None
    acted_day: date | None = None
    acted_text: str | None = Field(default=None, sa_column_kwargs=marked("searched"))
    thanked_at: datetime | None = None
    thanked_day: date | None = None
    thanked_text: str | None = Field(default=None, sa_column_kwargs=marked("searched"))
    confirmed_agreed: bool | None = None
    acted_wanted: str | None = Field(default=None, sa_column_kwargs=marked("searched"))
    thanked_touchpoint: int | None = Field(default=None, foreign_key=_TOUCHPOINT)
    let_go_at: datetime | None = None
    let_go_day: date | None = None
    let_go_why: str | None = Field(default=None, sa_column_kwargs=marked("searched"))


class FeedbackSaidBack(Table, table=True):
    """Said back to them, and they did not agree."""

    __tablename__ = "feedback_said_back"

    id: int | None = Field(default=None, primary_key=True)
    feedback_id: int = Field(foreign_key="feedback.id")
    at: datetime
    day: date
    text: str | None = None

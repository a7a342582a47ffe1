"""Recurring moments, and what became of them."""

from datetime import date

from sqlmodel import AutoString, Field

from custlove.models.base import Table, marked
from custlove.models.people import Person
from custlove.models.touchpoints import Touchpoint
from custlove.schema.vocabulary import RitualEventKind

_PERSON = f"{Person.__tablename__}.id"
_TOUCHPOINT = f"{Touchpoint.__tablename__}.id"


class Ritual(Table, table=True):
    """A recurring moment; `due_from` is the first occurrence that nothing has settled, None while there is none."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    person_id: int = Field(foreign_key=_PERSON)
    what: str = Field(min_length=1, sa_column_kwargs=marked("searched"))
    rule: str = Field(min_length=1)
    starts_on: date
    added_on: date
    due_from: date | None = None


class RitualEvent(Table, table=True):
    """A ritual kept, skipped, paused or resumed; `occurrence` is the day it was about."""

    __tablename__ = "ritual_event"

    id: int | None = Field(default=None, primary_key=True)
    ritual_id: int = Field(foreign_key="ritual.id")
    kind: RitualEventKind = Field(sa_type=AutoString)
    day: date
    occurrence: date | None = None
    text: str | None = None
    touchpoint_id: int | None = Field(default=None, foreign_key=_TOUCHPOINT)

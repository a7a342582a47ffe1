"""What you know of people."""

from datetime import date

from sqlmodel import AutoString, Field

from custlove.models.base import Table, marked
from custlove.models.people import Person
from custlove.models.touchpoints import Touchpoint
from custlove.schema.vocabulary import FactKind

_PERSON = f"{Person.__tablename__}.id"
_TOUCHPOINT = f"{Touchpoint.__tablename__}.id"


class Fact(Table, table=True):
    """What you know of a person; `supersedes` is the fact whose place it takes."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    person_id: int = Field(foreign_key=_PERSON)
    kind: FactKind = Field(sa_type=AutoString)
    text: str = Field(min_length=1, sa_column_kwargs=marked("searched"))
    day: date
    touchpoint_id: int | None = Field(default=None, foreign_key=_TOUCHPOINT)
    supersedes: int | None = Field(default=None, foreign_key="fact.id", unique=True)
    resolved_on: date | None = None
    resolved_text: str | None = Field(default=None, sa_column_kwargs=marked("searched"))

"""Looking back, and what you intend next."""

from datetime import date

from sqlmodel import AutoString, Field

from custlove.models.base import Table, marked
from custlove.schema.vocabulary import Outcome


class Review(Table, table=True):
    """A look back over the days from `since` to `day`."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    day: date
    since: date


class Intention(Table, table=True):
    """What you set yourself in a review, and what came of it."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    review_id: int = Field(foreign_key="review.id")
    text: str = Field(min_length=1, sa_column_kwargs=marked("searched"))
    made_on: date
    outcome: Outcome | None = Field(default=None, sa_type=AutoString)
    settled_on: date | None = None
    note: str | None = Field(default=None, sa_column_kwargs=marked("searched"))

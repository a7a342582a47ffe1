"""Looking back, and what you intend next."""

from datetime import date
from typing import Literal

from sqlmodel import AutoString, Field

from custlove.models.base import Table


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
    text: str = Field(min_length=1)
    made_on: date
    outcome: Literal["done", "partly", "not done", "dropped"] | None = Field(default=None, sa_type=AutoString)
    settled_on: date | None = None
    note: str | None = None

"""What was brought in from elsewhere, and what of it nobody could be found for."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from custlove.models.base import Table


class Imported(Table, table=True):
    """A record of a source by its key, and the row that it became."""

    __table_args__ = (UniqueConstraint("source", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(min_length=1)
    key: str = Field(min_length=1)
    noun: str = Field(min_length=1)
    row_id: int
    digest: str | None = None


class Inbox(Table, table=True):
    """A record that could not be given to anybody for sure; `data` is what it would have become, as JSON."""

    __table_args__ = (UniqueConstraint("source", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    source: str = Field(min_length=1)
    key: str = Field(min_length=1)
    day: date
    who: str
    what: str
    data: str
    seen_on: date
    taken_on: date | None = None
    dropped_on: date | None = None

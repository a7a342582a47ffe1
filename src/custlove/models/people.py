"""People, and what they have several of."""

from datetime import date
from typing import Literal

from sqlalchemy import FetchedValue, UniqueConstraint
from sqlmodel import AutoString, Field

from custlove.models.base import Table

Channel = Literal["in-person", "call", "video", "email", "chat", "letter", "social", "gift", "other"]
Circle = Literal["close", "acquaintance", "arms-length"]


class Person(Table, table=True):
    """A customer, prospect, supporter: the card that `person add` makes."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    handle: str = Field(unique=True, regex=r"^[a-z0-9][a-z0-9-]*$")
    name: str = Field(min_length=1)
    name_key: str
    nickname: str | None = None
    nickname_key: str | None = None
    organisation: str | None = None
    organisation_key: str | None = None
    role: str | None = None
    birthday: str | None = Field(default=None, regex=r"^(\d{4}|-)-[01]\d-[0-3]\d$")
    met: str | None = None
    zone: str | None = None
    channel: Channel | None = Field(default=None, sa_type=AutoString)
    every: str | None = Field(default=None, regex=r"^(none|[1-9]\d*[dm])$")
    circle: Circle | None = Field(default=None, sa_type=AutoString)
    notes: str | None = None
    added_on: date
    archived_on: date | None = None
    fit: int | None = Field(default=None, ge=1, le=5)
    influence: int | None = Field(default=None, ge=1, le=5)
    first_due_on: date | None = None
    spread_on: date | None = None
    # Kept by the database itself.
    rung: str = Field(default="prospect", sa_column_kwargs={"server_default": "prospect"})
    rung_since: date | None = Field(default=None, sa_column_kwargs={"server_default": FetchedValue()})
    last_touch_on: date | None = Field(default=None, sa_column_kwargs={"server_default": FetchedValue()})
    unanswered: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    seventh_out_on: date | None = Field(default=None, sa_column_kwargs={"server_default": FetchedValue()})
    left_low_on: date | None = Field(default=None, sa_column_kwargs={"server_default": FetchedValue()})


class PersonDetail(Table, table=True):
    """An e-mail address, a phone number or a tag of a person."""

    __tablename__ = "person_detail"
    __table_args__ = (UniqueConstraint("person_id", "kind", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    kind: Literal["email", "phone", "tag"] = Field(sa_type=AutoString)
    value: str = Field(min_length=1)
    key: str


class CircleChoice(Table, table=True):
    """The circle chosen for a person from a day on; None: as the rung says."""

    __tablename__ = "circle_choice"

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id")
    circle: Circle | None = Field(default=None, sa_type=AutoString)
    day: date

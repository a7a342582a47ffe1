"""People, and what they have several of."""

from datetime import date

from sqlalchemy import FetchedValue, UniqueConstraint
from sqlmodel import AutoString, Field

from custlove.models.base import Table, marked
from custlove.schema.vocabulary import DAY_OF_YEAR, HANDLE, PERIOD, Channel, Circle, DetailKind, FormerNameKind


class Person(Table, table=True):
    """A customer, prospect, supporter: the card that `person add` makes."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    handle: str = Field(unique=True, schema_extra={"pattern": HANDLE}, sa_column_kwargs=marked("searched"))
    name: str = Field(min_length=1, sa_column_kwargs=marked("searched"))
    name_key: str
    nickname: str | None = Field(default=None, sa_column_kwargs=marked("cleared", "searched", "merged"))
    nickname_key: str | None = Field(default=None, sa_column_kwargs=marked("merged"))
    organisation: str | None = Field(
        default=None, sa_column_kwargs=marked("cleared", "searched", "merged", label="org")
    )
    organisation_key: str | None = Field(default=None, sa_column_kwargs=marked("merged"))
    role: str | None = Field(default=None, sa_column_kwargs=marked("cleared", "searched", "merged"))
    birthday: str | None = Field(
        default=None, schema_extra={"pattern": DAY_OF_YEAR}, sa_column_kwargs=marked("cleared", "merged")
    )
    met: str | None = Field(default=None, sa_column_kwargs=marked("cleared", "searched", "merged"))
    zone: str | None = Field(default=None, sa_column_kwargs=marked("cleared", "merged"))
    channel: Channel | None = Field(default=None, sa_type=AutoString, sa_column_kwargs=marked("cleared", "merged"))
    every: str | None = Field(
        default=None, schema_extra={"pattern": PERIOD}, sa_column_kwargs=marked("cleared", "merged")
    )
    circle: Circle | None = Field(default=None, sa_type=AutoString, sa_column_kwargs=marked("cleared"))
    notes: str | None = Field(default=None, sa_column_kwargs=marked("cleared", "searched", "merged"))
    added_on: date
    archived_on: date | None = None
    fit: int | None = Field(default=None, ge=1, le=5, sa_column_kwargs=marked("cleared", "merged"))
    influence: int | None = Field(default=None, ge=1, le=5, sa_column_kwargs=marked("cleared", "merged"))
    first_due_on: date | None = None
    spread_on: date | None = None
    came_by: str | None = Field(default=None, min_length=1)
    pronouns: str | None = Field(default=None, sa_column_kwargs=marked("cleared", "searched", "merged"))
    organisation_since: date | None = None
    # Kept by the database itself.
    rung: str = Field(default="prospect", sa_column_kwargs=marked("derived", server_default="prospect"))
    rung_since: date | None = Field(default=None, sa_column_kwargs=marked("derived", server_default=FetchedValue()))
    moved_on: date | None = Field(default=None, sa_column_kwargs=marked("derived", server_default=FetchedValue()))
    last_touch_on: date | None = Field(default=None, sa_column_kwargs=marked("derived", server_default=FetchedValue()))
    last_word_on: date | None = Field(default=None, sa_column_kwargs=marked("derived", server_default=FetchedValue()))
    last_from_them_on: date | None = Field(
        default=None, sa_column_kwargs=marked("derived", server_default=FetchedValue())
    )
    last_from_you_on: date | None = Field(
        default=None, sa_column_kwargs=marked("derived", server_default=FetchedValue())
    )
    unanswered: int = Field(default=0, sa_column_kwargs=marked("derived", server_default="0"))
    seventh_out_on: date | None = Field(default=None, sa_column_kwargs=marked("derived", server_default=FetchedValue()))
    left_low_on: date | None = Field(default=None, sa_column_kwargs=marked("derived", server_default=FetchedValue()))


class Membership(Table, table=True):
    """Somebody belonged to an organisation until a day, or belongs to it beside the one that they have.

    `since` is None where it is as long as it is known. The days are from `since` up to, and without, `until`.
    """

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id")
    organisation: str = Field(min_length=1, sa_column_kwargs=marked(label="org"))
    organisation_key: str
    role: str | None = None
    since: date | None = None
    until: date | None = None


class Absence(Table, table=True):
    """Somebody was archived, and was restored: the days from the one up to, and without, the other."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id")
    archived_on: date
    restored_on: date


class LetBe(Table, table=True):
    """A person let be until a day: nothing is suggested before it."""

    __tablename__ = "let_be"

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id")
    made_on: date
    until: date
    why: str | None = None


class FormerName(Table, table=True):
    """A name or a handle that somebody had until a day: it still finds them."""

    __tablename__ = "former_name"

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id")
    kind: FormerNameKind = Field(sa_type=AutoString)
    value: str = Field(min_length=1)
    key: str
    until: date


class PersonDetail(Table, table=True):
    """An e-mail address, a phone number or a tag of a person."""

    __tablename__ = "person_detail"
    __table_args__ = (UniqueConstraint("person_id", "kind", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    kind: DetailKind = Field(sa_type=AutoString)
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

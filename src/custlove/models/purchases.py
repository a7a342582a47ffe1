"""What people bought."""

from datetime import date

from sqlmodel import Field

from custlove.models.base import Table, marked
from custlove.models.people import Person
from custlove.schema.vocabulary import CURRENCY

_PERSON = f"{Person.__tablename__}.id"


class Purchase(Table, table=True):
    """A purchase; `amount` in the currency's smallest unit."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    person_id: int = Field(foreign_key=_PERSON)
    day: date
    amount: int
    currency: str = Field(schema_extra={"pattern": CURRENCY})
    what: str | None = Field(default=None, sa_column_kwargs=marked("searched"))

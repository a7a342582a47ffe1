"""What people bought."""

from datetime import date

from sqlmodel import Field

from custlove.models.base import Table
from custlove.models.people import Person

_PERSON = f"{Person.__tablename__}.id"


class Purchase(Table, table=True):
    """A purchase; `amount` in the currency's smallest unit."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    person_id: int = Field(foreign_key=_PERSON)
    day: date
    amount: int
    currency: str = Field(regex=r"^[A-Z]{3}$")
    what: str | None = None

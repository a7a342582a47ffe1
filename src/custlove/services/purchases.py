"""Writing what people bought."""

from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, select

from custlove.models.purchases import Purchase
from custlove.services import rows


class Bought(NamedTuple):
    """What was bought: the amount in the currency's smallest unit, below zero where money was given back."""

    units: int
    currency: str
    what: str | None


def add(session: Session, person_id: int, bought: Bought, on: date, uid: str | None = None) -> Purchase:
    """A purchase; one may cost nothing, on a voucher or in a series that was paid for before."""
    values = {"amount": bought.units, "currency": bought.currency, "what": bought.what}
    return rows.add(session, Purchase, person_id=person_id, day=on, uid=uid, **values)


def last(session: Session, person_id: int, until: date) -> Bought | None:
    """What a person bought last up to a day; money given back is no purchase."""
    bought = select(Purchase).where(Purchase.person_id == person_id, Purchase.day <= until, Purchase.amount >= 0)
    found = session.exec(bought.order_by(col(Purchase.day).desc(), col(Purchase.id).desc()).limit(1)).first()
    return Bought(found.amount, found.currency, found.what) if found else None


def remove(session: Session, number: int) -> None:
    """Take a purchase out of the journal."""
    session.delete(rows.get(session, Purchase, number))
    session.flush()

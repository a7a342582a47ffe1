"""Who bought what."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from custlove.errors import NotFound
from custlove.reports.rows import clause, sure_day
from custlove.rules import money
from custlove.schema import references

_COLUMNS = """
SELECT purchase.id, person.handle, person.name, purchase.day, purchase.amount, purchase.currency, purchase.what
FROM purchase JOIN person ON person.id = purchase.person_id
"""


class Purchase(NamedTuple):
    """A purchase (DESIGN.md section 5); an amount below zero is money given back."""

    id: int
    person: str
    name: str
    on: date
    amount: str
    currency: str
    what: str | None

    @property
    def ref(self) -> str:
        """Its reference, as a command takes it."""
        return references.ref_of("purchase", self.id)

    @property
    def units(self) -> int:
        """The amount in the currency's smallest unit."""
        return money.parse(self.amount, self.currency)


def one(connection: sqlite3.Connection, number: int) -> Purchase:
    """The purchase of that number; raises NotFound."""
    found = load(connection, ["purchase.id = ?"], [number])
    if not found:
        raise NotFound(
            f"There is no purchase {references.ref_of('purchase', number)}.", "Their references: custlove purchase list"
        )
    return found[0]


def listing(connection: sqlite3.Connection, person_id: int | None, since: date | None, today: date) -> list[Purchase]:
    """What was bought up to a day, newest first."""
    conditions, values = ["purchase.day <= ?"], [today.isoformat()]
    for condition, value in (
        ("purchase.day >= ?", since and since.isoformat()),
        ("purchase.person_id = ?", person_id),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(str(value))
    return load(connection, conditions, values)


def load(connection: sqlite3.Connection, conditions: Sequence[str], values: Sequence[Any]) -> list[Purchase]:
    """Purchases by SQL conditions, newest first."""
    sql = f"{_COLUMNS}{clause(conditions)} ORDER BY purchase.day DESC, purchase.id DESC"
    return [
        Purchase(number, handle, name, sure_day(on), money.written(units, currency), currency, what)
        for number, handle, name, on, units, currency, what in connection.execute(sql, values)
    ]

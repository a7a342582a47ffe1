"""Purchases: their columns, and the one that was just written down, in a line."""

from datetime import date
from typing import TYPE_CHECKING

from custlove import dates
from custlove.render.page import ID, REF, Column, Page, listing
from custlove.rules import money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custlove.reports.lists.purchases import Purchase


def page(rows: "Sequence[Purchase]", today: date) -> Page:
    """A list of purchases; under a table, what they come to in each currency."""
    columns = (
        Column("on", lambda row: row.on, shown=lambda row: dates.say_short(row.on, today)),
        Column("person", lambda row: row.person, table=False),
        Column("name", lambda row: row.name, style="bold"),
        Column("amount", lambda row: row.amount, right=True),
        Column("currency", lambda row: row.currency),
        Column("what", lambda row: row.what, cut=True),
        ID,
        REF,
    )
    return listing(columns, rows, "No such purchases.")._replace(closing=f"In all: {in_all(rows)}")


def in_all(rows: "Sequence[Purchase]") -> str:
    """What purchases come to, currency by currency."""
    found = money.sums((each.units, each.currency) for each in rows)
    return ", ".join(f"{money.written(units, currency)} {currency}" for currency, units in found.items())


def said(each: "Purchase", today: date) -> str:
    """A purchase, or money given back: how much, what, when."""
    what = f", “{each.what}”" if each.what else ""
    verb = "Refund" if each.units < 0 else "Purchase"
    side = "to" if each.units < 0 else "by"
    amount = each.amount.removeprefix("-")
    return f"{verb} {each.ref} {side} {each.name}: {amount} {each.currency}{what}, {dates.say_day(each.on, today)}."

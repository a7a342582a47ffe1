"""Links: their columns, and the one that was just written down, in a line."""

from datetime import date
from typing import TYPE_CHECKING

from custlove import dates
from custlove.render.page import ID, REF, Column, Page, listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custlove.reports.lists.links import Link


def page(rows: "Sequence[Link]", today: date) -> Page:
    """A list of who knows whom."""
    columns = (
        Column("on", lambda row: row.on, shown=lambda row: dates.say_short(row.on, today)),
        Column("person", lambda row: row.person, table=False),
        Column("name", lambda row: row.name, style="bold"),
        Column("other", lambda row: row.other, table=False),
        Column("other_name", lambda row: row.other_name, shown=lambda row: f"and {row.other_name}", style="bold"),
        Column("kind", lambda row: row.kind, cut=True),
        ID,
        REF,
    )
    return listing(columns, rows, "No such links.")


def said(each: "Link", today: date) -> str:
    """Who knows whom, as what, since when it is known."""
    return f"Link {each.ref}: {each.name} and {each.other_name}, {each.kind}, {dates.say_day(each.on, today)}."

"""Introductions: their columns, and the one that was just written down, in a line."""

from datetime import date
from typing import TYPE_CHECKING

from custlove import dates
from custlove.render.page import ID, REF, Column, Page, listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custlove.reports.lists.introductions import Introduction


def page(rows: "Sequence[Introduction]", today: date) -> Page:
    """A list of introductions."""
    columns = (
        Column("on", lambda row: row.on, shown=lambda row: dates.say_short(row.on, today)),
        Column("by", lambda row: row.by, shown=lambda row: row.by_name, style="bold"),
        Column("by_name", lambda row: row.by_name, table=False),
        Column("person", lambda row: row.person, table=False),
        Column("name", lambda row: row.name, shown=lambda row: f"sent {row.name}"),
        Column("text", lambda row: row.text, cut=True),
        ID,
        REF,
    )
    return listing(columns, rows, "No such introductions.")


def said(each: "Introduction", today: date) -> str:
    """Who sent whom, when."""
    text = f", “{each.text}”" if each.text else ""
    return f"Introduction {each.ref}: {each.by_name} sent {each.name}{text}, {dates.say_day(each.on, today)}."

"""First due days that were staggered."""

from datetime import date
from typing import TYPE_CHECKING

from custlove.dates import say_day, say_short
from custlove.render.page import Column, Page, listing

if TYPE_CHECKING:
    from custlove.reports.journal_wide.spread import Due
    from custlove.services.spread import SpreadPlan


def page(rows: "tuple[Due, ...]", today: date) -> Page:
    """Who is first due when."""
    columns = (
        Column("person", lambda row: row.person, table=False),
        Column("name", lambda row: row.name, style="bold"),
        Column("due_on", lambda row: row.due_on, shown=lambda row: say_short(row.due_on, today)),
        Column(
            "was_due_on", lambda row: row.was_due_on, shown=lambda row: say_short(row.was_due_on, today), style="dim"
        ),
    )
    return listing(columns, rows, "")


def sentence(found: "SpreadPlan", today: date, *, dry_run: bool) -> str:
    """How many are first due between which days, and how many of them were moved."""
    if found.first is None or found.last is None:
        return "There is nobody to spread: nobody who was brought in has a cadence and was never touched."
    people = "1 person" if len(found.people) == 1 else f"{len(found.people):,} people"
    are = "would be" if dry_run else "are" if len(found.people) != 1 else "is"
    between = f"first due from {say_day(found.first, today)} to {say_day(found.last, today)}"
    beside = " Nothing was changed." if dry_run else "" if found.moved else " They were so already."
    return f"{people} {are} {between}.{beside}"

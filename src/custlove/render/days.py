"""Days that matter as a list, and as one line after a write."""

from collections.abc import Sequence
from datetime import date

from custlove import dates
from custlove.render.page import ID, REF, Column, Page, listing
from custlove.reports.lists.days import Day


def page(rows: Sequence[Day], today: date) -> Page:
    """A list of days, those that come next first."""
    columns = (
        Column("person", lambda row: row.person, table=False),
        Column("name", lambda row: row.name, style="bold"),
        Column("what", lambda row: row.what, cut=True),
        Column("on", lambda row: row.on, shown=lambda row: when(row, today)),
        Column("in_days", lambda row: row.in_days, table=False),
        Column("turns", lambda row: row.turns, shown=lambda row: str(row.turns or ""), right=True),
        Column("yearly", lambda row: row.yearly, shown=_how_often),
        ID,
        REF,
    )
    return listing(columns, rows, "No such days.")


def said(day: Day) -> str:
    """What a day is, and how many years that makes."""
    if not day.turns:
        return day.what
    return f"{day.what}, turns {day.turns}" if day.id is None else f"{day.what}, {_years(day.turns)}"


def when(day: Day, today: date) -> str:
    """When it comes next, or was."""
    away = {0: "today", 1: "in 1 day", -1: "1 day ago"}
    far = away.get(day.in_days) or (f"in {day.in_days} days" if day.in_days > 0 else f"{-day.in_days} days ago")
    return f"{dates.say_short(day.on, today)}, {far}"


def sentence(day: Day, today: date) -> str:
    """A day, how often it comes and when next."""
    years = f", {_years(day.turns)}" if day.turns else ""
    on = f"{'next ' if day.yearly else ''}{dates.say_day(day.on, today)}"
    return f"Day {day.ref} of {day.name}, “{day.what}”: {_how_often(day)}, {on}{years}."


def _how_often(day: Day) -> str:
    return "every year" if day.yearly else "once"


def _years(count: int) -> str:
    return "1 year" if count == 1 else f"{count} years"

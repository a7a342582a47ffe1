"""Suggestions and allies as pages: who, where to, and which facts say so."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from custlove import dates
from custlove.render.page import Column, Page, Section, listing

if TYPE_CHECKING:
    from custlove.reports.journal_wide.suggestions import Suggested
    from custlove.reports.lists.stays import Stay
    from custlove.reports.people.connections import Ally

_PERSON = Column("person", lambda row: row.person, table=False)
_NOTHING = "Nothing is suggested: everybody stands where the facts put them."
_CIRCLES = {"close": "close", "acquaintance": "an acquaintance", "arms-length": "at arm's length"}
_NAME = Column("name", lambda row: row.name, style="bold")


def page(rows: "Sequence[Suggested]") -> Page:
    """What is suggested, in lines: each with its evidence and the command that would follow."""
    columns = (
        _PERSON,
        _NAME,
        Column("rung", lambda row: row.rung),
        Column("suggested", lambda row: row.suggested),
        Column("because", lambda row: "; ".join(row.because)),
        Column("command", lambda row: row.command),
        Column("circle", lambda row: row.circle),
    )
    return listing(columns, rows, _NOTHING)


def sections(rows: "Sequence[Suggested]", labels: Mapping[str, str]) -> Page:
    """The same at a terminal: somebody after the other, each fact on a line."""
    found = [
        Section(row.person, f"{row.name}: {_step(row, labels)}", row.because, row.command, counted=False)
        for row in rows
    ]
    return Page([Column("because", lambda fact: fact, shown=lambda fact: f"  {fact}", cut=True)], found, _NOTHING)


def _step(row: "Suggested", labels: Mapping[str, str]) -> str:
    if row.circle is not None:
        return f"stays {labels[row.rung]}, {_CIRCLES[row.circle]}?"
    if row.suggested is None:
        return f"stays {labels[row.rung]}"
    return f"{labels[row.rung]} to {labels[row.suggested]}{'?' if row.suggested == 'toxic' else ''}"


def declined(rows: "Sequence[Stay]", labels: Mapping[str, str], today: date) -> Page:
    """The suggestions that were declined, and why."""
    columns = (
        Column("on", lambda row: row.on, shown=lambda row: dates.say_short(row.on, today)),
        _PERSON,
        _NAME,
        Column("rung", lambda row: row.rung, shown=lambda row: labels[row.rung] if row.rung else ""),
        Column("suggested", lambda row: row.suggested, shown=lambda row: _declined(row, labels)),
        Column("circle", lambda row: row.circle, table=False),
        Column("why", lambda row: row.why, cut=True),
        Column("id", lambda row: row.id, table=False),
    )
    return listing(columns, rows, "No suggestion was declined.")


def _declined(stay: "Stay", labels: Mapping[str, str]) -> str:
    return labels[stay.suggested] if stay.suggested else f"circle {stay.circle}"


def allies(rows: "Sequence[Ally]", name: str, labels: Mapping[str, str]) -> Page:
    """Who speaks well of you and is near somebody."""
    columns = (
        _PERSON,
        _NAME,
        Column("rung", lambda row: row.rung, shown=lambda row: labels[row.rung]),
        Column("because", lambda row: "; ".join(row.because), cut=True),
    )
    return listing(columns, rows, f"No advocate or supporter is near {name}, as far as the journal knows.")

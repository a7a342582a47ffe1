"""`agenda` as a page: a day, a section."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from custlove import dates
from custlove.render.page import ID, REF, Column, Page, Section
from custlove.reports.agenda import Agenda, AgendaDay, AgendaItem, Overdue

_KINDS = {
    "promise": "promise",
    "their_promise": "theirs",
    "follow_up": "follow up",
    "snoozed": "comes back",
    "mistake": "mistake",
    "ritual": "ritual",
    "day": "day",
    "back": "let be",
    "review": "review",
}
_COUNTED = {
    "promises": ("promise", "promises"),
    "follow_ups": ("follow-up", "follow-ups"),
    "feedback": ("feedback", "feedback"),
    "mistakes": ("mistake", "mistakes"),
    "rituals": ("ritual", "rituals"),
}


class AgendaLine(NamedTuple):
    """One thing on a day."""

    on: date
    in_days: int
    item: AgendaItem


COLUMNS = (
    Column("on", lambda line: line.on, table=False),
    Column("in_days", lambda line: line.in_days, table=False),
    Column("kind", lambda line: line.item.kind, shown=lambda line: _KINDS[line.item.kind], style="dim"),
    Column("person", lambda line: line.item.person, table=False),
    Column("name", lambda line: line.item.name, style="bold"),
    Column("what", lambda line: line.item.what, cut=True),
    ID._replace(value=lambda line: line.item.id),
    REF._replace(value=lambda line: line.item.ref),
)


def page(agenda: Agenda) -> Page:
    """What comes, day by day; what is overdue counted in one line before it."""
    sections = [
        Section(
            day.on.isoformat(),
            dates.say_day(day.on, agenda.today),
            list(_lines(day)),
            more="custlove agenda --plain",
            counted=False,
        )
        for day in agenda.days
    ]
    days = (agenda.until - agenda.today).days
    empty = f"Nothing comes in the next {days} days." if days != 1 else "Nothing comes today or tomorrow."
    return Page(COLUMNS, sections, empty, overdue(agenda.overdue))


def _lines(day: AgendaDay) -> Iterator[AgendaLine]:
    yield from (AgendaLine(day.on, day.in_days, item) for item in day.things)


def overdue(counts: Overdue) -> str:
    """What is overdue, in one line; nothing where nothing is."""
    named = zip(_COUNTED.values(), counts, strict=True)
    told = ", ".join(f"{count} {words[count > 1]}" for words, count in named if count)
    return f"Overdue: {told} (custlove today)" if told else ""

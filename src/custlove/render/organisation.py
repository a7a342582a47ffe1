"""An organisation as a page: its people, what is open with them, who knows whom."""

from datetime import date
from typing import NamedTuple

from custlove import dates
from custlove.render.page import Column, Page, Section
from custlove.reports.organisation import Connection, Member, OpenWith, OrganisationPage

_KINDS = {"mine promise": "your promise", "theirs promise": "their promise"}


class _Line(NamedTuple):
    """A line of any section."""

    person: str
    name: str
    what: str
    on: date | None
    when: str
    ref: str = ""


COLUMNS = (
    Column("person", lambda line: line.person, table=False),
    Column("name", lambda line: line.name, style="bold"),
    Column("what", lambda line: line.what, cut=True),
    Column("on", lambda line: line.on, shown=lambda line: line.when),
    Column("ref", lambda line: line.ref, style="dim", right=True),
)


def page(found: OrganisationPage) -> Page:
    """The page of an organisation."""
    today = found.today
    sections = (
        Section("people", "People", [_member(each, today) for each in found.people], 'custlove log --org NAME "…"'),
        Section("former", "Left", [_left(each, today) for each in found.former]),
        Section("open", "Open with them", [_open(each, today) for each in found.open]),
        Section("connections", "Who knows whom", [_connection(each, today) for each in found.connections]),
    )
    shown = [section for section in sections if section.rows]
    return Page(COLUMNS, shown, "Nobody was from there by then.", found.organisation, named=True)


def _member(each: Member, today: date) -> _Line:
    told = [each.role, each.rung, each.circle, "archived" if each.archived else None]
    last = each.last_contact_on
    when = f"in touch {dates.say_short(last, today)}" if last else "no contact yet"
    return _Line(each.person, each.name, ", ".join(word for word in told if word), last, when)


def _left(each: Member, today: date) -> _Line:
    what = f"left {dates.say_short(each.left_on, today)}" if each.left_on else "left"
    return _member(each, today)._replace(what=what)


def _open(each: OpenWith, today: date) -> _Line:
    what = f"{_KINDS.get(each.kind, each.kind)}: {each.text}"
    return _Line(each.person, each.name, what, each.on, dates.say_short(each.on, today), each.ref)


def _connection(each: Connection, today: date) -> _Line:
    what = f"and {each.other_name} ({each.other}): {each.how}"
    return _Line(each.person, each.name, what, each.on, dates.say_short(each.on, today))

"""An organisation on one page: its people, what is open with each, who knows whom (idea A7)."""

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from custlove.reports.lists import introductions, links
from custlove.reports.people import open_between
from custlove.reports.people import people as report
from custlove.reports.people.lookup import Organisation
from custlove.rules.cadence import Cadence

_NUMBERS = "SELECT id, handle, name FROM person WHERE organisation_key = ? AND added_on <= ? ORDER BY name_key, id"


class Member(NamedTuple):
    """Somebody of the organisation, as they stand on the day."""

    person: str
    name: str
    role: str | None
    rung: str
    circle: str
    last_contact_on: date | None
    archived: bool


class OpenWith(NamedTuple):
    """What is open with somebody of it: `mine promise`, `theirs promise`, `follow-up`, `criticism` or `mistake`."""

    person: str
    name: str
    kind: str
    id: int
    ref: str
    text: str
    on: date


class Connection(NamedTuple):
    """Two people who know each other, at least one of them of the organisation; `how`: as what, or who sent whom."""

    person: str
    name: str
    other: str
    other_name: str
    how: str
    on: date


class OrganisationPage(NamedTuple):
    """An organisation: its people by name, what is open with them from the oldest on, who knows whom."""

    organisation: str
    today: date
    people: tuple[Member, ...]
    open: tuple[OpenWith, ...]
    connections: tuple[Connection, ...]


def page(
    connection: sqlite3.Connection, asked: Organisation, cadences: Mapping[str, Cadence], today: date
) -> OrganisationPage:
    """All of an organisation as of a day, archived people among them."""
    rows = connection.execute(_NUMBERS, (asked.key, today.isoformat())).fetchall()
    names = {number: (handle, name) for number, handle, name in rows}
    wanted = report.PersonFilter(organisation_key=asked.key, everybody=True)
    people = report.listing(connection, wanted, cadences, today)
    members = (
        Member(each.person, each.name, each.role, each.rung, each.circle, each.last_contact_on, each.archived)
        for each in people
    )
    held = open_between.of_people(connection, names, today)
    items = [
        OpenWith(*names[number], each.kind, each.id, each.ref, each.text, each.on)
        for number, found in held.items()
        for each in found
    ]
    items.sort(key=lambda each: (each.on, each.ref))
    return OrganisationPage(asked.name, today, tuple(members), tuple(items), _connections(connection, names, today))


def _connections(connection: sqlite3.Connection, people: Mapping[int, object], today: date) -> tuple[Connection, ...]:
    found: dict[Connection, None] = {}
    for number in people:
        for link in links.listing(connection, number, today):
            found[Connection(link.person, link.name, link.other, link.other_name, link.kind, link.on)] = None
        for sent in introductions.listing(connection, number, None, today):
            found[Connection(sent.by, sent.by_name, sent.person, sent.name, "sent them to you", sent.on)] = None
    return tuple(sorted(found, key=lambda each: (each.on, each.person, each.other), reverse=True))

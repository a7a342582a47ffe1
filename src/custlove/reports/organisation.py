"""An organisation on one page: its people, what is open with each, who knows whom (idea A7)."""

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from custlove.reports.lists import introductions, links
from custlove.reports.people import memberships, open_between
from custlove.reports.people import people as report
from custlove.reports.people.lookup import Organisation
from custlove.reports.people.people import Person
from custlove.reports.rows import by_ids
from custlove.rules.cadence import Cadence

_NAMES = "SELECT id, handle, name, name_key FROM person WHERE id IN ({ids}) AND added_on <= :today"


class Member(NamedTuple):
    """Somebody of the organisation, as they stand on the day."""

    person: str
    name: str
    role: str | None
    rung: str
    circle: str
    last_contact_on: date | None
    archived: bool
    left_on: date | None = None


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
    """An organisation: its people by name, what is open with them from the oldest on, who knows whom.

    `former` are those who left, the last one first; of them nothing else is told here.
    """

    organisation: str
    today: date
    people: tuple[Member, ...]
    open: tuple[OpenWith, ...]
    connections: tuple[Connection, ...]
    former: tuple[Member, ...] = ()


def page(
    connection: sqlite3.Connection, asked: Organisation, cadences: Mapping[str, Cadence], today: date
) -> OrganisationPage:
    """All of an organisation as of a day, archived people among them."""
    present = memberships.present(connection, asked.key, today)
    rows = sorted(by_ids(connection, _NAMES, present, {"today": today.isoformat()}), key=lambda row: (row[3], row[0]))
    names = {number: (handle, name) for number, handle, name, _ in rows}
    wanted = report.PersonFilter(organisation_key=asked.key, everybody=True)
    members = map(_member, report.listing(connection, wanted, cadences, today))
    left = memberships.former(connection, asked.key, today)
    gone = {each.person: each for each in report.of_numbers(connection, left, cadences, today)}
    former = [
        _member(gone[handle])._replace(left_on=left[number])
        for number, handle, *_ in by_ids(connection, _NAMES, left, {"today": today.isoformat()})
    ]
    former.sort(key=lambda each: (each.left_on or date.min, each.name), reverse=True)
    held = open_between.of_people(connection, names, today)
    items = [
        OpenWith(*names[number], each.kind, each.id, each.ref, each.text, each.on)
        for number, found in held.items()
        for each in found
    ]
    items.sort(key=lambda each: (each.on, each.ref))
    known = _connections(connection, names, today)
    return OrganisationPage(asked.name, today, tuple(members), tuple(items), known, tuple(former))


def _member(each: Person) -> Member:
    return Member(each.person, each.name, each.role, each.rung, each.circle, each.last_contact_on, each.archived)


def _connections(connection: sqlite3.Connection, people: Mapping[int, object], today: date) -> tuple[Connection, ...]:
    found: dict[Connection, None] = {}
    for number in people:
        for link in links.listing(connection, number, today):
            found[Connection(link.person, link.name, link.other, link.other_name, link.kind, link.on)] = None
        for sent in introductions.listing(connection, number, None, today):
            found[Connection(sent.by, sent.by_name, sent.person, sent.name, "sent them to you", sent.on)] = None
    return tuple(sorted(found, key=lambda each: (each.on, each.person, each.other), reverse=True))

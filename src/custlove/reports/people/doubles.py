"""People who may be in the journal twice, and why; those who know each other are two."""

import sqlite3
from collections import defaultdict
from datetime import date
from typing import NamedTuple

from custlove.rules import doubles as rule
from custlove.rules.doubles import Known
from custlove.rules.names import fold

_PEOPLE = """
SELECT id, handle, name, nickname, organisation, archived_on, last_contact_on FROM person
WHERE added_on <= :today ORDER BY id
"""
_DETAILS = "SELECT person_id, kind, value FROM person_detail WHERE kind IN ('email', 'phone') ORDER BY id"
_FORMER = "SELECT person_id, value FROM former_name WHERE kind = 'name' ORDER BY id"
_TWO = """
SELECT person_id, other_id FROM link WHERE day <= :today
UNION SELECT person_id, by_id FROM introduction WHERE day <= :today
"""


class Double(NamedTuple):
    """Two who may be one: who would stay, who would become part of them, why they may be, and the command for it."""

    person: str
    name: str
    other: str
    other_name: str
    because: tuple[str, ...]
    command: str


class _Person(NamedTuple):
    id: int
    handle: str
    name: str
    nickname: str | None
    organisation: str | None
    archived_on: str | None
    last_contact_on: str | None

    def stays(self) -> tuple[bool, bool, int]:
        """Who stays of two: who is not archived, whom there was contact with, who was there first."""
        return self.archived_on is not None, self.last_contact_on is None, self.id


def listing(connection: sqlite3.Connection, today: date) -> list[Double]:
    """Pairs who may be one, the surest first; not those between whom there is a link or an introduction."""
    day = {"today": today.isoformat()}
    people = {row[0]: _Person(*row) for row in connection.execute(_PEOPLE, day)}
    details: dict[tuple[int, str], list[str]] = defaultdict(list)
    for number, kind, value in connection.execute(_DETAILS):
        details[number, kind].append(value)
    for number, value in connection.execute(_FORMER):
        details[number, "name"].append(value)
    known = [
        Known(
            each.id, _names(each, details[each.id, "name"]), each.organisation,
            tuple(details[each.id, "email"]), tuple(details[each.id, "phone"]),
        )
        for each in people.values()
    ]  # fmt: skip
    two = {(min(pair), max(pair)) for pair in connection.execute(_TWO, day)}
    return [
        _double(people[one], people[other], because)
        for (one, other), because in rule.pairs(known).items()
        if (one, other) not in two
    ]


def _names(person: _Person, former: list[str]) -> tuple[str, ...]:
    names = (person.name, person.nickname, *former)
    return tuple(name for name in names if name and fold(name) != fold(person.organisation or ""))


def _double(one: _Person, other: _Person, because: tuple[str, ...]) -> Double:
    keep, gone = sorted((one, other), key=_Person.stays)
    command = f"custlove person merge {keep.handle} {gone.handle}"
    return Double(keep.handle, keep.name, gone.handle, gone.name, because, command)

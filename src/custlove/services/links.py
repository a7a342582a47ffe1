"""Who knows whom: added, removed."""

from datetime import date
from typing import NamedTuple

from custlove.errors import Refused
from custlove.reports.lists import links as report
from custlove.reports.lists.links import Link
from custlove.reports.people import lookup
from custlove.rules.names import fold
from custlove.services import references
from custlove.services.change import Change
from custlove.services.references import Noun, Ref
from custlove.store import rows


class AddLink(NamedTuple):
    """Two people who know each other (WHO both), as what, known since which day."""

    who: str
    other: str
    kind: str
    on: date


class _Row(NamedTuple):
    id: int
    kind: str
    day: date


def add(change: Change, asked: AddLink) -> Link:
    """Note who knows whom; raises NotFound, Ambiguous, and Refused if that is known, whoever of them came first."""
    change.past(asked.on)
    one, two = lookup.one(change.connection, asked.who), lookup.one(change.connection, asked.other)
    if one.id == two.id:
        raise Refused("Both names mean the same person.", "Name the one they know.")
    pair = (one.id, two.id)
    there = rows.select(change.connection, "link", _Row, "person_id IN (?, ?) AND other_id IN (?, ?)", pair * 2)
    if known := next((each for each in there if fold(each.kind) == fold(asked.kind)), None):
        raise Refused(
            f"That link already exists, since {known.day} (#{known.id}).",
            f"If it is wrong: custlove link remove {known.id}",
        )
    number = rows.add(change.connection, "link", person_id=one.id, other_id=two.id, kind=asked.kind, day=asked.on)
    return report.one(change.connection, number)


def remove(change: Change, ref: Ref) -> Link:
    """Take a link out of the journal; both people stay. Raises NotFound, Ambiguous."""

    def candidates(person: int) -> list[tuple[int, str]]:
        found = report.listing(change.connection, person, date.max)
        return [(each.id, f"{each.name} and {each.other_name}, {each.kind}") for each in found]

    number = references.number(change.connection, ref, Noun("link", candidates, all=True))
    gone = report.one(change.connection, number)
    rows.delete(change.connection, "link", number)
    return gone

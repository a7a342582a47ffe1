"""Who knows whom: added, removed."""

from datetime import date
from typing import NamedTuple, TypedDict

from custlove.errors import Refused
from custlove.reports.lists import links as report
from custlove.reports.lists.links import Link
from custlove.reports.people import lookup
from custlove.rules.names import fold
from custlove.schema.references import ref_of
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


class LinkEdits(TypedDict, total=False):
    """What to correct of a link; what is absent stays."""

    kind: str
    day: date


class _Pair(NamedTuple):
    person_id: int
    other_id: int


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
    _check_new(change, _Pair(one.id, two.id), asked.kind)
    number = rows.add(change.connection, "link", person_id=one.id, other_id=two.id, kind=asked.kind, day=asked.on)
    return report.one(change.connection, number)


def edit(change: Change, ref: Ref, edits: LinkEdits) -> Link:
    """Correct how two people know each other, or since when; raises NotFound, Ambiguous, Refused."""
    number = _number(change, ref)
    if "day" in edits:
        change.past(edits["day"])
    if "kind" in edits:
        _check_new(change, rows.get(change.connection, "link", _Pair, number), edits["kind"], but=number)
    rows.update(change.connection, "link", number, edits)
    return report.one(change.connection, number)


def remove(change: Change, ref: Ref) -> Link:
    """Take a link out of the journal; both people stay. Raises NotFound, Ambiguous."""
    number = _number(change, ref)
    gone = report.one(change.connection, number)
    rows.delete(change.connection, "link", number)
    return gone


def _check_new(change: Change, pair: _Pair, kind: str, but: int | None = None) -> None:
    """Refuse a link that there is already, another one than `but`, whoever of the two came first."""
    there = rows.select(change.connection, "link", _Row, "person_id IN (?, ?) AND other_id IN (?, ?)", pair * 2)
    if known := next((each for each in there if each.id != but and fold(each.kind) == fold(kind)), None):
        raise Refused(
            f"That link already exists, since {known.day} ({ref_of('link', known.id)}).",
            f"If it is wrong: custlove link remove {known.id}",
        )


def _number(change: Change, ref: Ref) -> int:
    def candidates(person: int) -> list[tuple[int, str]]:
        found = report.listing(change.connection, person, date.max)
        return [(each.id, f"{each.name} and {each.other_name}, {each.kind}") for each in found]

    return references.number(change.connection, ref, Noun("link", candidates, all=True))

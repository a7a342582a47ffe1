"""Who sent whom: added, removed."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, TypedDict

from custlove.errors import Refused
from custlove.reports.lists import introductions as report
from custlove.reports.lists.introductions import Introduction
from custlove.reports.people import lookup
from custlove.reports.people.lookup import PersonRef
from custlove.schema.references import ref_of
from custlove.services import participants, references
from custlove.services.change import Change
from custlove.services.references import Noun, Ref
from custlove.store import rows


class AddIntroduction(NamedTuple):
    """Who sent whom (WHO both; who was sent is added as a prospect if not there yet), on which day, how."""

    by: str
    who: str
    on: date
    text: str | None = None


class IntroductionAdded(NamedTuple):
    """The introduction, and who was sent."""

    introduction: Introduction
    person: PersonRef


class IntroductionEdits(TypedDict, total=False):
    """What to correct of an introduction; what is absent stays."""

    text: str | None
    day: date


class _Row(NamedTuple):
    id: int
    day: date


def add(change: Change, asked: AddIntroduction) -> IntroductionAdded:
    """Note who sent whom; raises NotFound, Ambiguous, and Refused if that is known, or where both are one."""
    change.past(asked.on)
    by = lookup.one(change.connection, asked.by)
    person = participants.one(change, asked.who, asked.on, new=True)
    if by.id == person.id:
        raise Refused("Both names mean the same person.", "Name the one they sent to you.")
    if known := next(_between(change, by.id, person.id), None):
        raise Refused(
            f"That introduction already exists, from {known.day} ({ref_of('introduction', known.id)}).",
            f"If it is wrong: custlove introduction remove {known.id}",
        )
    number = rows.add(
        change.connection, "introduction", by_id=by.id, person_id=person.id, day=asked.on, text=asked.text
    )  # fmt: skip
    return IntroductionAdded(report.one(change.connection, number), person)


def edit(change: Change, ref: Ref, edits: IntroductionEdits) -> Introduction:
    """Correct how and when somebody was sent; raises NotFound, Ambiguous, and Refused for a day ahead."""
    number = _number(change, ref)
    if "day" in edits:
        change.past(edits["day"])
    rows.update(change.connection, "introduction", number, edits)
    return report.one(change.connection, number)


def remove(change: Change, ref: Ref) -> Introduction:
    """Take an introduction out of the journal; both people stay. Raises NotFound, Ambiguous."""
    number = _number(change, ref)
    gone = report.one(change.connection, number)
    rows.delete(change.connection, "introduction", number)
    return gone


def _number(change: Change, ref: Ref) -> int:
    def candidates(person: int) -> list[tuple[int, str]]:
        found = report.listing(change.connection, person, None, date.max)
        return [(each.id, f"{each.by_name} sent {each.name} {each.text or ''}".rstrip()) for each in found]

    return references.number(change.connection, ref, Noun("introduction", candidates, all=True))


def _between(change: Change, by: int, person: int) -> Iterator[_Row]:
    return rows.select(change.connection, "introduction", _Row, "by_id = ? AND person_id = ?", (by, person))

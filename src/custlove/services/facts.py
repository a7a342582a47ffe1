"""Facts: what you know of people; added, superseded, resolved."""

import sqlite3
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, TypedDict

from custlove.errors import AlreadyDone, NotFound, Refused, UsageError
from custlove.plain import plain
from custlove.reports.lists import facts as report
from custlove.reports.lists.facts import Fact
from custlove.reports.people.lookup import PersonRef
from custlove.schema.references import ref_of
from custlove.schema.vocabulary import FactKind
from custlove.services import participants, references
from custlove.services.change import Change
from custlove.services.references import Candidates, Noun, Ref
from custlove.services.removal import Hanging, Removed
from custlove.store import rows

# A fact keeps the day that it has where it was resolved or superseded, or took another's place, on the wrong side of
# the new one.
_FOLLOWS = """
UPDATE fact SET day = :to
WHERE touchpoint_id = :touchpoint AND day = :before AND coalesce(resolved_on >= :to, 1)
  AND NOT EXISTS (SELECT 1 FROM fact AS later WHERE later.supersedes = fact.id AND later.day < :to)
  AND NOT EXISTS (SELECT 1 FROM fact AS earlier WHERE earlier.id = fact.supersedes AND earlier.day > :to)
"""


# The facts that took each other's place, from one of them on in both directions.
_OF_ONE_KIND = """
WITH RECURSIVE linked (id) AS (
    SELECT ?
    UNION SELECT CASE fact.id WHEN linked.id THEN fact.supersedes ELSE fact.id END
    FROM linked JOIN fact ON fact.supersedes = linked.id OR fact.id = linked.id AND fact.supersedes IS NOT NULL
) SELECT id FROM linked
"""


class AddFact(NamedTuple):
    """Of whom (WHO), of which kind, in which words, from which touchpoint; `new` adds the person.

    `on`: known since which day; None: today, or as old as the touchpoint.
    """

    who: str
    kind: FactKind
    text: str
    on: date | None = None
    source: Ref | None = None
    new: bool = False


class FactAdded(NamedTuple):
    """The fact as it stands, and of whom."""

    fact: Fact
    person: PersonRef


class SupersedeFact(NamedTuple):
    """Which fact, what is so in its place, since which day.

    The reference is `12 TEXT`, `WHO WORD TEXT` or `WHO TEXT`: its text is what is so now.
    """

    ref: Ref
    on: date


class FactSuperseded(NamedTuple):
    """The new fact as it stands, and the one in whose place it is."""

    fact: Fact
    before: Fact

    def data(self) -> dict[str, Any]:
        """The new fact: it has the number of the other."""
        new: dict[str, Any] = plain(self.fact)
        return new


class ResolveFact(NamedTuple):
    """Which fact, settled on which day; a text behind the reference says how."""

    ref: Ref
    on: date


class FactEdits(TypedDict, total=False):
    """What to correct of a fact; what is absent stays. A kind is that of all facts that took each other's place."""

    kind: FactKind
    text: str
    on: date


class _Row(NamedTuple):
    id: int
    person_id: int
    kind: FactKind
    day: date
    resolved_on: date | None


class _Neighbour(NamedTuple):
    id: int
    day: date
    supersedes: int | None
    touchpoint_id: int | None


class _Touchpoint(NamedTuple):
    id: int
    day: date


def add(change: Change, asked: AddFact) -> FactAdded:
    """Note what is known of a person; raises NotFound, Ambiguous, and Refused where its touchpoint was later."""
    source, on = None, asked.on or change.today
    change.past(on)
    if asked.source is not None:
        from custlove.services import touchpoints

        number = touchpoints.number(change, asked.source)
        source = rows.get(change.connection, "touchpoint", _Touchpoint, number)
        on = asked.on or min(on, source.day)
    person = participants.one(change, asked.who, on, new=asked.new)
    if source is not None and source.day > on:
        raise Refused(
            f"Touchpoint {ref_of('touchpoint', source.id)} was on {source.day}, so its facts were not known on {on}.",
            "Without --on a fact gets the date of its touchpoint.",
        )
    number = add_to(change, person.id, asked.kind, asked.text, on, None if source is None else source.id)
    return FactAdded(report.one(change.connection, number, change.today), person)


def add_to(
    change: Change, person: int, kind: FactKind, text: str, on: date, touchpoint: int | None = None
) -> int:  # fmt: skip
    """The number of a new fact about a person, from a touchpoint that was not later; raises UsageError."""
    return rows.add(
        change.connection, "fact", person_id=person, kind=kind, text=text, day=on, touchpoint_id=touchpoint
    )  # fmt: skip


def supersede(change: Change, asked: SupersedeFact) -> FactSuperseded:
    """Put a new fact in the place of another; raises Refused where that one does not hold any more, or not yet."""
    number, text = references.number_and_text(change.connection, asked.ref, _noun(change))
    if text is None:
        raise UsageError("What is the new fact?", 'Like this: custlove fact supersede 1 "invoices by the 5th"')
    before = _holding(change, number, asked.on)
    written = rows.add(
        change.connection, "fact",
        person_id=before.person_id, kind=before.kind, text=text, day=asked.on, supersedes=number,
    )  # fmt: skip
    new, old = (report.one(change.connection, each, change.today) for each in (written, number))
    return FactSuperseded(new, old)


def resolve(change: Change, asked: ResolveFact) -> Fact:
    """Settle a fact; raises AlreadyDone if that was done, Refused if it does not hold any more, or not yet."""
    number, text = references.number_and_text(change.connection, asked.ref, _noun(change))
    stands = report.one(change.connection, number, change.today)
    if stands.resolved_on is not None:
        raise AlreadyDone(f"Fact {stands.ref} was resolved on {stands.resolved_on} already.", thing=stands)
    fact = _holding(change, number, asked.on)
    rows.update(change.connection, "fact", fact.id, {"resolved_on": asked.on, "resolved_text": text or None})
    return report.one(change.connection, fact.id, change.today)


def edit(change: Change, ref: Ref, edits: FactEdits) -> Fact:
    """Correct a fact (for what has changed since, `supersede`); raises NotFound, Ambiguous, and Refused by its days."""
    number = any_number(change.connection, ref, change.today)
    if (on := edits.get("on")) is not None:
        change.past(on)
        _check_day(change, rows.get(change.connection, "fact", _Row, number), on)
        rows.update(change.connection, "fact", number, {"day": on})
    if (text := edits.get("text")) is not None:
        rows.update(change.connection, "fact", number, {"text": text})
    if (kind := edits.get("kind")) is not None:
        for (each,) in change.connection.execute(_OF_ONE_KIND, (number,)).fetchall():
            rows.update(change.connection, "fact", each, {"kind": kind})
    return report.one(change.connection, number, change.today)


def remove(change: Change, ref: Ref) -> Removed[Fact]:
    """Take a fact out of the journal, as it stood; raises NotFound, Ambiguous.

    The fact in whose place it was holds again, or is followed by the one that took this one's place.
    """
    number = any_number(change.connection, ref, change.today)
    stood = report.one(change.connection, number, change.today)
    here = rows.get(change.connection, "fact", _Neighbour, number)
    later = next(rows.select(change.connection, "fact", _Neighbour, "supersedes = ?", (number,)), None)
    # Only one fact may stand in the place of another: this one leaves it first.
    rows.update(change.connection, "fact", number, {"supersedes": None})
    hanging: list[Hanging] = []
    if later is not None:
        rows.update(change.connection, "fact", later.id, {"supersedes": here.supersedes})
        hanging.append(Hanging("fact", later.id))
    elif here.supersedes is not None:
        hanging.append(Hanging("fact", here.supersedes, "holds"))
    if here.touchpoint_id is not None:
        hanging.append(Hanging("touchpoint", here.touchpoint_id))
    rows.delete(change.connection, "fact", number)
    return Removed(stood, tuple(hanging))


def any_number(connection: sqlite3.Connection, ref: Ref, today: date) -> int:
    """The number of a fact that a reference means, also of one that does not hold any more; raises NotFound."""

    def of_person(kept: Callable[[sqlite3.Connection, int, date], list[Fact]]) -> Candidates:
        return lambda person: [(each.id, f"{each.kind}: {each.text}") for each in kept(connection, person, today)]

    try:
        return references.number(connection, ref, Noun("fact", of_person(report.present)))
    except NotFound:
        return references.number(connection, ref, Noun("fact", of_person(report.history), all=True))


def _check_day(change: Change, fact: _Row, on: date) -> None:
    """Refuse a day on the wrong side of what a fact came from, or what it went over into."""
    here = rows.get(change.connection, "fact", _Neighbour, fact.id)
    later = next(rows.select(change.connection, "fact", _Neighbour, "supersedes = ?", (fact.id,)), None)
    until = [(day, what) for day, what in ((fact.resolved_on, "resolved"), (later and later.day, "superseded")) if day]
    for day, what in until:
        if on > day:
            raise Refused(
                f"Fact {ref_of('fact', fact.id)} was {what} on {day}, before {on}.", "Name an earlier day with --on."
            )
    if here.supersedes is not None:
        before = rows.get(change.connection, "fact", _Neighbour, here.supersedes)
        if on < before.day:
            raise Refused(
                f"Fact {ref_of('fact', fact.id)} took the place of"
                f" {ref_of('fact', before.id)}, which was known only since {before.day}."
            )
    if here.touchpoint_id is not None:
        source = rows.get(change.connection, "touchpoint", _Touchpoint, here.touchpoint_id)
        if on < source.day:
            raise Refused(
                f"Fact {ref_of('fact', fact.id)} comes from touchpoint"
                f" {ref_of('touchpoint', source.id)}, which was only on {source.day}."
            )


def redate_from(change: Change, touchpoint: int, before: date, to: date) -> None:
    """Let the facts that are as old as their touchpoint follow it to another day."""
    days = {"touchpoint": touchpoint, "before": before.isoformat(), "to": to.isoformat()}
    change.connection.execute(_FOLLOWS, days)


def _noun(change: Change) -> Noun:
    def present(person: int) -> list[tuple[int, str]]:
        found = report.present(change.connection, person, change.today)
        return [(each.id, f"{each.kind}: {each.text}") for each in found]

    return Noun("fact", present)


def _holding(change: Change, number: int, on: date) -> _Row:
    change.past(on)
    fact = rows.get(change.connection, "fact", _Row, number)
    if fact.resolved_on is not None:
        raise Refused(
            f"Fact {ref_of('fact', number)} was resolved on {fact.resolved_on} already.",
            "To take that back: custlove history, then custlove undo NUMBER",
        )
    later = next(rows.select(change.connection, "fact", _Row, "supersedes = ?", (number,)), None)
    if later is not None:
        raise Refused(
            f"Fact {ref_of('fact', number)} was superseded by {ref_of('fact', later.id)} on {later.day} already.",
            f"If that has changed in its turn: custlove fact supersede {later.id} TEXT",
        )
    if on < fact.day:
        raise Refused(
            f"Fact {ref_of('fact', number)} has been known only since {fact.day}.", "Name a later day with --on."
        )
    return fact

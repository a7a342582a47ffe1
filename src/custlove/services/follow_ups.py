"""Follow-ups: what you want to come back to; added, done, put off."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypedDict

from custlove.errors import AlreadyDone, Refused
from custlove.reports.lists import follow_ups as report
from custlove.reports.lists.follow_ups import OPEN_STATES, FollowUp, FollowUpFilter
from custlove.reports.people.lookup import PersonRef
from custlove.schema.references import ref_of
from custlove.services import participants, references, removal
from custlove.services.change import Change
from custlove.services.references import Noun, Ref
from custlove.services.removal import Hanging, Removed
from custlove.store import rows


class AddFollowUps(NamedTuple):
    """With whom (WHO, one each), why, made and due on which days; `new` adds people."""

    who: Sequence[str]
    why: str
    made_on: date
    due_on: date
    new: bool = False


class FollowUpsAdded(NamedTuple):
    """The follow-ups as they stand, and with whom."""

    follow_ups: tuple[FollowUp, ...]
    people: tuple[PersonRef, ...]


class FinishFollowUp(NamedTuple):
    """Which follow-up, done on which day."""

    ref: Ref
    on: date


class SnoozeFollowUp(NamedTuple):
    """Which follow-up, put off on which day, until which day."""

    ref: Ref
    on: date
    until: date


class FollowUpEdits(TypedDict, total=False):
    """What to correct of a follow-up; what is absent stays."""

    why: str
    made_on: date
    due_on: date


class _Row(NamedTuple):
    id: int
    person_id: int
    made_on: date
    due_on: date
    done_on: date | None


class _Snooze(NamedTuple):
    made_on: date
    until: date


def add(change: Change, asked: AddFollowUps) -> FollowUpsAdded:
    """Something to come back to with each of these people; raises NotFound, Ambiguous, Refused."""
    change.past(asked.made_on)
    people = participants.several(change, asked.who, asked.made_on, new=asked.new)
    numbers = [add_to(change, person.id, asked.why, asked.made_on, asked.due_on) for person in people]
    made = tuple(report.one(change.connection, number, change.today) for number in numbers)
    return FollowUpsAdded(made, tuple(people))


def add_to(change: Change, person: int, why: str, made_on: date, due_on: date) -> int:
    """The number of a new follow-up with a person; raises Refused where it would be due before it was made."""
    _check_due(made_on, due_on)
    return rows.add(change.connection, "follow_up", person_id=person, why=why, made_on=made_on, due_on=due_on)


def done(change: Change, asked: FinishFollowUp) -> FollowUp:
    """Close a follow-up; raises NotFound, Ambiguous, AlreadyDone, and Refused if it was made later."""
    number = _open(change, asked.ref, asked.on).id
    rows.update(change.connection, "follow_up", number, {"done_on": asked.on})
    return report.one(change.connection, number, change.today)


def snooze(change: Change, asked: SnoozeFollowUp) -> FollowUp:
    """Put a follow-up off until a day; raises AlreadyDone if it is closed, Refused before it is due."""
    follow_up = _open(change, asked.ref, asked.on)
    number = follow_up.id
    if asked.until <= asked.on:
        raise Refused(f"A snooze on {asked.on} cannot last until {asked.until}.", "Name a later day.")
    if asked.until < follow_up.due_on:
        raise Refused(
            f"Follow-up {ref_of('follow-up', number)} is due only on {follow_up.due_on};"
            f" it cannot be snoozed until {asked.until}.",
            f"To come back to it sooner: custlove followup edit {number} --by {asked.until}",
        )
    rows.add(change.connection, "follow_up_snooze", follow_up_id=number, made_on=asked.on, until=asked.until)
    return report.one(change.connection, number, change.today)


def edit(change: Change, ref: Ref, edits: FollowUpEdits) -> FollowUp:
    """Correct a follow-up; raises NotFound, Ambiguous, and Refused where its days contradict each other."""
    number = _number(change, ref, closed=True)
    follow_up = rows.get(change.connection, "follow_up", _Row, number)
    corrected = follow_up._replace(
        made_on=edits.get("made_on", follow_up.made_on), due_on=edits.get("due_on", follow_up.due_on)
    )
    if "made_on" in edits:
        change.past(corrected.made_on)
    if corrected[2:4] != follow_up[2:4]:
        _check_days(change, corrected)
    rows.update(change.connection, "follow_up", number, edits)
    return report.one(change.connection, number, change.today)


def remove(change: Change, ref: Ref) -> Removed[FollowUp]:
    """Take a follow-up out, as it stood; a touchpoint that closed it stays. Raises NotFound, Ambiguous."""
    number = _number(change, ref, closed=True)
    stood = report.one(change.connection, number, change.today)
    closed_by = change.connection.execute("SELECT closed_by FROM follow_up WHERE id = ?", (number,)).fetchone()[0]
    removal.drop_parts(change, "follow_up_snooze", "follow_up_id", number)
    rows.delete(change.connection, "follow_up", number)
    return Removed(stood, () if closed_by is None else (Hanging("touchpoint", closed_by),))


def close_due(change: Change, people: Collection[int], on: date, touchpoint: int) -> tuple[int, ...]:
    """Close what a touchpoint with these people settles: open, due by that day, not snoozed past it. Their numbers."""
    marks = ", ".join("?" * len(people))
    condition = f"done_on IS NULL AND person_id IN ({marks}) AND due_on <= ? AND made_on <= ? ORDER BY due_on, id"
    waiting = rows.select(
        change.connection, "follow_up", _Row, condition, (*people, on.isoformat(), on.isoformat())
    )  # fmt: skip
    closed = tuple(each.id for each in waiting if not _snoozed_past(change, each.id, on))
    for number in closed:
        rows.update(change.connection, "follow_up", number, {"done_on": on, "closed_by": touchpoint})
    return closed


def reopen_closed_by(change: Change, touchpoint: int) -> tuple[int, ...]:
    """Open again what a touchpoint had closed. Their numbers."""
    return _reopen(change, _closed_by(change, touchpoint))


def redate_closed_by(change: Change, touchpoint: int, people: Collection[int], on: date) -> tuple[int, ...]:
    """Date what a touchpoint had closed by its corrected day; what it can no longer have settled is open again.

    The numbers of those: with people who were not there, made later, due later, or put off beyond that day.
    """
    lost: list[int] = []
    for each in _closed_by(change, touchpoint):
        if each.person_id in people and _due_by(change, each, on):
            rows.update(change.connection, "follow_up", each.id, {"done_on": on})
        else:
            lost += _reopen(change, [each])
    return tuple(lost)


def _closed_by(change: Change, touchpoint: int) -> list[_Row]:
    return list(rows.select(change.connection, "follow_up", _Row, "closed_by = ? ORDER BY id", (touchpoint,)))


def _reopen(change: Change, closed: Iterable[_Row]) -> tuple[int, ...]:
    numbers = tuple(each.id for each in closed)
    for number in numbers:
        rows.update(change.connection, "follow_up", number, {"done_on": None, "closed_by": None})
    return numbers


def _due_by(change: Change, follow_up: _Row, on: date) -> bool:
    return follow_up.made_on <= on and follow_up.due_on <= on and not _snoozed_past(change, follow_up.id, on)


def _open(change: Change, ref: Ref, on: date) -> _Row:
    change.past(on)
    follow_up = rows.get(change.connection, "follow_up", _Row, _number(change, ref))
    if follow_up.done_on is not None:
        stands = report.one(change.connection, follow_up.id, change.today)
        raise AlreadyDone(
            f"Follow-up {stands.ref} was done on {follow_up.done_on} already.",
            "To come back to it: custlove followup add",
            stands,
        )
    if on < follow_up.made_on:
        raise Refused(f"Follow-up {ref_of('follow-up', follow_up.id)} was made only on {follow_up.made_on}.")
    return follow_up


def _check_due(made_on: date, due_on: date) -> None:
    if due_on < made_on:
        raise Refused(
            f"A follow-up made on {made_on} cannot be due on {due_on}, before it.",
            "Backdate it with --on, or name a later day.",
        )


def _check_days(change: Change, corrected: _Row) -> None:
    """Refuse days that come in another order than made, put off or done; put off is never to a day before it is due."""
    _check_due(corrected.made_on, corrected.due_on)
    snoozes = list(
        rows.select(change.connection, "follow_up_snooze", _Snooze, "follow_up_id = ?", (corrected.id,))
    )  # fmt: skip
    later = [day for day in (corrected.done_on, *(each.made_on for each in snoozes)) if day]
    if later and min(later) < corrected.made_on:
        raise Refused(
            f"Follow-up {ref_of('follow-up', corrected.id)} was done or snoozed on {min(later)},"
            f" before {corrected.made_on}.",
            "Name an earlier day with --on.",
        )


def noun(change: Change, *, closed: bool = False) -> Noun:
    """What a reference to a follow-up may mean: of a person those that are open, or all of them."""

    def candidates(person: int) -> list[tuple[int, str]]:
        found = report.listing(change.connection, FollowUpFilter(person, () if closed else OPEN_STATES), change.today)
        return [(each.id, each.why) for each in found]

    return Noun("follow-up", candidates, all=closed)


def _number(change: Change, ref: Ref, *, closed: bool = False) -> int:
    return references.number(change.connection, ref, noun(change, closed=closed))


def _snoozed_past(change: Change, number: int, on: date) -> bool:
    condition = "follow_up_id = ? AND made_on <= ? ORDER BY made_on DESC, id DESC LIMIT 1"
    last = next(
        rows.select(change.connection, "follow_up_snooze", _Snooze, condition, (number, on.isoformat())), None
    )  # fmt: skip
    return last is not None and last.until > on

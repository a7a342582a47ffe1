"""Promises, yours and theirs: made, kept, moved, released, corrected."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

from custlove.errors import AlreadyDone, NotFound, Refused
from custlove.plain import plain
from custlove.reports.lists import promises as report
from custlove.reports.lists.promises import UNSETTLED, Promise
from custlove.reports.people.lookup import PersonRef
from custlove.schema.references import ref_of
from custlove.schema.vocabulary import Side
from custlove.services import participants, references, removal
from custlove.services.change import Change
from custlove.services.references import Noun, Ref
from custlove.services.removal import Hanging, Removed
from custlove.store import rows

if TYPE_CHECKING:
    from custlove.rules.promise_record import PromiseRecord


class AddPromise(NamedTuple):
    """To whom (WHO), or by whom if it is theirs; what, made and due on which days; `new` adds the person."""

    who: str
    what: str
    made_on: date
    due_on: date
    by: Side = "mine"
    new: bool = False


class PromiseAdded(NamedTuple):
    """The promise as it stands, with whom, what was promised that is much like it and unsettled, and your record."""

    promise: Promise
    person: PersonRef
    alike: tuple[Promise, ...] = ()
    record: "PromiseRecord | None" = None

    def data(self) -> dict[str, Any]:
        """The promise, and next to it those that it is much like, and which day would hold by your record."""
        own: dict[str, Any] = plain(self.promise)
        return {**own, "alike": plain(self.alike), "record": plain(self.record)}


class KeepPromise(NamedTuple):
    """Which promise, kept on which day, with what went beyond it."""

    ref: Ref
    on: date
    extra: str | None = None


class MovePromise(NamedTuple):
    """Which promise, agreed anew on which day, due on which day now."""

    ref: Ref
    on: date
    to: date
    why: str | None = None


class ReleasePromise(NamedTuple):
    """Which promise, let go on which day."""

    ref: Ref
    on: date
    why: str | None = None


class PromiseEdits(TypedDict, total=False):
    """What to correct of a promise; what is absent stays."""

    what: str
    by: Side
    made_on: date
    due_on: date
    extra: str | None


class _Row(NamedTuple):
    id: int
    made_on: date
    due_on: date
    kept_on: date | None
    extra: str | None
    released_on: date | None


class _Move(NamedTuple):
    id: int
    moved_on: date
    from_due: date


def add(change: Change, asked: AddPromise) -> PromiseAdded:
    """Write a promise down; raises NotFound, and Refused where it would be due before the day it was made."""
    change.past(asked.made_on)
    person = participants.one(change, asked.who, asked.made_on, new=asked.new)
    told = record(change, asked.due_on) if asked.by == "mine" else None
    number = add_to(change, person.id, asked.what, asked.made_on, asked.due_on, asked.by)
    promise = report.one(change.connection, number, change.today)
    return PromiseAdded(promise, person, alike(change, person.id, promise), told)


def add_to(change: Change, person: int, what: str, made_on: date, due_on: date, by: Side = "mine") -> int:
    """The number of a new promise to, or by, a person of this number; raises Refused."""
    _check_due(made_on, due_on)
    return rows.add(
        change.connection, "promise", person_id=person, what=what, by=by, made_on=made_on, due_on=due_on
    )  # fmt: skip


def record(change: Change, due_on: date) -> "PromiseRecord | None":
    """What your last promises say of a new one due on a day, before it is written; None of a day that has passed."""
    # Only what promises asks for it.
    from custlove.reports.people import promise_record

    return promise_record.record(change.connection, due_on, change.today) if due_on >= change.today else None


def alike(change: Change, person: int, promise: Promise) -> tuple[Promise, ...]:
    """The other unsettled promises of the same side, to or by a person of this number, that say much the same."""
    # Only what promises is compared, and this takes a while to load.
    from custlove.rules import promise_likeness

    asked = report.PromiseFilter(person, promise.by, UNSETTLED)
    others = (each for each in report.listing(change.connection, asked, change.today) if each.id != promise.id)
    return tuple(each for each in others if promise_likeness.alike(each.what, promise.what))


def found(change: Change, ref: Ref) -> Promise:
    """The promise that a reference means, as it stands; raises NotFound, Ambiguous."""
    return report.one(change.connection, _any_number(change, ref), change.today)


def keep(change: Change, asked: KeepPromise) -> Promise:
    """Mark a promise as kept; raises NotFound, Ambiguous, AlreadyDone, and Refused if it was released."""
    promise = _unsettled(change, asked.ref, asked.on, "kept")
    rows.update(change.connection, "promise", promise.id, {"kept_on": asked.on, "extra": asked.extra})
    return report.one(change.connection, promise.id, change.today)


def move(change: Change, asked: MovePromise) -> Promise:
    """Agree a promise anew for another day; raises AlreadyDone if it is settled, or due then already; Refused."""
    promise = _unsettled(change, asked.ref, asked.on)
    if asked.to == promise.due_on:
        stands = report.one(change.connection, promise.id, change.today)
        raise AlreadyDone(f"Promise {stands.ref} is due on {asked.to} already.", thing=stands)
    _check_due(promise.made_on, asked.to)
    if asked.to < asked.on:
        raise Refused(
            f"A promise moved on {asked.on} cannot become due on {asked.to}, before it.", "Name a later day with --to."
        )
    rows.add(
        change.connection, "promise_move",
        promise_id=promise.id, moved_on=asked.on, from_due=promise.due_on, to_due=asked.to, why=asked.why,
    )  # fmt: skip
    rows.update(change.connection, "promise", promise.id, {"due_on": asked.to})
    return report.one(change.connection, promise.id, change.today)


def release(change: Change, asked: ReleasePromise) -> Promise:
    """Let a promise go: they let you off, or you let them off; raises AlreadyDone, and Refused if it was kept."""
    promise = _unsettled(change, asked.ref, asked.on, "released")
    rows.update(change.connection, "promise", promise.id, {"released_on": asked.on, "release_why": asked.why})
    return report.one(change.connection, promise.id, change.today)


def edit(change: Change, ref: Ref, edits: PromiseEdits) -> Promise:
    """Correct what was written down wrongly (a changed agreement is a move); raises Refused where days contradict."""
    if "made_on" in edits:
        change.past(edits["made_on"])
    number = _any_number(change, ref)
    promise, moves = rows.get(change.connection, "promise", _Row, number), _moves(change, number)
    corrected = promise._replace(
        made_on=edits.get("made_on", promise.made_on),
        due_on=edits.get("due_on", promise.due_on),
        extra=edits.get("extra", promise.extra),
    )
    _check_correction(corrected, moves)
    if "due_on" in edits:
        _correct_last_move(change, moves, corrected)
    rows.update(change.connection, "promise", number, edits)
    return report.one(change.connection, number, change.today)


def remove(change: Change, ref: Ref) -> Removed[Promise]:
    """Take a promise out of the journal, as it stood, with its moves; a mistake that it was stays.

    Raises NotFound, Ambiguous.
    """
    number = _any_number(change, ref)
    stood = report.one(change.connection, number, change.today)
    mistakes = removal.let_go(change, "mistake", "promise_id", number)
    removal.drop_parts(change, "promise_move", "promise_id", number)
    rows.delete(change.connection, "promise", number)
    return Removed(stood, tuple(Hanging("mistake", each) for each in mistakes))


def _check_correction(corrected: _Row, moves: Sequence[_Move]) -> None:
    _check_due(corrected.made_on, moves[0].from_due if moves else corrected.due_on)
    if corrected.extra and corrected.kept_on is None:
        raise Refused(
            f"Promise {ref_of('promise', corrected.id)} is not kept yet, so nothing went beyond it.",
            f"When it is: custlove promise keep {corrected.id} --extra TEXT",
        )
    later = [day for day in (corrected.kept_on, corrected.released_on, *(move.moved_on for move in moves)) if day]
    if later and min(later) < corrected.made_on:
        raise Refused(
            f"Promise {ref_of('promise', corrected.id)} was moved or settled on {min(later)},"
            f" before {corrected.made_on}."
        )


def _correct_last_move(change: Change, moves: Sequence[_Move], corrected: _Row) -> None:
    """The day agreed last stands in the last move too, where there is one."""
    if not moves:
        return
    last, due_on = moves[-1], corrected.due_on
    if due_on < last.moved_on or due_on == last.from_due:
        raise Refused(
            f"Promise {ref_of('promise', corrected.id)} was moved on {last.moved_on} from {last.from_due},"
            f" so it cannot be due on {due_on}.",
            "If it was not moved at all: custlove history, then custlove undo NUMBER",
        )
    rows.update(change.connection, "promise_move", last.id, {"to_due": due_on})


def _moves(change: Change, number: int) -> list[_Move]:
    condition = "promise_id = ? ORDER BY moved_on, id"
    return list(rows.select(change.connection, "promise_move", _Move, condition, (number,)))


def _check_due(made_on: date, due_on: date) -> None:
    if due_on < made_on:
        raise Refused(
            f"A promise made on {made_on} cannot be due on {due_on}, before it.",
            "Backdate it with --on, or name a later day.",
        )


def _number(change: Change, ref: Ref) -> int:
    return references.number(change.connection, ref, noun(change))


def noun(change: Change) -> Noun:
    """What a reference to a promise may mean: of a person those that are not settled."""

    def unsettled(person: int) -> list[tuple[int, str]]:
        found = report.listing(change.connection, report.PromiseFilter(person, None, UNSETTLED), change.today)
        return [(each.id, each.what) for each in found]

    return Noun("promise", unsettled)


def _any_number(change: Change, ref: Ref) -> int:
    """The number of a promise, of the settled ones too where none that is open is meant."""

    def every(person: int) -> list[tuple[int, str]]:
        found = report.listing(change.connection, report.PromiseFilter(person), change.today)
        return [(each.id, each.what) for each in found]

    try:
        return _number(change, ref)
    except NotFound:
        return references.number(change.connection, ref, Noun("promise", every, all=True))


def _unsettled(change: Change, ref: Ref, on: date, wanted: str | None = None) -> _Row:
    """A promise that is still owed; raises AlreadyDone for one that was settled as `wanted`, or in any way if None."""
    change.past(on)
    promise = rows.get(change.connection, "promise", _Row, _number(change, ref))
    for verb, day in (("kept", promise.kept_on), ("released", promise.released_on)):
        if day is not None:
            stands = report.one(change.connection, promise.id, change.today)
            fault = partial(AlreadyDone, thing=stands) if wanted in (None, verb) else Refused
            raise fault(
                f"Promise {ref_of('promise', promise.id)} was {verb} on {day} already.",
                "To take that back: custlove history, then custlove undo NUMBER",
            )
    if on < promise.made_on:
        raise Refused(
            f"Promise {ref_of('promise', promise.id)} was made only on {promise.made_on}.",
            "Name a later day with --on.",
        )
    # What comes to stand before an older move would be undone by it on every later day.
    if (moves := _moves(change, promise.id)) and on < moves[-1].moved_on:
        raise Refused(
            f"Promise {ref_of('promise', promise.id)} was moved on {moves[-1].moved_on}, after {on}.",
            "Name a later day with --on.",
        )
    return promise

"""Writing promises."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from custlove.errors import Refused
from custlove.models.promises import Promise, PromiseMove
from custlove.services import rows


def add(
    session: Session, person_id: int, what: str, by: str, made_on: date, due_on: date, uid: str | None = None
) -> Promise:
    """A promise, `mine` or `theirs`; raises Refused where it would be due before the day it was made."""
    _check_due(made_on, due_on)
    return rows.add(session, Promise, person_id=person_id, what=what, by=by, made_on=made_on, due_on=due_on, uid=uid)


def keep(session: Session, number: int, on: date, extra: str | None) -> Promise:
    """A promise kept that day, with what went beyond it; raises Refused where it is settled already."""
    promise = _unsettled(session, number, on)
    promise.kept_on, promise.extra = on, extra
    session.add(promise)
    session.flush()
    return promise


def move(session: Session, number: int, on: date, to: date, why: str | None) -> Promise:
    """A promise agreed anew for another day; raises Refused where it is settled or due then already."""
    promise = _unsettled(session, number, on)
    if to == promise.due_on:
        raise Refused(f"Promise #{number} is due on {to} already.")
    _check_due(promise.made_on, to)
    if to < on:
        raise Refused(f"A promise moved on {on} cannot become due on {to}, before it.", "Name a later day with --to.")
    rows.add(session, PromiseMove, promise_id=number, moved_on=on, from_due=promise.due_on, to_due=to, why=why)
    promise.due_on = to
    session.add(promise)
    session.flush()
    return promise


def release(session: Session, number: int, on: date, why: str | None) -> Promise:
    """A promise that was let go; raises Refused where it is settled already."""
    promise = _unsettled(session, number, on)
    promise.released_on, promise.release_why = on, why
    session.add(promise)
    session.flush()
    return promise


def edit(session: Session, number: int, changes: Mapping[str, Any]) -> Promise:
    """Correct what was written down wrongly (a changed agreement is a move)."""
    promise = rows.get(session, Promise, number)
    corrected = rows.check(Promise, {**promise.model_dump(), **changes})
    _check_correction(corrected, _moves(session, number))
    if "due_on" in changes:
        _correct_last_move(session, number, corrected.due_on)
    for column in changes:
        setattr(promise, column, getattr(corrected, column))
    session.add(promise)
    session.flush()
    return promise


def _check_correction(corrected: Promise, moves: Sequence[PromiseMove]) -> None:
    _check_due(corrected.made_on, moves[0].from_due if moves else corrected.due_on)
    if corrected.extra and corrected.kept_on is None:
        raise Refused(
            f"Promise #{corrected.id} is not kept yet, so nothing went beyond it.",
            f"When it is: custlove promise keep {corrected.id} --extra TEXT",
        )
    later = [day for day in (corrected.kept_on, corrected.released_on, *(move.moved_on for move in moves)) if day]
    if later and min(later) < corrected.made_on:
        raise Refused(f"Promise #{corrected.id} was moved or settled on {min(later)}, before {corrected.made_on}.")


def _correct_last_move(session: Session, number: int, due_on: date) -> None:
    """The day agreed last stands in the last move too, where there is one."""
    moves = _moves(session, number)
    if not moves:
        return
    last = moves[-1]
    if due_on < last.moved_on or due_on == last.from_due:
        raise Refused(
            f"Promise #{number} was moved on {last.moved_on} from {last.from_due}, so it cannot be due on {due_on}.",
            "If it was not moved at all: custlove history, then custlove undo NUMBER",
        )
    last.to_due = due_on
    session.add(last)


def _moves(session: Session, number: int) -> Sequence[PromiseMove]:
    moves = select(PromiseMove).where(PromiseMove.promise_id == number)
    return session.exec(moves.order_by(col(PromiseMove.moved_on), col(PromiseMove.id))).all()


def _check_due(made_on: date, due_on: date) -> None:
    if due_on < made_on:
        raise Refused(
            f"A promise made on {made_on} cannot be due on {due_on}, before it.",
            "Backdate it with --on, or name a later day.",
        )


def _unsettled(session: Session, number: int, on: date) -> Promise:
    promise = rows.get(session, Promise, number)
    for verb, day in (("kept", promise.kept_on), ("released", promise.released_on)):
        if day is not None:
            raise Refused(
                f"Promise #{number} was {verb} on {day} already.",
                "To take that back: custlove history, then custlove undo NUMBER",
            )
    if on < promise.made_on:
        raise Refused(f"Promise #{number} was made only on {promise.made_on}.", "Name a later day with --on.")
    # What comes to stand before an older move would be undone by it on every later day.
    if (moves := _moves(session, number)) and on < moves[-1].moved_on:
        raise Refused(
            f"Promise #{number} was moved on {moves[-1].moved_on}, after {on}.", "Name a later day with --on."
        )
    return promise

"""Writing follow-ups."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlmodel import Session, col, select

from custlove.errors import Refused
from custlove.models.follow_ups import FollowUp, FollowUpSnooze
from custlove.services import rows


def add(session: Session, person_id: int, made_on: date, due_on: date, why: str, uid: str | None = None) -> FollowUp:
    """Something to come back to; raises Refused where it would be due before the day it was made."""
    if due_on < made_on:
        raise Refused(
            f"A follow-up made on {made_on} cannot be due on {due_on}, before it.",
            "Backdate it with --on, or name a later day.",
        )
    return rows.add(session, FollowUp, person_id=person_id, made_on=made_on, due_on=due_on, why=why, uid=uid)


def done(session: Session, number: int, on: date) -> FollowUp:
    """Close a follow-up; raises Refused where it is closed, or was made later."""
    follow_up = _open(session, number, on)
    follow_up.done_on = on
    session.add(follow_up)
    session.flush()
    return follow_up


def snooze(session: Session, number: int, on: date, until: date) -> FollowUp:
    """Put a follow-up off until a day; raises Refused where it is closed or that day is not ahead."""
    follow_up = _open(session, number, on)
    if until <= on:
        raise Refused(f"A snooze on {on} cannot last until {until}.", "Name a later day.")
    rows.add(session, FollowUpSnooze, follow_up_id=number, made_on=on, until=until)
    return follow_up


def close_due(session: Session, people: Sequence[int], on: date, touchpoint_id: int | None) -> list[int]:
    """Close what those people's touchpoint settles: open, due by that day, not snoozed past it. Their numbers."""
    waiting = select(FollowUp).where(
        col(FollowUp.person_id).in_(people),
        col(FollowUp.done_on).is_(None),
        col(FollowUp.due_on) <= on,
        col(FollowUp.made_on) <= on,
    )
    closed = []
    for follow_up in session.exec(waiting.order_by(col(FollowUp.due_on), col(FollowUp.id))):
        if not _snoozed_past(session, follow_up, on):
            follow_up.done_on, follow_up.closed_by = on, touchpoint_id
            closed.append(follow_up.id or 0)
    session.flush()
    return closed


def reopen_closed_by(session: Session, touchpoint_id: int) -> list[int]:
    """Open again what a touchpoint had closed. Their numbers."""
    return _reopen(session, _closed_by(session, touchpoint_id))


def redate_closed_by(session: Session, touchpoint_id: int, people: Collection[int], on: date) -> list[int]:
    """Date what a touchpoint had closed by its corrected day; what it can no longer have settled is open again.

    The numbers of those: with people who were not there, made later, due later, or put off beyond that day.
    """
    closed = _closed_by(session, touchpoint_id)
    settled = [each for each in closed if each.person_id in people and _due_by(session, each, on)]
    for follow_up in settled:
        follow_up.done_on = on
    return _reopen(session, [each for each in closed if each not in settled])


def _closed_by(session: Session, touchpoint_id: int) -> Sequence[FollowUp]:
    return session.exec(select(FollowUp).where(FollowUp.closed_by == touchpoint_id).order_by(col(FollowUp.id))).all()


def _reopen(session: Session, closed: Sequence[FollowUp]) -> list[int]:
    for follow_up in closed:
        follow_up.done_on = follow_up.closed_by = None
    session.flush()
    return [follow_up.id or 0 for follow_up in closed]


def _due_by(session: Session, follow_up: FollowUp, on: date) -> bool:
    return follow_up.made_on <= on and follow_up.due_on <= on and not _snoozed_past(session, follow_up, on)


def _open(session: Session, number: int, on: date) -> FollowUp:
    follow_up = rows.get(session, FollowUp, number)
    if follow_up.done_on is not None:
        raise Refused(
            f"Follow-up #{number} was done on {follow_up.done_on} already.", "To come back to it: custlove followup add"
        )
    if on < follow_up.made_on:
        raise Refused(f"Follow-up #{number} was made only on {follow_up.made_on}.")
    return follow_up


def _snoozed_past(session: Session, follow_up: FollowUp, on: date) -> bool:
    last = session.exec(
        select(FollowUpSnooze)
        .where(FollowUpSnooze.follow_up_id == follow_up.id, col(FollowUpSnooze.made_on) <= on)
        .order_by(col(FollowUpSnooze.made_on).desc(), col(FollowUpSnooze.id).desc())
        .limit(1)
    ).first()
    return last is not None and last.until > on

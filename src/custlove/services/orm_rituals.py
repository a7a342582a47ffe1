"""Writing rituals."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from custlove.errors import Refused
from custlove.models.rituals import Ritual, RitualEvent
from custlove.rules import rituals as rules
from custlove.services import rows


def add(
    session: Session, person_id: int, what: str, rule: str, starts_on: date, added_on: date, uid: str | None = None
) -> Ritual:
    """A recurring moment, from the first day of its rule on."""
    ritual = rows.add(
        session,
        Ritual,
        person_id=person_id,
        what=what,
        rule=rule,
        starts_on=starts_on,
        added_on=added_on,
        uid=uid,
    )
    return settle(session, ritual)


def keep(session: Session, number: int, on: date, touchpoint_id: int | None) -> Ritual:
    """A ritual kept that day, by a touchpoint; raises Refused where it began later."""
    ritual = _begun(session, number, on)
    _happened(session, number, "kept", on, rules.kept(_facts(session, ritual), on), touchpoint_id=touchpoint_id)
    return settle(session, ritual)


def skip(session: Session, number: int, on: date, why: str | None) -> Ritual:
    """Let go what has come up, else the next time; raises Refused where it is paused, over, or began later."""
    ritual = _begun(session, number, on)
    facts = _facts(session, ritual)
    if since := rules.paused_on(facts, on):
        raise Refused(f"Ritual #{number} is paused since {since}.", f"To go on: custlove ritual resume {number}")
    if (settled := rules.skipped(facts, on)) is None:
        raise Refused(f"Ritual #{number} is over: no day is left to skip.")
    _happened(session, number, "skipped", on, settled, text=why)
    return settle(session, ritual)


def pause(session: Session, number: int, on: date) -> Ritual:
    """Let a ritual rest from that day on; raises Refused where it does already, or was resumed later."""
    ritual = _begun(session, number, on)
    if since := rules.paused_on(_facts(session, ritual)):
        raise Refused(f"Ritual #{number} is paused since {since} already.")
    return _turn(session, ritual, "paused", on)


def resume(session: Session, number: int, on: date) -> Ritual:
    """Take a ritual up again on that day; raises Refused where it is not paused, or was only later."""
    ritual = _begun(session, number, on)
    if rules.paused_on(_facts(session, ritual)) is None:
        raise Refused(f"Ritual #{number} is not paused.")
    return _turn(session, ritual, "resumed", on)


def edit(session: Session, number: int, changes: Mapping[str, Any]) -> Ritual:
    """Correct what was written down wrongly; `changes` are columns of the ritual table."""
    ritual = rows.get(session, Ritual, number)
    corrected = rows.check(Ritual, {**ritual.model_dump(), **changes})
    for column in changes:
        setattr(ritual, column, getattr(corrected, column))
    return settle(session, ritual)


def remove(session: Session, number: int) -> None:
    """Take a ritual out of the journal, and with it when it was kept; the touchpoints stay."""
    ritual = rows.get(session, Ritual, number)
    for event in _events(session, number):
        session.delete(event)
    session.flush()
    session.delete(ritual)
    session.flush()


def settle(session: Session, ritual: Ritual) -> Ritual:
    """Note from when on something of a ritual is due, after anything about it was written."""
    ritual.due_from = rules.due_from(_facts(session, ritual))
    session.add(ritual)
    session.flush()
    return ritual


def open_kept_by(session: Session, touchpoint_id: int) -> list[int]:
    """Open again what a touchpoint had kept. Their numbers."""
    return _open_again(session, _kept_by(session, touchpoint_id))


def redate_kept_by(session: Session, touchpoint_id: int, people: Collection[int], on: date) -> list[int]:
    """Date what a touchpoint has kept by its corrected day; what it can no longer have kept is open again.

    The numbers of those: with people who were not there, or begun later.
    """
    lost = []
    for event in _kept_by(session, touchpoint_id):
        ritual = rows.get(session, Ritual, event.ritual_id)
        if ritual.person_id not in people or on < ritual.added_on:
            lost.append(event)
        elif event.day != on:
            event.day, event.occurrence = on, rules.kept(_facts(session, ritual), on)
            settle(session, ritual)
    return _open_again(session, lost)


def _begun(session: Session, number: int, on: date) -> Ritual:
    ritual = rows.get(session, Ritual, number)
    if on < ritual.added_on:
        raise Refused(f"Ritual #{number} was begun only on {ritual.added_on}.", "Name a later day with --on.")
    return ritual


def _turn(session: Session, ritual: Ritual, kind: str, on: date) -> Ritual:
    turns = [each for each in _events(session, ritual.id or 0) if each.kind in ("paused", "resumed")]
    if turns and on < turns[-1].day:
        raise Refused(
            f"Ritual #{ritual.id} was {turns[-1].kind} on {turns[-1].day}, after {on}.", "Name a later day with --on."
        )
    _happened(session, ritual.id or 0, kind, on)
    return settle(session, ritual)


def _happened(
    session: Session,
    number: int,
    kind: str,
    on: date,
    occurrence: date | None = None,
    *,
    text: str | None = None,
    touchpoint_id: int | None = None,
) -> None:
    rows.add(
        session,
        RitualEvent,
        ritual_id=number,
        kind=kind,
        day=on,
        occurrence=occurrence,
        text=text,
        touchpoint_id=touchpoint_id,
    )


def _facts(session: Session, ritual: Ritual) -> rules.Facts:
    events = [rules.Event(each.kind, each.day, each.occurrence) for each in _events(session, ritual.id or 0)]
    return rules.Facts(ritual.rule, ritual.starts_on, ritual.added_on, events)


def _events(session: Session, number: int) -> Sequence[RitualEvent]:
    events = select(RitualEvent).where(RitualEvent.ritual_id == number)
    return session.exec(events.order_by(col(RitualEvent.day), col(RitualEvent.id))).all()


def _kept_by(session: Session, touchpoint_id: int) -> Sequence[RitualEvent]:
    return session.exec(select(RitualEvent).where(RitualEvent.touchpoint_id == touchpoint_id)).all()


def _open_again(session: Session, events: Sequence[RitualEvent]) -> list[int]:
    numbers = dict.fromkeys(event.ritual_id for event in events)
    for event in events:
        session.delete(event)
    session.flush()
    for number in numbers:
        settle(session, rows.get(session, Ritual, number))
    return list(numbers)

"""Writing touchpoints."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlmodel import Session, col, delete, select

from custlove.errors import Refused
from custlove.models.people import Person
from custlove.models.touchpoints import Touchpoint, TouchpointPerson, TouchpointTag
from custlove.rules import names
from custlove.rules.moments import Moment
from custlove.services import rows


class NewTouchpoint(NamedTuple):
    """What a touchpoint was: `fields` are columns of the touchpoint table."""

    people: Sequence[int]
    moment: Moment
    fields: Mapping[str, Any]
    tags: Sequence[str] = ()
    uid: str | None = None


class Logged(NamedTuple):
    """What logging a touchpoint did: its number, the follow-ups it closed."""

    id: int
    closed: Sequence[int] = ()


def log(session: Session, new: NewTouchpoint, *, keep_follow_ups: bool = False) -> Logged:
    """One contact with one or more people; closes what was due with them by that day, unless told to keep it."""
    moment = new.moment
    touchpoint = rows.add(
        session, Touchpoint, at=moment.at, zone=moment.zone, day=moment.day, uid=new.uid, **dict(new.fields)
    )
    number = touchpoint.id or 0
    _add_people(session, number, new.people)
    _add_tags(session, number, new.tags)
    closed = [] if keep_follow_ups else _close_due(session, new.people, moment.day, number)
    return Logged(number, closed)


class Reopened(NamedTuple):
    """What a touchpoint had settled and is open again: the numbers of follow-ups and rituals."""

    follow_ups: Sequence[int] = ()
    rituals: Sequence[int] = ()


class Removed(NamedTuple):
    """What removing a touchpoint did: what is open again, the facts that came from it and stay."""

    reopened: Reopened
    facts: Sequence[int]


class Correction(NamedTuple):
    """What to correct in a touchpoint."""

    fields: Mapping[str, Any] = MappingProxyType({})
    moment: Moment | None = None
    add_people: Sequence[int] = ()
    drop_people: Sequence[int] = ()
    add_tags: Sequence[str] = ()
    drop_tags: Sequence[str] = ()


def edit(session: Session, number: int, correction: Correction) -> Reopened:
    """Correct a touchpoint, and with it what it settled; what is open again.

    Raises Refused where nobody would be left in it.
    """
    touchpoint = rows.get(session, Touchpoint, number)
    before, changes = touchpoint.day, dict(correction.fields)
    if correction.moment is not None:
        moment = correction.moment
        changes |= {"at": moment.at, "zone": moment.zone, "day": moment.day}
    corrected = rows.check(Touchpoint, {**touchpoint.model_dump(), **changes})
    for column in changes:
        setattr(touchpoint, column, getattr(corrected, column))
    session.add(touchpoint)
    session.flush()
    people = _change_people(session, number, correction)
    _add_tags(session, number, correction.add_tags)
    _drop_tags(session, number, correction.drop_tags)
    from custlove.services import orm_follow_ups as follow_ups

    if touchpoint.day != before:
        from custlove.services import orm_facts as facts

        facts.redate_from(session, number, before, touchpoint.day)
    closed = follow_ups.redate_closed_by(session, number, people, touchpoint.day)
    if not _kept_rituals(session, number):
        return Reopened(closed)
    from custlove.services import orm_rituals as rituals

    return Reopened(closed, rituals.redate_kept_by(session, number, people, touchpoint.day))


def remove(session: Session, number: int) -> Removed:
    """Take a touchpoint out of the journal; what it had settled is open again, facts lose their source.

    A step that it was (thanks, the follow-up of a mistake) was done all the same, and points to it no more.
    """
    touchpoint = rows.get(session, Touchpoint, number)
    reopened = _reopen(session, number)
    facts = _let_go(session, "fact", "touchpoint_id", number)
    for table, column in (("mistake", "followed_up_touchpoint"), ("feedback", "thanked_touchpoint")):
        _let_go(session, table, column, number)
    session.exec(delete(TouchpointPerson).where(col(TouchpointPerson.touchpoint_id) == number))
    session.exec(delete(TouchpointTag).where(col(TouchpointTag.touchpoint_id) == number))
    session.delete(touchpoint)
    session.flush()
    return Removed(reopened, facts)


def _reopen(session: Session, number: int) -> Reopened:
    from custlove.services import orm_follow_ups as follow_ups

    closed = follow_ups.reopen_closed_by(session, number)
    if not _kept_rituals(session, number):
        return Reopened(closed)
    from custlove.services import orm_rituals as rituals

    return Reopened(closed, rituals.open_kept_by(session, number))


def _let_go(session: Session, table: str, column: str, number: int) -> list[int]:
    """Have the rows that name a touchpoint name none; their numbers."""
    rows_of = {"touchpoint": number}
    found = session.connection().execute(text(f"SELECT id FROM {table} WHERE {column} = :touchpoint"), rows_of)
    numbers = [row for (row,) in found]
    session.connection().execute(text(f"UPDATE {table} SET {column} = NULL WHERE {column} = :touchpoint"), rows_of)
    return numbers


def tag_key(tag: str) -> str:
    """A tag as it is kept: folded, without a leading `#` or `+`."""
    return names.fold(tag.lstrip("#+"))


def _close_due(session: Session, people: Sequence[int], on: date, number: int) -> list[int]:
    # Mostly nothing is due, and to make the classes of follow-ups takes longer than to write a touchpoint.
    marks = ", ".join("?" * len(people))
    due = f"SELECT 1 FROM follow_up WHERE done_on IS NULL AND due_on <= ? AND person_id IN ({marks}) LIMIT 1"
    if session.connection().exec_driver_sql(due, (on.isoformat(), *people)).first() is None:
        return []
    from custlove.services import orm_follow_ups as follow_ups

    return follow_ups.close_due(session, people, on, number)


def _kept_rituals(session: Session, number: int) -> bool:
    # Few touchpoints keep one: the classes of rituals are made where one does.
    kept = "SELECT 1 FROM ritual_event WHERE touchpoint_id = ? LIMIT 1"
    return session.connection().exec_driver_sql(kept, (number,)).first() is not None


def _add_people(session: Session, number: int, people: Iterable[int]) -> None:
    for person_id in dict.fromkeys(people):
        rows.add(session, TouchpointPerson, touchpoint_id=number, person_id=person_id)


def _change_people(session: Session, number: int, correction: Correction) -> set[int]:
    here = set(session.exec(select(TouchpointPerson.person_id).where(TouchpointPerson.touchpoint_id == number)))
    left = (here | set(correction.add_people)) - set(correction.drop_people)
    if not left:
        raise Refused(
            f"Nobody would be left in touchpoint #{number}.", f"To remove it: custlove touchpoint remove {number}"
        )
    _add_people(session, number, [person for person in correction.add_people if person not in here])
    for person_id in correction.drop_people:
        if person_id not in here:
            raise Refused(f"{rows.get(session, Person, person_id).name} is not in touchpoint #{number}.")
        session.exec(
            delete(TouchpointPerson).where(
                col(TouchpointPerson.touchpoint_id) == number, col(TouchpointPerson.person_id) == person_id
            )
        )
    return left


def _add_tags(session: Session, number: int, tags: Iterable[str]) -> None:
    wanted = dict.fromkeys(filter(None, map(tag_key, tags)))
    # Most touchpoints have none, and to ask for nothing takes as long as a write.
    known = set(session.exec(select(TouchpointTag.tag).where(TouchpointTag.touchpoint_id == number))) if wanted else ()
    for tag in wanted:
        if tag not in known:
            rows.add(session, TouchpointTag, touchpoint_id=number, tag=tag)


def _drop_tags(session: Session, number: int, tags: Iterable[str]) -> None:
    dropped = [tag_key(tag) for tag in tags]
    session.exec(
        delete(TouchpointTag).where(col(TouchpointTag.touchpoint_id) == number, col(TouchpointTag.tag).in_(dropped))
    )

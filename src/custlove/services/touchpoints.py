"""Touchpoints: written with who was there and what is closed by it, corrected, removed."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypedDict

from custlove.errors import Refused
from custlove.plain import plain
from custlove.reports.lists import touchpoints as report
from custlove.reports.lists.touchpoints import Touchpoint
from custlove.reports.people import lookup
from custlove.rules.moments import Moment
from custlove.rules.names import tag_key
from custlove.schema.references import ref_of
from custlove.schema.vocabulary import Channel, Direction
from custlove.services import references
from custlove.services.change import Change
from custlove.services.references import Noun, Ref
from custlove.store import rows


class TouchpointFields(TypedDict, total=False):
    """What there is to say of a touchpoint: what was said, how they left (`felt`) and how it left you (`energy`)."""

    text: str
    channel: Channel | None
    direction: Direction
    felt: int | None
    energy: int | None
    minutes: int | None
    wow: bool


class NewTouchpoint(NamedTuple):
    """With people of which numbers, when, what; `keep_follow_ups` leaves open what was due with them."""

    people: Sequence[int]
    moment: Moment
    fields: TouchpointFields = TouchpointFields()
    tags: Sequence[str] = ()
    keep_follow_ups: bool = False


class Logged(NamedTuple):
    """What writing a touchpoint did: its number, the follow-ups that it closed."""

    id: int
    closed: tuple[int, ...] = ()


class EditTouchpoint(NamedTuple):
    """What to correct in which touchpoint; absent fields stay. Who (WHO) was there too, and who was not."""

    ref: Ref
    fields: TouchpointFields = TouchpointFields()
    moment: Moment | None = None
    add_people: Sequence[str] = ()
    drop_people: Sequence[str] = ()
    add_tags: Sequence[str] = ()
    drop_tags: Sequence[str] = ()


class Reopened(NamedTuple):
    """What a touchpoint had settled and is open again: the numbers of follow-ups and rituals."""

    follow_ups: tuple[int, ...] = ()
    rituals: tuple[int, ...] = ()


class TouchpointChanged(NamedTuple):
    """A corrected touchpoint, or a removed one as it stood; what is open again; facts that came from it and stay."""

    touchpoint: Touchpoint
    reopened: Reopened
    facts: tuple[int, ...] = ()

    def data(self) -> dict[str, Any]:
        """The touchpoint, with the numbers of what is open again."""
        own: dict[str, Any] = plain(self.touchpoint)
        return {
            **own,
            "reopened_follow_ups": list(self.reopened.follow_ups),
            "reopened_rituals": list(self.reopened.rituals),
        }


def write(change: Change, new: NewTouchpoint) -> Logged:
    """One contact with one or more people; closes what was due with them by that day. Raises UsageError."""
    moment = new.moment
    change.past(moment)
    number = rows.add(
        change.connection, "touchpoint", at=moment.at, zone=moment.zone, day=moment.day, **new.fields
    )  # fmt: skip
    _add_people(change, number, dict.fromkeys(new.people))
    _add_tags(change, number, new.tags)
    return Logged(number, () if new.keep_follow_ups else _close_due(change, new, number))


def edit(change: Change, asked: EditTouchpoint) -> TouchpointChanged:
    """Correct a touchpoint, and with it what it settled.

    Raises NotFound, Ambiguous, UsageError, and Refused where nobody would be left in it.
    """
    touchpoint = report.one(change.connection, number(change, asked.ref))
    values: dict[str, Any] = {**asked.fields}
    if moment := asked.moment:
        change.past(moment)
        values |= {"at": moment.at, "zone": moment.zone, "day": moment.day}
    added = [person.id for person in lookup.several(change.connection, asked.add_people)]
    dropped = lookup.several(change.connection, asked.drop_people)
    rows.update(change.connection, "touchpoint", touchpoint.id, values)
    people = _change_people(change, touchpoint.id, added, dropped)
    _add_tags(change, touchpoint.id, asked.add_tags)
    _drop_tags(change, touchpoint.id, asked.drop_tags)
    reopened = _redate(change, touchpoint, people, asked.moment)
    return TouchpointChanged(report.one(change.connection, touchpoint.id), reopened)


def remove(change: Change, ref: Ref) -> TouchpointChanged:
    """Take a touchpoint out of the journal; what it had settled is open again, facts lose their source.

    A step that it was (thanks, the follow-up of a mistake) was done all the same, and points to it no more.
    """
    touchpoint = report.one(change.connection, number(change, ref))
    reopened = _reopen(change, touchpoint.id)
    facts = _let_go(change, "fact", "touchpoint_id", touchpoint.id)
    for table, column in (("mistake", "followed_up_touchpoint"), ("feedback", "thanked_touchpoint")):
        _let_go(change, table, column, touchpoint.id)
    for table in ("touchpoint_person", "touchpoint_tag"):
        change.connection.execute(f"DELETE FROM {table} WHERE touchpoint_id = ?", (touchpoint.id,))
    rows.delete(change.connection, "touchpoint", touchpoint.id)
    return TouchpointChanged(touchpoint, reopened, facts)


def noun(connection: sqlite3.Connection) -> Noun:
    """What a reference to a touchpoint is looked for among."""

    def candidates(person: int) -> list[tuple[int, str]]:
        there = ["id IN (SELECT touchpoint_id FROM touchpoint_person WHERE person_id = ?)"]
        return [(each.id, each.text) for each in report.load(connection, there, [person])]

    return Noun("touchpoint", candidates, all=True)


def number(change: Change, ref: Ref) -> int:
    """The number of the touchpoint that a reference stands for; raises NotFound or Ambiguous."""
    return references.number(change.connection, ref, noun(change.connection))


def _close_due(change: Change, new: NewTouchpoint, touchpoint: int) -> tuple[int, ...]:
    # Mostly nothing is due.
    on, marks = new.moment.day, ", ".join("?" * len(new.people))
    due = f"SELECT 1 FROM follow_up WHERE done_on IS NULL AND due_on <= ? AND person_id IN ({marks}) LIMIT 1"
    if change.connection.execute(due, (on.isoformat(), *new.people)).fetchone() is None:
        return ()
    from custlove.services import follow_ups

    return follow_ups.close_due(change, new.people, on, touchpoint)


def _redate(change: Change, before: Touchpoint, people: set[int], moment: Moment | None) -> Reopened:
    on = moment.day if moment else before.on
    from custlove.services import follow_ups

    if on != before.on:
        from custlove.services import facts

        facts.redate_from(change, before.id, before.on, on)
    closed = follow_ups.redate_closed_by(change, before.id, people, on)
    if not _has_kept(change, before.id):
        return Reopened(closed)
    from custlove.services import rituals

    return Reopened(closed, rituals.redate_kept_by(change, before.id, people, on))


def _reopen(change: Change, touchpoint: int) -> Reopened:
    from custlove.services import follow_ups

    closed = follow_ups.reopen_closed_by(change, touchpoint)
    if not _has_kept(change, touchpoint):
        return Reopened(closed)
    from custlove.services import rituals

    return Reopened(closed, rituals.open_kept_by(change, touchpoint))


def _has_kept(change: Change, touchpoint: int) -> bool:
    # Few touchpoints keep a ritual, and the rules of those take long to load.
    kept = "SELECT 1 FROM ritual_event WHERE touchpoint_id = ? LIMIT 1"
    return change.connection.execute(kept, (touchpoint,)).fetchone() is not None


def _let_go(change: Change, table: str, column: str, touchpoint: int) -> tuple[int, ...]:
    """Have the rows that name a touchpoint name none; their numbers."""
    naming = f"SELECT id FROM {table} WHERE {column} = ?"
    numbers = tuple(each for (each,) in change.connection.execute(naming, (touchpoint,)))
    change.connection.execute(f"UPDATE {table} SET {column} = NULL WHERE {column} = ?", (touchpoint,))
    return numbers


def _add_people(change: Change, touchpoint: int, people: Iterable[int]) -> None:
    for person in people:
        rows.add(change.connection, "touchpoint_person", touchpoint_id=touchpoint, person_id=person)


def _change_people(
    change: Change, touchpoint: int, added: Sequence[int], dropped: Sequence[lookup.PersonRef]
) -> set[int]:
    """Who is in a touchpoint after people were added and dropped."""
    there = "SELECT person_id FROM touchpoint_person WHERE touchpoint_id = ?"
    here = {person for (person,) in change.connection.execute(there, (touchpoint,))}
    left = (here | set(added)) - {person.id for person in dropped}
    if not left:
        raise Refused(
            f"Nobody would be left in touchpoint {ref_of('touchpoint', touchpoint)}.",
            f"To remove it: custlove touchpoint remove {touchpoint}",
        )
    _add_people(change, touchpoint, (person for person in added if person not in here))
    for person in dropped:
        if person.id not in here:
            raise Refused(f"{person.name} is not in touchpoint {ref_of('touchpoint', touchpoint)}.")
        gone = "DELETE FROM touchpoint_person WHERE touchpoint_id = ? AND person_id = ?"
        change.connection.execute(gone, (touchpoint, person.id))
    return left


def _add_tags(change: Change, touchpoint: int, tags: Iterable[str]) -> None:
    wanted = dict.fromkeys(filter(None, map(tag_key, tags)))
    there = "SELECT tag FROM touchpoint_tag WHERE touchpoint_id = ?"
    known = {tag for (tag,) in change.connection.execute(there, (touchpoint,))} if wanted else ()
    for tag in wanted:
        if tag not in known:
            rows.add(change.connection, "touchpoint_tag", touchpoint_id=touchpoint, tag=tag)


def _drop_tags(change: Change, touchpoint: int, tags: Iterable[str]) -> None:
    dropped = [tag_key(tag) for tag in tags]
    marks = ", ".join("?" * len(dropped))
    gone = f"DELETE FROM touchpoint_tag WHERE touchpoint_id = ? AND tag IN ({marks})"
    change.connection.execute(gone, (touchpoint, *dropped))

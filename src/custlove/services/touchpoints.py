"""Touchpoints: written with who was there and what is closed by it, corrected, removed."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from custlove.rules.names import tag_key
from custlove.services.change import Change
from custlove.store import rows

if TYPE_CHECKING:
    from custlove.rules.moments import Moment
    from custlove.schema.vocabulary import Channel, Direction


class NewTouchpoint(NamedTuple):
    """What a touchpoint was: with people of these numbers, when, what was said, how they and you were left.

    `keep_follow_ups` leaves open what was due with them.
    """

    people: Sequence[int]
    moment: "Moment"
    text: str = ""
    channel: "Channel | None" = None
    direction: "Direction" = "both"
    felt: int | None = None
    energy: int | None = None
    minutes: int | None = None
    wow: bool = False
    tags: Sequence[str] = ()
    keep_follow_ups: bool = False


class Logged(NamedTuple):
    """What writing a touchpoint did: its number, the follow-ups that it closed."""

    id: int
    closed: tuple[int, ...] = ()


def write(change: Change, new: NewTouchpoint) -> Logged:
    """One contact with one or more people; closes what was due with them by that day. Raises UsageError."""
    moment = new.moment
    number = rows.add(
        change.connection, "touchpoint",
        at=moment.at, zone=moment.zone, day=moment.day, channel=new.channel, direction=new.direction, text=new.text,
        felt=new.felt, energy=new.energy, minutes=new.minutes, wow=new.wow,
    )  # fmt: skip
    _add_people(change, number, dict.fromkeys(new.people))
    _add_tags(change, number, new.tags)
    return Logged(number, () if new.keep_follow_ups else _close_due(change, new, number))


def _close_due(change: Change, new: NewTouchpoint, number: int) -> tuple[int, ...]:
    # Mostly nothing is due.
    on, marks = new.moment.day, ", ".join("?" * len(new.people))
    due = f"SELECT 1 FROM follow_up WHERE done_on IS NULL AND due_on <= ? AND person_id IN ({marks}) LIMIT 1"
    if change.connection.execute(due, (on.isoformat(), *new.people)).fetchone() is None:
        return ()
    from custlove.services import follow_ups

    return follow_ups.close_due(change, new.people, on, number)


def _add_people(change: Change, number: int, people: Iterable[int]) -> None:
    for person in people:
        rows.add(change.connection, "touchpoint_person", touchpoint_id=number, person_id=person)


def _add_tags(change: Change, number: int, tags: Iterable[str]) -> None:
    wanted = dict.fromkeys(filter(None, map(tag_key, tags)))
    if not wanted:
        return
    there = "SELECT tag FROM touchpoint_tag WHERE touchpoint_id = ?"
    known = {tag for (tag,) in change.connection.execute(there, (number,))}
    for tag in wanted:
        if tag not in known:
            rows.add(change.connection, "touchpoint_tag", touchpoint_id=number, tag=tag)

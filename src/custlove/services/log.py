"""Logging a contact: the touchpoint, and all that is noted in one breath with it."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from custlove.errors import UsageError
from custlove.plain import plain
from custlove.quoting import quoted
from custlove.reports.lists import touchpoints as report
from custlove.reports.lists.touchpoints import Touchpoint
from custlove.reports.people import lookup
from custlove.reports.people.lookup import PersonRef
from custlove.rules.contact import FEW
from custlove.rules.moments import Moment
from custlove.rules.thresholds import USUAL
from custlove.schema.vocabulary import FactKind
from custlove.services import participants, touchpoints
from custlove.services.change import Change
from custlove.services.touchpoints import TouchpointFields

if TYPE_CHECKING:
    # Most logs need none of them.
    from custlove.reports.lists.facts import Fact
    from custlove.reports.lists.follow_ups import FollowUp
    from custlove.reports.lists.promises import Promise
    from custlove.reports.lists.rituals import Ritual
    from custlove.reports.people.ease_off import EaseOff
    from custlove.rules.promise_record import PromiseRecord
    from custlove.services.log_items import ItemsLogged, LogItems

_LONGEST_WHY = 80


class ComeBack(NamedTuple):
    """On which day to come back to it, and why: the first line of what was said unless told."""

    due_on: date
    why: str = ""


class PromiseMade(NamedTuple):
    """What was promised in passing, due on which day."""

    what: str
    due_on: date


class LogContact(NamedTuple):
    """With whom (WHO, and everybody of an organisation), when, what; `new` adds people who are not there yet.

    `keeps`: the ritual that it keeps, its number or a word of its text. Promise and facts (kind, text) are of the
    first person, a follow-up is made with each. `items`: what it brought besides.
    """

    who: Sequence[str]
    moment: Moment
    fields: TouchpointFields = TouchpointFields()
    tags: Sequence[str] = ()
    organisation: str | None = None
    new: bool = False
    keep_follow_ups: bool = False
    come_back: ComeBack | None = None
    promise: PromiseMade | None = None
    facts: Sequence[tuple[FactKind, str]] = ()
    keeps: str | None = None
    items: "LogItems | None" = None


class LowAgain(NamedTuple):
    """A person who left at 1 or 2, so many times in a row."""

    person: str
    name: str
    times: int


class ContactLogged(NamedTuple):
    """The touchpoint, with whom, what it closed and kept, what was noted with it, and what is to be watched."""

    touchpoint: Touchpoint
    people: tuple[PersonRef, ...]
    closed: "tuple[FollowUp, ...]"
    follow_ups: "tuple[FollowUp, ...]"
    promise: "Promise | None"
    alike: "tuple[Promise, ...]"
    record: "PromiseRecord | None"
    facts: "tuple[Fact, ...]"
    ritual: "Ritual | None"
    low_again: tuple[LowAgain, ...]
    ease_off: "tuple[EaseOff, ...]"
    items: "ItemsLogged | None" = None

    def data(self) -> dict[str, Any]:
        """The touchpoint, and next to it the numbers of what it closed and all else that is now true."""
        own: dict[str, Any] = plain(self.touchpoint)
        beside = ("ritual", "follow_ups", "promise", "alike", "record", "facts", "low_again", "ease_off")
        closed = [each.id for each in self.closed]
        brought = self.items.data() if self.items else {"feedback": [], "kept": [], "purchase": None}
        return {**own, "closed_follow_ups": closed, **{name: plain(getattr(self, name)) for name in beside}, **brought}


def log(change: Change, asked: LogContact) -> ContactLogged:
    """Write a contact down, with what it closes and keeps; raises NotFound, Ambiguous, UsageError, Refused."""
    people = _people(change, asked)
    numbers = [person.id for person in people]
    new = touchpoints.NewTouchpoint(numbers, asked.moment, asked.fields, asked.tags, asked.keep_follow_ups)
    logged = touchpoints.write(change, new)
    written = report.one(change.connection, logged.id)
    # What a touchpoint closed comes before what was made with it: the numbers in the history follow this order.
    closed = _follow_ups(change, logged.closed)
    made = _come_back(change, numbers, written, asked.come_back)
    items = _items(change, people, asked)
    promise, alike, record = _promise(change, numbers[0], written, asked.promise)
    return ContactLogged(
        touchpoint=written,
        people=tuple(people),
        closed=closed,
        follow_ups=made,
        promise=promise,
        alike=alike,
        record=record,
        facts=_facts(change, numbers[0], written, asked.facts),
        ritual=_keep(change, people, written, asked.keeps),
        low_again=_low_again(change, people, written),
        ease_off=_ease_off(change, numbers, written),
        items=items,
    )


def _people(change: Change, asked: LogContact) -> list[PersonRef]:
    people = participants.several(change, asked.who, asked.moment.day, new=asked.new)
    if asked.organisation:
        if not people and (twin := lookup.called(change.connection, asked.fields.get("text", ""))):
            raise UsageError(
                f"With --org the one word {quoted(twin.handle)} is the text, and it is somebody's handle.",
                f"To have {twin.name} there too: --with {twin.handle}",
            )
        there = lookup.of_organisation(change.connection, asked.organisation, asked.moment.day)
        known = {person.id for person in people}
        people += [person for person in there if person.id not in known]
    if not people:
        raise UsageError("With whom?", 'Like this: custlove log anna "Coffee, she is moving office"')
    return people


def _items(change: Change, people: Sequence[PersonRef], asked: LogContact) -> "ItemsLogged | None":
    if asked.items is None:
        return None
    from custlove.services import log_items

    return log_items.write(change, people, asked.moment, asked.items)


def _come_back(
    change: Change, people: Sequence[int], written: Touchpoint, asked: ComeBack | None
) -> "tuple[FollowUp, ...]":
    if asked is None:
        return ()
    from custlove.services import follow_ups

    why = asked.why or _first_line(written.text)
    made = [follow_ups.add_to(change, person, why, written.on, asked.due_on) for person in people]
    return _follow_ups(change, made)


def _follow_ups(change: Change, numbers: Sequence[int]) -> "tuple[FollowUp, ...]":
    if not numbers:
        return ()
    from custlove.reports.lists import follow_ups

    return tuple(follow_ups.one(change.connection, number, change.today) for number in numbers)


def _promise(
    change: Change, person: int, written: Touchpoint, asked: PromiseMade | None
) -> "tuple[Promise | None, tuple[Promise, ...], PromiseRecord | None]":
    """The promise that was made, those that it is much like, and what your record says of its day."""
    if asked is None:
        return None, (), None
    from custlove.reports.lists import promises as made
    from custlove.services import promises

    told = promises.record(change, asked.due_on)
    number = promises.add_to(change, person, asked.what, written.on, asked.due_on)
    promise = made.one(change.connection, number, change.today)
    return promise, promises.alike(change, person, promise), told


def _facts(
    change: Change, person: int, written: Touchpoint, learned: Sequence[tuple[FactKind, str]]
) -> "tuple[Fact, ...]":
    if not learned:
        return ()
    from custlove.reports.lists import facts as known
    from custlove.services import facts

    made = [facts.add_to(change, person, kind, text, written.on, written.id) for kind, text in learned]
    return tuple(known.one(change.connection, number, change.today) for number in made)


def _keep(change: Change, people: Sequence[PersonRef], written: Touchpoint, words: str | None) -> "Ritual | None":
    if words is None:
        return None
    from custlove.services import rituals

    return rituals.keep_by(change, rituals.meant(change, people, words), written.on, written.id)


def _low_again(change: Change, people: Sequence[PersonRef], written: Touchpoint) -> tuple[LowAgain, ...]:
    """Who left low so often in a row, where this touchpoint is the last: one written down late says nothing of now."""
    if (written.felt or 5) > USUAL["leaving.low"]:
        return ()
    from custlove.reports.people import satisfaction

    times = (
        (person, satisfaction.low_in_a_row(change.connection, person.id, written.id, change.today))
        for person in people
    )  # fmt: skip
    enough = change.settings.numbers["log.low_in_a_row"]
    return tuple(LowAgain(person.handle, person.name, count) for person, count in times if count >= enough)


def _ease_off(change: Change, people: Sequence[int], written: Touchpoint) -> "tuple[EaseOff, ...]":
    """With whom to ease off, where this touchpoint is the last with them."""
    if written.direction != "out" or len(people) > FEW:
        return ()
    from custlove.reports.people import candidates

    connection, today = change.connection, change.today
    if not (numbers := candidates.to_ease_off_with(connection, people, today)):
        return ()
    from custlove.reports.people import ease_off

    found = (
        ease_off.of_person(connection, number, change.settings.cadences, today, change.settings.numbers)
        for number in numbers
        if ease_off.is_last(connection, number, written.id, today)
    )
    return tuple(each for each in found if each is not None)


def _first_line(text: str) -> str:
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= _LONGEST_WHY else f"{line[: _LONGEST_WHY - 1].rstrip()}…"

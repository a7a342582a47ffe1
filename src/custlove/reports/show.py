"""Everything about a person: how things stand, then one timeline."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from custlove.reports import ladder
from custlove.reports.ladder import Moved
from custlove.reports.lists import asks, days, facts, feedback, follow_ups, mistakes, promises, stays, touchpoints
from custlove.reports.lists.asks import Ask
from custlove.reports.lists.days import Day
from custlove.reports.lists.facts import Fact
from custlove.reports.lists.feedback import Feedback
from custlove.reports.lists.follow_ups import FollowUp
from custlove.reports.lists.mistakes import Mistake
from custlove.reports.lists.promises import Promise
from custlove.reports.lists.stays import Stay
from custlove.reports.lists.touchpoints import Touchpoint
from custlove.reports.people import absences, let_be, memberships, people, satisfaction
from custlove.reports.people.let_be import LetBe
from custlove.reports.people.memberships import Belonging
from custlove.reports.people.people import Person
from custlove.reports.people.satisfaction import LeftLow
from custlove.rules.cadence import Cadence
from custlove.rules.mistakes import Waits
from custlove.rules.promises import KeepRate
from custlove.rules.thresholds import value
from custlove.schema import references

if TYPE_CHECKING:
    # Loaded only where there is one.
    from custlove.reports.lists.rituals import Ritual

_NUMBER = attrgetter("id")


class PersonStanding(NamedTuple):
    """How things stand with a person on a day; promises to mistakes are the open ones, facts hold, rituals go on.

    `left_low`: the last time left them so; `let_be`: until when.
    """

    rung: str
    since: date | None
    last_touch_on: date | None
    every_days: int | None
    keep_rate: KeepRate
    promises: list[Promise]
    follow_ups: list[FollowUp]
    feedback: list[Feedback]
    mistakes: list[Mistake]
    facts: list[Fact]
    days: list[Day]
    rituals: "list[Ritual]"
    left_low: LeftLow | None = None
    let_be: LetBe | None = None
    last_contact_on: date | None = None
    last_from_them_on: date | None = None
    organisations: tuple[Belonging, ...] = ()


class Entry(NamedTuple):
    """One thing on the timeline; `channel` is of touchpoints and asks, what follows it of touchpoints alone."""

    on: date
    kind: str
    id: int | None
    text: str
    channel: str | None = None
    direction: str | None = None
    felt: int | None = None
    wow: bool | None = None
    energy: int | None = None

    @property
    def ref(self) -> str | None:
        """Its reference, as a command takes it."""
        return references.of_kind(self.kind, self.id)


class Portrait(NamedTuple):
    """A person, how things stand, and the timeline, newest first."""

    person: Person
    standing: PersonStanding
    timeline: list[Entry]


def portrait(
    connection: sqlite3.Connection,
    person_id: int,
    cadences: Mapping[str, Cadence],
    now: datetime,
    numbers: Mapping[str, int] = MappingProxyType({}),
) -> Portrait:
    """Everything about a person as of a moment, by the numbers that are set."""
    today = now.date()
    person = people.one(connection, person_id, cadences, today)
    promised = promises.listing(connection, promises.PromiseFilter(person_id), today)
    follow = follow_ups.listing(connection, follow_ups.FollowUpFilter(person_id), today)
    heard = feedback.listing(connection, feedback.FeedbackFilter(person_id), now, value(numbers, "feedback.act_days"))
    wrong = mistakes.of_person(connection, person_id, today, Waits.of(numbers))
    known = facts.history(connection, person_id, today)
    rituals, of_rituals = _rituals(connection, person_id, today)
    standing = PersonStanding(
        rung=person.rung,
        since=person.rung_since,
        last_touch_on=person.last_touch_on,
        last_contact_on=person.last_contact_on,
        last_from_them_on=person.last_from_them_on,
        every_days=person.every_days,
        keep_rate=promises.keep_rate(promised, "mine", today),
        promises=[each for each in promised if each.state in promises.UNSETTLED],
        follow_ups=[each for each in follow if each.state != "done"],
        feedback=feedback.with_allies(connection, [each for each in heard if each.next_step], today),
        mistakes=[each for each in wrong if each.next_step],
        facts=[each for each in known if each.state == "present"],
        days=days.listing(connection, person_id, today),
        rituals=rituals,
        left_low=satisfaction.of_person(connection, person_id, numbers, today),
        let_be=let_be.of_person(connection, person_id, today),
        organisations=tuple(memberships.of_person(connection, person_id, today)),
    )
    touched = touchpoints.listing(connection, touchpoints.TouchpointFilter(person_id), today)
    # Oldest first, as each was made before it was kept; a stable sort leaves the order of a day as it is here.
    entries = [
        *map(_move, ladder.history(connection, person_id, today)),
        *map(_stayed, stays.listing(connection, today, person_id)),
        *map(_ask, asks.listing(connection, person_id, today, waiting_only=False)),
        *chain.from_iterable(map(_feedback_entries, heard)),
        *chain.from_iterable(map(_mistake_entries, wrong)),
        *chain.from_iterable(map(_follow_up_entries, sorted(follow, key=_NUMBER))),
        *chain.from_iterable(map(_promise_entries, sorted(promised, key=_NUMBER))),
        *_fact_entries(sorted(known, key=_NUMBER)),
        *map(_touchpoint, reversed(touched)),
        *of_rituals,
        *_relations(connection, person_id, person.person, today),
        *_whereabouts(connection, person_id, standing.organisations, person.archived_on, today),
    ]
    return Portrait(person, standing, sorted(entries, key=lambda entry: entry.on)[::-1])


def _relations(connection: sqlite3.Connection, person_id: int, handle: str, today: date) -> Iterator[Entry]:
    """What they bought, whom they sent or who sent them, whom they know, until when they were let be."""
    yield from _purchases(connection, person_id, today)
    yield from _introductions(connection, person_id, handle, today)
    yield from _links(connection, person_id, handle, today)
    yield from map(_let_be, let_be.history(connection, person_id, today))


def _rituals(connection: sqlite3.Connection, person_id: int, today: date) -> "tuple[list[Ritual], list[Entry]]":
    """The rituals of a person, and what became of them; rules of recurrence are loaded only where there are any."""
    if connection.execute("SELECT 1 FROM ritual WHERE person_id = ? LIMIT 1", (person_id,)).fetchone() is None:
        return [], []
    from custlove.reports.lists import rituals

    entries = [
        Entry(each.on, f"ritual_{each.kind}".removesuffix("_begun"), each.id, _with(each.what, each.text))
        for each in rituals.history(connection, person_id, today)
    ]
    return rituals.of_person(connection, person_id, today), entries


# Modules are loaded for what there is only: each costs a show of somebody who has none of it.
def _purchases(connection: sqlite3.Connection, person_id: int, today: date) -> Iterator[Entry]:
    if connection.execute("SELECT 1 FROM purchase WHERE person_id = ? LIMIT 1", (person_id,)).fetchone():
        from custlove.reports.lists import purchases

        for each in reversed(purchases.listing(connection, person_id, None, today)):
            yield Entry(each.on, "purchase", each.id, _with(f"{each.amount} {each.currency}", each.what))


def _introductions(connection: sqlite3.Connection, person_id: int, handle: str, today: date) -> Iterator[Entry]:
    theirs = "SELECT 1 FROM introduction WHERE by_id = :person OR person_id = :person LIMIT 1"
    if connection.execute(theirs, {"person": person_id}).fetchone():
        from custlove.reports.lists import introductions

        for each in reversed(introductions.listing(connection, person_id, None, today)):
            said = f"sent {each.name}" if each.by == handle else f"sent by {each.by_name}"
            yield Entry(each.on, "introduction", each.id, _with(said, each.text))


def _links(connection: sqlite3.Connection, person_id: int, handle: str, today: date) -> Iterator[Entry]:
    theirs = "SELECT 1 FROM link WHERE person_id = :person OR other_id = :person LIMIT 1"
    if connection.execute(theirs, {"person": person_id}).fetchone():
        from custlove.reports.lists import links

        for each in reversed(links.listing(connection, person_id, today)):
            other = each.other_name if each.person == handle else each.name
            yield Entry(each.on, "link", each.id, f"knows {other} ({each.kind})")


def _touchpoint(each: Touchpoint) -> Entry:
    return Entry(
        each.on, "touchpoint", each.id, each.text, each.channel, each.direction, each.felt, each.wow, each.energy
    )


def _promise_entries(each: Promise) -> Iterator[Entry]:
    due = each.moves[0].from_ if each.moves else each.due_on
    yield Entry(each.made_on, "promise", each.id, f"{each.what} ({each.by}, due {due})")
    for move in each.moves:
        yield Entry(move.on, "promise_moved", each.id, _with(f"{each.what}: {move.from_} to {move.to}", move.why))
    if each.kept_on:
        yield Entry(each.kept_on, "promise_kept", each.id, _with(each.what, each.extra))
    if each.released_on:
        kind = "promise_let_go" if each.let_go else "promise_released"
        yield Entry(each.released_on, kind, each.id, _with(each.what, each.release_why))


def _follow_up_entries(each: FollowUp) -> Iterator[Entry]:
    yield Entry(each.made_on, "follow_up", each.id, _with(each.why or "follow up", f"due {each.due_on}"))
    for snooze in each.snoozes:
        yield Entry(snooze.on, "follow_up_snoozed", each.id, _with(each.why or "follow up", f"until {snooze.until}"))
    if each.done_on:
        kind = "follow_up_done" if each.let_go_why is None else "follow_up_let_go"
        yield Entry(each.done_on, kind, each.id, _with(each.why, each.let_go_why))


def _feedback_entries(each: Feedback) -> Iterator[Entry]:
    said = each.text if each.score is None else f"{each.text} ({each.score}/10)"
    yield Entry(each.heard_on, each.kind, each.id, said)
    for step in each.steps:
        said = step.text or each.text
        yield Entry(
            step.on, f"feedback_{step.stage}", each.id, _with(said, step.wanted and f"they wanted: {step.wanted}")
        )
    if each.let_go_on:
        yield Entry(each.let_go_on, "feedback_let_go", each.id, _with(each.text, each.let_go_why))


def _mistake_entries(each: Mistake) -> Iterator[Entry]:
    yield Entry(each.noticed_on, "mistake", each.id, each.what)
    for step in each.steps:
        yield Entry(step.on, f"mistake_{step.stage}", each.id, step.text or each.what)
    if each.let_go_on:
        yield Entry(each.let_go_on, "mistake_let_go", each.id, _with(each.what, each.let_go_why))


def _fact_entries(known: Sequence[Fact]) -> Iterator[Entry]:
    texts = {each.id: each.text for each in known}
    for each in known:
        said = f"{each.kind}: {each.text}"
        if each.supersedes is None:
            yield Entry(each.on, "fact", each.id, said)
        else:
            yield Entry(each.on, "fact_superseded", each.id, _with(said, f"before: {texts[each.supersedes]}"))
        if each.resolved_on is not None:
            yield Entry(each.resolved_on, "fact_resolved", each.id, _with(said, each.resolved_text))


def _ask(each: Ask) -> Entry:
    return Entry(each.on, "ask", each.id, each.text, each.channel)


def _move(each: Moved) -> Entry:
    moved = f"placed on {each.to}" if each.from_ is None else f"{each.from_} to {each.to}"
    against = f"; anyway, against it stood: {'; '.join(each.against)}" if each.anyway else ""
    return Entry(each.on, "rung_move", None, _with(moved, each.why) + against)


def _stayed(each: Stay) -> Entry:
    suggested = each.suggested or f"the circle {each.circle}"
    return Entry(each.on, "rung_stay", None, _with(f"stays: {suggested} was suggested", each.why))


def _let_be(each: LetBe) -> Entry:
    return Entry(
        each.on, "let_be", each.id, _with(f"until {each.until}" if each.until > each.on else "no longer", each.why)
    )


def _whereabouts(
    connection: sqlite3.Connection, number: int, belongs: Iterable[Belonging], archived_on: date | None, today: date
) -> Iterator[Entry]:
    """Where they came to and what they left, when they were archived and restored."""
    for each in belongs:
        if each.since is not None:
            yield Entry(each.since, "organisation", None, f"at {each.organisation}")
        if each.until is not None:
            yield Entry(each.until, "organisation", None, f"left {each.organisation}")
    for _, since, until in absences.history(connection, number, today):
        if until is not None:
            yield Entry(since, "archived", None, "put away")
            yield Entry(until, "restored", None, "brought back")
    if archived_on is not None:
        yield Entry(archived_on, "archived", None, "put away")


def _with(text: str, more: str | None) -> str:
    return f"{text} ({more})" if more else text

"""One page before a meeting (idea A9): effort, mindfulness, respect."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from custlove.reports import ladder
from custlove.reports.ladder import Moved
from custlove.reports.lists import days, facts, feedback, follow_ups, mistakes, promises, touchpoints
from custlove.reports.lists.days import Day
from custlove.reports.lists.facts import Fact
from custlove.reports.lists.feedback import Feedback
from custlove.reports.lists.follow_ups import FollowUp
from custlove.reports.lists.mistakes import Mistake
from custlove.reports.lists.promises import Promise
from custlove.reports.lists.touchpoints import Touchpoint
from custlove.reports.people import connections, ease_off, let_be, people, satisfaction
from custlove.reports.people.connections import Ally
from custlove.reports.people.ease_off import EaseOff
from custlove.reports.people.let_be import LetBe
from custlove.reports.people.satisfaction import LeftLow
from custlove.rules.cadence import Cadence
from custlove.rules.mistakes import Waits
from custlove.rules.thresholds import USUAL, value

if TYPE_CHECKING:
    from custlove.reports.lists.rituals import Ritual

# Time enough to think of it at this meeting, and of the next one before it.
DAYS_AHEAD = 30
LAST = 3
# What of a person is small talk, and what is respect.
_TALK = ("need", "challenge", "vision", "life")


class Effort(NamedTuple):
    """What is open between you: promises both ways, broken ones first, follow-ups, what was promised last time.

    `told`: what you told them, the newest first, each followed by what it took the place of.
    """

    promises: list[Promise]
    follow_ups: list[FollowUp]
    promised_last: list[Promise]
    told: list[Fact]


class Mindfulness(NamedTuple):
    """What they care for: facts by kind, the newest of each first; rituals, days that come, the last touchpoints."""

    facts: list[Fact]
    rituals: "list[Ritual]"
    days: list[Day]
    touchpoints: list[Touchpoint]


class Respect(NamedTuple):
    """How to meet them: what is open, how they like to be reached, whether to ease off, where they stand and why.

    `left_low`: the last time left them so; `let_be`: until when; `allies`: the advocates and supporters near them.
    """

    feedback: list[Feedback]
    mistakes: list[Mistake]
    preferred_channel: str | None
    preferences: list[Fact]
    ease_off: EaseOff | None
    left_low: LeftLow | None
    let_be: LetBe | None
    rung: str
    since: date | None
    circle: str
    last_move: Moved | None
    allies: list[Ally]


class Brief(NamedTuple):
    """A person before a meeting: who they are, and the three groups."""

    person: str
    name: str
    organisation: str | None
    role: str | None
    last_touch_on: date | None
    effort: Effort
    mindfulness: Mindfulness
    respect: Respect
    last_contact_on: date | None = None
    last_from_them_on: date | None = None
    pronouns: str | None = None


class Common(NamedTuple):
    """What several people have in common: an organisation, and the touchpoints at which all of them were."""

    organisation: str | None
    touchpoints: list[Touchpoint]
    touchpoints_shared: int


class Meeting(NamedTuple):
    """Several people: a page each, and what they have in common."""

    people: list[Brief]
    common: Common


def brief(
    connection: sqlite3.Connection,
    person_id: int,
    cadences: Mapping[str, Cadence],
    now: datetime,
    numbers: Mapping[str, int] = USUAL,
) -> Brief:
    """The page about one person, as of a moment, by the numbers that are set."""
    today = now.date()
    person = people.one(connection, person_id, cadences, today)
    return Brief(
        person.person,
        person.name,
        person.organisation,
        person.role,
        person.last_touch_on,
        _effort(connection, person_id, person.last_touch_on, today),
        _mindfulness(connection, person_id, today),
        _respect(_RespectQuery(connection, person_id, cadences, now, numbers), person),
        person.last_contact_on,
        person.last_from_them_on,
        person.pronouns,
    )


def _effort(connection: sqlite3.Connection, person_id: int, last_touch: date | None, today: date) -> Effort:
    promised = promises.listing(connection, promises.PromiseFilter(person_id), today)
    unsettled = [each for each in promised if each.state in promises.UNSETTLED]
    unsettled.sort(key=lambda each: (each.state != "broken", each.by != "mine", each.due_on, each.id))
    shown = {each.id for each in unsettled}
    last = [each for each in promised if each.made_on == last_touch and each.id not in shown]
    follow = follow_ups.listing(connection, follow_ups.FollowUpFilter(person_id), today)
    waiting = [each for each in follow if each.state != "done"]
    follow = sorted(waiting, key=lambda each: (each.state != "overdue", each.due_on))
    return Effort(unsettled, follow, last, list(_told(facts.history(connection, person_id, today))))


def _told(known: Sequence[Fact]) -> Iterator[Fact]:
    told = {each.id: each for each in known if each.kind == "told"}
    for each in sorted(told.values(), key=lambda each: (each.on, each.id), reverse=True):
        if each.state == "present":
            yield each
            if (before := told.get(each.supersedes or 0)) is not None:
                yield before


def _mindfulness(connection: sqlite3.Connection, person_id: int, today: date) -> Mindfulness:
    known = [fact for fact in facts.present(connection, person_id, today) if fact.kind in _TALK]
    until = today + timedelta(days=DAYS_AHEAD)
    return Mindfulness(
        list(_in_turn(known)),
        _rituals(connection, person_id, today),
        days.listing(connection, person_id, today, until),
        touchpoints.last(connection, person_id, today, LAST),
    )


def _in_turn(known: Sequence[Fact]) -> Iterator[Fact]:
    """The newest of each kind, then the second newest of each: what is cut off at the end matters least."""
    by_kind = {kind: [fact for fact in known if fact.kind == kind] for kind in _TALK}
    for kind in _TALK:
        by_kind[kind].sort(key=lambda fact: (fact.on, fact.id), reverse=True)
    for place in range(max(map(len, by_kind.values()))):
        yield from (those[place] for those in by_kind.values() if place < len(those))


def _rituals(connection: sqlite3.Connection, person_id: int, today: date) -> "list[Ritual]":
    # Recurrences are worked out by a library that takes its time: only for those who have any.
    if connection.execute("SELECT 1 FROM ritual WHERE person_id = ? LIMIT 1", (person_id,)).fetchone() is None:
        return []
    from custlove.reports.lists import rituals

    return [each for each in rituals.of_person(connection, person_id, today) if each.state != "over"]


class _RespectQuery(NamedTuple):
    """What is asked: of whom, as of which moment, by which cadences and numbers."""

    connection: sqlite3.Connection
    person_id: int
    cadences: Mapping[str, Cadence]
    now: datetime
    numbers: Mapping[str, int]


def _respect(asked: _RespectQuery, person: people.Person) -> Respect:
    connection, person_id, _, now, numbers = asked
    today = now.date()
    low = satisfaction.of_person(connection, person_id, numbers, today)
    heard = feedback.listing(
        connection, feedback.FeedbackFilter(person_id, open=True), now, value(numbers, "feedback.act_days")
    )
    moved = [move for move in ladder.history(connection, person_id, today) if move.from_ is not None]
    return Respect(
        sorted(heard, key=feedback.urgency),
        mistakes.owed(connection, person_id, today, Waits.of(numbers)),
        person.channel,
        [fact for fact in facts.present(connection, person_id, today) if fact.kind == "preference"],
        _ease_off(asked, low),
        low,
        let_be.of_person(connection, person_id, today),
        person.rung,
        person.rung_since,
        person.circle,
        moved[-1] if moved else None,
        connections.allies(connection, person_id, today),
    )


def _ease_off(asked: _RespectQuery, low: LeftLow | None) -> EaseOff | None:
    today = asked.now.date()
    found = ease_off.of_person(asked.connection, asked.person_id, asked.cadences, today, asked.numbers)
    if found or low is None or low.over:
        return found
    return next(iter(ease_off.after_leaving_low(asked.connection, [low], asked.cadences, today)), None)


def meeting(
    connection: sqlite3.Connection,
    ids: Sequence[int],
    cadences: Mapping[str, Cadence],
    now: datetime,
    numbers: Mapping[str, int] = USUAL,
) -> Meeting:
    """A page about each of several people, and what they have in common."""
    pages = [brief(connection, number, cadences, now, numbers) for number in ids]
    organisations = {page.organisation for page in pages}
    shared = touchpoints.shared(connection, ids, now.date())
    together = organisations.pop() if len(organisations) == 1 else None
    return Meeting(pages, Common(together, shared[:LAST], len(shared)))

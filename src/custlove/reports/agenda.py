"""What is coming, day by day."""

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import groupby, takewhile
from typing import NamedTuple

from custlove.reports import reviews
from custlove.reports.lists import days, feedback, follow_ups, intentions, mistakes, promises, rituals
from custlove.reports.lists.rituals import Ritual
from custlove.reports.people import let_be
from custlove.rules import occurrences, recurrence
from custlove.rules.mistakes import Waits
from custlove.rules.thresholds import USUAL, value
from custlove.schema import references

# What stands on an agenda, in the order of a day.
KINDS = ("promise", "their_promise", "follow_up", "snoozed", "mistake", "ritual", "day", "back", "review")


class AgendaItem(NamedTuple):
    """One thing that comes on a day: of which kind, with whom (nobody for a review), the number to act on it.

    `snoozed` is a follow-up that comes back, `back` a person who was let be until then.
    """

    kind: str
    person: str | None
    name: str | None
    what: str
    id: int | None

    @property
    def ref(self) -> str | None:
        """Its reference, as a command takes it."""
        return references.of_kind(self.kind, self.id)


class AgendaDay(NamedTuple):
    """A day on which something comes."""

    on: date
    in_days: int
    things: list[AgendaItem]


class Overdue(NamedTuple):
    """How many things were due before today: broken promises, follow-ups, feedback, mistakes, missed rituals."""

    promises: int
    follow_ups: int
    feedback: int
    mistakes: int
    rituals: int


class Agenda(NamedTuple):
    """What comes from today to a day, and how much is overdue."""

    today: date
    until: date
    overdue: Overdue
    days: list[AgendaDay]


class _Coming(NamedTuple):
    on: date
    item: AgendaItem


def agenda(
    connection: sqlite3.Connection,
    now: datetime,
    ahead: int,
    numbers: Mapping[str, int] = USUAL,
    person: str | None = None,
) -> Agenda:
    """What comes on the day of `now` and the `ahead` days after it, for one person if a handle is given."""
    today = now.date()
    until = today + timedelta(days=ahead)
    found = _Found(connection, now, until, numbers, person)
    coming = sorted(
        (each for each in found.coming() if today <= each.on <= until and person in (None, each.item.person)),
        key=lambda each: (each.on, KINDS.index(each.item.kind), each.item.name or "", each.item.id or 0),
    )
    by_day = groupby(coming, key=lambda each: each.on)
    agenda_days = [AgendaDay(on, (on - today).days, [each.item for each in those]) for on, those in by_day]
    return Agenda(today, until, found.overdue(), agenda_days)


class _Found:
    """The rows of one agenda."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        now: datetime,
        until: date,
        numbers: Mapping[str, int],
        person: str | None,
    ) -> None:
        self.connection, self.now, self.until, self.numbers, self.person = connection, now, until, numbers, person
        self.today = today = now.date()
        self.promises = [each for each in promises.waiting(connection, until, today) if self._wanted(each.person)]
        self.follow_ups = [each for each in follow_ups.waiting(connection, until, today) if self._wanted(each.person)]
        waits = Waits.of(numbers)
        self.mistakes = [
            each for each in mistakes.waiting(connection, until, today, waits) if self._wanted(each.person)
        ]
        self.rituals = [each for each in rituals.waiting(connection, until, today) if self._wanted(each.person)]

    def _wanted(self, person: str) -> bool:
        return self.person in (None, person)

    def overdue(self) -> Overdue:
        """How much was due before today."""
        heard = feedback.waiting(self.connection, self.now, value(self.numbers, "feedback.act_days"))
        return Overdue(
            promises=sum(each.state == "broken" for each in self.promises),
            follow_ups=sum(each.state == "overdue" for each in self.follow_ups),
            feedback=sum(each.overdue and self._wanted(each.person) for each in heard),
            mistakes=sum(each.due_on is not None and each.due_on < self.today for each in self.mistakes),
            rituals=sum(each.missed > 0 for each in self.rituals),
        )

    def coming(self) -> Iterator[_Coming]:
        """What comes, in no order."""
        for promise in self.promises:
            if promise.state != "broken":
                kind = "promise" if promise.by == "mine" else "their_promise"
                item = AgendaItem(kind, promise.person, promise.name, promise.what, promise.id)
                yield _Coming(promise.due_on, item)
        for each in self.follow_ups:
            if each.state != "overdue":
                kind = "snoozed" if each.state == "snoozed" else "follow_up"
                yield _Coming(follow_ups.comes_up(each), AgendaItem(kind, each.person, each.name, each.why, each.id))
        for mistake in self.mistakes:
            if mistake.due_on is not None:
                what = f"{mistake.next_step}: {mistake.what}"
                yield _Coming(mistake.due_on, AgendaItem("mistake", mistake.person, mistake.name, what, mistake.id))
        for ritual in self.rituals:
            item = AgendaItem("ritual", ritual.person, ritual.name, ritual.what, ritual.id)
            yield from (_Coming(on, item) for on in self._times(ritual))
        yield from self._of_people()
        yield from self._review()

    def _times(self, ritual: Ritual) -> Iterator[date]:
        if ritual.next_on is None:
            return
        course = occurrences.course(recurrence.parse(ritual.rule), ritual.starts_on)
        yield from takewhile(self.until.__ge__, occurrences.days(course, ritual.next_on))

    def _of_people(self) -> Iterator[_Coming]:
        for day in days.coming(self.connection, self.until, self.today):
            turns = f", turns {day.turns}" if day.what == "birthday" and day.turns else ""
            yield _Coming(day.on, AgendaItem("day", day.person, day.name, f"{day.what}{turns}", day.id))
        for each in let_be.ending(self.connection, self.until, self.today):
            yield _Coming(each.until, AgendaItem("back", each.person, each.name, each.why or "", None))

    def _review(self) -> Iterator[_Coming]:
        """The day of the next review, today if it has passed; none before the first, unless there are intentions."""
        last = reviews.last_on(self.connection, self.today)
        intended = len(intentions.waiting(self.connection, self.today))
        if last is None and not intended:
            return
        on = (last or self.today) + timedelta(days=value(self.numbers, "review.days"))
        what = f"{intended} intention{'' if intended == 1 else 's'} to look back on" if intended else "look back"
        yield _Coming(max(on, self.today), AgendaItem("review", None, None, what, None))

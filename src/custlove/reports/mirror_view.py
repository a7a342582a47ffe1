"""What the questions of the mirror are asked of: the people on a day, and what there was with each in a period.

Each is read once, however many questions look at it, in statements over whole periods.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from typing import NamedTuple

from custlove.reports import contacts
from custlove.reports.contacts import Contact
from custlove.reports.rows import sure_day
from custlove.rules.cadence import Cadence
from custlove.rules.mirror import NO_EFFORT, Effort, Period, became_customer
from custlove.rules.money import written

_PEOPLE = """
SELECT id, handle, name, channel, archived_on IS NOT NULL AND archived_on <= :day,
       CASE WHEN rung_since <= :day THEN rung ELSE (
           SELECT to_rung FROM rung_move WHERE person_id = person.id AND day <= :day ORDER BY day DESC, id DESC LIMIT 1
       ) END
FROM person
"""
_OFFLINE = """
SELECT touch.person_id, count(*), sum(channel IN ('in-person', 'letter', 'gift'))
FROM touchpoint CROSS JOIN touchpoint_person AS touch ON touch.touchpoint_id = touchpoint.id
WHERE touchpoint.day BETWEEN ? AND ? AND touchpoint.channel IS NOT NULL GROUP BY +touch.person_id
"""
_CHANNELS = """
SELECT channel, count(*), count(energy), coalesce(sum(energy < 0), 0) FROM touchpoint
WHERE day BETWEEN ? AND ? GROUP BY channel
"""
# One seek a span, whoever it is about: [person, from, to].
_SPANS = """
SELECT span.key, count(touch.id), count(minutes), coalesce(sum(minutes), 0) FROM json_each(?) AS span
CROSS JOIN touchpoint_person AS touch ON touch.person_id = json_extract(span.value, '$[0]')
    AND touch.day BETWEEN json_extract(span.value, '$[1]') AND json_extract(span.value, '$[2]')
GROUP BY span.key
"""


class Sum(NamedTuple):
    """A sum of money in one currency, as it is written."""

    amount: str
    currency: str

    @classmethod
    def of(cls, units: Mapping[str, int]) -> "list[Sum]":
        """Sums by currency, from the smallest units."""
        return [cls(written(amount, currency), currency) for currency, amount in sorted(units.items())]


class Answer(NamedTuple):
    """What a question comes to in a period: the figure, from how many facts, the telling people, why in words."""

    value: int | float | list[Sum] | None
    facts: int
    people: Sequence[int] = ()
    says: str = ""
    because: Sequence[str] = ()
    basis: str | None = None
    unit: str | None = None


class Asked(NamedTuple):
    """What is asked: the period, the moment, and what the settings say (numbers by key, channels, complaints)."""

    period: Period
    now: datetime
    cadences: Mapping[str, Cadence]
    numbers: Mapping[str, int]
    channels: Sequence[str] = ()
    complaints: Sequence[str] = ()


class Person(NamedTuple):
    """A person on a day: who they are, their rung (None where they were not placed yet), whether they are archived."""

    handle: str
    name: str
    channel: str | None
    archived: bool
    rung: str | None


class Channelled(NamedTuple):
    """What went over a channel in a period: touchpoints, those with energy noted, those that drained."""

    touchpoints: int
    noted: int
    draining: int


class View:
    """The journal as the questions look at it, up to the end of each period."""

    def __init__(self, connection: sqlite3.Connection, asked: Asked) -> None:
        self.connection = connection
        self.asked = asked
        self.people_on = cache(self._people_on)
        self.touched_in = cache(self._touched_in)
        self.channels_in = cache(self._channels_in)

    @property
    def periods(self) -> tuple[Period, Period]:
        """The period asked about, and the one before."""
        return self.asked.period, self.asked.period.before

    def now_of(self, period: Period) -> datetime:
        """The moment at which a period is looked at: now, or the end of its last day."""
        if period.until == self.asked.now.date():
            return self.asked.now
        return datetime.combine(period.until, time(23, 59, 59, 999_999), self.asked.now.tzinfo)

    def _people_on(self, day: date) -> dict[int, Person]:
        rows = self.connection.execute(_PEOPLE, {"day": day.isoformat()})
        return {
            number: Person(handle, name, channel, bool(archived), rung)
            for number, handle, name, channel, archived, rung in rows
        }

    def _touched_in(self, period: Period) -> dict[int, Contact]:
        return contacts.sums(self.connection, *period)

    def offline(self) -> dict[int, tuple[int, int]]:
        """By person, how many touchpoints of the period have a channel, and how many of those were offline."""
        rows = self.connection.execute(_OFFLINE, _days(self.asked.period))
        return {number: (channelled, offline) for number, channelled, offline in rows}

    def _channels_in(self, period: Period) -> dict[str | None, Channelled]:
        rows = self.connection.execute(_CHANNELS, _days(period))
        return {channel: Channelled(*counts) for channel, *counts in rows}

    @cached_property
    def placings(self) -> dict[int, list[tuple[date, str]]]:
        """Where everybody was placed on the ladder, oldest first, up to the end of the period."""
        found: dict[int, list[tuple[date, str]]] = {}
        rows = self.connection.execute(
            "SELECT person_id, day, to_rung FROM rung_move WHERE day <= ? ORDER BY person_id, day, id",
            (self.asked.period.until.isoformat(),),
        )
        for person, day, rung in rows:
            found.setdefault(person, []).append((sure_day(day), rung))
        return found

    @cached_property
    def won(self) -> dict[int, date]:
        """On which day each of those who were courted first became a customer."""
        won = ((person, became_customer(placings)) for person, placings in self.placings.items() if len(placings) > 1)
        return {person: moved for person, moved in won if moved}

    def efforts(self, spans: Iterable[tuple[int, Period]]) -> list[Effort]:
        """The effort for each person in a span of days."""
        asked = [(person, *_days(span)) for person, span in spans]
        rows = self.connection.execute(_SPANS, (json.dumps(asked),))
        found = {place: Effort(*counts) for place, *counts in rows}
        return [found.get(place, NO_EFFORT) for place in range(len(asked))]

    @cached_property
    def _by_handle(self) -> dict[str, int]:
        return {each.handle: number for number, each in self.people_on(self.asked.period.until).items()}

    def numbers(self, handles: Iterable[str]) -> list[int]:
        """The numbers of people, each once, in their order."""
        return list(dict.fromkeys(self._by_handle[handle] for handle in handles))

    def handle(self, person: int) -> str:
        """What somebody is called by."""
        return self.people_on(self.asked.period.until)[person].handle

    def name(self, person: int) -> str:
        """Somebody's name."""
        return self.people_on(self.asked.period.until)[person].name


def _days(period: Period) -> tuple[str, str]:
    return period.since.isoformat(), period.until.isoformat()


def days_of(period: Period) -> dict[str, str]:
    """A period as the statements take it, `:since` and `:until`, and the day after as `:end`."""
    end = period.until + timedelta(days=1) if period.until < date.max else period.until
    return {"since": period.since.isoformat(), "until": period.until.isoformat(), "end": end.isoformat()}


def effort_of(contact: Contact) -> Effort:
    """The effort that there was with somebody."""
    return Effort(contact.touchpoints, contact.timed, contact.minutes)

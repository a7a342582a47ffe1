"""What the questions of the mirror are asked of: the people on a day, and what there was with each in a period.

Each is read once, however many questions look at it, in statements over whole periods.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import cache, cached_property
from typing import NamedTuple

from custlove.reports.background_query import Rows, Statement
from custlove.reports.journal_wide import contact_totals, feedback_stats
from custlove.reports.journal_wide.contact_totals import ContactTotals
from custlove.reports.journal_wide.feedback_stats import Stats
from custlove.reports.mirror.deeds import Deed
from custlove.reports.people import absences, obligations
from custlove.reports.people.obligations import Owed
from custlove.reports.rows import by_ids, sure_day
from custlove.rules import cadence, rungs
from custlove.rules.cadence import Cadence
from custlove.rules.mirror import NO_EFFORT, ByChannel, Effort, Measures, Period, became_customer, courted
from custlove.rules.money import Sum

_PEOPLE = "SELECT id, handle, name, archived_on, every, rung, rung_since, circle, added_on FROM person"
_PLACINGS = "SELECT person_id, day, to_rung FROM rung_move WHERE person_id IN ({ids}) ORDER BY person_id, day, id"
# Who stood below and above the deal up to a day: of these the rule says when they were won.
_MAYBE_WON = f"""
SELECT person_id FROM (
    SELECT person_id, to_rung IN ({", ".join(f"'{rung}'" for rung in sorted(rungs.CUSTOMERS))}) AS is_customer
    FROM rung_move WHERE day <= :until ORDER BY person_id)
GROUP BY person_id HAVING min(is_customer) < max(is_customer)
"""
# By day, in the order of an index that holds it all: to sort two periods would take longer than to read them.
_CHANNELS = """
SELECT channel, count(*), count(energy), coalesce(sum(energy < 0), 0) FROM touchpoint INDEXED BY touchpoint_channel
WHERE day BETWEEN :since AND :until GROUP BY day, channel
"""
# One seek a span, whoever it is about: [person, from, to].
_SPANS = """
SELECT span.key, count(touch.id), count(minutes), coalesce(sum(minutes), 0) FROM json_each(?) AS span
CROSS JOIN touchpoint_person AS touch ON touch.person_id = json_extract(span.value, '$[0]')
    AND touch.day BETWEEN json_extract(span.value, '$[1]') AND json_extract(span.value, '$[2]')
GROUP BY span.key
"""


_SPANS_BY_CHANNEL = """
SELECT span.key, channel, count(*), count(minutes), coalesce(sum(minutes), 0) FROM json_each(?) AS span
CROSS JOIN touchpoint_person AS touch ON touch.person_id = json_extract(span.value, '$[0]')
    AND touch.day BETWEEN json_extract(span.value, '$[1]') AND json_extract(span.value, '$[2]')
GROUP BY span.key, channel
"""


class Answer(NamedTuple):
    """What a question comes to in a period: the figure, from how many facts, the telling people, why in words.

    `deed`: what to do next, where that is something else than what the question usually asks for.
    """

    value: int | float | list[Sum] | None
    facts: int
    people: Sequence[int] = ()
    says: str = ""
    because: Sequence[str] = ()
    basis: str | None = None
    unit: str | None = None
    deed: Deed | None = None


class MirrorOptions(NamedTuple):
    """What is asked: the period, the moment, and what the settings say (numbers by key, channels, complaints)."""

    period: Period
    now: datetime
    cadences: Mapping[str, Cadence]
    numbers: Mapping[str, int]
    channels: Sequence[str] = ()
    complaints: Sequence[str] = ()


class MirrorPerson(NamedTuple):
    """A person as the journal has them now, the days as texts; `every` is the code of a cadence."""

    handle: str
    name: str
    archived_on: str | None
    every: str | None
    rung: str
    rung_since: str | None
    circle: str | None
    added_on: str


class Channelled(NamedTuple):
    """What went over a channel in a period: touchpoints, those with energy noted, those that drained."""

    touchpoints: int
    noted: int
    draining: int


class View:
    """The journal as the questions look at it, up to the end of each period."""

    def __init__(self, connection: sqlite3.Connection, asked: MirrorOptions, rows: Rows) -> None:
        self.connection = connection
        self.asked = asked
        self.measures = Measures.of(asked.numbers)
        self.rows = rows
        self._by_channel: dict[tuple[int, Period], ByChannel] = {}
        self.rungs_on = cache(self._rungs_on)
        self.archived_on = cache(self._archived_on)
        self.touched_in = cache(self._touched_in)
        self.channels_in = cache(self._channels_in)
        self.owed_on = cache(self._owed_on)
        self.feedback_in = cache(self._feedback_in)

    @property
    def periods(self) -> tuple[Period, Period]:
        """The period asked about, and the one before."""
        return self.asked.period, self.asked.period.before

    def is_asked(self, period: Period) -> bool:
        """Whether a period is the one asked about, of which the people and the reasons are wanted as well."""
        return period == self.asked.period

    def now_of(self, period: Period) -> datetime:
        """The moment at which a period is looked at: now, or the end of its last day."""
        if period.until == self.asked.now.date():
            return self.asked.now
        return datetime.combine(period.until, time(23, 59, 59, 999_999), self.asked.now.tzinfo)

    @cached_property
    def people(self) -> dict[int, MirrorPerson]:
        """Everybody."""
        return {row[0]: MirrorPerson._make(row[1:]) for row in self.connection.execute(_PEOPLE)}

    def _archived_on(self, day: date) -> set[int]:
        last = day.isoformat()
        gone = {number for number, each in self.people.items() if each.archived_on and each.archived_on <= last}
        return gone | absences.away(self.connection, day).keys()

    def _rungs_on(self, day: date) -> dict[int, str]:
        last, people = day.isoformat(), self.people
        found = {number: each.rung for number, each in people.items() if (each.rung_since or "") <= last}
        later = people.keys() - found.keys()
        placings = self.placings_of(later)
        return found | {number: rungs.rung_on(placings.get(number, ()), day)[0] for number in later}

    def rhythms_on(self, day: date) -> Callable[[int], Cadence]:
        """What says how often to be in touch with somebody: their own cadence, else that of their rung on a day."""
        people, standing, cadences = self.people, self.rungs_on(day), self.asked.cadences

        def rhythm(person: int) -> Cadence:
            own = cadence.from_code(people[person].every)
            return cadences[standing[person]] if own is None else own

        return rhythm

    def _touched_in(self, period: Period) -> dict[int, ContactTotals]:
        return dict(
            contact_totals.of_rows(self.rows(*contact_totals.statement(*period, offline=self.is_asked(period))))
        )

    def _channels_in(self, period: Period) -> dict[str | None, Channelled]:
        found: dict[str | None, list[tuple[int, ...]]] = {}
        for channel, *counts in self.rows(_CHANNELS, days_of(period)):
            found.setdefault(channel, []).append(tuple(counts))
        return {channel: Channelled(*map(sum, zip(*counts, strict=True))) for channel, counts in found.items()}

    def _feedback_in(self, period: Period) -> Stats:
        return feedback_stats.stats(self.connection, None, period.since, self.now_of(period))

    def _owed_on(self, day: date) -> dict[str, list[Owed]]:
        return obligations.to_everybody(self.connection, day)

    def placings_of(self, people: Iterable[int]) -> dict[int, list[tuple[date, str]]]:
        """Where these people were placed on the ladder, oldest first, as far as is known now."""
        found: dict[int, list[tuple[date, str]]] = {}
        for person, day, rung in by_ids(self.connection, _PLACINGS, people):
            found.setdefault(person, []).append((sure_day(day), rung))
        return found

    @cached_property
    def won(self) -> dict[int, date]:
        """On which day each of those who were courted first became a customer."""
        last = self.asked.period.until
        rows = self.rows(_MAYBE_WON, days_of(self.asked.period))
        placings = self.placings_of(person for (person,) in rows).items()
        won = ((person, became_customer([each for each in all_ if each[0] <= last])) for person, all_ in placings)
        return {person: moved for person, moved in won if moved}

    @cached_property
    def courted(self) -> dict[int, Effort]:
        """The effort of each courtship."""
        efforts = self.efforts(
            (person, courted(moved, self.measures.courtship_months)) for person, moved in self.won.items()
        )
        return dict(zip(self.won, efforts, strict=True))

    def efforts(self, spans: Iterable[tuple[int, Period]]) -> list[Effort]:
        """The effort for each person in a span of days."""
        asked = [(person, *_days(span)) for person, span in spans]
        rows = self.connection.execute(_SPANS, (json.dumps(asked),)) if asked else ()
        found = {place: Effort(*counts) for place, *counts in rows}
        return [found.get(place, NO_EFFORT) for place in range(len(asked))]

    def channel_efforts(self, spans: Iterable[tuple[int, Period]]) -> list[ByChannel]:
        """The effort for each person in a span of days, by channel."""
        wanted, known = [*spans], self._by_channel
        # Courtships are asked about in both periods.
        asked = [span for span in dict.fromkeys(wanted) if span not in known]
        given = json.dumps([(person, *_days(span)) for person, span in asked])
        found: list[dict[str | None, Effort]] = [{} for _ in asked]
        for place, channel, *counts in self.connection.execute(_SPANS_BY_CHANNEL, (given,)):
            found[place][channel] = Effort(*counts)
        known.update(zip(asked, found, strict=True))
        return [known[span] for span in wanted]

    @cached_property
    def handles(self) -> dict[int, str]:
        """What everybody is called by, by number."""
        return {number: each.handle for number, each in self.people.items()}

    @cached_property
    def _by_handle(self) -> dict[str, int]:
        return {handle: number for number, handle in self.handles.items()}

    def numbers(self, handles: Iterable[str]) -> list[int]:
        """The numbers of people, each once, in their order."""
        return list(dict.fromkeys(self._by_handle[handle] for handle in handles))

    def handle(self, person: int) -> str:
        """What somebody is called by."""
        return self.people[person].handle

    def name(self, person: int) -> str:
        """Somebody's name."""
        return self.people[person].name


def statements(asked: MirrorOptions) -> list[Statement]:
    """What takes longest to ask of the periods, in the order in which it is wanted.

    But for the sums of the period asked about: to ask for those meanwhile, neither waits for the other.
    """
    periods = now, before = asked.period, asked.period.before
    return [
        (_MAYBE_WON, days_of(now)),
        contact_totals.statement(*before),
        *((_CHANNELS, days_of(period)) for period in periods),
    ]


def _days(period: Period) -> tuple[str, str]:
    return period.since.isoformat(), period.until.isoformat()


def days_of(period: Period) -> dict[str, str]:
    """A period as the statements take it, `:since` and `:until`."""
    since, until = _days(period)
    return {"since": since, "until": until}

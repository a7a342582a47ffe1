"""Who has gone quiet (idea B6)."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from custlove.reports.people import absences, let_be, never_in_touch, standing
from custlove.reports.rows import by_ids, day, sure_day
from custlove.rules import cadence, rungs
from custlove.rules.cadence import Cadence
from custlove.rules.thresholds import USUAL, value
from custlove.schema import contact_predicates
from custlove.schema.vocabulary import RUNGS

if TYPE_CHECKING:
    from custlove.rules.inactivity import TwoClocks

_SELECT = (
    "SELECT person.id, handle, name, every, circle, rung, rung_since, last_touch_on, last_word_on, last_from_them_on,"
    " last_from_you_on, added_on, archived_on, first_due_on, spread_on, came_by, moved_on FROM "
)
_COLUMNS = f"{_SELECT}person WHERE "
# One seek each: people with a rhythm of their own, then rung by rung those with the rung's.
_OWN = "archived_on IS NULL AND quiet_on IS NOT NULL AND circle IS NOT 'arms-length' AND quiet_on < ?"
_BY_RUNG = (
    "archived_on IS NULL AND every IS NULL AND circle IS NOT 'arms-length' AND unmet = 0 AND rung = ? AND word_on < ?"
)
_BY_HABIT = "archived_on IS NULL AND every IS NULL AND circle IS NOT 'arms-length' AND rung = ? AND two_clocks_on < ?"
_CONTACTS, _THEIRS = contact_predicates.contact_days(), contact_predicates.from_them_days()
# Empty unless today lies in the past: people moved, archived or given another circle since, and those in contact since
# whose last one up to then was too long ago by their own rhythm or that of their rung, or who stood on another one.
# Purchases are left out: the rule says whether they count.
_LATEST_BY_RUNG = " ".join(f"WHEN '{rung}' THEN :{rung}" for rung in RUNGS)
_CONTACT = "coalesce(touched.last, added_on)"
_CONTACT_SINCE = f"""
WITH touched AS MATERIALIZED (
    SELECT id, {contact_predicates.last_word_either_way_on(day=":day")} AS last
    FROM person WHERE last_contact_on > :day)
{_SELECT} touched JOIN person ON person.id = touched.id
WHERE CASE
    WHEN every GLOB '*d' THEN date({_CONTACT}, CAST(every AS INTEGER) || ' days') < :day
    WHEN every GLOB '*m' THEN date({_CONTACT}, CAST(every AS INTEGER) || ' months', '-3 days') < :day
    WHEN every IS NULL THEN rung_since > :day OR {_CONTACT} < CASE rung {_LATEST_BY_RUNG} END END
"""
# The same for those without a rhythm: the mean of two silences is no longer than that of the days away.
_TWO_CLOCKS_SINCE = f"""
WITH touched AS MATERIALIZED (
    SELECT id, {contact_predicates.last_contact_on(day=":day")} AS last,
        {contact_predicates.last_from_them_on(day=":day")} AS theirs
    FROM person WHERE last_contact_on > :day AND every IS NULL)
{_SELECT} touched JOIN person ON person.id = touched.id
WHERE julianday(last) + coalesce(julianday(theirs), 0) < 2 * julianday(:latest)
"""
_SINCE = (
    "rung_since > ?",
    "archived_on > ?",
    "id IN (SELECT person_id FROM circle_choice WHERE day > ?)",
)


class GoneQuiet(NamedTuple):
    """A person past their cadence: days since the last contact, lateness in periods past what was due.

    `every_days` is None where no cadence is set for their rung, and they have gone by the rule for that
    (rules/inactivity.py); lateness is then how far their silence, the mean of two clocks, is past its threshold, in
    thresholds.
    `last_word_on` is the last contact from them that is no purchase; `pays_only`: nothing but purchases came for two
    periods, and what is counted are the days without a word.
    """

    person: str
    name: str
    last_touch_on: date | None
    every_days: int | None
    days_quiet: int
    lateness: float
    last_contact_on: date | None = None
    last_from_them_on: date | None = None
    last_word_on: date | None = None
    pays_only: bool = False


def gone_quiet(
    connection: sqlite3.Connection,
    cadences: Mapping[str, Cadence],
    today: date,
    numbers: Mapping[str, int] = USUAL,
) -> list[GoneQuiet]:
    """The people of whom nothing was heard for longer than their cadence, most overdue first.

    Where their rung has none by the settings, those who were in touch three times or more and have gone by habit, by
    the numbers that are set (`quiet.fewest_times` …). Nobody at arm's length and nobody who is archived (DESIGN.md
    section 2, circle), nor who came by an import and was never in touch.
    """
    asked = _QuietQuery.of(connection, cadences, numbers, today)
    rows = {row[0]: row for row in _candidates(asked)}
    found = [quiet for row in rows.values() if (quiet := _quiet(asked, row))]
    return sorted(found, key=lambda each: (-each.lateness, -each.days_quiet, each.person))


def of_people(
    connection: sqlite3.Connection,
    people: Sequence[int],
    cadences: Mapping[str, Cadence],
    today: date,
    numbers: Mapping[str, int] = USUAL,
) -> list[GoneQuiet]:
    """Of these people, those who have gone quiet, in their order."""
    asked = _QuietQuery.of(connection, cadences, numbers, today)
    rows = by_ids(connection, f"{_COLUMNS}id IN ({{ids}})", people)
    return [quiet for row in rows if (quiet := _quiet(asked, row))]


class _QuietQuery(NamedTuple):
    """What is asked: by which cadences and numbers, which circles people had, as of which day, who rests."""

    connection: sqlite3.Connection
    cadences: Mapping[str, Cadence]
    numbers: Mapping[str, int]
    circles: Mapping[int, str | None]
    today: date
    resting: Collection[int]

    @classmethod
    def of(
        cls, connection: sqlite3.Connection, cadences: Mapping[str, Cadence], numbers: Mapping[str, int], today: date
    ) -> "_QuietQuery":
        """The query, with what held on the day."""
        circles, resting = standing.circles_before(connection, today), let_be.people(connection, today)
        away = absences.away(connection, today)
        return cls(connection, cadences, numbers, circles, today, {*resting, *away} if away else resting)


def _candidates(asked: _QuietQuery) -> Iterator[tuple[Any, ...]]:
    connection, past = asked.connection, asked.today.isoformat()
    yield from connection.execute(_COLUMNS + _OWN, (past,))
    # Nobody is quieter than they have been away, whatever is set (rules/inactivity.py).
    long_ago = (asked.today - timedelta(days=value(asked.numbers, "quiet.gone_after_days"))).isoformat()
    by_rung = {rung: latest_contact(rhythm, asked.today).isoformat() for rung, rhythm in asked.cadences.items()}
    for rung, rhythm in asked.cadences.items():
        if rhythm:
            yield from connection.execute(_COLUMNS + _BY_RUNG, (rung, by_rung[rung]))
        elif _by_habit(rung):
            by_rung[rung] = ""
            yield from connection.execute(_COLUMNS + _BY_HABIT, (rung, long_ago))
    for condition in _SINCE:
        yield from connection.execute(_COLUMNS + condition, (past,))
    yield from connection.execute(_CONTACT_SINCE, {"day": past, **by_rung})
    if "" in by_rung.values():
        yield from connection.execute(_TWO_CLOCKS_SINCE, {"day": past, "latest": long_ago})


def latest_contact(rhythm: Cadence, today: date) -> date:
    """The day before which a last contact may be too long ago by a rhythm; if there is none, any day may be."""
    if not rhythm:
        return date.max
    # Months are clamped to their ends, so up to three days more are looked at and the rule decides.
    return (
        cadence.add_months(today, -rhythm.months) + timedelta(days=3)
        if rhythm.months
        else today - timedelta(days=rhythm.days)
    )


def _quiet(asked: _QuietQuery, row: Sequence[Any]) -> GoneQuiet | None:
    connection, today = asked.connection, asked.today
    number, handle, name, every, chosen, rung, rung_since, touched = row[:8]
    added_on, archived_on, first_due_on, spread_on, came_by, moved_on = row[11:]
    last = standing.last_contacts_kept(connection, number, row[8:11], today)
    added, touch, since, archived = sure_day(added_on), day(touched), day(rung_since), day(archived_on)
    if touch is not None and touch > today:
        touch = standing.last_touch(connection, number, today)
    if since is not None and since > today:
        rung = standing.rung_on(connection, number, today)[0]
    if (
        number in asked.resting
        or (archived and archived <= today)
        or (last.contact is None and added > today)
        or rungs.circle(rung, asked.circles.get(number, chosen)) == "arms-length"
    ):
        return None
    held = asked.circles.get(number, chosen)
    came = (came_by, every, chosen, moved_on, spread_on, added_on)
    if came_by and cadence.never_in_touch(never_in_touch.arrival(came, last.contact, held, today)):
        return None
    own = cadence.from_code(every)
    rhythm = asked.cadences[rung] if own is None else own
    if rhythm.every_days is None:
        # Whoever has `none` of their own is not to be told of.
        gone = _silence(asked, number) if own is None and _by_habit(rung) else None
        return gone and GoneQuiet(
            handle, name, touch, None, gone.both.days_away, gone.both.lateness, last.contact, last.from_them, last.word
        )
    put_off = first_due_on if last.contact is None and spread_on and sure_day(spread_on) <= today else None
    quiet = cadence.quiet(cadence.restarts_on(last, added, rhythm, today), rhythm, today, day(put_off))
    return quiet and GoneQuiet(
        handle, name, touch, rhythm.every_days, quiet.days_quiet, quiet.lateness, last.contact, last.from_them,
        last.word, cadence.pays_only(last, added, rhythm, today),
    )  # fmt: skip


def _by_habit(rung: str) -> bool:
    """Whether people on a rung without a cadence are told of at all: not where harm is done."""
    return rungs.circle(rung, None) != "arms-length"


def _silence(asked: _QuietQuery, person_id: int) -> "TwoClocks | None":
    """How quiet somebody is who was in touch often enough to have a habit, and has gone; None for all others."""
    from custlove.rules import inactivity

    limits = inactivity.Limits.of_contacts(asked.numbers)
    whose = {"person": person_id, "today": asked.today.isoformat()}
    contacts, theirs = (
        [sure_day(on) for (on,) in asked.connection.execute(sql, whose)] for sql in (_CONTACTS, _THEIRS)
    )
    clocks = inactivity.two_clocks(contacts, theirs, asked.today, limits)
    return clocks if clocks and clocks.both.times >= limits.fewest_times and clocks.both.lapsed else None

"""Which important days come: birthdays, and what else was noted."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from custlove.errors import NotFound
from custlove.reports.people import absences, standing
from custlove.reports.rows import sure_day
from custlove.rules import days as rules
from custlove.rules import rungs
from custlove.schema import references

_OF_PERSON = "person.id, handle, name, circle, rung, rung_since, person.added_on"
_BIRTHDAYS = f"SELECT NULL, 'birthday', birthday, 1, {_OF_PERSON} FROM person WHERE birthday IS NOT NULL AND "
_SPECIAL = (
    f"SELECT special_day.id, what, special_day.day, yearly, {_OF_PERSON}"
    " FROM special_day JOIN person ON person.id = person_id WHERE special_day.added_on <= ? AND "
)
_HERE = "(archived_on IS NULL OR archived_on > ?)"
# Each a seek a day. The second is empty unless today lies in the past: people archived since.
_BORN = (
    f"{_BIRTHDAYS} archived_on IS NULL AND substr(birthday, -5) IN ({{days}})",
    f"{_BIRTHDAYS} archived_on > ? AND substr(birthday, -5) IN ({{days}})",
)
_YEARLY = f"{_SPECIAL} {_HERE} AND yearly = 1 AND substr(special_day.day, -5) IN ({{days}})"
_ONCE = f"{_SPECIAL} {_HERE} AND yearly = 0 AND special_day.day BETWEEN ? AND ?"


class Day(NamedTuple):
    """A birthday or another day that matters: when it comes next; `turns` in years, where the year is known.

    `since` is the very first, if it is known; a birthday has no number.
    """

    id: int | None
    person: str
    name: str
    what: str
    on: date
    in_days: int
    turns: int | None
    yearly: bool = True
    since: date | None = None

    @property
    def ref(self) -> str | None:
        """Its reference, as a command takes it."""
        return None if self.id is None else references.ref_of("day", self.id)


class _Marked(NamedTuple):
    """A day as it is kept, and what of its person decides whether it is told."""

    number: int | None
    what: str
    day: str
    yearly: int
    person_id: int
    handle: str
    name: str
    chosen: str | None
    rung: str
    rung_since: str
    added_on: str


def coming(connection: sqlite3.Connection, until: date, today: date) -> list[Day]:
    """The days from today to another, in their order; 29 February on the 28th in other years.

    Nobody at arm's length and nobody who is archived (DESIGN.md section 2, circle).
    """
    comes: dict[str, list[date]] = {}
    for on in (today + timedelta(days=days) for days in range((until - today).days + 1)):
        for month_day in rules.celebrated(on):
            comes.setdefault(month_day, []).append(on)
    circles = standing.circles_before(connection, today)
    absent = absences.away(connection, today)
    marked = (each for each in _marked(connection, tuple(comes), until, today) if each.person_id not in absent)
    told = (each for each in marked if _told(connection, each, circles, today))
    found = [_day(each, on, today) for each in told for on in _times(each, comes)]
    return sorted(found, key=lambda each: (each.on, each.person))


def listing(connection: sqlite3.Connection, person_id: int | None, today: date, until: date | None = None) -> list[Day]:
    """Each day once, when it comes next, then those that are over: of a person, or of everybody who is not archived."""
    asked, value = (_HERE, today.isoformat()) if person_id is None else ("person.id = ?", person_id)
    known = today.isoformat()
    rows = connection.execute(f"{_BIRTHDAYS} person.added_on <= ? AND {asked}", (known, value)).fetchall()
    rows += connection.execute(_SPECIAL + asked, (known, value)).fetchall()
    absent = absences.away(connection, today) if person_id is None else ()
    marked = (each for each in map(_Marked._make, rows) if each.person_id not in absent)
    found = [_day(each, rules.next_on(each.day, today, yearly=bool(each.yearly)), today) for each in marked]
    wanted = (each for each in found if until is None or today <= each.on <= until)
    return sorted(wanted, key=lambda each: (each.in_days < 0, each.on, each.person))


def one(connection: sqlite3.Connection, number: int, today: date) -> Day:
    """The day of that number; raises NotFound."""
    row = connection.execute(f"{_SPECIAL} special_day.id = ?", (today.isoformat(), number)).fetchone()
    if row is None:
        raise NotFound(f"There is no day {references.ref_of('day', number)}.", "Their references: custlove day list")
    marked = _Marked(*row)
    return _day(marked, rules.next_on(marked.day, today, yearly=bool(marked.yearly)), today)


def _marked(connection: sqlite3.Connection, month_days: Sequence[str], until: date, today: date) -> Iterator[_Marked]:
    marks, known = ",".join("?" * len(month_days)), today.isoformat()
    for sql, values in (
        (_BORN[0], month_days),
        (_BORN[1], (known, *month_days)),
        (_YEARLY, (known, known, *month_days)),
        (_ONCE, (known, known, known, until.isoformat())),
    ):
        yield from (_Marked(*row) for row in connection.execute(sql.format(days=marks), values).fetchall())


def _told(connection: sqlite3.Connection, marked: _Marked, circles: Mapping[int, str | None], today: date) -> bool:
    rung = marked.rung
    if sure_day(marked.rung_since) > today:
        rung = standing.rung_on(connection, marked.person_id, today)[0]
    circle = rungs.circle(rung, circles.get(marked.person_id, marked.chosen))
    return sure_day(marked.added_on) <= today and circle != "arms-length"


def _times(marked: _Marked, comes: Mapping[str, list[date]]) -> list[date]:
    """When a day comes in the days that are asked about; not before it was for the first time."""
    if not marked.yearly:
        return [sure_day(marked.day)]
    first = rules.known_year(marked.day) or 0
    return [on for on in comes[marked.day[-5:]] if on.year >= first]


def _day(marked: _Marked, on: date, today: date) -> Day:
    known = rules.known_year(marked.day) is not None
    return Day(
        id=marked.number,
        person=marked.handle,
        name=marked.name,
        what=marked.what,
        on=on,
        in_days=(on - today).days,
        turns=rules.turns(marked.day, on) if marked.yearly else None,
        yearly=bool(marked.yearly),
        since=sure_day(marked.day) if known else None,
    )

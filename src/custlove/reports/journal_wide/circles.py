"""Who gets how much of you, next to how much they should (idea E2)."""

import sqlite3
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from custlove.reports.journal_wide import contact_totals
from custlove.reports.journal_wide.contact_totals import ContactTotals
from custlove.reports.lists import promises
from custlove.reports.lists.promises import Promise
from custlove.reports.people import never_in_touch, standing
from custlove.reports.rows import day, sure_day
from custlove.rules import cadence, rungs
from custlove.rules import circles as rules
from custlove.rules.cadence import Cadence
from custlove.schema import contact_predicates, predicates
from custlove.schema.vocabulary import CIRCLES

_PEOPLE = f"""
SELECT id, handle, name, every, circle, rung, rung_since, added_on FROM person
WHERE added_on <= :today AND {predicates.person_here()}
"""
_CONTACT_DAYS = f"""
SELECT person.id, (SELECT count(*) FROM ({contact_predicates.contact_days("person.id", since=":before")}))
FROM person WHERE last_contact_on > :before
"""
_FAR = "arms-length"


class Somebody(NamedTuple):
    """A person in a circle: days in contact that the cadence asked for in the period, and got; minutes.

    `every_days` and `asked` are None where no rhythm is asked for, as at arm's length. `timed`: for how many
    touchpoints minutes were noted.
    """

    person: str
    name: str
    circle: str
    every_days: int | None
    asked: int | None
    got: int
    minutes: int
    touchpoints: int = 0
    timed: int = 0


class Circle(NamedTuple):
    """A circle: people, the days in contact that their cadences asked for, touchpoints, their minutes, days in contact.

    Where several people were there, each of them had the touchpoint and its minutes. `timed`: for how many of them
    minutes were noted.
    """

    circle: str
    people: int
    asked: int
    touchpoints: int
    minutes: int
    contact_days: int = 0
    timed: int = 0


class Circles(NamedTuple):
    """The three circles from one day to another; who got more or less than asked; what was promised at arm's length."""

    since: date
    today: date
    circles: tuple[Circle, ...]
    more: tuple[Somebody, ...]
    less: tuple[Somebody, ...]
    promised: tuple[Promise, ...]


def size(connection: sqlite3.Connection) -> int:
    """How many people there are to go through."""
    return int(connection.execute("SELECT count(*) FROM person").fetchone()[0])


def circles(
    connection: sqlite3.Connection,
    cadences: Mapping[str, Cadence],
    since: date,
    today: date,
    advance: Callable[[int], None] | None = None,
) -> Circles:
    """Who got how much of you from a day up to today, archived people left out.

    Everybody counts in the circle and with the cadence that they have today. `advance` is told of each in touch.
    """
    got = _got(connection, since, today, advance)
    people = list(_people(connection, cadences, got, since, today))
    far = {somebody.person for somebody, _ in people if somebody.circle == _FAR}
    return Circles(
        since,
        today,
        tuple(_circle(circle, [somebody for somebody, _ in people if somebody.circle == circle]) for circle in CIRCLES),
        more=tuple(sorted((somebody for somebody, side in people if side == "more"), key=_furthest)),
        less=tuple(sorted((somebody for somebody, side in people if side == "less"), key=_furthest)),
        promised=_promised(connection, far, today) if far else (),
    )


def _got(
    connection: sqlite3.Connection, since: date, today: date, advance: Callable[[int], None] | None
) -> dict[int, ContactTotals]:
    found: dict[int, ContactTotals] = {}
    for number, contact in contact_totals.of_each(connection, since, today):
        found[number] = contact
        if advance is not None:
            advance(1)
    return found


def _people(
    connection: sqlite3.Connection,
    cadences: Mapping[str, Cadence],
    got: Mapping[int, ContactTotals],
    since: date,
    today: date,
) -> Iterator[tuple[Somebody, str | None]]:
    """Everybody, and on which side of what was asked they are."""
    chosen_before, nothing = standing.circles_before(connection, today), ContactTotals()
    before = (since - timedelta(days=1)).isoformat()
    days = dict(connection.execute(_CONTACT_DAYS, {"before": before, "today": today.isoformat()}).fetchall())
    unmet = never_in_touch.people(connection, today)
    for number, handle, name, every, chosen, rung, rung_since, added_on in connection.execute(
        _PEOPLE, {"today": today.isoformat()}
    ):
        if number in unmet:
            continue
        placed = day(rung_since)
        held = standing.rung_on(connection, number, today)[0] if placed and placed > today else rung
        circle = rungs.circle(held, chosen_before.get(number, chosen))
        own = cadence.from_code(every)
        rhythm = cadence.NO_CADENCE if circle == _FAR else cadences[held] if own is None else own
        had = got.get(number, nothing)
        on = days.get(number, 0)
        share = rules.share(rhythm, on, max(since, sure_day(added_on)), today)
        asked, side = share or (None, None)
        spent = (on, had.minutes, had.touchpoints, had.timed)
        yield Somebody(handle, name, circle, rhythm.every_days, asked, *spent), side


def _circle(circle: str, people: Sequence[Somebody]) -> Circle:
    return Circle(
        circle,
        len(people),
        sum(each.asked or 0 for each in people),
        sum(each.touchpoints for each in people),
        sum(each.minutes for each in people),
        sum(each.got for each in people),
        sum(each.timed for each in people),
    )


def _furthest(somebody: Somebody) -> tuple[int, str]:
    """By how far it is from what was asked, in days; the furthest first."""
    return -abs(somebody.got - (somebody.asked or 0)), somebody.person


def _promised(connection: sqlite3.Connection, far: Container[str], today: date) -> tuple[Promise, ...]:
    """What you still owe those at arm's length: nothing else is suggested for them, but promises count."""
    unsettled = promises.waiting(connection, date.max, today)
    return tuple(each for each in unsettled if each.by == "mine" and each.person in far)

"""Where a person stood on a day: the columns kept with a person tell only of today."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from custlove.reports.people import let_be
from custlove.reports.rows import by_ids, day, sure_day
from custlove.rules import rungs
from custlove.rules.contact import Last
from custlove.schema import contact_predicates, predicates


def rung_on(connection: sqlite3.Connection, person_id: int, today: date) -> tuple[str, date | None]:
    """The rung of a person on a day and since when, from their moves."""
    rows = connection.execute(
        "SELECT day, to_rung FROM rung_move WHERE person_id = ? AND day <= ? ORDER BY day, id",
        (person_id, today.isoformat()),
    )
    return rungs.rung_on(((sure_day(on), rung) for on, rung in rows), today)


def rungs_on(connection: sqlite3.Connection, ids: Iterable[int], today: date) -> dict[int, str]:
    """The rung of each of several people on a day, from their moves; all at once."""
    people = [*ids]
    placings: dict[int, list[tuple[date, str]]] = {number: [] for number in people}
    for number, on, rung in by_ids(connection, _PLACINGS, people, {"today": today.isoformat()}):
        placings[number].append((sure_day(on), rung))
    return {number: rungs.rung_on(those, today)[0] for number, those in placings.items()}


_PLACINGS = """
SELECT person_id, day, to_rung FROM rung_move WHERE person_id IN ({ids}) AND day <= :today ORDER BY person_id, day, id
"""


def circle_on(connection: sqlite3.Connection, person_id: int, today: date) -> str | None:
    """The circle that was chosen for a person up to a day; None: that of the rung."""
    sql = "SELECT circle FROM circle_choice WHERE person_id = ? AND day <= ? ORDER BY day DESC, id DESC LIMIT 1"
    circle: str | None
    (circle,) = connection.execute(sql, (person_id, today.isoformat())).fetchone() or (None,)
    return circle


def circles_before(connection: sqlite3.Connection, today: date) -> dict[int, str | None]:
    """Whose circle was chosen anew after a day: the choice that held on it, by the person's number.

    Empty unless that day lies in the past; of everybody else the column kept with them tells.
    """
    return dict(connection.execute(_CHOSEN_BEFORE, {"today": today.isoformat()}).fetchall())


_CHOSEN_BEFORE = """
SELECT later.person_id, (SELECT circle FROM circle_choice AS choice WHERE choice.person_id = later.person_id
                   AND choice.day <= :today ORDER BY choice.day DESC, choice.id DESC LIMIT 1)
FROM circle_choice AS later WHERE later.day > :today
"""


def last_touch(connection: sqlite3.Connection, person_id: int, today: date) -> date | None:
    """The day of a person's last touchpoint up to a day."""
    sql = "SELECT max(day) FROM touchpoint_person WHERE person_id = ? AND day <= ?"
    return day(connection.execute(sql, (person_id, today.isoformat())).fetchone()[0])


def last_contacts(connection: sqlite3.Connection, person_id: int, today: date) -> Last:
    """The days of the last contacts with a person up to a day."""
    row = connection.execute(_LAST_CONTACTS, {"person": person_id, "today": today.isoformat()}).fetchone()
    return Last(*map(day, row))


_LAST_CONTACTS = (
    f"SELECT {contact_predicates.last_word_on(':person')}, {contact_predicates.last_from_them_on(':person')},"
    f" {contact_predicates.last_from_you_on(':person')}"
)


def last_contacts_kept(connection: sqlite3.Connection, person_id: int, kept: Sequence[str | None], today: date) -> Last:
    """The days of the last contacts up to a day, by what is kept: last_word_on, last_from_them_on, last_from_you_on.

    What is kept tells of the newest facts; a day in the past has to look for its own.
    """
    last = Last(*map(day, kept))
    return last_contacts(connection, person_id, today) if last.contact and last.contact > today else last


class Reached(NamedTuple):
    """A person to whom something may be suggested: their number, handle and name, their rung on a day, the own cadence.

    `every` is the cadence as the journal keeps it, None if it is the rung's.
    """

    id: int
    person: str
    name: str
    rung: str
    every: str | None


def in_reach(connection: sqlite3.Connection, ids: Iterable[int], today: date) -> list[Reached]:
    """Of these people, those who were neither archived, nor at arm's length, nor let be on a day."""
    circles, resting = circles_before(connection, today), let_be.people(connection, today)
    last = today.isoformat()
    people = [row for row in by_ids(connection, _PEOPLE, ids, {"today": last}) if row[0] not in resting]
    then = rungs_on(connection, [row[0] for row in people if (row[6] or "") > last], today)
    found = []
    for number, handle, name, every, chosen, rung, _ in people:
        stood = then.get(number, rung)
        if rungs.circle(stood, circles.get(number, chosen)) != "arms-length":
            found.append(Reached(number, handle, name, stood, every))
    return found


_PEOPLE = f"""
SELECT id, handle, name, every, circle, rung, rung_since FROM person
WHERE id IN ({{ids}}) AND {predicates.person_here()}
"""

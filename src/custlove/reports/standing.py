"""Where a person stood on a day: the columns kept with a person tell only of today."""

import sqlite3
from datetime import date

from custlove.reports.rows import day, sure_day
from custlove.rules import rungs


def rung_on(connection: sqlite3.Connection, person_id: int, today: date) -> tuple[str, date | None]:
    """The rung of a person on a day and since when, from their moves."""
    rows = connection.execute(
        "SELECT day, to_rung FROM rung_move WHERE person_id = ? AND day <= ? ORDER BY day, id",
        (person_id, today.isoformat()),
    )
    return rungs.rung_on(((sure_day(on), rung) for on, rung in rows), today)


def circles_before(connection: sqlite3.Connection, today: date) -> dict[int, str | None]:
    """Whose circle was chosen anew after a day: the choice that held on it, by the person's number.

    Empty unless that day lies in the past; of everybody else the column kept with them tells.
    """
    return dict(connection.execute(_CHOSEN_BEFORE, {"today": today.isoformat()}).fetchall())


# The plus has SQLite seek by day, where there is nothing past today, and not walk through all choices by person.
_CHOSEN_BEFORE = """
SELECT person_id, (SELECT circle FROM circle_choice AS choice WHERE choice.person_id = later.person_id
                   AND choice.day <= :today ORDER BY choice.day DESC, choice.id DESC LIMIT 1)
FROM (SELECT DISTINCT +person_id AS person_id FROM circle_choice WHERE day > :today) AS later
"""


def last_touch(connection: sqlite3.Connection, person_id: int, today: date) -> date | None:
    """The day of a person's last touchpoint up to a day."""
    sql = "SELECT max(day) FROM touchpoint_person WHERE person_id = ? AND day <= ?"
    return day(connection.execute(sql, (person_id, today.isoformat())).fetchone()[0])

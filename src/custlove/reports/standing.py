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


def last_touch(connection: sqlite3.Connection, person_id: int, today: date) -> date | None:
    """The day of a person's last touchpoint up to a day."""
    sql = "SELECT max(day) FROM touchpoint_person WHERE person_id = ? AND day <= ?"
    return day(connection.execute(sql, (person_id, today.isoformat())).fetchone()[0])

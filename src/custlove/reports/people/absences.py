"""Who was archived on a day and was restored since; whoever is archived still has it in the columns of a person."""

import sqlite3
from datetime import date

from custlove.reports.rows import sure_day

# A seek, and empty unless the day lies in the past.
AWAY_IDS = "SELECT person_id FROM absence WHERE restored_on > :today AND archived_on <= :today"
_AWAY = "SELECT person_id, archived_on FROM absence WHERE restored_on > ? AND archived_on <= ?"
_HISTORY = "SELECT id, archived_on, restored_on FROM absence WHERE person_id = ? AND archived_on <= ? ORDER BY id"


def away(connection: sqlite3.Connection, today: date) -> dict[int, date]:
    """Those who were archived on a day and are not any more, by number, and since when they were."""
    day = today.isoformat()
    return {number: sure_day(since) for number, since in connection.execute(_AWAY, (day, day))}


def history(connection: sqlite3.Connection, person_id: int, today: date) -> list[tuple[int, date, date | None]]:
    """When somebody was archived before, and restored, as far as it was known on a day: number, from, up to."""
    rows = connection.execute(_HISTORY, (person_id, today.isoformat()))
    return [
        (number, sure_day(since), sure_day(until) if until <= today.isoformat() else None)
        for number, since, until in rows
    ]

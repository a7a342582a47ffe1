"""What was done to the journal, and what of it was undone."""

import sqlite3
from datetime import datetime
from typing import NamedTuple

from custlove.reports.rows import sure_moment
from custlove.store import undo


class Change(NamedTuple):
    """One write command: when, in words, how many rows; the change it undoes, the one that undid it."""

    id: int
    at: datetime
    command: str
    rows: int
    undoes: int | None
    undone_by: int | None


def history(connection: sqlite3.Connection, limit: int | None) -> list[Change]:
    """The changes, newest first."""
    undone = undo.standing_undos(connection)
    rows = connection.execute(
        "SELECT id, at, zone, command, undoes, (SELECT count(*) FROM change_row WHERE change_id = change.id)"
        " FROM change ORDER BY id DESC LIMIT ?",
        (-1 if limit is None else limit,),
    )
    return [
        Change(number, sure_moment(at, zone), command, count, undoes, undone.get(number))
        for number, at, zone, command, undoes, count in rows
    ]

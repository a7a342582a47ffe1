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


class Origin(NamedTuple):
    """The write that an undo, or an undo of an undo, goes back to, and whether it stands with that undo gone."""

    id: int
    command: str
    stands: bool


def origin(connection: sqlite3.Connection, number: int) -> Origin:
    """What taking back a change comes to: the write itself is gone, or brought back where the change was its undo."""
    stands = False
    while True:
        command, undoes = connection.execute("SELECT command, undoes FROM change WHERE id = ?", (number,)).fetchone()
        if undoes is None:
            return Origin(number, command, stands)
        number, stands = undoes, not stands

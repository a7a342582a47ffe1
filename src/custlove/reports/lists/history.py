"""What was done to the journal, and what of it was undone."""

import sqlite3
from datetime import datetime
from typing import NamedTuple

from custlove.reports.rows import sure_moment
from custlove.store import undo

# The rows of a change are numbered one after the other: where no number is missing, the first and the last say how
# many they are. To count them takes as long as an import was large.
_GAPLESS = """
SELECT (SELECT count(*) FROM change_row) IS (SELECT max(id) FROM change_row) - (SELECT min(id) FROM change_row) + 1
"""
_BY_NUMBERS = """
coalesce((SELECT max(id) FROM change_row WHERE change_id = change.id)
    - (SELECT min(id) FROM change_row WHERE change_id = change.id) + 1, 0)
"""
_ONE_BY_ONE = "(SELECT count(*) FROM change_row WHERE change_id = change.id)"


class HistoryEntry(NamedTuple):
    """One write command: when, in words, how many rows; the change it undoes, the one that undid it."""

    id: int
    at: datetime
    command: str
    rows: int
    undoes: int | None
    undone_by: int | None


def history(connection: sqlite3.Connection, limit: int | None) -> list[HistoryEntry]:
    """The changes, newest first."""
    undone = undo.standing_undos(connection)
    (gapless,) = connection.execute(_GAPLESS).fetchone()
    rows = connection.execute(
        f"SELECT id, at, zone, command, undoes, {_BY_NUMBERS if gapless else _ONE_BY_ONE}"
        " FROM change ORDER BY id DESC LIMIT ?",
        (-1 if limit is None else limit,),
    )
    return [
        HistoryEntry(number, sure_moment(at, zone), command, count, undoes, undone.get(number))
        for number, at, zone, command, undoes, count in rows
    ]


def count(connection: sqlite3.Connection, limit: int | None) -> int:
    """How many changes `history` gives."""
    found: int = connection.execute("SELECT count(*) FROM change").fetchone()[0]
    return found if limit is None else min(found, limit)


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

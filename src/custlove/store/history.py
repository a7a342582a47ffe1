"""The history: what was done to the journal, each write command a change."""

import sqlite3
from datetime import datetime

from custlove.store import digests, search

# Not a number under which rows stand whose change was lost: they are not part of this one.
_RECORD = """
INSERT INTO change (id, at, zone, command, undoes) VALUES (
    max(coalesce((SELECT max(id) FROM change), 0), coalesce((SELECT max(change_id) FROM change_row), 0)) + 1,
    ?, ?, ?, ?)
"""


def has_rows(connection: sqlite3.Connection, number: int) -> bool:
    """Whether a change did anything: one that found everything as it should be has no rows."""
    return connection.execute("SELECT 1 FROM change_row WHERE change_id = ? LIMIT 1", (number,)).fetchone() is not None


def is_by_other_program(connection: sqlite3.Connection, number: int) -> bool:
    """Whether a change was written by another program."""
    row = connection.execute("SELECT by_other_program FROM change WHERE id = ?", (number,)).fetchone()
    return bool(row and row[0])


def has_effect(connection: sqlite3.Connection, number: int) -> bool:
    """Whether there is something of a change to undo: one that only took rows as they were did nothing to them."""
    sql = "SELECT 1 FROM change_row WHERE change_id = ? AND (op <> 'update' OR before IS NOT after) LIMIT 1"
    return connection.execute(sql, (number,)).fetchone() is not None


def record(connection: sqlite3.Connection, at: datetime, zone: str, command: str, undoes: int | None = None) -> int:
    """Begin a change inside the caller's transaction: from here on the triggers write its rows. Its number.

    What other programs did since the last one is a change of its own, which ends here.
    """
    end_foreign(connection)
    moment = at.strftime("%Y-%m-%d %H:%M:%S.%f")
    return int(connection.execute(_RECORD, (moment, zone, command, undoes)).lastrowid or 0)


def end_foreign(connection: sqlite3.Connection, *, indexed: bool = True) -> None:
    """End the change that other programs wrote since the last one of custlove, if there is one.

    Search knows it then, unless it is made anew and not to be `indexed`.
    """
    newest = connection.execute("SELECT id, chain IS NULL AND by_other_program FROM change ORDER BY id DESC LIMIT 1")
    for number, is_open in newest.fetchall():
        if is_open:
            if indexed:
                search.index_change(connection, number)
            digests.seal(connection, number)

"""Committing: and where SQLite reports an error out of it, finding out whether the change was written.

A folder that cannot be synced is reported after the change was written; a disk that is full, before.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing

from custlove.errors import Unconfirmed

_OWN = "SELECT at, zone, command, undoes FROM change WHERE id = ?"


def change(connection: sqlite3.Connection, number: int) -> None:
    """Commit a change; raises what SQLite reports where nothing was written, Unconfirmed where it was, or may be."""
    own = connection.execute(_OWN, (number,)).fetchone()
    _commit(
        connection,
        # Another program may have taken the number meanwhile.
        lambda fresh: fresh.execute(_OWN, (number,)).fetchone() == own,
        Unconfirmed(
            f"It was written as change {number}, but the disk did not confirm it.",
            "Do not write it again: custlove history",
            written=True,
        ),
    )


def upgrade(connection: sqlite3.Connection, version: int) -> None:
    """Commit an upgrade to a schema version; raises as `change` does."""
    _commit(
        connection,
        lambda fresh: fresh.execute("PRAGMA user_version").fetchone() == (version,),
        Unconfirmed(
            f"The journal was upgraded to schema {version}, but the disk did not confirm it.",
            "Nothing else was changed. Look at the disk, then run the command again.",
        ),
    )


def _commit(
    connection: sqlite3.Connection, is_written: Callable[[sqlite3.Connection], bool], sentence: Unconfirmed
) -> None:
    path = connection.execute("PRAGMA database_list").fetchone()[2]
    try:
        connection.execute("COMMIT")
    except sqlite3.Error as fault:
        if connection.in_transaction:
            # It is whole, and is given up: somebody reads for too long.
            connection.execute("ROLLBACK")
            raise
        # What it still holds would be in the way of whoever looks.
        connection.close()
        written = _look(path, is_written)
        if written is None:
            raise Unconfirmed(
                "Whether it was written is not known.", "Look before you write it again: custlove history"
            ) from fault
        if written:
            raise sentence from fault
        raise


def _look(path: str, is_written: Callable[[sqlite3.Connection], bool]) -> bool | None:
    """Whether a file holds what was to be committed; None where it cannot be read."""
    try:
        with closing(sqlite3.connect(path)) as fresh:
            return is_written(fresh)
    except (sqlite3.Error, UnicodeDecodeError):
        return None

"""Opening a journal to write one change to it."""

import os
import sqlite3
from collections.abc import Callable

from custlove.store import file, locks

_Place = str | os.PathLike[str]
Prepare = Callable[[sqlite3.Connection, _Place], object]


def open_to_write(
    path: _Place,
    timeout: float = file.LOCK_TIMEOUT,
    prepare: Prepare | None = None,
) -> sqlite3.Connection:
    """Open a journal and take its write lock, inside a transaction; `prepare` is called before that.

    Whoever waits for the lock while a backup is restored holds a file that has no name any more: it is opened anew.
    """
    while True:
        before = _identity(path)
        connection = file.open_journal(path, timeout)
        try:
            if prepare is not None:
                prepare(connection, path)
            locks.begin(connection)
            if _identity(path) == before:
                return connection
        except BaseException:
            connection.close()
            raise
        connection.close()


def _identity(path: _Place) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        # What is wrong with it is said where it is opened.
        return None
    return found.st_dev, found.st_ino

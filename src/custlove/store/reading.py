"""Connections that only read: at one moment, or inside a change that only its owner may write."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from custlove.store import file, sqlite_errors

_READS = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
)  # fmt: skip


@contextmanager
def reading(path: Path, timeout: float = file.LOCK_TIMEOUT) -> Iterator[sqlite3.Connection]:
    """The journal as it stands at one moment, without a write lock. `timeout` in seconds."""
    with sqlite_errors.explained(path):
        connection = file.open_journal(path, timeout, to_read=True)
        try:
            connection.execute("PRAGMA query_only=ON")
            connection.execute("BEGIN")
            yield connection
        finally:
            connection.close()


def lock(connection: sqlite3.Connection) -> None:
    """Let nothing but questions through: no row is written, and no transaction begun or ended."""
    connection.set_authorizer(_only_reads)


def unlock(connection: sqlite3.Connection) -> None:
    """Let everything through again."""
    connection.set_authorizer(None)


@contextmanager
def locked(connection: sqlite3.Connection) -> Iterator[None]:
    """A connection that meanwhile lets nothing but questions through, unless it is unlocked."""
    lock(connection)
    try:
        yield
    finally:
        unlock(connection)


def _only_reads(action: int, _first: str | None, second: str | None, _database: str | None, _source: str | None) -> int:
    reads = action in _READS or (action == sqlite3.SQLITE_PRAGMA and second is None)
    return sqlite3.SQLITE_OK if reads else sqlite3.SQLITE_DENY

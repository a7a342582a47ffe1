"""One command, one transaction, one change."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from custlove.store import commit, digests, erasure, file, history, schema_check, search, sqlite_errors, write_access


class Written(NamedTuple):
    """A change being written: the connection that it is written with, its number in the history."""

    connection: sqlite3.Connection
    number: int


def nothing(_connection: sqlite3.Connection, _number: int) -> None:
    """The ending of a change that needs none."""


@contextmanager
def writing(
    path: Path,
    at: datetime,
    zone: str,
    command: str,
    timeout: float = file.LOCK_TIMEOUT,
    ending: Callable[[sqlite3.Connection, int], None] = nothing,
) -> Iterator[Written]:
    """Open the journal for one change and commit it at the end; anything raised inside leaves the file as it was.

    The write lock is taken at once (BEGIN IMMEDIATE), so what is read here is what is written to. `timeout` in seconds.
    `ending` is called once the index knows of the change, before its rows get their digests. What a forgetting that was
    killed has left to do is done first.
    """
    with sqlite_errors.explained(path):
        connection = write_access.open_to_write(path, timeout, erasure.finish)
        try:
            schema_check.check(connection, path)
            number = history.record(connection, at, zone, command)
            yield Written(connection, number)
            search.index_change(connection, number)
            ending(connection, number)
            digests.close(connection, number)
            commit.change(connection, number)
        finally:
            connection.close()


@contextmanager
def savepoint(connection: sqlite3.Connection) -> Iterator[None]:
    """Part of a transaction that is done whole or not at all: anything raised inside takes back what was done in it."""
    connection.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        # A full disk has ended the whole transaction already.
        if connection.in_transaction:
            connection.execute("ROLLBACK TO part")
        raise
    finally:
        if connection.in_transaction:
            connection.execute("RELEASE part")


@contextmanager
def without(connection: sqlite3.Connection, condition: str) -> Iterator[None]:
    """The journal without the triggers or indexes that meet a condition on `sqlite_schema`, inside a transaction.

    Anything raised inside brings them back, and takes back what was done.
    """
    with savepoint(connection):
        found = connection.execute(f"SELECT type, name, sql FROM sqlite_schema WHERE {condition}").fetchall()
        for kind, name, _ in found:
            connection.execute(f"DROP {kind} {name}")
        yield
        for _, _, sql in found:
            connection.execute(sql)

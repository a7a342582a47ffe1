"""One command, one session, one transaction, one change."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from custlove.errors import Refused
from custlove.rules.moments import Moment
from custlove.store import file, history, locks, search, sqlite_errors


class Writing(NamedTuple):
    """A change being written: the session to write with, the plain connection to read with, its number."""

    session: Session
    connection: sqlite3.Connection
    change: int


@contextmanager
def writing(path: Path, stamp: Moment, command: str, timeout: float = file.LOCK_TIMEOUT) -> Iterator[Writing]:
    """Open the journal for one change and commit it at the end; anything raised inside leaves the file as it was.

    The write lock is taken at once (BEGIN IMMEDIATE), so what is read here is what is written to.
    """
    with sqlite_errors.explained(path):
        connection = file.open_journal(path, timeout)
        try:
            with _plain_faults(), session_on(connection) as session:
                change = history.record(_driver(session.connection()), stamp.at, stamp.zone, command)
                yield Writing(session, connection, change)
                session.flush()
                search.index_change(connection, change)
                session.commit()
        finally:
            connection.close()


@contextmanager
def reading(path: Path, timeout: float = file.LOCK_TIMEOUT) -> Iterator[tuple[Session, sqlite3.Connection]]:
    """A session on the journal as it stands at one moment, and the connection below it; it takes no write lock.

    Raises Refused for what would change it.
    """
    with sqlite_errors.explained(path):
        connection = file.open_journal(path, timeout)
        try:
            connection.execute("PRAGMA query_only=ON")
            with _plain_faults(), session_on(connection, begin=_begin) as session:
                event.listen(session, "before_flush", _refuse)
                # What is asked in plain SQL sees the same moment as the session.
                session.connection()
                yield session, connection
        finally:
            connection.close()


@contextmanager
def session_on(connection: sqlite3.Connection, begin: Callable[[Connection], None] | None = None) -> Iterator[Session]:
    """A session on an open journal whose transactions begin IMMEDIATE (the stock engine loses updates)."""
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    event.listen(engine, "begin", begin or _begin_immediate)
    with Session(engine, expire_on_commit=False) as session:
        yield session


def _begin_immediate(connection: Connection) -> None:
    locks.begin(_driver(connection))


def _begin(connection: Connection) -> None:
    _driver(connection).execute("BEGIN")


def _refuse(session: Session, *_: object) -> None:
    if session.new or session.dirty or session.deleted:
        raise Refused(
            "This journal is open for reading only.", 'To write, say what for: open_journal(path, write="my script")'
        )


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError("the journal's engine is not on sqlite3")
    return driver


@contextmanager
def _plain_faults() -> Iterator[None]:
    try:
        yield
    except DBAPIError as fault:
        if isinstance(fault.orig, sqlite3.Error):
            raise fault.orig from fault
        raise

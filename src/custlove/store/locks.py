"""Waiting for another program that holds the journal."""

import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from custlove.errors import Locked

if TYPE_CHECKING:
    from pathlib import Path

# Primary result codes of SQLite, https://www.sqlite.org/rescode.html
BUSY = frozenset({5, 6})
# While SQLite waits nothing else runs, not even Ctrl-C: it waits in pieces.
_PIECE_MS = 200
_BETWEEN_TRIES = 0.02
Answer = TypeVar("Answer")


def code(fault: sqlite3.Error) -> int:
    """The primary result code behind a fault; 0 where SQLite gave none."""
    return int(getattr(fault, "sqlite_errorcode", 0)) & 0xFF


def begin(connection: sqlite3.Connection) -> None:
    """Open a transaction with the write lock, for which it waits as long as the connection may."""
    patiently(connection, lambda: connection.execute("BEGIN IMMEDIATE"))


def patiently(connection: sqlite3.Connection, act: Callable[[], Answer]) -> Answer:
    """What `act` answers, tried again while another program holds the file, as long as the connection may wait."""
    whole = connection.execute("PRAGMA busy_timeout").fetchone()[0]
    end = time.monotonic() + whole / 1000
    connection.execute(f"PRAGMA busy_timeout = {min(whole, _PIECE_MS)}")
    try:
        while True:
            try:
                return act()
            except sqlite3.OperationalError as fault:
                if code(fault) not in BUSY or time.monotonic() >= end:
                    raise
    finally:
        connection.execute(f"PRAGMA busy_timeout = {whole}")


@contextmanager
def alone_in(folder: "Path", timeout: float) -> Iterator[None]:
    """One program at a time in a folder, of those that ask for it here; all at once where the system has no such locks.

    Raises Locked after `timeout` seconds.
    """
    handle, end = _handle(folder), time.monotonic() + timeout
    try:
        while handle is not None and not _locked(handle):
            if time.monotonic() >= end:
                raise Locked(
                    f"Another program is starting a journal in {folder}.", "Nothing was changed. Try again in a moment."
                )
            time.sleep(_BETWEEN_TRIES)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _handle(folder: "Path") -> int | None:
    if sys.platform == "win32":
        return None
    try:
        return os.open(folder, os.O_RDONLY)
    except PermissionError:
        return None


def _locked(handle: int) -> bool:
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # No locks on this filesystem: two that start a journal at once are still told apart when they name it.
        return True
    return True

"""The journal's file: where it is, making one, opening one."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from custlove.errors import CannotCreate, CustloveError, NoPermission, NoSuchFile, NotAJournal
from custlove.store import faults, migrate

LOCK_TIMEOUT = 30.0
_MAGIC = b"SQLite format 3\x00"


def connect(path: Path, timeout: float = LOCK_TIMEOUT) -> sqlite3.Connection:
    """A connection with the journal's safety settings (DESIGN.md section 4), transactions in the caller's hands.

    `timeout` is in seconds. Raises NoSuchFile, NotAJournal for an empty file, NoPermission.
    """
    _look(path)
    # For writing even when reading: after a crash a reader must be able to roll back; SQLite falls back to read-only.
    connection = sqlite3.connect(f"file:{_quoted(path)}?mode=rw", uri=True, timeout=timeout, isolation_level=None)
    for setting in (
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "synchronous=EXTRA",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {setting}")
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync=ON")
    return connection


def open_journal(path: Path, timeout: float = LOCK_TIMEOUT) -> sqlite3.Connection:
    """Open a journal, upgrading an older one first; refused ones are left as they are, to the byte."""
    with faults.explained(path):
        connection = connect(path, timeout)
        try:
            if migrate.check(connection, path):
                migrate.upgrade(connection, path)
            _leave_wal(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def empty() -> sqlite3.Connection:
    """An empty journal in memory: what is read where none has been started."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate.run_steps(connection, 0)
    return connection


def create(path: Path) -> None:
    """Make an empty journal, mode 0600 in a folder of mode 0700; raises CannotCreate, also where something is there."""
    with being_created(path):
        pass


@contextmanager
def being_created(path: Path) -> Iterator[Path]:
    """An empty journal under another name, which becomes `path` at the end, or is gone when anything was raised."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    if path.exists():
        raise CannotCreate(f"{path} is already there.", "Nothing was changed.")
    with _creation_faults(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        _fill(temporary)
        yield temporary
        with _creation_faults(path):
            # A link never replaces what another program has put there meanwhile.
            os.link(temporary, path)
            _sync_folder(path.parent)
    finally:
        for leftover in (temporary, temporary.with_name(f"{temporary.name}-journal")):
            leftover.unlink(missing_ok=True)


@contextmanager
def _creation_faults(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as fault:
        raise CannotCreate(
            f"{path} was made by another program just now.", "Nothing was changed. Try again."
        ) from fault
    except OSError as fault:
        raise CannotCreate(
            f"{path} cannot be made: {fault.strerror}.", "Name another place: custlove init PATH"
        ) from fault


def _fill(path: Path) -> None:
    with faults.explained(path):
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous=EXTRA")
            connection.execute("BEGIN IMMEDIATE")
            migrate.run_steps(connection, 0)
            connection.execute("COMMIT")
        finally:
            connection.close()


def _sync_folder(folder: Path) -> None:
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _look(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise NoSuchFile(f"There is no journal at {path}.", f"To start one there: custlove init {path}") from fault
    except IsADirectoryError as fault:
        raise NotAJournal(f"{path} is a folder, not a journal.", "Name the file in it.") from fault
    except OSError as fault:
        raise NoPermission(f"{path} cannot be read: {fault.strerror}.") from fault
    if start != _MAGIC:
        raise _not_a_journal(path, empty=not start)


def _not_a_journal(path: Path, *, empty: bool) -> CustloveError:
    if empty:
        return NotAJournal(
            f"{path} is empty (0 bytes): a journal that was there may be lost.",
            f"Put a backup in its place, or remove the file and start afresh: custlove init {path}",
        )
    return NotAJournal(f"{path} is not a custlove journal: it is not an SQLite file.", "Nothing was changed.")


def _quoted(path: Path) -> str:
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _leave_wal(connection: sqlite3.Connection) -> None:
    # Only where another tool turned it on: asking is a read, setting takes the lock.
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "delete":
        connection.execute("PRAGMA journal_mode=DELETE")

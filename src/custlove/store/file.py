"""The journal's file: if it is, making one, opening one."""

import errno
import os
import sqlite3
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from custlove import private_files
from custlove.errors import (
    CannotCreate,
    CustloveError,
    NoPermission,
    NoSuchFile,
    NotAJournal,
    OutputFailed,
    Unconfirmed,
)
from custlove.store import locks, migrate, sqlite_errors

if TYPE_CHECKING:
    from pathlib import Path

LOCK_TIMEOUT = 30.0
# https://www.sqlite.org/rescode.html#readonly
_READONLY = 8
_UNWRITABLE = frozenset({3, _READONLY, 14})
_Place = str | os.PathLike[str]
_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/\\:._~-")
_SETTINGS = (
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "secure_delete=ON",
    *(("fullfsync=ON",) if sys.platform == "darwin" else ()),
)


def connect(path: _Place, timeout: float = LOCK_TIMEOUT) -> sqlite3.Connection:
    """A connection with the journal's safety settings (DESIGN.md section 4), transactions in the caller's hands.

    `timeout` is in seconds. Raises NoSuchFile, NotAJournal for an empty file, NoPermission.
    """
    _look(path)
    # For writing even when reading: after a crash a reader must be able to roll back; SQLite falls back to read-only.
    connection = sqlite3.connect(_uri(path), uri=True, timeout=timeout, isolation_level=None)
    try:
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        # The first that reads the file, and so the first that another program can keep waiting.
        locks.patiently(connection, lambda: connection.execute("PRAGMA synchronous=EXTRA"))
    except BaseException:
        connection.close()
        raise
    return connection


def open_journal(path: _Place, timeout: float = LOCK_TIMEOUT, *, to_read: bool = False) -> sqlite3.Connection:
    """Open a journal, upgrading an older one first; refused ones are left as they are, to the byte.

    `to_read`: also one that another program holds in WAL mode, which cannot be ended meanwhile; and an older one in a
    place that may not be written, as an upgraded copy in memory.
    """
    with sqlite_errors.explained(path):
        connection = connect(path, timeout)
        try:
            if migrate.check(connection, path) and (copy := _upgraded(connection, path, to_read=to_read)) is not None:
                connection.close()
                return copy
            _leave_wal(connection, to_read=to_read)
        except BaseException:
            connection.close()
            raise
        return connection


def _upgraded(connection: sqlite3.Connection, path: _Place, *, to_read: bool) -> sqlite3.Connection | None:
    """Upgrade a journal; a copy in memory, to read, where it may not be written."""
    try:
        migrate.upgrade(connection, path)
    except (CannotCreate, sqlite3.OperationalError) as fault:
        if not to_read or (isinstance(fault, sqlite3.Error) and locks.code(fault) not in _UNWRITABLE):
            raise
        return _upgraded_copy(connection)
    return None


def _upgraded_copy(connection: sqlite3.Connection) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.backup(copy)
        copy.execute("BEGIN")
        migrate.run_steps(copy, migrate.versions(copy)[1])
        copy.execute("COMMIT")
        for setting in _SETTINGS:
            copy.execute(f"PRAGMA {setting}")
    except BaseException:
        copy.close()
        raise
    return copy


def empty() -> sqlite3.Connection:
    """An empty journal in memory: what is read where none has been started."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate.run_steps(connection, 0)
    except BaseException:
        connection.close()
        raise
    return connection


def create(path: "Path") -> None:
    """Make an empty journal, mode 0600 in a folder of mode 0700; raises CannotCreate, also if something is there."""
    with being_created(path):
        pass


@contextmanager
def alone(path: "Path", timeout: float) -> Iterator[None]:
    """Be the only program that starts a journal where `path` is; makes the folder. Raises CannotCreate, Locked."""
    with _folder_of(path), locks.alone_in(path.parent, timeout):
        yield


@contextmanager
def being_created(path: "Path") -> "Iterator[Path]":
    """An empty journal under another name, which becomes `path` at the end, or is gone when anything was raised."""
    if os.path.lexists(path):
        raise CannotCreate(f"{path} already exists.", "Nothing was changed.")
    temporary = private_files.unfinished(path)
    with _folder_of(path):
        try:
            with _creation_faults(path):
                os.close(private_files.new_file(temporary))
            _fill(temporary)
            yield temporary
            with _creation_faults(path):
                private_files.give_name(temporary, path)
                private_files.sync_folder(path.parent)
        except Unconfirmed as fault:
            # What was written is gone with the name that it had meanwhile.
            raise OutputFailed(
                f"{path} could not be written: the disk is full or failing.", "Nothing was changed."
            ) from fault
        except CustloveError as fault:
            # Nobody asked for the name it had meanwhile.
            fault.message, fault.hint = (
                each.replace(str(temporary), str(path)) for each in (fault.message, fault.hint)
            )
            raise
        finally:
            for leftover in (temporary, temporary.with_name(f"{temporary.name}-journal")):
                leftover.unlink(missing_ok=True)


@contextmanager
def _folder_of(path: "Path") -> Iterator[None]:
    """Make the folder that a file lies in, and those it lies in; take them away again when anything was raised."""
    made = _make_folder_of(path)
    try:
        yield
    except BaseException:
        # What another program has put there meanwhile stays.
        with suppress(OSError):
            for folder in made:
                folder.rmdir()
        raise


def _make_folder_of(path: "Path") -> "list[Path]":
    try:
        made = private_files.make_folder(path.parent)
    except (FileExistsError, NotADirectoryError) as fault:
        raise CannotCreate(
            f"{path} cannot be made: {path.parent} is not a folder.", "Name another place: custlove init PATH"
        ) from fault
    except OSError as fault:
        raise _not_made(path, fault) from fault
    for folder in made:
        private_files.sync_folder(folder.parent)
    return made


def _not_made(path: "Path", fault: OSError) -> CannotCreate:
    return CannotCreate(f"{path} cannot be made: {fault.strerror}.", "Name another place: custlove init PATH")


@contextmanager
def _creation_faults(path: "Path") -> Iterator[None]:
    try:
        yield
    except FileExistsError as fault:
        raise CannotCreate(f"{path} was just created by another program.", "Nothing was changed. Try again.") from fault
    except OSError as fault:
        raise _not_made(path, fault) from fault


def _fill(path: "Path") -> None:
    with sqlite_errors.explained(path):
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous=EXTRA")
            connection.execute("BEGIN IMMEDIATE")
            migrate.run_steps(connection, 0)
            connection.execute("COMMIT")
        finally:
            connection.close()


def _look(path: _Place) -> None:
    """Raise for what SQLite would not refuse by itself, without opening the file.

    To close it again would let go of every lock that this process holds on it by another connection (POSIX): others
    could write while it reads (https://www.sqlite.org/howtocorrupt.html section 2.2).
    """
    try:
        status = os.stat(path)
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise NoSuchFile(f"There is no journal at {path}.", f"To start one there: custlove init {path}") from fault
    except OSError as fault:
        kind = NoPermission if isinstance(fault, PermissionError) else NoSuchFile
        raise kind(f"{path} cannot be read: {fault.strerror}.", f"Look at: ls -l {path}") from fault
    # Opening a pipe would wait for whoever writes to it.
    if not stat.S_ISREG(status.st_mode):
        raise NotAJournal(
            f"{path} is {'a folder' if os.path.isdir(path) else 'a special file'}, not a journal.",
            "Nothing was changed.",
        )
    if not os.access(path, os.R_OK):
        raise NoPermission(f"{path} cannot be read: {os.strerror(errno.EACCES)}.", f"Look at: ls -l {path}")
    if not status.st_size:
        raise NotAJournal(
            f"{path} is empty (0 bytes): a journal that was there may be lost.",
            f"Put a backup in its place, or remove the file and start afresh: custlove init {path}",
        )


def _uri(path: _Place) -> str:
    whole = os.fsencode(path if os.path.isabs(path) else os.path.join(os.getcwd(), path))
    plain = "".join(chr(byte) if byte in _SAFE else f"%{byte:02x}" for byte in whole)
    # Windows begins with a drive, all others with a slash.
    return f"file://{'/' if sys.platform == 'win32' else ''}{plain}?mode=rw"


def _leave_wal(connection: sqlite3.Connection, *, to_read: bool) -> None:
    # Only where another tool turned it on: asking is a read, setting takes the lock.
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete":
        return
    if not to_read:
        connection.execute("PRAGMA journal_mode=DELETE")
        return
    waits = connection.execute("PRAGMA busy_timeout").fetchone()[0]
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as fault:
        # Whoever holds it lets it be read; one in a place that nobody may write to stays as it is.
        if locks.code(fault) not in {*locks.BUSY, _READONLY}:
            raise
    finally:
        connection.execute(f"PRAGMA busy_timeout = {waits}")

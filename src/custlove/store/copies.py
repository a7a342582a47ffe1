"""Copies of a journal next to it, before something is done to it: whole, private, never over an older one."""

import os
import sqlite3
from contextlib import closing, suppress
from glob import escape
from itertools import chain, count
from shutil import copyfile
from typing import TYPE_CHECKING

from custlove import private_files
from custlove.errors import CannotCreate
from custlove.store import locks

if TYPE_CHECKING:
    from pathlib import Path

# https://www.sqlite.org/rescode.html: damaged, no database.
_UNREADABLE = frozenset({11, 26})


def keep(path: "Path", mark: str, before: str) -> "tuple[Path, bool]":
    """Copy a journal to `NAME.MARK.bak`, or with a number; where it is, and whether it was made just now.

    `before` is what it is made before, as a sentence says it. The caller holds the journal's write lock, as far as it
    can be had. Raises CannotCreate.
    """
    target = path.with_name(f"{path.name}.{mark}.bak")
    # Whoever was killed while making one has left it; nobody else makes one now, for the journal is locked.
    for leftover in path.parent.glob(f".{escape(path.name)}.*.bak.*.new*"):
        leftover.unlink(missing_ok=True)
    temporary = private_files.unfinished(target)
    try:
        try:
            write(path, temporary)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as fault:
            if isinstance(fault, sqlite3.Error) and locks.code(fault) not in _UNREADABLE:
                raise
            # What SQLite cannot read is kept as it is, to the byte.
            copyfile(path, temporary)
        return _name(temporary, target)
    except OSError as fault:
        raise CannotCreate(
            f"The backup before {before} could not be written: {fault}.", "Nothing was changed."
        ) from fault
    finally:
        temporary.unlink(missing_ok=True)


def write(path: "Path", target: "Path") -> None:
    """Copy a journal at one moment into a new private file; raises OSError, sqlite3.Error.

    Through a reader of its own: SQLite refuses to copy from a connection that is about to write.
    """
    os.close(private_files.new_file(target))
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as reader:
        fill(reader, target)


def fill(reader: sqlite3.Connection, target: "Path") -> None:
    """Copy what a connection reads into a file that is there, and have it outlast a power cut."""
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        reader.backup(copy)
        # Whoever opens it must find one file, however the journal was held.
        copy.execute("PRAGMA journal_mode = DELETE")
    private_files.sync_file(target)


def _name(temporary: "Path", target: "Path") -> "tuple[Path, bool]":
    # Never over an older backup: it may be the only good one.
    others = (target.with_name(f"{target.stem}-{number}.bak") for number in count(2))
    for name in chain([target], others):
        with suppress(FileExistsError):
            private_files.give_name(temporary, name)
            return name, True
        if name.read_bytes() == temporary.read_bytes():
            return name, False
    raise AssertionError("numbers do not end")

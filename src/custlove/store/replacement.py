"""Putting another file in the place of a journal, while nobody writes to it."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from glob import escape
from pathlib import Path
from shutil import copyfile

from custlove import private_files
from custlove.errors import CannotCreate
from custlove.store import copies, file, locks, sqlite_errors


@contextmanager
def replaced(
    journal: Path, source: Path, timeout: float, prepare: Callable[[Path], None], *, lock: bool
) -> Iterator[None]:
    """Put a copy of a journal in the place of another; inside, that is still there, and nobody else writes to it.

    `prepare` is given the copy before.

    By rename, once the copy is on the disk: a kill leaves the old file or the new one. Who waits to write finds the new
    one then (write_access.py). `lock` is False for a file that SQLite cannot open. Raises CannotCreate, Locked;
    the journal is then as it was.
    """
    temporary = private_files.unfinished(journal)
    try:
        with _faults(journal):
            private_files.make_folder(journal.parent)
            copies.write(source, temporary)
        prepare(temporary)
        with _locked(journal, timeout, lock=lock):
            yield
            with _faults(journal):
                # What a killed writer left beside the old file must not be played back into the new one.
                _hot(journal).unlink(missing_ok=True)
                temporary.replace(journal)
                private_files.sync_folder(journal.parent)
    finally:
        # With what was kept next to it where it was upgraded.
        for each in journal.parent.glob(f"{escape(temporary.name)}*"):
            each.unlink(missing_ok=True)


@contextmanager
def _locked(journal: Path, timeout: float, *, lock: bool) -> Iterator[None]:
    if not lock:
        yield
        return
    with sqlite_errors.explained(journal), closing(file.connect(journal, timeout)) as connection:
        locks.begin(connection)
        yield


def kept_as_it_is(journal: Path, folder: Path, day: date) -> Path | None:
    """Keep a file that nobody can read in a folder, to the byte; where, None if there is none. Raises CannotCreate."""
    if not journal.exists():
        return None
    kept = folder / f"{journal.stem}-{day}-damaged-{os.urandom(4).hex()}.db"
    with _faults(kept):
        private_files.make_folder(folder)
        # With what a killed writer left beside it: nobody knows yet which of the two is whole.
        for each, name in ((journal, kept), (_hot(journal), _hot(kept))):
            if each.exists():
                os.close(private_files.new_file(name))
                copyfile(each, name)
                private_files.sync_file(name)
    return kept


def _hot(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


@contextmanager
def _faults(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.OperationalError) as fault:
        why = fault.strerror if isinstance(fault, OSError) else fault
        raise CannotCreate(f"{path} cannot be written: {why}.", "Nothing was changed.") from fault

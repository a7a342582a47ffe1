"""What SQLite reports, as sentences."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from custlove.errors import CustloveError, Locked, NoPermission, NotAJournal, OutputFailed

# Primary result codes of SQLite, https://www.sqlite.org/rescode.html
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _PERM, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 3, 26


def damaged(path: Path) -> NotAJournal:
    """The sentence for a journal that SQLite cannot read."""
    return NotAJournal(
        f"{path} is damaged: SQLite cannot read it.",
        "Nothing was changed. Keep the file as it is and put a backup in its place.",
    )


def explain(fault: sqlite3.Error, path: Path) -> CustloveError | None:
    """The sentence for what SQLite reported about the file, or None where the program itself is at fault."""
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
    if code in (_BUSY, _LOCKED):
        return Locked(f"{path} is in use by another program.", "Nothing was changed. Try again in a moment.")
    if code in (_READONLY, _PERM, _CANTOPEN):
        return NoPermission(
            f"{path}, or the folder it is in, may not be written.", f"Nothing was changed. Look at: ls -l {path}"
        )
    if code in (_FULL, _IOERR):
        return OutputFailed(f"{path} could not be written: the disk is full or failing.", "Nothing was changed.")
    if code == _NOTADB:
        return NotAJournal(f"{path} is not a custlove journal: it is not an SQLite file.", "Nothing was changed.")
    return damaged(path) if code == _CORRUPT else None


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite reports inside the block into sentences; a mistake of the program passes as it is."""
    try:
        yield
    except sqlite3.Error as fault:
        sentence = explain(fault, path)
        if sentence is None:
            raise
        raise sentence from fault
    except UnicodeDecodeError as fault:
        raise damaged(path) from fault

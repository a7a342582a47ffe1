"""What SQLite reports, as sentences."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from custlove.errors import CustloveError, Locked, NoPermission, NotAJournal, OutputFailed
from custlove.store import locks, migrate

# Primary result codes of SQLite, https://www.sqlite.org/rescode.html
_READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _PERM, _NOTADB = 8, 10, 11, 13, 14, 3, 26
_Place = str | os.PathLike[str]
_MOMENTS = """
SELECT tables.name, columns.name FROM pragma_table_list AS tables, pragma_table_info(tables.name) AS columns
WHERE tables.schema = 'main' AND tables.type = 'table' AND (columns.name = 'at' OR columns.name GLOB '*_at')
"""


_LOOK = "Nothing was changed. To see what is hurt, and what can be mended: custlove doctor"


def damaged(path: _Place, hint: str = _LOOK) -> NotAJournal:
    """The sentence for a journal that SQLite cannot read."""
    return NotAJournal(f"{path} is damaged: SQLite cannot read it.", hint)


def explain(fault: sqlite3.Error, path: _Place) -> CustloveError | None:
    """The sentence for what SQLite reported about the file, or None where the program itself is at fault."""
    code = locks.code(fault)
    if code in locks.BUSY:
        return Locked(f"{path} is in use by another program.", "Nothing was changed. Try again in a moment.")
    if code in (_READONLY, _PERM, _CANTOPEN):
        return NoPermission(
            f"{path}, or the folder it is in, may not be written.", f"Nothing was changed. Look at: ls -l {path}"
        )
    if code in (_FULL, _IOERR):
        return OutputFailed(f"{path} could not be written: the disk is full or failing.", "Nothing was changed.")
    if code == _NOTADB:
        return NotAJournal(f"{path} is not a custlove journal: it is not an SQLite file.", "Nothing was changed.")
    return damaged(path) if code == _CORRUPT or str(fault).startswith("Could not decode") else None


@contextmanager
def explained(path: _Place) -> Iterator[None]:
    """Turn what SQLite reports inside the block into sentences; a mistake of the program passes as it is."""
    try:
        yield
    except (sqlite3.Error, ValueError, LookupError, TypeError) as fault:
        # A day that is none, a word that no list holds: SQLite hands out what stands in a damaged page.
        sentence = explain(fault, path) if isinstance(fault, sqlite3.Error) else None
        if sentence is None:
            sentence = _damage(path)
        if sentence is None:
            raise
        raise sentence from fault


def _damage(path: _Place) -> NotAJournal | None:
    """What is wrong with a file, None if nothing is found: its pages, its schema, references, moments."""
    if not os.path.isfile(path):
        # Connecting would make one.
        return None
    try:
        with closing(sqlite3.connect(path)) as connection:
            intact = list(connection.execute("PRAGMA integrity_check(1)")) == [("ok",)]
            # An older one is about to be upgraded: what goes wrong then is no damage.
            if not intact or not (migrate.check(connection, path) or _has_its_schema(connection)):
                return damaged(path)
            found = next(_wrong_rows(connection), None)
    except (sqlite3.Error, UnicodeDecodeError):
        return damaged(path)
    if found is None:
        return None
    return NotAJournal(f"{path} is damaged: {found}.", _LOOK)


def _wrong_rows(connection: sqlite3.Connection) -> Iterator[str]:
    """Rows that only another program, or a failing disk, can have left so."""
    for table, number, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield f"row {number} of {table} belongs to a row of {parent} that is missing"
    for table, number, moment in wrong_moments(connection):
        yield f'row {number} of {table} has "{moment}" for a moment'


def wrong_moments(connection: sqlite3.Connection) -> Iterator[tuple[str, int, str]]:
    """Moments that are none: the table and the row, and what stands there."""
    for table, column in connection.execute(_MOMENTS).fetchall():
        # With a change of nought a day is worked out, and 31 February is none.
        read_back = f"strftime('%Y-%m-%d %H:%M:%S', {column}, '+0 days') IS NOT substr({column}, 1, 19)"
        wrong = f"SELECT id, {column} FROM {table} WHERE {read_back} AND {column} IS NOT NULL"
        for number, moment in connection.execute(wrong):
            yield table, number, moment


def _has_its_schema(connection: sqlite3.Connection) -> bool:
    with closing(sqlite3.connect(":memory:")) as fresh:
        migrate.run_steps(fresh, 0)
        return _schema(connection) == _schema(fresh)


def _schema(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()

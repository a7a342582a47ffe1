"""Opening a journal however damaged it is, only to read."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from custlove.store import file, locks, migrate, schema_check, sqlite_errors
from custlove.store.doctor.findings import UNREADABLE, Finding, damage, note
from custlove.store.version import APPLICATION_ID, SCHEMA_VERSION

# https://www.sqlite.org/rescode.html: damaged
_CORRUPT = 11
# What every journal has in the same bytes of its header (https://www.sqlite.org/fileformat2.html#the_database_header).
_HEADER = {
    0: b"SQLite format 3\0",
    16: (4096).to_bytes(2, "big") + bytes((1, 1, 0, 64, 32, 32)),
    44: (4).to_bytes(4, "big"),
    56: (1).to_bytes(4, "big"),
}


@contextmanager
def opened(path: Path, timeout: float) -> Iterator[tuple[sqlite3.Connection, list[Finding]]]:
    """A journal at one moment, and what is wrong with its header.

    Where SQLite refuses the file, it is read past a schema that cannot be parsed, or as a copy in memory with a whole
    header. Raises what `file.connect` raises for a file that is not there or may not be read, NotAJournal for a file of
    another program, and Locked.
    """
    connection, fault = _connected(path, timeout)
    try:
        header = [] if fault is None else [damage("structure", "file", f"SQLite refuses the file: {fault}", "salvage")]
        header += _header(connection, path)
        yield connection, header
    finally:
        connection.close()


def _connected(path: Path, timeout: float) -> tuple[sqlite3.Connection, Exception | None]:
    try:
        connection = file.connect(path, timeout)
    except UNREADABLE as fault:
        return _forced(path, fault), fault
    try:
        # At one moment, all of it.
        connection.execute("BEGIN")
        schema_check.differences(connection)
    except UNREADABLE as fault:
        connection.close()
        return _forced(path, fault), fault
    except BaseException:
        connection.close()
        raise
    return connection, None


def _forced(path: Path, fault: Exception) -> sqlite3.Connection:
    with sqlite_errors.explained(path):
        if isinstance(fault, sqlite3.Error) and locks.code(fault) in locks.BUSY:
            raise fault
    for open_ in (_put_right, _past_its_schema):
        connection = open_(path)
        try:
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM person").fetchone()
        except UNREADABLE:
            connection.close()
        else:
            return connection
    if isinstance(fault, sqlite3.Error) and locks.code(fault) != _CORRUPT:
        with sqlite_errors.explained(path):
            raise fault
    hint = "Nothing was changed. Keep the file as it is and put a backup in its place."
    raise sqlite_errors.damaged(path, hint) from fault


def _put_right(path: Path) -> sqlite3.Connection:
    """A copy in memory with the header and the schema's text that every journal has."""
    image = bytearray(path.read_bytes())
    for place, right in _HEADER.items():
        image[place : place + len(right)] = right
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.deserialize(bytes(image))
        connection.execute("PRAGMA writable_schema = ON")
        for (kind, name), (_, sql) in schema_check.wanted().items():
            connection.execute(
                "UPDATE sqlite_schema SET sql = :sql WHERE type = :kind AND name = :name AND sql IS NOT :sql",
                {"sql": sql, "kind": kind, "name": name},
            )
        connection.execute("PRAGMA writable_schema = RESET")
    except UNREADABLE:
        # Whoever asks next is told.
        return connection
    except BaseException:
        connection.close()
        raise
    return connection


def _past_its_schema(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)


def _header(connection: sqlite3.Connection, path: Path) -> Iterator[Finding]:
    application, version = migrate.versions(connection)
    try:
        ours = not any(each.kind == "table" for each in schema_check.differences(connection))
    except UNREADABLE as fault:
        yield damage("structure", "schema", f"The schema cannot be read: {fault}", "salvage")
        return
    if application != APPLICATION_ID and ours:
        yield damage("structure", "header", f"The mark of a journal is missing in the header ({application})", "repair")
    if version != SCHEMA_VERSION and ours:
        text = f"The header says schema {version}, but the tables are those of schema {SCHEMA_VERSION}"
        yield damage("structure", "header", text, "repair")
    elif not ours and migrate.check(connection, path):
        text = f"It has schema {version}; the next command upgrades it to {SCHEMA_VERSION}, then it has digests"
        yield note("structure", "older", text)

"""Examining a journal: `examine(connection, full=…, progress=…) -> Findings` is the one way in, and only reads."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from custlove.schema.tables import TABLES
from custlove.store.doctor import content, derived, structure
from custlove.store.doctor.findings import (
    UNREADABLE,
    Advance,
    Area,
    Finding,
    Findings,
    damage,
    ignore,
    raise_interruption,
)

# Of SQLite's virtual machine: some tenths of a second.
_OPERATIONS = 5_000_000
# What happens to a row of the history, and to a row that is looked at: each costs about the same.
_UNITS = "SELECT coalesce(max(id), 0) FROM change_row"


def examine(connection: sqlite3.Connection, *, full: bool = True, progress: Advance = ignore) -> Findings:
    """What is wrong with a journal of the newest schema: its structure, its content, what is derived from that.

    Not `full`: the structure alone, without comparing indexes with their tables (SQLite's quick_check). `progress` is
    told how many more of the `units` are done. Raises nothing for what is damaged: it is among the findings.
    """
    rows = 0
    found: list[Finding] = []
    with _told(connection, progress):
        # Each on its own: what makes one of them fail is found, and the others go on.
        found += _guarded(lambda: list(structure.pages(connection, full=full)), "structure")
        found += _guarded(lambda: list(structure.references(connection)), "structure")
        found += _guarded(lambda: list(structure.schema(connection)), "structure")
        found += _guarded(lambda: list(structure.forgetting(connection)), "structure")
        found += _guarded(lambda: list(structure.journal_mode(connection)), "structure")
    if full:
        with _as_it_is(connection):
            found += _guarded(lambda: list(structure.moments(connection)), "structure")
            found += _guarded(lambda: content.examine(connection, progress), "content")
            found += _guarded(lambda: list(derived.examine(connection, progress)), "derived")
    changes, chain = 0, None
    with suppress(*UNREADABLE):
        rows, changes, chain = counted(connection)
    return Findings(rows, changes, chain, tuple(found))


def counted(connection: sqlite3.Connection) -> tuple[int, int, str | None]:
    """How many rows and changes there are, and the chain."""
    rows = sum(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES)
    [changes] = connection.execute("SELECT count(*) FROM change").fetchone()
    return rows, changes, head(connection)


def head(connection: sqlite3.Connection) -> str | None:
    """The chain after the last change, in hexadecimal digits: journals that share it have one history."""
    sql = "SELECT hex(chain) FROM change WHERE chain IS NOT NULL ORDER BY id DESC LIMIT 1"
    row = connection.execute(sql).fetchone()
    return None if row is None else str(row[0]).lower()


def units(connection: sqlite3.Connection) -> int:
    """How many units of work a full examination is, roughly; 0 where that cannot be read."""
    with suppress(*UNREADABLE):
        # Each row of the history once for its seal; each row that is there against its digest, and most for search.
        return int(connection.execute(_UNITS).fetchone()[0]) * 5 // 2
    return 0


def _guarded(look: Callable[[], list[Finding]], area: Area) -> list[Finding]:
    """What was found; that it could not be looked at is found, too."""
    try:
        return look()
    except (*UNREADABLE, ValueError, TypeError, LookupError) as fault:
        raise_interruption(fault)
        return [damage(area, "unreadable", f"It cannot be read: {fault}", "salvage")]


@contextmanager
def _told(connection: sqlite3.Connection, progress: Advance) -> Iterator[None]:
    """SQLite's own checks say nothing until they are done: whoever waits sees that it goes on, and can end it."""
    # Whatever is raised in there, Ctrl-C among it, SQLite drops, and says that it was interrupted.
    connection.set_progress_handler(lambda: progress(0), _OPERATIONS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


@contextmanager
def _as_it_is(connection: sqlite3.Connection) -> Iterator[None]:
    """Texts that are no UTF-8 are read all the same, and temporary tables may be made."""
    [query_only] = connection.execute("PRAGMA query_only").fetchone()
    connection.execute("PRAGMA query_only = OFF")
    factory, connection.text_factory = connection.text_factory, _text
    try:
        yield
    finally:
        connection.text_factory = factory
        connection.execute(f"PRAGMA query_only = {query_only}")


def _text(stored: bytes) -> str:
    return stored.decode("utf-8", "surrogateescape")

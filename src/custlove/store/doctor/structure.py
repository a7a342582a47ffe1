"""The structure of a journal: its pages, its references, its tables as custlove made them."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator

from custlove.store import erasure, schema_check, sqlite_errors
from custlove.store.doctor.findings import UNREADABLE, Finding, Mend, damage, named, note, raise_interruption

# How SQLite speaks of an index that does not fit its table; whatever else it says is of pages or of values.
_OF_INDEX = (" missing from index ", "wrong # of entries in index ", "non-unique entry in index ")
_OF_VALUE = ("NULL value in ", "CHECK constraint failed in ", "NUMERIC value in ", "TEXT value in ", "non-")
_MOST_LINES = 100


def pages(connection: sqlite3.Connection, *, full: bool = True) -> Iterator[Finding]:
    """What SQLite finds wrong with the pages, with values, and with indexes."""
    check = "integrity_check" if full else "quick_check"
    try:
        lines = [line for (line,) in connection.execute(f"PRAGMA {check}({_MOST_LINES})") if line != "ok"]
    except UNREADABLE as fault:
        raise_interruption(fault)
        lines = [str(fault)]
    indexes = [line for line in lines if any(words in line for words in _OF_INDEX)]
    values = [line for line in lines if line not in indexes and line.startswith(_OF_VALUE)]
    pages = [line for line in lines if line not in indexes and line not in values]
    if pages:
        text = f"Pages of the file are damaged: {_first(pages)}"
        yield damage("structure", "pages", text, "salvage")
    if values:
        text = f"Columns hold what they cannot: {_first(values)}"
        yield damage("structure", "values", text, "backup")
    if indexes:
        text = f"Indexes do not fit their tables: {_first(indexes)}"
        yield damage("structure", "indexes", text, "salvage" if pages else "repair")


def _first(lines: list[str]) -> str:
    # SQLite breaks a line within some of them.
    first = " ".join(lines[0].replace("*** in database main ***", "").split())
    return f"{first} (and {len(lines) - 1} more)" if lines[1:] else first


def references(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Rows whose row that they belong to is missing."""
    lost: dict[tuple[str, str], list[int]] = defaultdict(list)
    try:
        for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
            lost[table, parent].append(row)
    except UNREADABLE as fault:
        raise_interruption(fault)
        text = f"References cannot be followed: {fault}"
        yield damage("structure", "references", text, "salvage")
    for (table, parent), rows in lost.items():
        text = f"The {parent.replace('_', ' ')} is missing to which this belongs: {named(table, rows)}"
        yield damage("structure", "references", text, "backup", table, rows)


def forgetting(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Somebody was forgotten, and files of theirs, or pages, are still there."""
    try:
        left = erasure.pending(connection)
    except (sqlite3.DatabaseError, ValueError):
        # A table that is missing or damaged is told of as such.
        return
    if left is not None:
        text = "Forgetting somebody is not finished: files of theirs are left, or pages; the next write finishes it"
        yield note("structure", "forgetting", text)


def moments(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Moments that are none: whatever reads the row ends there."""
    for table, number, moment in sqlite_errors.wrong_moments(connection):
        text = f'No moment is "{moment}", which stands in {named(table, [number])}'
        yield damage("structure", "values", text, "backup", table, [number])


def schema(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Tables, indexes, triggers and views that are not as custlove makes them, and what was added."""
    changed, added = schema_check.compare(connection)
    for each in changed:
        # Rows of a table that was rebuilt go into a new file; all else is made anew where it is.
        mend: Mend = "salvage" if each.kind == "table" and each.name != "search" else "repair"
        yield damage("structure", "schema", f"T{each.words[1:]}", mend)
    for kind, name in added:
        yield note("structure", "additions", f"Another program added the {kind} {name}")


def journal_mode(connection: sqlite3.Connection) -> Iterator[Finding]:
    """A journal mode that another program set."""
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    if mode not in ("delete", "memory"):
        text = f"Another program set the journal mode to {mode}; the next write sets it back"
        yield note("structure", "journal_mode", text)

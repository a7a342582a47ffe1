"""Examining a journal, and saying what to do next."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from custlove.rules import names
from custlove.store import file, locks, migrate, schema_check, sqlite_errors
from custlove.store.doctor import examine as examiner
from custlove.store.doctor import place, structure
from custlove.store.doctor.findings import Advance, Finding, Findings, damage, ignore, named, note
from custlove.store.version import APPLICATION_ID, SCHEMA_VERSION

# A folded column, and what it is folded from: other programs do not know.
_KEYS = (
    ("person", "name", "name_key", "1"),
    ("person", "nickname", "nickname_key", "1"),
    ("person", "organisation", "organisation_key", "1"),
    ("former_name", "value", "key", "kind = 'name'"),
)
# SQLite's code for a file that is none of its own.
_NOT_A_DATABASE = 26


class Examined(NamedTuple):
    """A journal that was examined: where it is, and what was found."""

    path: Path
    findings: Findings

    def data(self) -> dict[str, Any]:
        """What --json answers."""
        found = self.findings
        return {
            "journal": str(self.path),
            "sound": found.sound,
            "rows": found.rows,
            "changes": found.changes,
            "chain": found.chain,
            "findings": [each._asdict() for each in found.found],
        }


def units(path: Path, timeout: float = file.LOCK_TIMEOUT) -> int:
    """How many units of work `examine` tells of, roughly."""
    with _opened(path, timeout) as (connection, _):
        return examiner.units(connection)


def examine(
    path: Path, others: tuple[Path, ...] = (), timeout: float = file.LOCK_TIMEOUT, progress: Advance = ignore
) -> Examined:
    """Examine a journal without writing to it; `others`: files and folders of the program elsewhere.

    Raises NotAJournal for a file that is nobody's, or a newer custlove's; what is damaged is among the findings.
    """
    around = tuple(place.examine(path, *others))
    with _opened(path, timeout) as (connection, header):
        if any(each.kind in ("file", "older") for each in header):
            pages = () if header[0].kind == "file" else tuple(structure.pages(connection))
            return Examined(path, Findings(0, 0, None, (*header, *pages, *around)))
        findings = examiner.examine(connection, progress=progress)
        keys = tuple(_keys(connection))
    return Examined(path, findings._replace(found=(*header, *findings.found, *keys, *around)))


@contextmanager
def _opened(path: Path, timeout: float) -> Iterator[tuple[sqlite3.Connection, list[Finding]]]:
    """A journal at one moment, however damaged it is, and what is wrong with its header."""
    with sqlite_errors.explained(path):
        connection = file.connect(path, timeout)
    try:
        header = list(_header(connection, path))
        if not any(each.kind == "file" for each in header):
            connection.execute("BEGIN")
        yield connection, header
    finally:
        connection.close()


def _header(connection: sqlite3.Connection, path: Path) -> Iterator[Finding]:
    try:
        application, version = migrate.versions(connection)
        ours = not any(each.kind == "table" for each in schema_check.differences(connection))
    except sqlite3.DatabaseError as fault:
        if locks.code(fault) in locks.BUSY:
            with sqlite_errors.explained(path):
                raise
        yield damage("structure", "file", f"SQLite cannot read the file: {fault}", "backup")
        return
    if application != APPLICATION_ID and ours:
        yield damage("structure", "header", f"The mark of a journal is missing in the header ({application})", "repair")
    if version != SCHEMA_VERSION and ours:
        text = f"The header says schema {version}, but the tables are those of schema {SCHEMA_VERSION}"
        yield damage("structure", "header", text, "repair")
    elif migrate.check(connection, path):
        text = f"It has schema {version}; the next command upgrades it to {SCHEMA_VERSION}, then it has digests"
        yield note("structure", "older", text)


def _keys(connection: sqlite3.Connection) -> Iterator[Finding]:
    """The folded columns by which people are found that do not fit what they are folded from."""
    for table, column, key, condition in _KEYS:
        try:
            rows = connection.execute(f"SELECT id, {column}, {key} FROM {table} WHERE {condition}").fetchall()
        except (sqlite3.DatabaseError, ValueError):
            # What cannot be read is found elsewhere.
            continue
        wrong = [number for number, text, kept in rows if kept != (None if text is None else names.fold(text))]
        if wrong:
            text = f"Not found by the {column}, which another program changed: {named(table, wrong)}"
            yield note("derived", "keys", text, "repair", table, wrong)

"""Examining a journal, and saying what to do next."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, NamedTuple

from custlove.rules import names
from custlove.rules.moments import Moment
from custlove.store import (
    copies,
    digests,
    file,
    history,
    locks,
    migrate,
    schema_check,
    sqlite_errors,
    transaction,
)
from custlove.store.doctor import examine as examiner
from custlove.store.doctor import place, salvage, structure
from custlove.store.doctor import repair as repairs
from custlove.store.doctor.findings import Advance, Finding, Findings, damage, ignore, named, note
from custlove.store.doctor.salvage import Lost
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


class Repaired(NamedTuple):
    """What a repair did: where the journal as it was is kept, what is lost, and what is found now."""

    kept: Path | None
    lost: tuple[Lost, ...]
    now: Examined

    def data(self) -> dict[str, Any]:
        """What --json answers."""
        lost = [each._asdict() for each in self.lost]
        return {**self.now.data(), "kept": None if self.kept is None else str(self.kept), "lost": lost}


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


def repair(
    path: Path,
    others: tuple[Path, ...],
    stamp: Moment,
    command: str,
    timeout: float = file.LOCK_TIMEOUT,
    progress: Advance = ignore,
) -> Repaired:
    """Make anew what can be made anew; where pages are damaged, bring what can be read into a new file.

    The journal as it was is kept first. `stamp` is when; `command` what the history says where rows are written.
    Raises as `examine` does, CannotCreate where no copy can be kept; the journal is then as it was.
    """
    before = examine(path, others, timeout, progress)
    mends = {each.mend for each in before.findings.found if each.area != "place"}
    _tidy(path, others)
    if not mends & {"repair", "salvage"}:
        return Repaired(None, (), examine(path, others, timeout))
    with sqlite_errors.explained(path), closing(file.connect(path, timeout)) as connection:
        kept, lost = _repaired(connection, path, stamp, command, new_file="salvage" in mends)
    return Repaired(kept, lost, examine(path, others, timeout))


def _tidy(path: Path, others: tuple[Path, ...]) -> None:
    """Keep others out of files and folders, and remove what killed commands have left."""
    for each in place.leftovers(path):
        each.unlink(missing_ok=True)
    for each in place.too_open(path, *others):
        each.chmod(0o700 if each.is_dir() else 0o600)


def _repaired(
    connection: sqlite3.Connection, path: Path, stamp: Moment, command: str, *, new_file: bool
) -> tuple[Path, tuple[Lost, ...]]:
    # What SQLite would look up is damaged, perhaps: then nobody else can write either.
    with suppress(sqlite3.DatabaseError) if new_file else nullcontext():
        locks.begin(connection)
    kept, _ = copies.keep(path, "repair", "the repair")
    if new_file:
        return kept, tuple(_salvaged(connection, path, stamp, command))
    repairs.mend(connection)
    number = history.record(connection, stamp.at, stamp.zone, command)
    _fold(connection)
    if history.has_rows(connection, number):
        digests.close(connection, number)
    else:
        connection.execute("DELETE FROM change WHERE id = ?", (number,))
    connection.execute("COMMIT")
    return kept, ()


def _fold(connection: sqlite3.Connection) -> None:
    """Put right the folded columns by which people are found."""
    for table, column, key, condition in _KEYS:
        rows = connection.execute(f"SELECT id, {column}, {key} FROM {table} WHERE {condition}").fetchall()
        for number, text, kept in rows:
            right = None if text is None else names.fold(text)
            if kept != right:
                connection.execute(f"UPDATE {table} SET {key} = ? WHERE id = ?", (right, number))


def _salvaged(source: sqlite3.Connection, path: Path, stamp: Moment, command: str) -> list[Lost]:
    """Bring what can be read into a new file, and put that in the place of the journal."""
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        file.create(temporary)
        with closing(sqlite3.connect(temporary, isolation_level=None)) as target:
            target.execute("BEGIN IMMEDIATE")
            lost = salvage.copy(source, target)
            repairs.mend(target)
            number = history.record(target, stamp.at, stamp.zone, command)
            salvage.settle(target, number)
            _fold(target)
            repairs.accept_history(target)
            digests.close(target, number)
            target.execute("COMMIT")
            source.close()
            _put_in_place(target, path)
    finally:
        temporary.unlink(missing_ok=True)
    return lost


def _put_in_place(salvaged: sqlite3.Connection, path: Path) -> None:
    # Over the old one, by SQLite: whoever waits for its lock does not write into a file that has no name any more.
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.execute("PRAGMA synchronous = EXTRA")
        salvaged.backup(old)


def accept(path: Path, stamp: Moment, command: str, timeout: float = file.LOCK_TIMEOUT) -> Examined:
    """Take what another program wrote, and what differs from the history, as it stands: give it its digests.

    It is a change of its own. Raises NotAJournal where the structure is to be repaired first.
    """
    before = examine(path, (), timeout)
    accepted = [each for each in before.findings.found if each.area == "content" and each.mend in ("accept", "backup")]
    if accepted:
        with transaction.writing(path, stamp.at, stamp.zone, command, timeout) as (connection, number):
            for each in accepted:
                if each.table is not None and each.kind in ("changed", "by_other_program", "without_digest"):
                    repairs.accept(connection, each.table, each.rows)
            salvage.settle(connection, number)
            repairs.accept_history(connection)
    return examine(path, (), timeout)

"""Examining a journal, and saying what to do next."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from custlove.rules.moments import Moment
from custlove.schema.tables import TABLES
from custlove.store import (
    copies,
    digests,
    file,
    folded_keys,
    history,
    locks,
    search,
    sqlite_errors,
    transaction,
)
from custlove.store.doctor import content, opening, place, salvage, structure
from custlove.store.doctor import examine as examiner
from custlove.store.doctor import repair as repairs
from custlove.store.doctor.findings import UNREADABLE, Advance, Finding, Findings, ignore, named, note
from custlove.store.doctor.salvage import Lost
from custlove.store.folded_keys import FOLDED_KEYS

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
    with opening.opened(path, timeout) as (connection, _):
        return examiner.units(connection)


def examine(
    path: Path, others: tuple[Path, ...] = (), timeout: float = file.LOCK_TIMEOUT, progress: Advance = ignore
) -> Examined:
    """Examine a journal without writing to it; `others`: files and folders of the program elsewhere.

    Raises NotAJournal for a file that is nobody's, or a newer custlove's; what is damaged is among the findings.
    """
    around = tuple(place.examine(path, *others))
    with opening.opened(path, timeout) as (connection, header):
        if any(each.kind == "older" for each in header):
            return Examined(path, Findings(0, 0, None, (*header, *structure.pages(connection), *around)))
        findings = examiner.examine(connection, progress=progress)
        keys = tuple(_keys(connection))
    return Examined(path, findings._replace(found=(*header, *findings.found, *keys, *around)))


def _keys(connection: sqlite3.Connection) -> Iterator[Finding]:
    """The folded columns by which people are found that do not fit what they are folded from."""
    for each in FOLDED_KEYS:
        try:
            wrong = [number for number, _ in each.wrong(connection)]
        except (*UNREADABLE, ValueError):
            # What cannot be read is found elsewhere.
            continue
        if wrong:
            text = f"Not found by the {each.text}, which another program changed: {named(each.table, wrong)}"
            yield note("derived", "keys", text, "repair", each.table, wrong)


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
    lost: Sequence[Lost] = ()
    with sqlite_errors.explained(path):
        if "salvage" in mends:
            kept, lost = _salvaged(path, stamp, command, timeout)
        else:
            kept = _mended(path, stamp, command, timeout)
    return Repaired(kept, tuple(lost), examine(path, others, timeout))


def _tidy(path: Path, others: tuple[Path, ...]) -> None:
    """Keep others out of files and folders, and remove what killed commands have left."""
    for each in place.leftovers(path):
        each.unlink(missing_ok=True)
    for each in place.too_open(path, *others):
        each.chmod(0o700 if each.is_dir() else 0o600)


def _mended(path: Path, stamp: Moment, command: str, timeout: float) -> Path:
    """Make anew what can be, in one transaction; where the journal as it was is kept."""
    with closing(file.connect(path, timeout)) as connection:
        locks.begin(connection)
        kept, _ = copies.keep(path, "repair", "the repair")
        repairs.mend(connection)
        number = history.record(connection, stamp.at, stamp.zone, command)
        _restore(connection)
        folded_keys.refold(connection)
        if history.has_rows(connection, number):
            digests.close(connection, number)
        else:
            connection.execute("DELETE FROM change WHERE id = ?", (number,))
        connection.execute("COMMIT")
    return kept


def _restore(connection: sqlite3.Connection) -> None:
    """Write rows that differ from the history as it left them, where it says how they were."""
    wrong = {}
    connection.text_factory = _text
    for table in TABLES:
        wrong[table] = content.rows(connection, table).wrong
    connection.text_factory = str
    if sum(repairs.restore(connection, table, rows) for table, rows in wrong.items()):
        search.refill(connection)


def _text(stored: bytes) -> str:
    return stored.decode("utf-8", "surrogateescape")


def _salvaged(path: Path, stamp: Moment, command: str, timeout: float) -> tuple[Path, list[Lost]]:
    """Bring what can be read into a new file, and put that in the place of the journal; where the old one is kept."""
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        with opening.opened(path, timeout) as (source, _):
            kept, _ = copies.keep(path, "repair", "the repair")
            file.create(temporary)
            with closing(sqlite3.connect(temporary, isolation_level=None)) as target:
                target.execute("BEGIN IMMEDIATE")
                lost = salvage.copy(source, target)
                repairs.mend(target)
                number = history.record(target, stamp.at, stamp.zone, command)
                salvage.settle(target, number)
                _restore(target)
                folded_keys.refold(target)
                repairs.accept_history(target)
                digests.close(target, number)
                target.execute("COMMIT")
        _put_in_place(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    return kept, lost


def _put_in_place(salvaged: Path, path: Path) -> None:
    # Over the old one, by SQLite: whoever waits for its lock does not write into a file that has no name any more.
    try:
        with closing(sqlite3.connect(salvaged)) as source, closing(sqlite3.connect(path, isolation_level=None)) as old:
            old.execute("PRAGMA writable_schema = ON")
            old.execute("PRAGMA synchronous = EXTRA")
            source.backup(old)
    except UNREADABLE as fault:
        if isinstance(fault, sqlite3.Error) and locks.code(fault) in locks.BUSY:
            raise
        # It is no database to SQLite any more: nobody waits for it.
        salvaged.replace(path)


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

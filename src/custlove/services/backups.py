"""Backups, and restoring one: what would be lost, and the journal as it was set aside first."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from custlove.errors import NoSuchFile, NotAJournal
from custlove.rules.moments import Moment
from custlove.services import forgetting
from custlove.store import backups, file, locks, migrate, replacement, sqlite_errors
from custlove.store.backups import Backup, Made
from custlove.store.doctor import examine as examiner
from custlove.store.doctor.findings import Advance, ignore
from custlove.store.version import APPLICATION_ID, SCHEMA_VERSION

if TYPE_CHECKING:
    from custlove.config import Settings

# A change as two journals are compared by: both have it where number, moment, command and chain are the same.
_CHANGES = "SELECT id, at, zone, command, {chain} FROM change ORDER BY id"
_UNREADABLE = frozenset({11, 26})


class BackupRow(NamedTuple):
    """A backup in a list: `why` is `asked` or what custlove made it before, `chain` how far the history in it goes."""

    name: str
    day: date
    why: str
    bytes: int
    chain: str
    path: str


class ChangeRef(NamedTuple):
    """A change as the history has it."""

    id: int
    at: str
    command: str


class Comparison(NamedTuple):
    """What a backup has and the journal has not, and the other way round.

    `lost`: the changes that would be gone; `gained`: those that only the backup has. `readable`: whether the journal
    itself is there and can be read, or nobody knows what is in it.
    """

    backup: Path
    lost: tuple[ChangeRef, ...]
    gained: tuple[ChangeRef, ...]
    readable: bool

    def data(self) -> dict[str, Any]:
        """What --json answers."""
        lost, gained = ([each._asdict() for each in side] for side in (self.lost, self.gained))
        return {"backup": str(self.backup), "lost": lost, "gained": gained, "readable": self.readable}


class RestoreBackup(NamedTuple):
    """What to restore: a backup; the day and the moment, what counts as now, and the settings.

    Who was forgotten since the backup was made is forgotten in it, too.
    """

    backup: Path
    day: date
    stamp: Moment
    now: datetime
    settings: "Settings"


class Restored(NamedTuple):
    """A journal that was restored: from what, what is gone with it, where it is kept as it was, who was forgotten."""

    comparison: Comparison
    kept: Path | None
    forgotten: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        """What --json answers."""
        kept = None if self.kept is None else str(self.kept)
        return {**self.comparison.data(), "kept": kept, "forgotten": list(self.forgotten)}


def listing(journal: Path) -> list[BackupRow]:
    """The backups of a journal, the newest first."""
    return [row(each) for each in (*backups.listed(journal, backups.folder_of(journal)), *backups.beside(journal))]


def make(journal: Path, target: Path | None, day: date, timeout: float, progress: Advance = ignore) -> Made:
    """Make a backup that is asked for, all of it examined; in the folder of backups unless a place is given.

    Raises as store/backups.py says.
    """
    folder = backups.folder_of(journal)
    made = backups.make(journal, target or folder, day, full=True, timeout=timeout, progress=progress)
    if made.backup.path.parent == folder:
        backups.thin_out(journal, folder, day)
    return made


def data(made: Made) -> dict[str, Any]:
    """What --json answers of a backup that was made."""
    return {
        **row(made.backup)._asdict(),
        "rows": made.rows,
        "changes": made.changes,
        "examined": made.examined,
        "new": made.new,
    }


def find(journal: Path, words: str) -> Path:
    """The backup that is meant by a name, a day or a file; the newest for no words. Raises BadInput."""
    return backups.found(journal, words, backups.folder_of(journal))


def units(path: Path, timeout: float) -> int:
    """How many units of work it is to examine a file, roughly."""
    with suppress(NotAJournal, sqlite3.DatabaseError), closing(_reading(path)) as connection:
        connection.execute(f"PRAGMA busy_timeout = {int(timeout * 1000)}")
        return examiner.units(connection)
    return 0


def row(backup: Backup) -> BackupRow:
    """A backup as a row of a list."""
    why = backup.why or "asked"
    return BackupRow(backup.path.name, backup.day, why, backup.size, backup.chain, str(backup.path))


def compare(journal: Path, backup: Path, timeout: float = file.LOCK_TIMEOUT) -> Comparison:
    """What restoring a backup would change; raises NotAJournal for a file that cannot be restored."""
    theirs = _changes_of(backup)
    try:
        with closing(file.connect(journal, timeout)) as connection:
            locks.patiently(connection, lambda: connection.execute("BEGIN"))
            ours = _changes(connection)
    except (NotAJournal, NoSuchFile):
        return Comparison(backup, (), _refs(theirs), readable=False)
    except sqlite3.DatabaseError as fault:
        if locks.code(fault) not in _UNREADABLE:
            with sqlite_errors.explained(journal):
                raise
        return Comparison(backup, (), _refs(theirs), readable=False)
    same = 0
    while same < min(len(ours), len(theirs)) and _same(ours[same], theirs[same]):
        same += 1
    return Comparison(backup, _refs(ours[same:]), _refs(theirs[same:]), readable=True)


def _changes_of(path: Path) -> list[tuple[Any, ...]]:
    try:
        with closing(_reading(path)) as connection:
            application, version = migrate.versions(connection)
            if application != APPLICATION_ID:
                raise NotAJournal(f"{path} is not a custlove journal.", "Nothing was changed.")
            if version > SCHEMA_VERSION:
                raise NotAJournal(
                    f"{path} was written by a newer custlove (schema {version}; this one knows {SCHEMA_VERSION}).",
                    "Nothing was changed. Upgrade custlove on this machine.",
                )
            return _changes(connection)
    except sqlite3.DatabaseError as fault:
        raise NotAJournal(f"{path} cannot be read as a journal: {fault}.", "Nothing was changed.") from fault


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)


def _changes(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    names = {name for (name,) in connection.execute("SELECT name FROM pragma_table_info('change')")}
    return connection.execute(_CHANGES.format(chain="hex(chain)" if "chain" in names else "''")).fetchall()


def _same(one: Sequence[Any], other: Sequence[Any]) -> bool:
    *known, chain = one
    *known_there, chain_there = other
    return known == known_there and (chain == chain_there or not (chain and chain_there))


def _refs(changes: Sequence[Sequence[Any]]) -> tuple[ChangeRef, ...]:
    return tuple(ChangeRef(number, _local(at, zone), command) for number, at, zone, command, *_ in changes)


def _local(at: str, zone: str) -> str:
    """A moment of the file, which is in UTC, as it was on the wall there."""
    return datetime.fromisoformat(at).replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")


def restore(
    journal: Path, asked: RestoreBackup, timeout: float = file.LOCK_TIMEOUT, progress: Advance = ignore
) -> Restored:
    """Put a backup in the place of the journal, which is set aside as a backup first.

    Raises NotAJournal for a backup that is not sound, CannotCreate where nothing can be written, Locked; the journal is
    then as it was. Restoring what was set aside takes it back.
    """
    comparison = compare(journal, asked.backup, timeout)
    _refuse_unsound(asked.backup, progress)
    forgotten: tuple[str, ...] = ()

    def prepare(copy: Path) -> None:
        nonlocal forgotten
        if comparison.readable:
            forgotten = forgetting.reapply(copy, journal, asked.stamp, asked.now, asked.settings, timeout)

    with replacement.replaced(journal, asked.backup, timeout, prepare, lock=comparison.readable):
        kept = _set_aside(journal, asked.day, timeout, readable=comparison.readable)
    return Restored(comparison, kept, forgotten)


def _set_aside(journal: Path, day: date, timeout: float, *, readable: bool) -> Path | None:
    folder = backups.folder_of(journal)
    if readable:
        # What is hurt, which may be why another is restored, is kept to the byte.
        with suppress(NotAJournal):
            return backups.make(journal, folder, day, "restore", timeout=timeout).backup.path
    return replacement.kept_as_it_is(journal, folder, day)


def _refuse_unsound(path: Path, progress: Advance) -> None:
    with closing(_reading(path)) as connection:
        if migrate.versions(connection)[1] < SCHEMA_VERSION:
            # Its tables are those of its time: SQLite alone says whether they are whole.
            [(said,)] = connection.execute("PRAGMA integrity_check(1)").fetchall()
            hurt = "" if said == "ok" else said
        else:
            findings = examiner.examine(connection, progress=progress)
            hurt = next((each.text for each in findings.found if each.hurt), "")
    if hurt:
        raise NotAJournal(
            f"{path} is damaged: {hurt}.", "Nothing was changed. Restore another: custlove restore --list"
        )

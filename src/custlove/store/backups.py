"""Backups in a folder beside the journal: copied by SQLite, synced, opened and examined before they get their name.

A name carries the journal's, the day, and the first digits of the chain over its changes, so that it says how far the
history in it goes: `journal-2026-12-01-3f9a2b1c7d04.db`, with the reason behind it where custlove made it by itself.
"""

import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from glob import escape
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from custlove import private_files
from custlove.errors import BadInput, CannotCreate, NotAJournal
from custlove.store import backup_schedule, copies, file, locks, sqlite_errors
from custlove.store.doctor import examine as examiner
from custlove.store.doctor.findings import Advance, Findings, ignore

# What custlove makes one by itself for.
REASONS = ("daily", "import", "merge", "restore", "repair", "upgrade")
_DIGITS = 12
_OF_SQLITE = ("-journal", "-wal", "-shm")
_NO_CHAIN = "0" * _DIGITS
_DAILY, _WEEKLY, _MONTHLY = 7, 4, 12
# All of a day and of the day before stay, as far as these are not more.
_RECENT = 10
_BUSY_FOR = timedelta(hours=1).total_seconds()


class Backup(NamedTuple):
    """A backup by its name: of which day, how far the history in it goes, why it was made (empty: it was asked for)."""

    path: Path
    day: date
    chain: str
    why: str
    size: int


def folder_of(journal: Path) -> Path:
    """Where the backups of a journal are."""
    return journal.parent / backup_schedule.FOLDER


def listed(journal: Path, folder: Path) -> list[Backup]:
    """The backups of a journal in a folder, the newest first."""
    if not folder.is_dir():
        return []
    pattern = _pattern(journal)
    found = [(entry.stat().st_mtime_ns, each) for entry in folder.iterdir() if (each := _read(entry, pattern))]
    return [each for _, each in sorted(found, key=lambda pair: (pair[1].day, pair[0]), reverse=True)]


def beside(journal: Path) -> list[Backup]:
    """What is kept next to a journal: before an upgrade or repair, after forgetting; the newest first."""
    found = sorted(journal.parent.glob(f"{escape(journal.name)}.*.bak"), key=lambda path: -path.stat().st_mtime_ns)
    return [_beside(path, path.name.removeprefix(f"{journal.name}."), path.stat()) for path in found]


def _beside(path: Path, mark: str, about: os.stat_result) -> Backup:
    why = "upgrade" if mark.startswith("schema-") else re.split(r"[-.]", mark)[0]
    return Backup(path, datetime.fromtimestamp(about.st_mtime, UTC).date(), "", why, about.st_size)


def _pattern(journal: Path) -> re.Pattern[str]:
    return re.compile(
        rf"{re.escape(journal.stem)}-(\d{{4}}-\d\d-\d\d)-([0-9a-f]{{{_DIGITS}}})"
        rf"(?:-({'|'.join(REASONS)}))?(?:-\d+)?\.db"
    )


def _read(path: Path, pattern: re.Pattern[str]) -> Backup | None:
    found = pattern.fullmatch(path.name)
    if found is None or not path.is_file():
        return None
    try:
        day = date.fromisoformat(found[1])
    except ValueError:
        return None
    return Backup(path, day, found[2], found[3] or "", path.stat().st_size)


class Made(NamedTuple):
    """A backup that was made, or was there already; what is in it, and whether all of it was examined."""

    backup: Backup
    rows: int
    changes: int
    examined: bool
    new: bool


def make(
    journal: Path,
    target: Path,
    day: date,
    why: str = "",
    *,
    full: bool = False,
    timeout: float = file.LOCK_TIMEOUT,
    progress: Advance = ignore,
) -> Made:
    """Make a backup: in a folder under a name of its own, or as a new file.

    `full`: its content is examined as well, and not only its structure. Raises CannotCreate where it cannot be
    written or something is there, NotAJournal where what was written is not sound; nothing is left then.
    """
    # A folder of backups is made; any other has to be there.
    if target == folder_of(journal):
        with _faults(target):
            private_files.make_folder(target)
    if str(target).endswith(os.sep) or target.name in {f"{journal.name}{end}" for end in _OF_SQLITE}:
        raise CannotCreate(f"{target} cannot hold a backup.", "Name a file, or a folder that is there.")
    folder = target if target.is_dir() else target.parent
    with _faults(target):
        _tidy(journal, folder)
    temporary = private_files.unfinished(folder / f"{journal.stem}-.db")
    try:
        with _faults(target):
            os.close(private_files.new_file(temporary))
            known = _copy(journal, temporary, timeout)
        findings = _examined(temporary, full=full, progress=progress)
        if not findings.sound or (findings.rows, findings.changes, findings.chain) != known:
            hurt = next((each.text for each in findings.found if each.hurt), "it is not what the journal holds")
            raise NotAJournal(
                f"The backup of {journal} is not sound: {hurt}.",
                "It was not kept. To examine the journal: custlove doctor",
            )
        with _faults(target):
            path, new = _name(temporary, journal, target, (day, findings.chain or _NO_CHAIN, why))
            private_files.sync_folder(folder)
    finally:
        _remove(temporary)
    backup = Backup(path, day, (findings.chain or _NO_CHAIN)[:_DIGITS], why, path.stat().st_size)
    return Made(backup, findings.rows, findings.changes, full, new)


def _copy(journal: Path, target: Path, timeout: float) -> tuple[int, int, str | None]:
    """Copy a journal at one moment; how many rows and changes there are then, and the chain."""
    with sqlite_errors.explained(journal), closing(file.open_journal(journal, timeout, to_read=True)) as source:
        locks.patiently(source, lambda: source.execute("BEGIN"))
        found = examiner.counted(source)
        copies.fill(source, target)
    return found


def _examined(path: Path, *, full: bool, progress: Advance) -> Findings:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)) as connection:
        return examiner.examine(connection, full=full, progress=progress)


def _name(temporary: Path, journal: Path, target: Path, parts: tuple[date, str, str]) -> tuple[Path, bool]:
    """Give a backup its name, never over another; where it is, and whether it is new."""
    day, digits, why = parts
    if not target.is_dir():
        private_files.give_name(temporary, target)
        return target, True
    digits = digits[:_DIGITS]
    stem = "-".join(filter(None, (journal.stem, str(day), digits, why)))
    others = (target / f"{stem}-{number}.db" for number in count(2))
    for name in chain([target / f"{stem}.db"], others):
        with suppress(FileExistsError):
            private_files.give_name(temporary, name)
            return name, True
        if name.read_bytes() == temporary.read_bytes():
            return name, False
    raise AssertionError("numbers do not end")


@contextmanager
def _faults(target: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as fault:
        raise CannotCreate(f"{target} already exists.", "Nothing was written. Name another, or a folder.") from fault
    except (OSError, sqlite3.OperationalError) as fault:
        why = fault.strerror if isinstance(fault, OSError) else fault
        raise CannotCreate(f"The backup {target} cannot be written: {why}.", "Nothing was written.") from fault


def _tidy(journal: Path, folder: Path) -> None:
    """Remove what killed commands have left: nobody takes an hour for a backup."""
    now = folder.stat().st_mtime
    for each in folder.glob(f".{escape(journal.stem)}-.db.*.new*"):
        with suppress(FileNotFoundError):
            if now - each.stat().st_mtime > _BUSY_FOR:
                each.unlink()


def _remove(temporary: Path) -> None:
    for each in (temporary, temporary.with_name(f"{temporary.name}-journal")):
        each.unlink(missing_ok=True)


def ensure(journal: Path, day: date, why: str, timeout: float = file.LOCK_TIMEOUT) -> Backup:
    """A backup of the journal as it stands, made now unless there is one; raises as `make` does."""
    folder = folder_of(journal)
    with sqlite_errors.explained(journal), closing(file.open_journal(journal, timeout, to_read=True)) as connection:
        head = (examiner.head(connection) or _NO_CHAIN)[:_DIGITS]
    there = next((each for each in listed(journal, folder) if each.chain == head != _NO_CHAIN), None)
    return there or _in_folder(journal, folder, day, why, timeout)


def of_the_day(journal: Path, day: date, timeout: float = file.LOCK_TIMEOUT) -> Backup | None:
    """The backup of a day, made unless there is one; of a large journal only once a week. Raises as `make` does."""
    folder = folder_of(journal)
    newest = next((each.day for each in listed(journal, folder)), None)
    if newest is not None and day - newest < backup_schedule.period(journal):
        return None
    try:
        return _in_folder(journal, folder, day, "daily", timeout)
    except (OSError, sqlite3.Error) as fault:
        # What was written before it stands, and whoever called must not take that for failed.
        raise CannotCreate(f"The backup in {folder} cannot be written: {fault}.", "") from fault


def _in_folder(journal: Path, folder: Path, day: date, why: str, timeout: float) -> Backup:
    made = make(journal, folder, day, why, timeout=timeout).backup
    thin_out(journal, folder, day)
    return made


def thin_out(journal: Path, folder: Path, today: date) -> list[Path]:
    """Remove the backups that are not kept; which those were.

    Kept are all of the last two days (ten at most), the newest of each of the last 7 days, 4 weeks and 12 months that
    have any, and the newest of all. Only what has a name that custlove gives is ever removed.
    """
    there = listed(journal, folder)
    kept = {each.path for each in there if (today - each.day).days < 2}
    kept = {each.path for each in [each for each in there if each.path in kept][:_RECENT]}
    periods: Sequence[tuple[int, Callable[[date], object]]] = (
        (_DAILY, lambda day: day),
        (_WEEKLY, lambda day: day.isocalendar()[:2]),
        (_MONTHLY, lambda day: (day.year, day.month)),
    )
    for most, period in periods:
        newest: dict[object, Path] = {}
        for each in there:
            newest.setdefault(period(each.day), each.path)
        kept |= set(list(newest.values())[:most])
    removed = [each.path for each in there[1:] if each.path not in kept]
    for path in removed:
        path.unlink(missing_ok=True)
    return removed


def found(journal: Path, words: str, folder: Path) -> Path:
    """The backup that is meant: a file, or one of the folder by its name, day or chain, the newest of several.

    Raises BadInput where there is none.
    """
    there = listed(journal, folder)
    for each in (*there, *beside(journal)):
        if (
            words in (each.path.name, each.path.stem)
            or words == str(each.day)
            or (words and each.chain.startswith(words))
        ):
            return each.path
    path = Path(words).expanduser()
    if words and path.is_file():
        return path
    if not words and there:
        return there[0].path
    known = ", ".join(dict.fromkeys(str(each.day) for each in there[:5]))
    raise BadInput(
        f"There is no backup {words} of {journal}." if words else f"There is no backup of {journal} yet.",
        f"There are those of {known}: custlove restore --list" if known else "To make one: custlove backup",
    )

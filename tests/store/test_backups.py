"""Backups: made whole or not at all, and which of them are kept."""

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custlove.errors import BadInput, CannotCreate, NotAJournal
from custlove.store import backup_schedule, backups, copies
from tests.conftest import Program

DAY = date(2026, 11, 22)


@pytest.fixture
def kept(anna: Program, journal: Path) -> Path:
    """A journal with something in it."""
    anna("log", "anna", "tea")
    return journal


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_backup_is_the_journal_and_private(kept: Path) -> None:
    made = backups.make(kept, backups.folder_of(kept), DAY, full=True)
    assert dump(made.backup.path) == dump(kept)
    assert made.backup.path.name.startswith("journal-2026-11-22-")
    assert [each.stat().st_mode & 0o777 for each in (made.backup.path, made.backup.path.parent)] == [0o600, 0o700]
    assert (made.new, made.examined) == (True, True)
    again = backups.make(kept, backups.folder_of(kept), DAY)
    assert (again.new, again.backup.path) == (False, made.backup.path)
    assert backups.listed(kept, backups.folder_of(kept)) == [made.backup]


def test_a_file_that_is_there_is_never_written_over(kept: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.db"
    target.write_bytes(b"mine")
    with pytest.raises(CannotCreate, match="already exists"):
        backups.make(kept, target, DAY)
    assert (target.read_bytes(), names(tmp_path)) == (b"mine", sorted([*names(tmp_path)]))
    with pytest.raises(CannotCreate, match="cannot be written"):
        backups.make(kept, tmp_path / "none" / "there.db", DAY)
    assert not (tmp_path / "none").exists()


def test_what_is_not_sound_is_not_kept(kept: Path) -> None:
    # As many rows and changes as the history says, and one of them not as it left it.
    with closing(sqlite3.connect(kept)) as connection, connection:
        connection.execute("DROP TRIGGER change_touchpoint_update")
        connection.execute("UPDATE touchpoint SET text = 'not what the history says'")
    with pytest.raises(NotAJournal, match="is not sound"):
        backups.make(kept, backups.folder_of(kept), DAY, full=True)
    assert names(backups.folder_of(kept)) == []


def test_what_is_not_all_there_is_not_kept(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill = copies.fill

    def fill_less(reader: sqlite3.Connection, target: Path) -> None:
        fill(reader, target)
        with closing(sqlite3.connect(target)) as copy, copy:
            # With its history: what is there is sound.
            copy.execute("DELETE FROM change_row WHERE change_id = (SELECT max(id) FROM change)")
            copy.execute("DELETE FROM change WHERE id = (SELECT max(id) FROM change)")

    monkeypatch.setattr(copies, "fill", fill_less)
    with pytest.raises(NotAJournal, match="it is not what the journal holds"):
        backups.make(kept, backups.folder_of(kept), DAY)
    assert names(backups.folder_of(kept)) == []


def test_what_a_killed_command_left_goes_after_an_hour(kept: Path) -> None:
    folder = backups.folder_of(kept)
    folder.mkdir()
    old, young = folder / ".journal-.db.00000001.new", folder / ".journal-.db.00000002.new"
    for each in (old, young):
        each.touch()
    now = folder.stat().st_mtime
    os.utime(old, (now - 3_700, now - 3_700))
    os.utime(young, (now - 3_500, now - 3_500))
    backups.make(kept, folder, DAY)
    assert (old.exists(), young.exists()) == (False, True)


def make_files(folder: Path, days: Iterable[date]) -> None:
    for number, day in enumerate(days):
        path = folder / f"journal-{day}-{number:012x}-daily.db"
        path.touch()
        os.utime(path, (number, number))


def test_seven_days_four_weeks_twelve_months_are_kept(tmp_path: Path) -> None:
    make_files(tmp_path, (DAY - timedelta(days=back) for back in range(800, -1, -1)))
    (tmp_path / "journal-mine.db").touch()
    (tmp_path / "other-2024-01-01-000000000000.db").touch()
    backups.thin_out(tmp_path.parent / "journal.db", tmp_path, DAY)
    days = [each.day for each in backups.listed(tmp_path.parent / "journal.db", tmp_path)]
    assert [str(day) for day in days] == [
        "2026-11-22", "2026-11-21", "2026-11-20", "2026-11-19", "2026-11-18", "2026-11-17", "2026-11-16",
        "2026-11-15", "2026-11-08", "2026-11-01", "2026-10-31", "2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30",
        "2026-05-31", "2026-04-30", "2026-03-31", "2026-02-28", "2026-01-31", "2025-12-31",
    ]  # fmt: skip
    assert {"journal-mine.db", "other-2024-01-01-000000000000.db"} < set(names(tmp_path))


@given(st.lists(st.integers(0, 900), min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_the_newest_is_always_kept_and_another_round_removes_nothing(
    tmp_path_factory: pytest.TempPathFactory, back: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("backups")
    journal = folder.parent / "journal.db"
    make_files(folder, sorted(DAY - timedelta(days=days) for days in back))
    newest = backups.listed(journal, folder)[0]
    backups.thin_out(journal, folder, DAY)
    once = names(folder)
    assert newest.path.name in once
    assert backups.thin_out(journal, folder, DAY) == []
    assert names(folder) == once


def test_a_backup_of_the_day_once_a_day_and_of_a_large_journal_once_a_week(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert backup_schedule.is_due(str(kept), DAY)
    made = backups.of_the_day(kept, DAY)
    assert made is not None
    assert made.why == "daily"
    assert backups.of_the_day(kept, DAY) is None
    assert [backup_schedule.is_due(str(kept), DAY + timedelta(days=days)) for days in (0, 1)] == [False, True]
    monkeypatch.setattr(backup_schedule, "LARGE", 1)
    due = [backup_schedule.is_due(str(kept), DAY + timedelta(days=days)) for days in (1, 6, 7)]
    assert due == [False, False, True]
    assert backups.of_the_day(kept, DAY + timedelta(days=6)) is None


def test_one_backup_of_each_state_is_enough(kept: Path, anna: Program) -> None:
    first = backups.ensure(kept, DAY, "import")
    assert backups.ensure(kept, DAY, "merge") == first
    anna("log", "anna", "coffee")
    assert backups.ensure(kept, DAY, "merge").why == "merge"


def test_which_backup_is_meant(kept: Path, anna: Program, tmp_path: Path) -> None:
    folder = backups.folder_of(kept)
    with pytest.raises(BadInput, match="no backup of"):
        backups.found(kept, "", folder)
    old = backups.make(kept, folder, DAY - timedelta(days=1)).backup
    anna("log", "anna", "coffee")
    new = backups.make(kept, folder, DAY).backup
    elsewhere = tmp_path / "copy.db"
    elsewhere.write_bytes(kept.read_bytes())
    for words, path in (
        ("", new.path), (str(old.day), old.path), (old.path.name, old.path), (old.path.stem, old.path),
        (old.chain[:6], old.path), (str(elsewhere), elsewhere),
    ):  # fmt: skip
        assert backups.found(kept, words, folder) == path
    with pytest.raises(BadInput, match="There is no backup 1999"):
        backups.found(kept, "1999-01-01", folder)

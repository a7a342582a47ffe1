"""Restoring: what would be lost, whole or not at all, and back again."""

import os
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from custlove.errors import Locked, NotAJournal
from custlove.services import backups
from custlove.store import backups as files
from custlove.store import file, transaction
from tests.conftest import ZONE, Program
from tests.store import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def kept(anna: Program, journal: Path) -> Path:
    """A journal with something in it."""
    anna("log", "anna", "tea")
    return journal


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def commands(changes: tuple[backups.ChangeRef, ...]) -> list[str]:
    return [each.command for each in changes]


def test_what_is_restored_is_what_was_backed_up_and_can_be_taken_back(kept: Path, anna: Program) -> None:
    old = backups.make(kept, None, DAY, 5, lambda _: None).backup.path
    before = dump(kept)
    anna("log", "anna", "coffee")
    after = dump(kept)
    comparison = backups.compare(kept, old)
    assert (commands(comparison.lost), comparison.gained) == (["log anna coffee"], ())
    done = backups.restore(kept, old, DAY)
    assert (dump(kept), kept.stat().st_mode & 0o777) == (before, 0o600)
    assert done.kept is not None
    assert dump(done.kept) == after
    back = backups.compare(kept, done.kept)
    assert (back.lost, commands(back.gained)) == ((), ["log anna coffee"])
    backups.restore(kept, done.kept, DAY)
    assert dump(kept) == after
    anna("log", "anna", "more")


def test_histories_that_parted(kept: Path, anna: Program) -> None:
    old = backups.make(kept, None, DAY, 5, lambda _: None).backup.path
    anna("log", "anna", "one way")
    parted = backups.make(kept, None, DAY, 5, lambda _: None).backup.path
    backups.restore(kept, old, DAY)
    anna("log", "anna", "the other way")
    comparison = backups.compare(kept, parted)
    assert (commands(comparison.lost), commands(comparison.gained)) == (
        ["log anna 'the other way'"],
        ["log anna 'one way'"],
    )


@pytest.mark.parametrize("hurt", [b"", b"not a database at all" * 100, None])
def test_a_journal_that_cannot_be_read_is_kept_to_the_byte(kept: Path, hurt: bytes | None) -> None:
    old = backups.make(kept, None, DAY, 5, lambda _: None).backup.path
    before = dump(kept)
    if hurt is None:
        data = bytearray(kept.read_bytes())
        data[4096:8192] = os.urandom(4096)
        hurt = bytes(data)
    kept.write_bytes(hurt)
    done = backups.restore(kept, old, DAY)
    assert dump(kept) == before
    assert done.kept is not None
    assert done.kept.read_bytes() == hurt


def test_a_journal_that_is_gone_is_restored(kept: Path, anna: Program) -> None:
    old = backups.make(kept, None, DAY, 5, lambda _: None).backup.path
    before = dump(kept)
    kept.unlink()
    said = anna("--yes", "restore", old.name)
    assert said.out == f"Restored {old.name}.\n"
    assert dump(kept) == before


@pytest.mark.parametrize("wrong", ["text", "other", "newer", "hurt"])
def test_what_cannot_be_restored_changes_nothing(kept: Path, tmp_path: Path, wrong: str) -> None:
    path, before = tmp_path / "wrong.db", kept.read_bytes()
    if wrong == "text":
        path.write_text("not a journal\n" * 100, encoding="utf-8")
    elif wrong == "other":
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("CREATE TABLE person (id)")
    else:
        path.write_bytes(before)
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(
                "PRAGMA user_version = 99" if wrong == "newer" else "UPDATE change_row SET digest = zeroblob(8)"
            )
    with pytest.raises(NotAJournal):
        backups.restore(kept, path, DAY)
    assert kept.read_bytes() == before
    assert sorted(each.name for each in kept.parent.iterdir()) == ["journal.db"]


def test_an_older_journal_is_restored_and_upgraded_by_the_next_command(
    kept: Path, anna: Program, tmp_path: Path
) -> None:
    old = tmp_path / "old.db"
    frozen.load(3, old)
    backups.restore(kept, old, DAY)
    assert anna("show", "levin", "--json").json["person"]["name"] == "Konstantin Levin"


def test_a_lock_is_respected(kept: Path) -> None:
    old = backups.make(kept, None, DAY, 5, lambda _: None).backup.path
    before = kept.read_bytes()
    with closing(sqlite3.connect(kept, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Locked):
            backups.restore(kept, old, DAY, timeout=0.1)
    assert kept.read_bytes() == before


@pytest.mark.slow
def test_who_waits_to_write_meanwhile_writes_into_the_new_file(kept: Path) -> None:
    """Four writers at work: what one of them was told is written is there, unless it was before the restoring."""
    old = backups.make(kept, None, DAY, 30, lambda _: None).backup.path
    told: list[str] = []
    stop = threading.Event()

    def write(name: str) -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with transaction.writing(kept, AT, ZONE, f"{name} {number}") as (connection, _):
                connection.execute("UPDATE person SET notes = ?", (f"{name} {number}",))
            told.append(f"{name} {number}")

    writers = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for each in writers:
        each.start()
    kepts = []
    for _ in range(5):
        done = backups.restore(kept, old, DAY, timeout=30)
        assert done.kept is not None
        kepts.append(done.kept)
    stop.set()
    for each in writers:
        each.join()
    written: set[str] = set()
    for path in (kept, *kepts):
        with closing(file.connect(path)) as connection:
            written |= {command for (command,) in connection.execute("SELECT command FROM change")}
    assert set(told) <= written


CALLS = ("replace", "fsync", "link", "unlink", "open")


@pytest.mark.slow
@pytest.mark.parametrize("call", CALLS)
def test_killed_at_any_call_the_journal_is_the_old_or_the_new_one(
    kept: Path, anna: Program, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    old = backups.make(kept, None, DAY, 5, lambda _: None).backup.path
    anna("log", "anna", "coffee")
    new, before = dump(kept), dump(old)
    real: Callable[..., Any] = getattr(os, call)
    for number in range(1, 30):
        counted = iter(range(1, 1000))

        def killed(*arguments: Any, _number: int = number, _counted: Any = counted, **options: Any) -> Any:
            if next(_counted) == _number:
                raise _Killed
            return real(*arguments, **options)

        with monkeypatch.context() as patch:
            patch.setattr(os, call, killed)
            try:
                backups.restore(kept, old, DAY)
            except _Killed:
                finished = False
            else:
                finished = True
        assert dump(kept) in (new, before)
        if dump(kept) == before:
            asides = [each.path for each in files.listed(kept, files.folder_of(kept)) if each.why == "restore"]
            backups.restore(kept, next(path for path in asides if dump(path) == new), DAY)
            assert dump(kept) == new
        if finished:
            return
    raise AssertionError(f"it calls {call} more often than was tried")


class _Killed(BaseException):
    """The process ends here."""

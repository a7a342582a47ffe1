"""Restoring: what would be lost, whole or not at all, and back again."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from custlove import config
from custlove.errors import Locked, NotAJournal
from custlove.rules.moments import Moment
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


def restored(journal: Path, backup: Path, timeout: float = 30) -> backups.Restored:
    asked = backups.RestoreBackup(backup, DAY, Moment(AT, DAY, ZONE), AT, config.defaults())
    return backups.restore(journal, asked, timeout)


def commands(changes: tuple[backups.ChangeRef, ...]) -> list[str]:
    return [each.command for each in changes]


def test_what_is_restored_is_what_was_backed_up_and_can_be_taken_back(kept: Path, anna: Program) -> None:
    old = backups.make(kept, None, DAY, 5, lambda _: None).backup.path
    before = dump(kept)
    anna("log", "anna", "coffee")
    after = dump(kept)
    comparison = backups.compare(kept, old)
    assert (commands(comparison.lost), comparison.gained) == (["log anna coffee"], ())
    done = restored(kept, old)
    assert (dump(kept), kept.stat().st_mode & 0o777) == (before, 0o600)
    assert done.kept is not None
    assert dump(done.kept) == after
    back = backups.compare(kept, done.kept)
    assert (back.lost, commands(back.gained)) == ((), ["log anna coffee"])
    restored(kept, done.kept)
    assert dump(kept) == after
    anna("log", "anna", "more")


def test_histories_that_parted(kept: Path, anna: Program) -> None:
    old = backups.make(kept, None, DAY, 5, lambda _: None).backup.path
    anna("log", "anna", "one way")
    parted = backups.make(kept, None, DAY, 5, lambda _: None).backup.path
    restored(kept, old)
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
    done = restored(kept, old)
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
        restored(kept, path)
    assert kept.read_bytes() == before
    assert sorted(each.name for each in kept.parent.iterdir()) == ["journal.db"]


def test_an_older_journal_is_restored_and_upgraded_by_the_next_command(
    kept: Path, anna: Program, tmp_path: Path
) -> None:
    old = tmp_path / "old.db"
    frozen.load(3, old)
    restored(kept, old)
    assert anna("show", "levin", "--json").json["person"]["name"] == "Konstantin Levin"


def test_a_lock_is_respected(kept: Path) -> None:
    old = backups.make(kept, None, DAY, 5, lambda _: None).backup.path
    before = kept.read_bytes()
    with closing(sqlite3.connect(kept, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Locked):
            restored(kept, old, timeout=0.1)
    assert kept.read_bytes() == before


def test_who_was_forgotten_since_is_taken_out_again(kept: Path, anna: Program, tmp_path: Path) -> None:
    anna("person", "add", "Quirin Zorn", "--as", "quirin", "--email", "qz@x.example")
    old = tmp_path / "old.db"
    anna("backup", old)
    anna("backup")
    anna("--yes", "forget", "quirin")
    assert files.listed(kept, files.folder_of(kept)) == []
    assert [each.why for each in files.beside(kept)] == ["forget"]
    done = restored(kept, old)
    assert done.forgotten == ("Quirin Zorn",)
    assert [each["person"] for each in anna("person", "list", "--json").json] == ["anna"]
    data = b"".join(each.read_bytes() for each in kept.parent.rglob("*") if each.is_file())
    assert b"Quirin" not in data
    assert b"qz@x.example" not in data


WRITER = """
import sys, os
from datetime import UTC, datetime
from pathlib import Path
from custlove.store import transaction

journal, stop, name = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
number = 0
while not os.path.exists(stop):
    number += 1
    words = f"{name} {number}"
    at = datetime(2026, 11, 22, 9, tzinfo=UTC)
    with transaction.writing(journal, at, "UTC", words) as (connection, _):
        connection.execute("UPDATE person SET notes = ?", (words,))
    print(words, flush=True)
"""


@pytest.mark.slow
def test_who_waits_to_write_meanwhile_writes_into_the_new_file(kept: Path, tmp_path: Path) -> None:
    """Four writers at work: what one of them was told is written is there, unless it was before the restoring."""
    old = backups.make(kept, None, DAY, 30, lambda _: None).backup.path
    stop = tmp_path / "stop"
    command = [sys.executable, "-c", WRITER, str(kept), str(stop)]
    writers = [subprocess.Popen([*command, name], stdout=subprocess.PIPE, text=True) for name in "abcd"]
    kepts = []
    for _ in range(5):
        done = restored(kept, old)
        assert done.kept is not None
        kepts.append(done.kept)
    stop.touch()
    told = [line for each in writers for line in each.communicate()[0].split("\n") if line]
    assert [each.returncode for each in writers] == [0] * 4
    assert told
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
                restored(kept, old)
            except _Killed:
                finished = False
            else:
                finished = True
        assert dump(kept) in (new, before)
        if dump(kept) == before:
            asides = [each.path for each in files.listed(kept, files.folder_of(kept)) if each.why == "restore"]
            restored(kept, next(path for path in asides if dump(path) == new))
            assert dump(kept) == new
        if finished:
            return
    raise AssertionError(f"it calls {call} more often than was tried")


class _Killed(BaseException):
    """The process ends here."""


def test_what_a_killed_writer_left_is_not_played_back_into_what_is_restored(kept: Path) -> None:
    old = backups.make(kept, None, DAY, 5, lambda _: None).backup.path
    before = dump(kept)
    # SQLite rolls a journal back that has pages in it, into whatever file has the name.
    hot = kept.with_name("journal.db-journal")
    script = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA cache_size = 1'); c.execute('BEGIN IMMEDIATE')\n"
        "c.execute('UPDATE person SET notes = hex(zeroblob(2000000))'); os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(kept)], check=True)
    assert hot.stat().st_size
    # Somebody took the damaged journal away, and left what lay beside it.
    kept.unlink()
    restored(kept, old)
    assert not hot.exists()
    assert dump(kept) == before


def test_one_number_with_another_chain_is_another_change(kept: Path, anna: Program) -> None:
    """Two machines wrote the same command at the same moment, and other things by it."""
    old = backups.make(kept, None, DAY, 5, lambda _: None).backup.path
    for path, text in ((kept, "here"), (old, "there")):
        with transaction.writing(path, AT, ZONE, "log anna -") as (connection, _):
            connection.execute("UPDATE person SET notes = ?", (text,))
    comparison = backups.compare(kept, old)
    assert (commands(comparison.lost), commands(comparison.gained)) == (["log anna -"], ["log anna -"])

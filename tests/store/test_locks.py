"""Waiting for another program, so that Ctrl-C is heard."""

import _thread
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from custlove.store import file, locks


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal."""
    made = tmp_path / "journal.db"
    file.create(made)
    return made


@pytest.fixture
def held(path: Path) -> Iterator[sqlite3.Connection]:
    """Another program that is writing."""
    with closing(sqlite3.connect(path, check_same_thread=False)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        yield holder


def test_a_writer_waits_until_the_other_is_done(path: Path, held: sqlite3.Connection) -> None:
    release = threading.Timer(0.5, held.rollback)
    with closing(file.open_journal(path, 30)) as connection:
        release.start()
        begun = time.monotonic()
        locks.begin(connection)
        assert 0.3 < time.monotonic() - begun < 20
        assert connection.in_transaction
        assert connection.execute("PRAGMA busy_timeout").fetchone() == (30_000,)
    release.join()


@pytest.mark.parametrize("timeout", [0, 0.5])
def test_a_writer_waits_no_longer_than_it_may(path: Path, held: sqlite3.Connection, timeout: float) -> None:
    with closing(file.open_journal(path, timeout)) as connection:
        begun = time.monotonic()
        with pytest.raises(sqlite3.OperationalError, match="database is locked"):
            locks.begin(connection)
        assert timeout <= time.monotonic() - begun < timeout + 5
        assert connection.execute("PRAGMA busy_timeout").fetchone() == (timeout * 1000,)


def test_ctrl_c_is_heard_while_waiting(path: Path, held: sqlite3.Connection) -> None:
    with closing(file.open_journal(path, 60)) as connection:
        press = threading.Timer(0.3, _thread.interrupt_main)
        press.start()
        begun = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            locks.begin(connection)
        assert time.monotonic() - begun < 10
        press.join()


def test_any_other_fault_is_told_at_once(path: Path) -> None:
    with closing(file.open_journal(path, 60)) as connection:
        locks.begin(connection)
        with pytest.raises(sqlite3.OperationalError, match="within a transaction"):
            locks.begin(connection)


def test_the_result_code_behind_a_fault() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE one (id INTEGER PRIMARY KEY)")
        connection.execute("INSERT INTO one VALUES (1)")
        with pytest.raises(sqlite3.IntegrityError) as fault:
            connection.execute("INSERT INTO one VALUES (1)")
    # SQLITE_CONSTRAINT_PRIMARYKEY is 19 | 6 << 8.
    assert locks.code(fault.value) == 19
    assert locks.code(sqlite3.OperationalError("made here")) == 0

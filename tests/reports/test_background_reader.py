"""The second thread: it gives way to whoever waits to write, and hides no fault."""

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

import pytest

from custlove.reports import background_query
from custlove.reports.background_reader import Reader
from custlove.store import file

PEOPLE = "SELECT name, birthday, added_on = :day FROM person ORDER BY id"
DAY = {"day": "2026-01-01"}


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    # No text: a file's name is bytes.
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/100% of it's \xff?.db"))
    file.create(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO change (at, zone, command) VALUES ('', '', 'made')")
        connection.executemany(
            "INSERT INTO person (uid, handle, name, name_key, added_on) VALUES (?, ?, ?, ?, '2026-01-01')",
            [("anna", "anna", "Anna", "Anna"), ("bjorn", "bjorn", 'Bjørn "x"', 'Bjørn "x"')],
        )
    return path


@pytest.fixture
def reading(journal: Path) -> Iterator[sqlite3.Connection]:
    with closing(file.open_journal(journal)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT 1 FROM person").fetchall()
        yield connection


def test_texts_numbers_and_nothing_come_as_they_are(journal: Path) -> None:
    with closing(Reader(journal, [(PEOPLE, DAY)])) as reader:
        assert reader.rows(PEOPLE, DAY) == [["Anna", None, 1], ['Bjørn "x"', None, 1]]
        assert reader.rows(PEOPLE, {"day": "2026-01-02"}) is None
        assert reader.rows("SELECT 1", {}) is None


def test_rows_are_given_once_and_then_nobody_waits_for_more(journal: Path) -> None:
    with closing(Reader(journal, [(PEOPLE, DAY)])) as reader:
        assert reader.rows(PEOPLE, DAY)
        again: SimpleQueue[list[Any] | None] = SimpleQueue()
        Thread(target=lambda: again.put(reader.rows(PEOPLE, DAY)), daemon=True).start()
        assert again.get(timeout=5) is None


def test_who_waits_to_write_is_not_kept_waiting(
    journal: Path, reading: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(journal, timeout=0, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE person SET name = 'Nobody'")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            writer.execute("COMMIT")
        with closing(Reader(journal, [(PEOPLE, DAY)])) as reader:
            assert reader.rows(PEOPLE, DAY) is None
        monkeypatch.setattr(background_query, "_MANY", 0)
        with background_query.asking(reading, [(PEOPLE, DAY)]) as rows:
            assert [row[0] for row in rows(PEOPLE, DAY)] == ["Anna", 'Bjørn "x"']
        reading.execute("COMMIT")
        writer.execute("COMMIT")


def test_a_statement_that_is_wrong_is_asked_again_where_its_fault_is_seen(
    reading: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background_query, "_MANY", 0)
    wrong: background_query.Statement = ("SELECT never FROM nowhere", {})
    with background_query.asking(reading, [wrong]) as rows, pytest.raises(sqlite3.OperationalError, match="nowhere"):
        rows(*wrong)


def test_a_mistake_in_it_is_raised_where_the_rows_are_wanted(journal: Path) -> None:
    with (
        closing(Reader(journal, [(PEOPLE, {})])) as reader,
        pytest.raises(sqlite3.ProgrammingError, match="binding"),
    ):
        reader.rows(PEOPLE, {})


def test_it_writes_nothing_and_leaves_nothing_behind(journal: Path) -> None:
    before, threads = journal.read_bytes(), threading.active_count()
    write = ("INSERT INTO person (id) VALUES (:day)", DAY)
    with closing(Reader(journal, [write, (PEOPLE, DAY)])) as reader:
        assert reader.rows(*write) is None
    assert threading.active_count() == threads
    assert [each.name for each in journal.parent.iterdir()] == [journal.name]
    assert journal.read_bytes() == before


def test_what_is_no_longer_wanted_is_broken_off(journal: Path) -> None:
    # Half a minute, if nobody breaks it off.
    long = (
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000000) SELECT count(*) FROM n",
        dict[str, str](),
    )
    reader = Reader(journal, [(PEOPLE, DAY), long])
    assert reader.rows(PEOPLE, DAY)
    begun = time.monotonic()
    reader.close()
    assert time.monotonic() - begun < 5

"""What is asked ahead is what would have been found anyway."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from bench import journals
from bench.rows import Size

from custlove.reports import background_query, background_reader
from custlove.store import file
from tests.conftest import NOW, Program

SIZE = Size(active=60, touchpoints=1_200, promises=200)
HANDLES, MANY = "SELECT id, handle FROM person ORDER BY id", "SELECT count(*) FROM touchpoint WHERE day >= :since"
SINCE = {"since": "2026-06-01"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("journals") / "journal.db"
    journals.make(path, SIZE, NOW.date())
    return path


@pytest.fixture
def connection(made: Path) -> Iterator[sqlite3.Connection]:
    """A connection that reads."""
    with closing(file.open_journal(made)) as connection:
        connection.execute("BEGIN")
        yield connection


@pytest.fixture
def ahead_of_all(monkeypatch: pytest.MonkeyPatch) -> list[background_reader.Reader]:
    """Small journals are read ahead as well; the readers that were made."""
    made: list[background_reader.Reader] = []
    init = background_reader.Reader.__init__

    def remembered(self: background_reader.Reader, *arguments: Any) -> None:
        init(self, *arguments)
        made.append(self)

    monkeypatch.setattr(background_query, "_MANY", 1)
    monkeypatch.setattr(background_reader.Reader, "__init__", remembered)
    return made


def test_rows_are_those_of_the_statement(
    connection: sqlite3.Connection, ahead_of_all: list[background_reader.Reader]
) -> None:
    with background_query.asking(connection, [(HANDLES, {}), (MANY, SINCE)]) as rows:
        # In another order than they were asked in, and one that was not.
        assert [tuple(row) for row in rows(MANY, SINCE)] == connection.execute(MANY, SINCE).fetchall()
        assert rows("SELECT 1 WHERE 0", {}) == []
        assert [tuple(row) for row in rows(HANDLES, {})] == connection.execute(HANDLES).fetchall()
    assert len(ahead_of_all) == 1


@pytest.mark.parametrize("day", ["2026-11-22", "2026-08-01"])
@pytest.mark.parametrize("since", ["90d", "1y"])
def test_the_mirror_says_the_same(
    custlove: Program, made: Path, day: str, since: str, request: pytest.FixtureRequest
) -> None:
    asked = ("--journal", made, "--today", day, "mirror", "--since", since, "--json")
    directly = custlove(*asked).json
    readers = request.getfixturevalue("ahead_of_all")
    assert custlove(*asked).json == directly
    assert [len(reader._statements) > 6 for reader in readers] == [True]


def test_a_small_journal_and_none_are_read_directly(
    custlove: Program, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background_reader, "Reader", None)
    with background_query.asking(connection, [(HANDLES, {})]) as rows:
        assert rows(HANDLES, {}) == connection.execute(HANDLES).fetchall()
    monkeypatch.setattr(background_query, "_MANY", 0)
    assert len(custlove("mirror", "--json").json) == 12

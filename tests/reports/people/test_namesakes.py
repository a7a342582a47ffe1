"""Names that several people have."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from custlove.reports.people import namesakes
from tests.conftest import Program

TODAY = date(2026, 11, 22)


@pytest.fixture
def connection(custlove: Program, journal: object) -> Iterator[sqlite3.Connection]:
    """Two of one name, two of one that differs in its accents, and two who are alone."""
    for name, handle, on in (
        ("Anna Berg", "anna", "2026-01-01"),
        ("Anna Berg", "anna-2", "2026-02-01"),
        ("Jose Maria", "jose", "2026-01-01"),
        ("José María", "jose-2", "2026-03-01"),
        ("Bo", "bo", "2026-01-01"),
        ("Anna Bergmann", "bergmann", "2026-01-01"),
    ):
        custlove("person", "add", name, "--as", handle, "--on", on)
    with closing(sqlite3.connect(str(journal))) as opened:
        yield opened


def test_whatever_the_case_or_accents(connection: sqlite3.Connection) -> None:
    assert namesakes.shared(connection, TODAY) == {"Anna Berg", "Jose Maria", "José María"}


def test_who_came_later_is_not_known_yet(connection: sqlite3.Connection) -> None:
    assert namesakes.shared(connection, date(2026, 2, 1)) == {"Anna Berg"}
    assert namesakes.shared(connection, date(2026, 1, 31)) == set()


def test_the_index_of_the_names_has_it_all(connection: sqlite3.Connection) -> None:
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {namesakes._BEARERS}", ("2026-11-22",))]
    assert any("COVERING INDEX person_name_key" in step for step in plan)
    assert not any(step in ("SCAN person", "SCAN TABLE person") for step in plan)


def test_among_some_people_the_others_count_too(connection: sqlite3.Connection) -> None:
    assert namesakes.among(connection, {"anna", "bo"}, TODAY) == {"Anna Berg"}
    assert namesakes.among(connection, {"jose"}, TODAY) == {"Jose Maria"}
    assert namesakes.among(connection, {"jose"}, date(2026, 2, 1)) == set()
    assert namesakes.among(connection, set(), TODAY) == set()
    assert namesakes.among(connection, {f"nobody-{number}" for number in range(501)}, TODAY) == {
        "Anna Berg", "Jose Maria", "José María",
    }  # fmt: skip


def test_of_a_change(connection: sqlite3.Connection, custlove: Program) -> None:
    custlove("log", "anna-2,bo", "Lunch")
    custlove("log", "bo", "Tea")
    last = connection.execute("SELECT max(id) FROM change").fetchone()[0]
    assert namesakes.of_change(connection, last - 1, TODAY) == {"Anna Berg"}
    assert namesakes.of_change(connection, last, TODAY) == set()
    assert namesakes.of_change(connection, 1, TODAY) == {"Anna Berg"}


def test_every_table_that_names_a_person_is_known(connection: sqlite3.Connection) -> None:
    tables = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    found = {
        name
        for (name,) in connection.execute(tables).fetchall()
        if any(column[1] == "person_id" for column in connection.execute(f"PRAGMA table_info({name})").fetchall())
    }
    # Addresses and former names come with the person.
    assert found - {"person_detail", "former_name"} == namesakes.OF_PERSON

"""The history's triggers: each row as it was, in text that reads back."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.store import file, history_triggers

# What SQLite keeps as text: no NUL, which commands refuse.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
VALUES = st.none() | st.integers(-(2**63), 2**63 - 1) | TEXT


@pytest.fixture(scope="module")
def quoting() -> Iterator[sqlite3.Connection]:
    """A connection to ask SQLite how it writes a value."""
    with closing(sqlite3.connect(":memory:")) as connection:
        yield connection


@pytest.fixture
def journal() -> Iterator[sqlite3.Connection]:
    """An empty journal in which a change has begun."""
    with closing(file.empty()) as connection:
        connection.execute("INSERT INTO change (at, zone, command) VALUES ('', 'UTC', 'test')")
        yield connection


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,12}", fullmatch=True), VALUES, min_size=1))
def test_a_row_reads_back_as_sqlite_wrote_it(quoting: sqlite3.Connection, row: dict[str, str | int | None]) -> None:
    parts = (f"{column}={quoting.execute('SELECT quote(?)', (value,)).fetchone()[0]}" for column, value in row.items())
    assert history_triggers.read_row(",".join(parts)) == row


def test_a_text_that_looks_like_a_row_is_a_text() -> None:
    text = "id=1,what='it''s, role=NULL',due=-5,extra=NULL,note='',last='a''''b'"
    assert history_triggers.read_row(text) == {
        "id": 1,
        "what": "it's, role=NULL",
        "due": -5,
        "extra": None,
        "note": "",
        "last": "a''b",
    }


def test_every_table_but_the_history_is_remembered(journal: sqlite3.Connection) -> None:
    tables = [
        name
        for name, sql in journal.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
        if not name.startswith("search") and name not in history_triggers.HISTORY_TABLES
    ]
    assert history_triggers.logged_tables(journal) == sorted(tables)
    triggers = {name for (name,) in journal.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")}
    assert {f"change_{table}_{op}" for table in tables for op in ("insert", "update", "delete")} <= triggers


def test_no_derived_column_is_part_of_a_change(journal: sqlite3.Connection) -> None:
    columns = history_triggers.logged_columns(journal, "person")
    everything = {name for (name,) in journal.execute("SELECT name FROM pragma_table_xinfo('person')")}
    assert everything - set(columns) == {
        *("rung", "rung_since", "last_touch_on", "last_word_on", "last_from_them_on", "last_from_you_on"),
        *("last_contact_on", "word_on", "quiet_on", "unanswered", "seventh_out_on", "left_low_on", "crowded_until"),
        *("moved_on", "unmet", "known_as", "names_told", "two_clocks_on"),
    }
    assert history_triggers.logged_columns(journal, "touchpoint_person") == ["id", "touchpoint_id", "person_id"]


def test_each_row_is_kept_as_it_was_before_and_after(journal: sqlite3.Connection) -> None:
    journal.execute("INSERT INTO touchpoint_tag (id, touchpoint_id, tag) VALUES (7, 3, 'it''s')")
    journal.execute("UPDATE touchpoint_tag SET tag = 'other' WHERE id = 7")
    journal.execute("DELETE FROM touchpoint_tag WHERE id = 7")
    found = journal.execute("SELECT change_id, table_name, row_id, op, before, after FROM change_row").fetchall()
    assert found == [
        (1, "touchpoint_tag", 7, "insert", None, None),
        (1, "touchpoint_tag", 7, "update", "id=7,touchpoint_id=3,tag='it''s'", "id=7,touchpoint_id=3,tag='other'"),
        (1, "touchpoint_tag", 7, "delete", "id=7,touchpoint_id=3,tag='other'", None),
    ]


def test_what_the_database_derives_is_no_change(journal: sqlite3.Connection) -> None:
    journal.execute(
        "INSERT INTO person (id, uid, handle, name, name_key, added_on) VALUES (1, 'u', 'a', 'A', 'a', '2026-01-01')"
    )
    journal.execute("INSERT INTO rung_move (uid, person_id, to_rung, day) VALUES ('m', 1, 'client', '2026-01-01')")
    assert journal.execute("SELECT rung, rung_since FROM person").fetchall() == [("client", "2026-01-01")]
    assert journal.execute("SELECT table_name, op FROM change_row").fetchall() == [
        ("person", "insert"),
        ("rung_move", "insert"),
    ]


def test_triggers_can_be_taken_off_and_put_back(journal: sqlite3.Connection) -> None:
    sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"
    before = journal.execute(sql).fetchall()
    history_triggers.uninstall(journal)
    assert [name for name, _ in journal.execute(sql) if name.startswith("change_")] == []
    history_triggers.install(journal)
    assert journal.execute(sql).fetchall() == before
    history_triggers.install(journal)
    assert journal.execute(sql).fetchall() == before

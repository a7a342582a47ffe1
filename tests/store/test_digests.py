"""Digests follow every write: one, many, undone, by hand."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.schema import columns
from custlove.schema.tables import TABLES
from custlove.store import digests, history_triggers
from custlove.store.doctor import content, examine
from tests.conftest import Program

VALUES = st.none() | st.integers(-(2**63), 2**63 - 1) | st.text(st.characters(codec="utf-8", exclude_characters="\0"))


@pytest.fixture
def opened(anna: Program, journal: Path) -> Iterator[sqlite3.Connection]:
    """The journal with Anna, open."""
    assert anna is not None
    with closing(sqlite3.connect(journal, isolation_level=None)) as connection:
        yield connection


def test_digests_are_of_what_the_history_remembers(opened: sqlite3.Connection) -> None:
    for table in TABLES:
        assert digests.columns(table) == tuple(sorted(history_triggers.logged_columns(opened, table)))


@given(st.sampled_from(sorted(TABLES)), st.data())
def test_rows_at_once_have_the_digests_that_they_have_alone(table: str, data: st.DataObject) -> None:
    names = data.draw(st.permutations([each.name for each in columns.of(table).values()]))
    rows = data.draw(st.lists(st.tuples(*(VALUES for _ in names)), max_size=4))
    alone = [digests.of_row(table, [row[names.index(name)] for name in digests.columns(table)]) for row in rows]
    assert list(digests.of_rows(table, names, rows)) == alone


def test_a_column_that_a_later_schema_adds_changes_no_digest() -> None:
    values = dict.fromkeys(digests.columns("promise"))
    some = [name for name in values if name not in ("extra", "let_go")]
    assert digests.of_row("promise", list(values.values())) == next(digests.of_rows("promise", some, [[None] * 20]))


def test_each_value_and_each_column_counts() -> None:
    names = digests.columns("follow_up_snooze")
    told = [digests.of_row("follow_up_snooze", ["a" if name == one else "b" for name in names]) for one in names]
    assert len({*told, digests.of_row("person_detail", ["b"] * 5)}) == len(names) + 1


def test_whatever_is_written_is_sound_and_in_the_chain(anna: Program, opened: sqlite3.Connection) -> None:
    heads = {examine.head(opened)}
    for words in (("log", "anna", "Coffee"), ("undo",), ("undo", "3"), ("person", "edit", "anna", "--role", "boss")):
        anna(*words)
        heads.add(examine.head(opened))
        assert content.examine(opened, lambda _: None) == []
    assert len(heads) == 5


def test_what_another_program_did_is_a_change_of_its_own(anna: Program, opened: sqlite3.Connection) -> None:
    opened.execute("UPDATE person SET role = 'boss'")
    opened.execute("INSERT INTO touchpoint_tag (touchpoint_id, tag) SELECT 1, 'x' WHERE 0")
    opened.execute("UPDATE person SET notes = 'zebras'")
    changes = "SELECT id, command, by_other_program FROM change ORDER BY id"
    card = (
        "person add 'Anna Karenina' --as anna --org 'Oblonsky & Co' --rung customer --every '3 weeks' --on 2026-09-01"
    )
    assert opened.execute(changes).fetchall() == [(1, card, 0), (2, "by another program", 1)]
    assert anna("find", "zebras", "--json").json == []
    anna("log", "anna", "Coffee")
    assert opened.execute(changes).fetchall()[1:] == [
        (2, "by another program", 1),
        (3, "log anna Coffee", 0),
    ]
    assert [hit["person"] for hit in anna("find", "zebras", "--json").json] == ["anna"]
    opened.execute("UPDATE person SET notes = 'lions'")
    assert anna("undo").out.startswith("Undone: by another program (change 4).")
    assert [hit["person"] for hit in anna("find", "zebras", "--json").json] == ["anna"]
    anna("undo", "2")
    assert opened.execute("SELECT role, notes FROM person").fetchall() == [(None, None)]
    assert anna("find", "zebras", "--json").json == []
    assert content.examine(opened, lambda _: None) == []


def test_a_large_history_is_put_into_the_chain_and_filled_later(opened: sqlite3.Connection) -> None:
    head = examine.head(opened)
    opened.execute("UPDATE change_row SET digest = NULL")
    opened.execute("UPDATE change SET seal = NULL, chain = NULL")
    digests.begin(opened, most=1)
    assert [each.kind for each in content.examine(opened, lambda _: None)] == ["early", "early", "unsealed"]
    digests.fill(opened)
    assert content.examine(opened, lambda _: None) == []
    assert examine.head(opened) == head

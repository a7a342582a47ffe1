"""The search index: row numbers that sort by day, and words that follow the rows."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.store import file, search

_JULIAN_DAY_OF_ORDINAL = 1_721_424
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
NUMBERS = st.integers(1, 2**36 - 1)


@pytest.fixture
def journal() -> Iterator[sqlite3.Connection]:
    """An empty journal in memory."""
    with closing(file.empty()) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        yield connection


def packed(table: str, day: date, number: int) -> int:
    """The row number of something, worked out by hand."""
    return (day.toordinal() + _JULIAN_DAY_OF_ORDINAL) << 40 | search.SEARCHED[table].code << 36 | number


@given(st.sampled_from(sorted(search.SEARCHED)), DAYS, NUMBERS)
def test_a_row_number_tells_the_table_and_the_id(table: str, day: date, number: int) -> None:
    rowid = packed(table, day, number)
    assert rowid < 2**63
    assert search.unpack(rowid) == (table, number)
    julian = day.toordinal() + _JULIAN_DAY_OF_ORDINAL
    assert search.first_rowid(julian) <= rowid < search.first_rowid(julian + 1)


@given(DAYS, DAYS, NUMBERS, NUMBERS, st.sampled_from(sorted(search.SEARCHED)), st.sampled_from(sorted(search.SEARCHED)))
def test_row_numbers_sort_by_day(first: date, second: date, one: int, other: int, table: str, another: str) -> None:
    if first < second:
        assert packed(table, first, one) < packed(another, second, other)


def test_every_kind_has_a_code_of_its_own() -> None:
    assert len({searched.code for searched in search.SEARCHED.values()}) == len(search.SEARCHED)
    assert all(0 < searched.code < 16 for searched in search.SEARCHED.values())


def test_every_text_that_a_person_types_is_searched(journal: sqlite3.Connection) -> None:
    texts = {
        "person": {"handle", "name", "nickname", "organisation", "role", "met", "notes", "pronouns"},
        "touchpoint": {"text"},
        "promise": {"what", "extra", "release_why"},
        "feedback": {"text", "confirmed_text", "acted_text", "thanked_text", "acted_wanted", "let_go_why"},
        "follow_up": {"why", "let_go_why"},
        "ask": {"text"},
        "rung_move": {"why"},
        "fact": {"text", "resolved_text"},
        "mistake": {"what", "owned_text", "repaired_text", "followed_up_text", "let_go_why"},
        "ritual": {"what"},
        "special_day": {"what"},
        "purchase": {"what"},
        "introduction": {"text"},
        "intention": {"text", "note"},
        "link": {"kind"},
    }
    told = {
        "person": {
            ("let_be", "why"), ("person_detail", "value"), ("former_name", "value"), ("membership", "organisation"),
            ("membership", "role"),
        },
        "touchpoint": {("touchpoint_tag", "tag")},
        "promise": {("promise_move", "why")},
        "feedback": {("feedback_said_back", "text")},
        "ritual": {("ritual_event", "text")},
    }  # fmt: skip
    assert {table: set(searched.texts) for table, searched in search.SEARCHED.items()} == texts
    besides = {table: searched.told for table, searched in search.SEARCHED.items() if searched.told}
    assert {table: {(each.table, each.text) for each in several} for table, several in besides.items()} == told
    for table, searched in search.SEARCHED.items():
        columns = {name for (name,) in journal.execute("SELECT name FROM pragma_table_info(?)", (table,))}
        assert {searched.day, *searched.texts} <= columns


def found(journal: sqlite3.Connection, word: str) -> list[tuple[str, int]]:
    """What the index has under a word."""
    rows = journal.execute("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid", (f'"{word}"',))
    return [search.unpack(rowid) for (rowid,) in rows]


def changed(journal: sqlite3.Connection, *statements: str) -> None:
    """One change made of these statements, indexed at its end."""
    change = journal.execute(
        "INSERT INTO change (at, zone, command) VALUES ('', 'UTC', 'test') RETURNING id"
    ).fetchone()
    for statement in statements:
        journal.execute(statement)
    search.index_change(journal, change[0])


ADD = "INSERT INTO touchpoint (id, uid, at, zone, day, direction, text) VALUES (%d, 'u%d', '', 'UTC', '%s', 'in', '%s')"


def test_words_follow_the_rows(journal: sqlite3.Connection) -> None:
    changed(journal, ADD % (1, 1, "2026-11-01", "Kaffee mit Zoë"), ADD % (2, 2, "2026-10-01", "kaffee, spater"))
    # Oldest first here: the day comes before the id.
    assert found(journal, "KAFFEE") == [("touchpoint", 2), ("touchpoint", 1)]
    assert found(journal, "zoe") == [("touchpoint", 1)]
    changed(journal, "UPDATE touchpoint SET text = 'Tee' WHERE id = 1")
    assert (found(journal, "kaffee"), found(journal, "tee")) == ([("touchpoint", 2)], [("touchpoint", 1)])
    changed(journal, "UPDATE touchpoint SET day = '2026-09-01' WHERE id = 1")
    assert found(journal, "tee") == [("touchpoint", 1)]
    assert journal.execute("SELECT rowid FROM search WHERE search MATCH 'tee'").fetchall() == [
        (packed("touchpoint", date(2026, 9, 1), 1),)
    ]
    changed(journal, "DELETE FROM touchpoint")
    assert found(journal, "tee") == found(journal, "kaffee") == []


def test_a_row_touched_several_times_in_a_change_is_there_once(journal: sqlite3.Connection) -> None:
    changed(
        journal,
        ADD % (1, 1, "2026-11-01", "first"),
        "UPDATE touchpoint SET text = 'second' WHERE id = 1",
        "UPDATE touchpoint SET text = 'third', day = '2026-10-01' WHERE id = 1",
    )
    assert [found(journal, word) for word in ("first", "second", "third")] == [[], [], [("touchpoint", 1)]]
    changed(
        journal,
        "UPDATE touchpoint SET text = 'fourth' WHERE id = 1",
        "DELETE FROM touchpoint",
        ADD % (1, 1, "2026-11-01", "fifth"),
    )
    assert [found(journal, word) for word in ("third", "fourth", "fifth")] == [[], [], [("touchpoint", 1)]]
    changed(journal, ADD % (2, 2, "2026-11-01", "fleeting"), "DELETE FROM touchpoint WHERE id = 2")
    assert found(journal, "fleeting") == []


PROMISE = (
    "INSERT INTO promise (id, uid, person_id, what, by, made_on, due_on)"
    " VALUES (%d, 'p%d', 1, '%s', 'mine', '2026-10-01', '2026-12-01')"
)
MOVE = (
    "INSERT INTO promise_move (id, promise_id, moved_on, from_due, to_due, why) VALUES (%d, %d, '%s', '%s', '%s', '%s')"
)
DAY_OF_MOVE = ("2026-11-01", "2026-11-20", "2026-12-01")


def test_what_is_told_in_another_table_is_under_the_row_it_belongs_to(journal: sqlite3.Connection) -> None:
    promise = ("promise", 1)
    changed(journal, PROMISE % (1, 1, "draft"), MOVE % (1, 1, *DAY_OF_MOVE, "flu"))
    assert found(journal, "draft") == found(journal, "flu") == [promise]
    # Of a row that is not touched itself, and with words that were there before.
    changed(journal, MOVE % (2, 1, *DAY_OF_MOVE, "travel"), MOVE % (3, 1, *DAY_OF_MOVE, "snow"))
    assert (
        found(journal, "draft")
        == found(journal, "flu")
        == found(journal, "travel")
        == found(journal, "snow")
        == [promise]
    )
    changed(
        journal,
        "UPDATE promise_move SET why = 'fever' WHERE id = 1",
        "UPDATE promise_move SET why = 'cold' WHERE id = 1",
        "DELETE FROM promise_move WHERE id = 2",
        "UPDATE promise SET what = 'sketch'",
        PROMISE % (2, 2, "letter"),
        "UPDATE promise_move SET promise_id = 2 WHERE id = 3",
    )
    gone = ("draft", "flu", "fever", "travel")
    assert [found(journal, word) for word in gone] == [[], [], [], []]
    assert (found(journal, "sketch"), found(journal, "cold"), found(journal, "snow")) == (
        [promise],
        [promise],
        [("promise", 2)],
    )
    changed(journal, "DELETE FROM promise_move", "DELETE FROM promise")
    assert journal.execute("SELECT count(*) FROM search_docsize").fetchone() == (0,)
    assert [found(journal, word) for word in ("sketch", "cold", "snow", "letter")] == [[], [], [], []]


PERSON = (
    "INSERT INTO person (id, uid, handle, name, name_key, added_on)"
    " VALUES (1, 'a', 'anna', 'Anna', 'anna', '2026-01-01')"
)
DETAIL = "INSERT INTO person_detail (id, person_id, kind, value, key) VALUES (%d, 1, '%s', '%s', '%s')"


def test_any_part_of_a_phone_number_finds_whose_it_is_and_only_as_long_as_it_is_theirs(
    journal: sqlite3.Connection,
) -> None:
    anna = [("person", 1)]
    changed(journal, PERSON, DETAIL % (1, "phone", "+49 (0)30 / 123-456", "1"), DETAIL % (2, "tag", "vip", "vip"))
    assert found(journal, "30123456") == found(journal, "4930123456") == found(journal, "vip") == anna
    changed(journal, "UPDATE person_detail SET value = '0171 99 88 77' WHERE id = 1")
    assert (found(journal, "30123456"), found(journal, "171998877"), found(journal, "vip")) == ([], anna, anna)
    changed(journal, "DELETE FROM person_detail")
    assert found(journal, "171998877") == found(journal, "vip") == []
    assert found(journal, "anna") == anna
    changed(journal, "DELETE FROM person")
    assert journal.execute("SELECT count(*) FROM search_docsize").fetchone() == (0,)


def test_two_texts_of_one_table_are_told_of_the_same_row(journal: sqlite3.Connection) -> None:
    changed(
        journal,
        PERSON,
        "INSERT INTO membership (id, uid, person_id, organisation, organisation_key, role)"
        " VALUES (1, 'm', 1, 'Café Noir', 'cafe noir', 'baker')",
    )
    assert found(journal, "noir") == found(journal, "baker") == [("person", 1)]
    changed(journal, "UPDATE membership SET role = 'owner'")
    assert (found(journal, "noir"), found(journal, "baker"), found(journal, "owner")) == (
        [("person", 1)],
        [],
        [("person", 1)],
    )


def test_what_is_no_utf_8_takes_nothing_else_out_of_the_index(journal: sqlite3.Connection) -> None:
    changed(journal, "INSERT INTO touchpoint (id, uid, at, zone, day, direction, text) VALUES"
            " (1, 'u', '', 'UTC', '2026-11-01', 'in', CAST(x'c3a9' || x'ff' || ' tea' AS TEXT))")  # fmt: skip
    assert found(journal, "tea") == [("touchpoint", 1)]


def test_an_index_made_anew_holds_what_it_held(journal: sqlite3.Connection) -> None:
    changed(
        journal, ADD % (1, 1, "2026-11-01", "Kaffee"), PROMISE % (1, 1, "draft"), MOVE % (1, 1, *DAY_OF_MOVE, "flu")
    )
    journal.execute("INSERT INTO search (search) VALUES ('delete-all')")
    assert found(journal, "kaffee") == []
    search.refill(journal)
    search.refill(journal)
    assert (found(journal, "kaffee"), found(journal, "flu")) == ([("touchpoint", 1)], [("promise", 1)])
    assert journal.execute("SELECT count(*) FROM search_docsize").fetchone() == (2,)

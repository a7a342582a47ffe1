import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bench import journals, words
from bench.rows import Size

from custlove.rules import rituals as rituals_rule
from custlove.rules.rituals import Event, Facts
from custlove.store import file, history_triggers, search
from tests.conftest import NOW, Program

pytestmark = pytest.mark.slow

DAY = NOW.date()
SMALL, LARGER = journals.SIZES["S"], Size(active=60, touchpoints=1_500, promises=300)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[Size, Path]:
    folder = tmp_path_factory.mktemp("journals")
    places = {size: folder / f"{size.touchpoints}.db" for size in (SMALL, LARGER)}
    for size, path in places.items():
        journals.make(path, size, DAY)
    return places


@pytest.fixture
def larger(made: dict[Size, Path]) -> Iterator[sqlite3.Connection]:
    """The larger journal, to spoil: what is done to it is never committed."""
    with closing(sqlite3.connect(made[LARGER], isolation_level=None)) as connection:
        connection.execute("BEGIN")
        yield connection
        connection.execute("ROLLBACK")


def _all(connection: sqlite3.Connection, sql: str) -> list[tuple[Any, ...]]:
    return connection.execute(sql).fetchall()


def test_it_is_a_journal_like_any_other(larger: sqlite3.Connection) -> None:
    with closing(file.empty()) as empty:
        schema = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
        assert _all(larger, schema) == _all(empty, schema)
    assert _all(larger, "PRAGMA integrity_check") == [("ok",)]
    assert _all(larger, "PRAGMA foreign_key_check") == []


def test_it_is_as_large_as_asked_for(larger: sqlite3.Connection) -> None:
    counts = [
        larger.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("person", "touchpoint", "promise")
    ]
    assert counts == [20 + 60, 1_500, 300]
    assert _all(larger, "SELECT count(*) FROM person WHERE every IS NULL") == [(0,)]


def test_derived_columns_are_those_that_the_triggers_derive(larger: sqlite3.Connection) -> None:
    derived = (
        "SELECT id, rung, rung_since, last_touch_on, unanswered, seventh_out_on, left_low_on FROM person",
        (
            "SELECT touchpoint_id, person_id, day, outgoing, felt, minutes, energy, channel FROM touchpoint_person"
            " ORDER BY touchpoint_id, person_id"
        ),
    )
    before = [_all(larger, sql) for sql in derived]
    moves = _all(larger, "SELECT uid, person_id, to_rung, day FROM rung_move")
    people = _all(larger, "SELECT touchpoint_id, person_id FROM touchpoint_person")
    larger.execute("DELETE FROM rung_move")
    larger.execute("DELETE FROM touchpoint_person")
    assert _all(larger, "SELECT DISTINCT rung_since, last_touch_on FROM person") == [(None, None)]
    larger.executemany("INSERT INTO rung_move (uid, person_id, to_rung, day) VALUES (?, ?, ?, ?)", moves)
    larger.executemany("INSERT INTO touchpoint_person (touchpoint_id, person_id) VALUES (?, ?)", people)
    assert [_all(larger, sql) for sql in derived] == before


def test_everything_can_be_searched(larger: sqlite3.Connection) -> None:
    larger.execute("INSERT INTO search (search) VALUES ('integrity-check')")
    rows = sum(larger.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in search.SEARCHED)
    assert _all(larger, "SELECT count(*) FROM search_docsize") == [(rows,)]


def test_every_row_is_in_the_history(larger: sqlite3.Connection) -> None:
    logged = dict(_all(larger, "SELECT table_name, count(*) FROM change_row WHERE op = 'insert' GROUP BY table_name"))
    assert logged == {table: larger.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in logged}
    assert logged["touchpoint"] == 1_500
    # What nobody imported, renamed, said back in vain or put off is nowhere.
    nothing = {
        "former_name",
        "let_be",
        "rung_stay",
        "feedback_said_back",
        "membership",
        "absence",
        "follow_up_snooze",
        "imported",
        "inbox",
    }
    assert set(history_triggers.logged_tables(larger)) - logged.keys() == nothing


def test_what_a_verb_keeps_right_is_right(larger: sqlite3.Connection) -> None:
    rituals = _all(larger, "SELECT id, rule, starts_on, added_on, due_from FROM ritual")
    assert rituals
    for number, rule, starts_on, added_on, due_from in rituals:
        kept = _all(larger, f"SELECT kind, day, occurrence FROM ritual_event WHERE ritual_id = {number}")
        events = [Event(kind, date.fromisoformat(day), date.fromisoformat(about)) for kind, day, about in kept]
        facts = Facts(rule, date.fromisoformat(starts_on), date.fromisoformat(added_on), events)
        assert rituals_rule.due_from(facts) == date.fromisoformat(due_from)
        assert (date.fromisoformat(due_from) - DAY).days > 200
    chosen = "SELECT count(*) FROM circle_choice JOIN person ON person.id = person_id WHERE person.circle = {}"
    assert _all(larger, chosen.format("circle_choice.circle")) == _all(larger, "SELECT count(*) FROM circle_choice")
    superseded = "SELECT count(*) FROM fact JOIN fact AS before ON before.id = fact.supersedes WHERE {}"
    assert _all(larger, superseded.format("1"))[0][0] > 5
    assert _all(larger, superseded.format("before.person_id <> fact.person_id OR before.day > fact.day")) == [(0,)]


def test_today_is_the_same_in_every_size(custlove: Program, made: dict[Size, Path]) -> None:
    small, larger = (custlove("--journal", path, "today", "--json") for path in made.values())
    assert small.out == larger.out
    sections = {key: len(rows) for key, rows in small.json.items() if key != "today" and rows}
    assert sections == {"broken_promises": 15, "overdue_follow_ups": 25, "gone_quiet": 20}


def test_some_words_are_rare_and_some_are_not(custlove: Program, made: dict[Size, Path]) -> None:
    rare, common = (
        custlove("--journal", made[LARGER], "find", word, "--limit", "9999", "--json").json
        for word in (words.RARE, words.COMMON)
    )
    assert len(rare) == words.PLANTED
    assert len(common) > 300


def test_the_same_seed_and_day_make_the_same_rows(tmp_path: Path, made: dict[Size, Path]) -> None:
    again, other_day = tmp_path / "again.db", tmp_path / "other.db"
    journals.make(again, SMALL, DAY)
    journals.make(other_day, SMALL, date(2026, 3, 1))
    dumps = []
    for path in (made[SMALL], again, other_day):
        with closing(sqlite3.connect(path)) as connection:
            dumps.append([_all(connection, f"SELECT * FROM {table}") for table in ("person", "touchpoint", "promise")])
    assert dumps[0] == dumps[1]
    assert dumps[0] != dumps[2]


def test_it_is_made_once_a_day(tmp_path: Path) -> None:
    first = journals.provide("S", DAY, tmp_path)
    written = first.stat().st_mtime_ns
    assert journals.provide("S", DAY, tmp_path) == first
    assert first.stat().st_mtime_ns == written
    next_day = journals.provide("S", date(2026, 11, 23), tmp_path)
    assert list(tmp_path.iterdir()) == [next_day]

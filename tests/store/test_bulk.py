"""Rows written in bulk: checked and numbered as single ones are, remembered, and taken back as a whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest

from custlove.errors import Refused
from custlove.store import bulk, file, history, locks
from custlove.store.row_buffer import Fault

PERSON = {"uid": "u", "handle": "ida", "name": "Ida", "name_key": "ida", "added_on": "2026-11-22"}


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """A journal of the newest schema with a change that has begun."""
    with closing(file.empty()) as opened:
        locks.begin(opened)
        history.record(opened, datetime(2026, 11, 22, tzinfo=UTC), "UTC", "import x")
        yield opened


def schema(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """What bulk writing sets aside."""
    pragmas = [connection.execute(f"PRAGMA {name}").fetchone() for name in ("cache_size", "ignore_check_constraints")]
    return connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall() + pragmas


def person(number: int, **values: Any) -> dict[str, Any]:
    return {**PERSON, "id": number, "uid": f"u{number}", "handle": f"ida-{number}", **values}


def touchpoint(number: int, **values: Any) -> dict[str, Any]:
    at = "2026-11-22 09:30:00.000000"
    return {"id": number, "uid": f"t{number}", "at": at, "zone": "UTC", "day": "2026-11-22", **values}


def test_rows_are_written_with_their_defaults_and_remembered(connection: sqlite3.Connection) -> None:
    with bulk.writing(connection, 1) as rows:
        rows.put("touchpoint", 1, touchpoint(7))
        rows.put("touchpoint", 2, touchpoint(3, wow=True, felt=5))
        rows.flush()
    kept = connection.execute("SELECT id, direction, text, felt, wow FROM touchpoint ORDER BY id").fetchall()
    assert kept == [(3, "both", "", 5, 1), (7, "both", "", None, 0)]
    remembered = connection.execute("SELECT table_name, row_id, op FROM change_row ORDER BY id").fetchall()
    assert remembered == [("touchpoint", 3, "insert"), ("touchpoint", 7, "insert")]


def test_of_many_rows_each_wrong_one_is_named_by_its_line_and_none_is_written(connection: sqlite3.Connection) -> None:
    with bulk.writing(connection, 1) as rows:
        wrong: dict[int, dict[str, Any]] = {17: {"felt": 9}, 60: {"mood": "good"}}
        for line in range(100):
            rows.put("touchpoint", line, touchpoint(line + 1, **wrong.get(line, {})))
        with pytest.raises(bulk.WrongRows) as raised:
            rows.flush()
    assert raised.value.faults == [Fault(17, "felt: it should be at most 5"), Fault(60, "touchpoint has no mood")]
    assert connection.execute("SELECT count(*) FROM touchpoint").fetchone() == (0,)


def test_days_and_moments_may_come_as_such(connection: sqlite3.Connection) -> None:
    with bulk.writing(connection, 1) as rows:
        at = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
        rows.put("touchpoint", 1, touchpoint(1, at=at, day=at.date()))
        rows.flush()
    assert connection.execute("SELECT at, day FROM touchpoint").fetchone() == (
        "2026-11-22 09:30:00.000000", "2026-11-22",
    )  # fmt: skip


def test_with_care_a_wrong_row_stops_nothing_but_itself(connection: sqlite3.Connection) -> None:
    with bulk.writing(connection, 1, careful=True) as rows:
        with pytest.raises(Refused, match="channel: it should be one of"):
            rows.put("person", 1, person(1, channel="fax"))
        rows.put("person", 2, person(2))
        rows.flush()
    assert connection.execute("SELECT handle FROM person").fetchall() == [("ida-2",)]


def test_tables_are_flushed_with_what_they_refer_to_and_not_with_others(connection: sqlite3.Connection) -> None:
    with bulk.writing(connection, 1) as rows:
        rows.put("person", 1, person(1))
        rows.put("touchpoint", 1, touchpoint(1))
        move = {"id": 1, "uid": "m", "person_id": 1, "to_rung": "client", "day": "2026-11-22"}
        rows.put("rung_move", 1, move)
        rows.flush("rung_move")
        assert connection.execute("SELECT rung, (SELECT count(*) FROM touchpoint) FROM person").fetchone() == (
            "client", 0,
        )  # fmt: skip
        rows.flush()


@pytest.mark.parametrize("breaks", [False, True])
def test_what_is_set_aside_comes_back(connection: sqlite3.Connection, breaks: bool) -> None:
    before = schema(connection)
    rows_before = connection.execute("SELECT count(*) FROM change_row").fetchone()
    try:
        with bulk.writing(connection, 1) as rows:
            assert len(schema(connection)) < len(before)
            rows.put("touchpoint", 1, touchpoint(1))
            rows.flush()
            # A number that is taken breaks the writing off while the checks are ignored.
            rows.put("touchpoint", 2, touchpoint(1) if breaks else touchpoint(2))
            rows.flush()
    except sqlite3.IntegrityError:
        assert breaks
        assert connection.execute("SELECT count(*) FROM touchpoint").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM change_row").fetchone() == rows_before
    assert schema(connection) == before
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        connection.execute(
            "INSERT INTO touchpoint (id, uid, at, zone, day, direction, text) VALUES (9,'','','','','','')"
        )


def test_a_number_goes_on_after_what_was_ever_given(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO change_row (change_id, table_name, row_id, op) VALUES (1, 'person', 4, 'insert')")
    with bulk.writing(connection, 1) as rows:
        assert [rows.number("person"), rows.number("person", 9), rows.number("person")] == [5, 9, 10]
        rows.put("person", 1, person(9))
        assert rows.number("person", 9) == 11

"""Single rows: numbered, with an identity, and only what differs is written."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple
from uuid import UUID

import pytest

from custlove.errors import NotFound
from custlove.store import file, history, rows

ON = date(2026, 11, 22)


class Ask(NamedTuple):
    """Columns of an ask."""

    id: int
    person_id: int
    text: str
    channel: str | None
    at: datetime
    day: date


@pytest.fixture
def journal() -> Iterator[sqlite3.Connection]:
    """An empty journal in a change, with a person."""
    with closing(file.empty()) as connection:
        history.record(connection, datetime(2026, 11, 22, tzinfo=UTC), "UTC", "a test")
        rows.add(connection, "person", handle="anna", name="Anna", name_key="anna", added_on=ON)
        yield connection


def _ask(connection: sqlite3.Connection, number: int | None = None) -> int:
    at = datetime(2026, 11, 22, 9, tzinfo=timezone(timedelta(hours=1)))
    return rows.add(connection, "ask", id=number, person_id=1, text="how?", at=at, zone="Europe/Berlin", day=ON)


def test_what_is_written_is_read_as_it_was(journal: sqlite3.Connection) -> None:
    number = _ask(journal)
    asked = Ask(number, 1, "how?", None, datetime(2026, 11, 22, 8, tzinfo=UTC), ON)
    assert rows.get(journal, "ask", Ask, number) == asked
    assert list(rows.select(journal, "ask", Ask, "day = ?", (ON.isoformat(),))) == [asked]
    with pytest.raises(NotFound):
        rows.get(journal, "ask", Ask, number + 1)


def test_a_number_is_never_given_twice(journal: sqlite3.Connection) -> None:
    assert [_ask(journal), _ask(journal)] == [1, 2]
    rows.delete(journal, "ask", 2)
    assert _ask(journal) == 3
    assert (_ask(journal, 9), _ask(journal)) == (9, 10)
    for number in (1, 3, 9, 10):
        rows.delete(journal, "ask", number)
    assert _ask(journal) == 11


def test_only_what_differs_is_written(journal: sqlite3.Connection) -> None:
    number = _ask(journal)

    def changes() -> int:
        return int(journal.execute("SELECT count(*) FROM change_row").fetchone()[0])

    before = changes()
    statements: list[str] = []
    journal.set_trace_callback(statements.append)
    rows.update(journal, "ask", number, {"text": "how?", "day": ON})
    rows.update(journal, "ask", number, {})
    assert not any(each.startswith("UPDATE") for each in statements)
    rows.update(journal, "ask", number, {"text": "how?", "channel": "call"})
    journal.set_trace_callback(None)
    # Told once more for every trigger that it fires.
    updates = {each for each in statements if each.startswith("UPDATE")}
    assert updates == {f"UPDATE ask SET channel = 'call' WHERE id = {number}"}
    assert changes() == before + 1
    with pytest.raises(NotFound):
        rows.update(journal, "ask", number + 1, {"text": "x"})


def test_an_identity_is_made_where_none_is_given(journal: sqlite3.Connection) -> None:
    rows.add(journal, "person", uid="mine", handle="bela", name="Bela", name_key="bela", added_on=ON)
    made, mine = (uid for (uid,) in journal.execute("SELECT uid FROM person ORDER BY id"))
    assert (UUID(made).version, UUID(made).variant, mine) == (7, "specified in RFC 4122", "mine")

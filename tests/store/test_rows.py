"""Single rows by plain statements: numbered, told apart, changed where they differ, read back as what they are."""

import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, SQLModel

from custlove.errors import NotFound, UsageError
from custlove.models.follow_ups import FollowUp
from custlove.models.people import Person
from custlove.models.touchpoints import Touchpoint
from custlove.store import file, history, rows, search, undo

AT = datetime(2026, 11, 22, 9, 30, 0, 5, tzinfo=UTC)
TODAY = date(2026, 11, 22)


class Contact(NamedTuple):
    """Some columns of a touchpoint, in an order of their own."""

    day: date
    at: datetime
    wow: bool
    felt: int | None
    id: int


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """An empty journal with a change begun in it, that of number 1."""
    path = tmp_path / "journal.db"
    file.create(path)
    connection = file.open_journal(path)
    connection.execute("BEGIN IMMEDIATE")
    history.record(connection, AT, "UTC", "a test")
    yield connection
    connection.close()


def _anna(connection: sqlite3.Connection) -> int:
    return rows.add(connection, "person", handle="anna", name="Anna", name_key="anna", added_on=TODAY)


def _steps(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return connection.execute("SELECT table_name, row_id, op FROM change_row ORDER BY id").fetchall()


def _as_class(connection: sqlite3.Connection, model: type[SQLModel], number: int) -> dict[str, Any]:
    """A row as SQLModel reads it on the same connection."""
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    with Session(engine) as session:
        return session.get_one(model, number).model_dump()


def test_a_new_row_is_what_its_class_reads(connection: sqlite3.Connection) -> None:
    person = _anna(connection)
    contact = rows.add(
        connection, "touchpoint",
        at=AT, zone="Europe/Berlin", day=TODAY, text="Kick-off", channel="call", felt=4, wow=True,
    )  # fmt: skip
    follow_up = rows.add(
        connection, "follow_up", uid="given", person_id=person, made_on=TODAY, due_on="2026-12-01", id=7
    )  # fmt: skip
    assert (person, contact, follow_up) == (1, 1, 7)
    connection.execute("COMMIT")
    read = _as_class(connection, Touchpoint, contact)
    assert len(read.pop("uid")) == 36
    assert read == {
        "id": 1, "at": AT, "zone": "Europe/Berlin", "day": TODAY, "channel": "call", "direction": "both",
        "text": "Kick-off", "felt": 4, "energy": None, "minutes": None, "wow": True,
    }  # fmt: skip
    assert _as_class(connection, FollowUp, 7) == {
        "id": 7, "uid": "given", "person_id": 1, "why": "", "made_on": TODAY, "due_on": date(2026, 12, 1),
        "done_on": None, "closed_by": None, "let_go_why": None,
    }  # fmt: skip
    # Whose rung the database follows by itself.
    assert _as_class(connection, Person, person)["rung"] == "prospect"
    assert _steps(connection) == [("person", 1, "insert"), ("touchpoint", 1, "insert"), ("follow_up", 7, "insert")]


def test_a_row_that_does_not_fit_is_not_written(connection: sqlite3.Connection) -> None:
    with pytest.raises(UsageError, match=r"^name: it is empty\.$"):
        rows.add(connection, "person", handle="b", name="", name_key="b", added_on=TODAY)
    # Across columns the file decides, as well as of what is pointed to.
    with pytest.raises(sqlite3.IntegrityError):
        rows.add(connection, "follow_up", person_id=9, made_on=TODAY, due_on=TODAY)
    assert _steps(connection) == []


def test_only_what_differs_is_changed(connection: sqlite3.Connection) -> None:
    number = _anna(connection)
    rows.update(connection, "person", number, {})
    rows.update(connection, "person", number, {"name": "Anna", "role": None, "added_on": TODAY.isoformat()})
    assert _steps(connection) == [("person", 1, "insert")]
    rows.update(connection, "person", number, {"name": "Anna K", "role": None, "fit": 3})
    assert _steps(connection) == [("person", 1, "insert"), ("person", 1, "update")]
    assert connection.execute("SELECT name, role, fit FROM person").fetchall() == [("Anna K", None, 3)]
    with pytest.raises(UsageError, match=r"^fit: it should be at most 5\.$"):
        rows.update(connection, "person", number, {"fit": 6})


def test_a_row_is_read_as_what_it_is(connection: sqlite3.Connection) -> None:
    for days in (1, 0):
        at = AT - timedelta(days=days)
        rows.add(connection, "touchpoint", at=at, zone="UTC", day=at.date(), wow=bool(days))
    first = Contact(date(2026, 11, 21), AT - timedelta(days=1), wow=True, felt=None, id=1)
    second = Contact(TODAY, AT, wow=False, felt=None, id=2)
    assert rows.get(connection, "touchpoint", Contact, 1) == first
    assert list(rows.select(connection, "touchpoint", Contact, "zone = ? ORDER BY day DESC", ("UTC",))) == [
        second,
        first,
    ]
    assert type(rows.get(connection, "touchpoint", Contact, 2).wow) is bool


@pytest.mark.parametrize(
    ("table", "sentence", "hint"),
    [
        ("touchpoint", "There is no touchpoint t9.", "Their references: custlove touchpoint list"),
        ("follow_up", "There is no follow-up f9.", "Their references: custlove followup list --all"),
        ("special_day", "There is no day d9.", "Their references: custlove day list"),
        ("intention", "There is no intention n9.", "Their references: custlove review list"),
    ],
)
def test_what_is_not_there(connection: sqlite3.Connection, table: str, sentence: str, hint: str) -> None:
    class Numbered(NamedTuple):
        id: int

    with pytest.raises(NotFound) as read:
        rows.get(connection, table, Numbered, 9)
    with pytest.raises(NotFound) as changed:
        rows.update(connection, table, 9, {"uid": "x"})
    assert [(fault.value.message, fault.value.hint) for fault in (read, changed)] == [(sentence, hint)] * 2


def test_no_number_is_given_twice(connection: sqlite3.Connection) -> None:
    assert _anna(connection) == 1
    rows.delete(connection, "person", 1)
    assert rows.next_id(connection, "person") == 2
    assert rows.add(connection, "person", handle="b", name="B", name_key="b", added_on=TODAY) == 2
    search.index_change(connection, 1)
    connection.execute("COMMIT")
    undo.undo(connection, 1, AT, "UTC", "undo 1")
    assert connection.execute("SELECT count(*) FROM person").fetchone() == (0,)
    assert rows.next_id(connection, "person") == 3


def test_identities_tell_when_they_were_made() -> None:
    before = time.time_ns() // 1_000_000
    made = [rows.new_uid() for _ in range(100)]
    after = time.time_ns() // 1_000_000
    assert len(set(made)) == 100
    for each in made:
        head, version, variant = each.replace("-", "")[:12], each[14], each[19]
        assert (version, variant in "89ab") == ("7", True)
        assert before <= int(head, 16) <= after
    assert all(first[:13] <= second[:13] for first, second in pairwise(made))

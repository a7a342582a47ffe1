"""The views for SQL: they say what the reports say, and the questions of docs/sql.md can be asked."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from custlove.rules import money, rungs
from custlove.schema.vocabulary import RUNGS
from custlove.store import file, history, locks, migrate, version
from tests.conftest import NOW, ZONE, Program
from tests.store import frozen

PAGE = (Path(__file__).parent.parent.parent / "docs" / "sql.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"^```sql\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def asked(custlove: Program, journal: Path) -> Iterator[sqlite3.Connection]:
    """A journal with a row of everything, and some that go by today, as a stranger's tool opens it."""
    journal.parent.mkdir(parents=True)
    frozen.load(version.SCHEMA_VERSION, journal)
    with closing(sqlite3.connect(journal)) as older:
        # Those of the program, and not those that were frozen.
        migrate.drop_views(older)
        migrate.make_views(older)
        older.commit()
    with closing(sqlite3.connect(f"{journal.as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.row_factory = sqlite3.Row
        now = _now(connection)
        for days in (-3, 0, 3):
            day = str((now - timedelta(days=10)).date())
            due = str((now + timedelta(days=days)).date())
            custlove("--today", day, "followup", "add", "anna", due, f"call {days}", now=now)
            custlove("--today", day, "promise", "add", "anna", f"plan {days}", "--by", due, now=now)
        custlove("followup", "snooze", "anna", "call -3", "+5d", now=now)
        custlove("feedback", "hear", "levin", "slow", "--kind", "criticism", now=now - timedelta(hours=25))
        custlove("feedback", "hear", "anna", "dear", "--kind", "criticism", now=now - timedelta(hours=26))
        custlove("feedback", "confirm", "anna", "too dear?", "--not-agreed", now=now - timedelta(hours=25))
        for person, days in (("levin", 20), ("anna", 14)):
            custlove("feedback", "hear", person, "cold", "--kind", "criticism", now=now - timedelta(days=days))
            custlove("feedback", "confirm", person, "cold", "too cold?", now=now - timedelta(days=days))
        custlove("promise", "release", "anna", "plan -3", now=now)
        yield connection


def _now(connection: sqlite3.Connection) -> datetime:
    """The moment at which the views stand, which is that of the machine."""
    [text] = connection.execute("SELECT datetime('now')").fetchone()
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _rows(connection: sqlite3.Connection, view: str, *columns: str) -> list[tuple[Any, ...]]:
    named = ", ".join(f'"{column}"' for column in columns)
    return [tuple(row) for row in connection.execute(f"SELECT {named} FROM {view} ORDER BY id").fetchall()]


# From a minute before midnight on, a view and a report may be asked on two days.
@pytest.mark.parametrize(
    ("view", "command", "columns"),
    [
        ("v_promises", ["promise", "list"], ["what", "by", "due_on", "state", "kept_on", "days_late", "broken_once"]),
        ("v_follow_ups", ["followup", "list", "--all"], ["why", "due_on", "state", "days_late", "snoozed_until"]),
        (
            "v_feedback",
            ["feedback", "list", "--all"],
            ["kind", "text", "stage", "hours_open", "overdue", "answered", "act_by"],
        ),
        ("v_mistakes", ["mistake", "list", "--all"], ["what", "severity", "noticed_on", "stage"]),
        ("v_facts", ["fact", "list", "--all"], ["kind", "text", "superseded_by", "resolved_on"]),
        ("v_purchases", ["purchase", "list"], ["amount", "currency", "what"]),
        ("v_introductions", ["introduction", "list"], ["by", "person", "text"]),
    ],
)
def test_a_view_says_what_the_report_says(
    asked: sqlite3.Connection, custlove: Program, view: str, command: list[str], columns: list[str]
) -> None:
    now = _now(asked)
    told = custlove(*command, "--json", now=now).json
    by_number = {each["id"]: tuple(each[column] for column in columns) for each in told}
    assert by_number
    assert (
        dict(zip((row[0] for row in _rows(asked, view, "id")), _rows(asked, view, *columns), strict=True)) == by_number
    )


def test_people_and_the_ladder(asked: sqlite3.Connection, custlove: Program) -> None:
    people = {each["person"]: each for each in custlove("person", "list", "--all", "--json").json}
    columns = ("person", "rung", "circle", "last_touch_on", "emails", "tags")
    for person, rung, circle, touched, emails, tags in _rows(asked, "v_people", *columns):
        each = people[person]
        assert (rung, circle, touched) == (each["rung"], each["circle"], each["last_touch_on"])
        assert (emails or "", tags or "") == (", ".join(each["emails"]), ", ".join(each["tags"]))
    ladder = custlove("ladder", "--json").json["rungs"]
    told = [(rungs.height(rung["rung"]) + 1, each["person"]) for rung in ladder for each in rung["people"]]
    rows = asked.execute("SELECT height, person FROM v_ladder ORDER BY height DESC").fetchall()
    assert sorted(tuple(row) for row in rows) == sorted(told)
    moves = custlove("ladder", "moves", "--json").json
    found = _rows(asked, "v_rung_moves", "person", "from_rung", "to_rung", "day")
    assert {tuple(move[name] for name in ("person", "from", "to", "on")) for move in moves} <= set(found)


def test_the_circle_is_that_of_the_rule(asked: sqlite3.Connection, journal: Path) -> None:
    with closing(sqlite3.connect(journal)) as connection:
        for rung in RUNGS:
            connection.execute("UPDATE person SET rung = ?, circle = NULL WHERE id = 2", (rung,))
            [circle] = connection.execute("SELECT circle FROM v_people WHERE id = 2").fetchone()
            [height] = connection.execute("SELECT height FROM v_ladder WHERE person = 'levin'").fetchone()
            assert (circle, height) == (rungs.circle(rung, None), rungs.height(rung) + 1)


def test_amounts_are_written_as_the_rule_writes_them(asked: sqlite3.Connection, journal: Path) -> None:
    with closing(sqlite3.connect(journal)) as connection:
        for currency in money.CURRENCIES:
            for units in (0, 5, -5, 99, 100, -12345, 1_000_000):
                connection.execute("UPDATE purchase SET amount = ?, currency = ? WHERE id = 1", (units, currency))
                [amount] = connection.execute("SELECT amount FROM v_purchases WHERE id = 1").fetchone()
                assert amount == money.written(units, currency)


def test_two_people_at_a_touchpoint_are_two_rows(asked: sqlite3.Connection) -> None:
    first = [row[1:] for row in _rows(asked, "v_touchpoints", "id", "person", "day", "tags") if row[0] == 1]
    assert sorted(first) == [("anna", "2026-01-12", "kick-off"), ("levin", "2026-01-12", "kick-off")]


def test_there_are_questions() -> None:
    assert len(QUESTIONS) >= 8


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.splitlines()[0][:40])
def test_the_questions_of_the_page_can_be_asked(asked: sqlite3.Connection, question: str) -> None:
    rows = asked.execute(question).fetchall()
    # Needs of half a year ago there are none in this journal.
    assert rows or "-6 months" in question or "v_feedback" in question


def test_the_page_names_every_view(asked: sqlite3.Connection) -> None:
    views = asked.execute("SELECT name FROM sqlite_schema WHERE type = 'view' AND name GLOB 'v_*'")
    assert {name for (name,) in views} == set(re.findall(r"`(v_\w+)`", PAGE))


def test_every_view_is_answered(asked: sqlite3.Connection) -> None:
    views = asked.execute("SELECT name FROM sqlite_schema WHERE type = 'view' AND name GLOB 'v_*'").fetchall()
    assert [name for (name,) in views if not asked.execute(f"SELECT * FROM {name}").fetchall()] == []


def test_who_is_let_be_today() -> None:
    with closing(file.empty()) as connection:
        locks.begin(connection)
        history.record(connection, NOW, ZONE, "test")
        for number in (1, 2):
            connection.execute(
                "INSERT INTO person (id, uid, handle, name, name_key, added_on)"
                " VALUES (?, ?, ?, 'P', 'p', '2020-01-01')",
                (number, f"p{number}", f"p{number}"),
            )
        said = [(1, "2020-01-01", "2999-01-01"), (1, "2020-01-02", "2020-01-02"), (2, "2020-01-01", "2999-01-01")]
        connection.executemany(
            "INSERT INTO let_be (uid, person_id, made_on, until) VALUES (hex(randomblob(8)), ?, ?, ?)", said
        )
        assert connection.execute("SELECT person, holds FROM v_let_be ORDER BY id").fetchall() == [
            ("p1", 0), ("p1", 0), ("p2", 1),
        ]  # fmt: skip

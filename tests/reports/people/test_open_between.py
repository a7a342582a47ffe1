"""What is open between you and somebody, and whether a quiet buyer has gone while it is."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from custlove.reports.journal_wide import suggestions
from custlove.reports.people import open_between
from tests.conftest import Program, written_once

TODAY = date(2026, 11, 22)


@pytest.fixture
@written_once
def quiet(custlove: Program) -> Program:
    """Carl, a client, bought twice around New Year; nothing since."""
    custlove("person", "add", "Carl", "--rung", "client", "--on", "2025-01-01")
    custlove("purchase", "add", "carl", "100", "--on", "2025-12-01")
    custlove("purchase", "add", "carl", "100", "--on", "2026-01-01")
    return custlove


def _refs(journal: Path, today: date = TODAY) -> list[str]:
    with closing(sqlite3.connect(journal)) as connection:
        items = open_between.of_people(connection, [1], today).get(1, [])
    return [f"{each.ref} {each.on}{' stale' if each.is_stale(today) else ''}" for each in items]


def _suggested(journal: Path, today: date = TODAY) -> list[str | None]:
    with closing(sqlite3.connect(journal)) as connection:
        return [each.suggested for each in suggestions.suggestions(connection, today)]


OPEN = (
    (("promise", "add", "carl", "the draft", "--by", "2026-12-24"), "p1 2026-12-24"),
    (("promise", "add", "carl", "figures", "--theirs", "--by", "2026-08-24", "--on", "2026-08-01"), "p1 2026-08-24"),
    (("followup", "add", "carl", "2027-03-01", "the roof"), "f1 2027-03-01"),
)


@pytest.mark.parametrize(("opened", "ref"), OPEN)
def test_what_is_open_holds_a_way_down_back(quiet: Program, journal: Path, opened: tuple[str, ...], ref: str) -> None:
    assert (_refs(journal), _suggested(journal)) == ([], ["customer"])
    quiet(*opened)
    assert (_refs(journal), _suggested(journal)) == ([ref], [])
    quiet(opened[0], {"promise": "keep", "followup": "done"}[opened[0]], "1")
    assert _refs(journal) == []


def test_a_promise_of_theirs_of_long_ago_is_not_open(quiet: Program, journal: Path) -> None:
    quiet("promise", "add", "carl", "figures", "--theirs", "--by", "2026-08-23", "--on", "2026-08-01")
    assert (_refs(journal), _suggested(journal)) == (["p1 2026-08-23 stale"], ["customer"])
    # On the day before it was not long enough ago.
    assert _suggested(journal, date(2026, 11, 21)) == []
    # Moved: it counts by the day agreed anew.
    quiet("promise", "move", "1", "--to", "2026-12-10", "--why", "holidays")
    assert (_refs(journal), _suggested(journal)) == (["p1 2026-12-10"], [])
    assert _refs(journal, date(2026, 11, 21)) == ["p1 2026-08-23"]


def test_criticism_and_mistakes_are_open_until_their_last_step(quiet: Program, journal: Path) -> None:
    quiet("feedback", "hear", "carl", "too late", "--kind", "criticism", "--on", "2026-09-01")
    quiet("feedback", "hear", "carl", "lovely", "--kind", "praise", "--on", "2026-09-01")
    quiet("mistake", "add", "carl", "the wrong file", "--on", "2026-09-02")
    assert _refs(journal) == ["b1 2026-09-01", "m1 2026-09-02"]
    assert _refs(journal, date(2026, 9, 1)) == ["b1 2026-09-01"]
    quiet("feedback", "thank", "1", "--anyway", "--on", "2026-09-10")
    assert (_refs(journal), _refs(journal, date(2026, 9, 9))) == (
        ["m1 2026-09-02"],
        ["b1 2026-09-01", "m1 2026-09-02"],
    )


@pytest.mark.parametrize(
    ("heard", "found"),
    [
        (("log", "carl", "a chat", "--on", "2026-09-01"), []),
        (("log", "carl", "a newsletter", "--out", "--on", "2026-09-01"), ["customer"]),
        (("log", "carl", "a chat", "--on", "2026-02-01"), ["customer"]),
        (("introduction", "add", "carl", "Dora", "--on", "2026-02-01"), ["advocate"]),
        (("feedback", "hear", "carl", "blue?", "--kind", "idea", "--on", "2026-09-01"), []),
    ],
)
def test_whoever_is_heard_of_has_not_gone(
    quiet: Program, journal: Path, heard: tuple[str, ...], found: list[str]
) -> None:
    quiet(*heard)
    assert _suggested(journal) == found
    # It was not known before.
    assert _suggested(journal, date(2026, 8, 31)) == (["customer"] if "2026-02-01" not in heard else found)

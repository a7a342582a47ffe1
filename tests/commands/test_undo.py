"""Taking changes back through the command line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program, Refusal, written_once

Rows = Callable[[], dict[str, list[tuple[Any, ...]]]]
# Each is undone right after it was done, and again after it was brought back.
COMMANDS = [
    ("person", "add", "Bela", "--email", "b@example.org", "--tag", "x"),
    ("person", "edit", "anna", "--role", "chef", "--no-tag", "vip", "--email", "a@example.org", "--clear", "org"),
    ("person", "edit", "anna", "--added", "2026-08-01"),
    ("person", "rename", "anna", "Anna Oblonskaya", "--as", "anya"),
    ("person", "archive", "anna"),
    ("person", "merge", "anna", "anton"),
    ("log", "anna,anton,Bela", "x", "--new", "--tag", "y", "--next", "friday", "--promise", "p", "--by", "friday"),
    ("touchpoint", "edit", "1", "--on", "2026-11-03", "--without", "anton", "--tag", "z", "--text", ""),
    ("touchpoint", "remove", "1"),
    ("followup", "add", "anna,anton", "friday", "x"),
    ("followup", "done", "2"),
    ("followup", "snooze", "2", "friday"),
    ("promise", "add", "anna", "x", "--by", "friday", "--theirs"),
    ("promise", "keep", "1", "--extra", "more"),
    ("promise", "move", "1", "--to", "+1w", "--why", "x"),
    ("promise", "release", "1", "--why", "x"),
    ("promise", "edit", "1", "--text", "y", "--by", "2026-12-01"),
    ("feedback", "ask", "anna", "how?"),
    ("feedback", "hear", "anna", "so", "--kind", "idea"),
    ("feedback", "confirm", "1", "x"),
    ("feedback", "act", "1", "x", "--anyway"),
    ("feedback", "thank", "1", "x", "--anyway"),
    ("ladder", "move", "anna", "client", "--why", "x", "--on", "2026-09-15"),
]


@pytest.fixture
@written_once
def lived(anna: Program) -> Program:
    """One of everything, with a follow-up that was closed by a touchpoint and one that is open."""
    anna("person", "edit", "anna", "--tag", "vip")
    anna("person", "add", "Anton Tschechow", "--as", "anton", "--tag", "vip", "--on", "2026-09-01")
    anna("followup", "add", "anton", "2026-11-05", "call", "--on", "2026-11-01")
    anna("log", "anna,anton", "lunch", "--on", "2026-11-10", "--tag", "a")
    anna("followup", "add", "anna", "2026-11-20", "call", "--on", "2026-11-01")
    anna("promise", "add", "anna", "the offer", "--by", "2026-11-30")
    anna("feedback", "ask", "anna", "how was it?", "--on", "2026-11-01")
    anna("feedback", "hear", "anna", "late", "--kind", "criticism", "--on", "2026-11-02")
    anna("ladder", "move", "anna", "supporter", "--why", "x", "--on", "2026-10-01")
    return anna


@pytest.mark.parametrize("command", COMMANDS, ids=[" ".join(command[:2]) for command in COMMANDS])
def test_every_write_is_taken_back_whole_and_brought_back_whole(
    lived: Program, rows: Rows, command: tuple[str, ...]
) -> None:
    before = rows()
    lived(*command)
    after = rows()
    assert after != before
    assert lived("undo").out.startswith(f"Undone: {command[0]} ")
    assert rows() == before
    undoing = lived("history", "--limit", "1", "--json").json[0]["id"]
    assert lived("undo", str(undoing)).out.startswith(f"Brought back: {command[0]} ")
    assert rows() == after


def test_again_for_the_one_before_until_nothing_is_left(anna: Program, rows: Rows) -> None:
    anna("log", "anna", "one")
    anna("log", "anna", "two")
    assert anna("undo").out == "Undone: log anna two (change 3). To take this back: custlove undo 4\n"
    assert anna("undo").out == "Undone: log anna one (change 2). To take this back: custlove undo 5\n"
    assert anna("undo", "--json").json["undoes"] == 1
    assert not any(rows().values())
    assert anna("undo", code=4).err == "custlove: There is nothing to undo.\nWhat was done: custlove history\n"


def test_what_later_changes_rest_on_stays(anna: Program, refused: Refusal) -> None:
    anna("promise", "add", "anna", "the offer", "--by", "friday")
    anna("promise", "keep", "1")
    assert refused("undo", "2") == (
        "custlove: Change 2 cannot be undone: change 3 depends on it (promise keep 1).\n"
        "Undo that one first: custlove undo 3\n"
    )
    assert "Change 1 cannot be undone: change 3 depends on it" in refused("undo", "1")
    anna("undo", "3")
    assert "Change 3 is undone already." in refused("undo", "3")
    anna("undo", "2")
    assert anna("promise", "list", "--json").json == []


@pytest.mark.parametrize(
    ("number", "code", "sentence"),
    [
        ("99", 3, "There is no change 99."),
        ("0", 3, "There is no change 0."),
        ("last", 2, '"last" is not the reference of a change.'),
    ],
)
def test_what_is_no_change(anna: Program, refused: Refusal, number: str, code: int, sentence: str) -> None:
    assert sentence in refused("undo", number, code=code)


def test_without_a_journal(custlove: Program) -> None:
    assert custlove("undo", code=4).err.startswith("custlove: There is nothing to undo: there is no journal yet.\n")


def test_numbers_are_never_given_twice(anna: Program) -> None:
    anna("promise", "add", "anna", "a", "--by", "friday")
    anna("undo")
    assert anna("promise", "add", "anna", "b", "--by", "friday", "--json").json["id"] == 2


def test_what_was_so_already_stands_nowhere_in_the_history(anna: Program, journal: Path) -> None:
    anna("mistake", "add", "anna", "the draft", "--on", "2026-11-20")
    before, content = anna("history", "--json").json, journal.read_bytes()
    assert anna("mistake", "edit", "1", "--not-hidden", "--json").json["what"] == "the draft"
    assert anna("person", "edit", "anna", "--role", "", "--json").json["role"] is None
    assert (anna("history", "--json").json, journal.read_bytes()) == (before, content)
    assert anna("undo").out.startswith("Undone: mistake add anna")

"""Two people with one name are told apart wherever the name is said."""

import pytest

from tests.conftest import Program, written_once

BOTH = ("Anna Berg (anna)", "Anna Berg (anna-2)")


@pytest.fixture
@written_once
def two(custlove: Program) -> Program:
    """Two of one name, to each of whom something is owed."""
    for handle in ("anna", "anna-2"):
        custlove("person", "add", "Anna Berg", "--as", handle, "--every", "none", "--rung", "client")
        custlove("promise", "add", handle, f"the offer for {handle}", "--by", "2026-11-20", "--on", "2026-11-01")
    custlove("person", "add", "Bo", "--every", "none")
    return custlove


def shown(program: Program, *arguments: str) -> str:
    return program("--no-color", *arguments, tty=True, columns=120).out


@pytest.mark.parametrize("arguments", [("today",), ("today", "--by-person"), ("promise", "list"), ("agenda",)])
def test_at_a_terminal(two: Program, arguments: tuple[str, ...]) -> None:
    two("followup", "add", "anna", "tomorrow", "call")
    two("followup", "add", "anna-2", "tomorrow", "call")
    page = shown(two, *arguments)
    assert all(name in page for name in BOTH)


def test_where_the_handle_stands_already_it_is_not_said_twice(two: Program) -> None:
    assert "(anna" not in shown(two, "person", "list")
    assert "(anna" not in shown(two, "show", "anna")


def test_before_a_meeting(two: Program) -> None:
    assert shown(two, "brief", "anna-2").startswith("Anna Berg (anna-2), ")


def test_a_touchpoint_with_both(two: Program) -> None:
    assert two("log", "anna,anna-2", "Lunch").out.startswith(f"Touchpoint t1 with {BOTH[0]} and {BOTH[1]}, ")
    assert f"{BOTH[0]}, {BOTH[1]}" in shown(two, "touchpoint", "list")


def test_answers(two: Program) -> None:
    assert two("promise", "keep", "2").out.startswith(
        f"Promise p2 to {BOTH[1]}, “the offer for anna-2”: kept 2 days late"
    )
    assert two("followup", "add", "anna", "friday", "call").out.startswith(f"Follow-up f1 with {BOTH[0]}, “call”")
    # Names in what was typed are left as they are.
    said = two("followup", "add", "bo", "friday", "call Anna Berg").out
    assert said.startswith("Follow-up f2 with Bo, “call Anna Berg”")


def test_reminders(two: Program) -> None:
    said = two("remind").out
    assert all(f"  {name}: the offer" in said for name in BOTH)
    found = two("remind", "--format", "json").json["sections"]["broken_promises"]
    assert [(each["person"], each["name"]) for each in found] == [("anna", "Anna Berg"), ("anna-2", "Anna Berg")]


def test_what_programs_read_stays_the_name(two: Program) -> None:
    assert {line.split("\t")[2] for line in two("today").out.splitlines()[1:]} == {"Anna Berg"}
    assert two("promise", "keep", "1", "--json").json["name"] == "Anna Berg"

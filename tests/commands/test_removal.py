"""Removing at the command line: what hung together with it is told, and what a record forgets; undo has it back."""

import pytest

from tests.conftest import Program


@pytest.fixture(autouse=True)
def _anna(custlove: Program) -> None:
    custlove("person", "add", "Anna Karenina", "--as", "anna", "--on", "2026-09-01")


def test_a_broken_promise_says_what_the_record_forgets(custlove: Program) -> None:
    custlove("promise", "add", "anna", "the draft", "--by", "2026-11-20", "--on", "2026-11-01")
    custlove("mistake", "add", "--promise", "1")
    removed = custlove("promise", "remove", "anna", "draft")
    assert removed.out == (
        "Removed: Promise p1 to Anna Karenina, “the draft”: broken, it was due Fri 20 Nov 2026, 2 days ago."
        " Mistake m1 stays.\n"
    )
    assert removed.err == (
        "It was broken, and no longer counts in your keep rate. To leave it there: custlove undo, then custlove promise"
        " move 1, or release 1\n"
    )
    custlove("undo")
    assert custlove("mistake", "list", "--json").json[0]["promise"] == 1
    assert custlove("promise", "list", "--json").json[0]["state"] == "broken"


def test_several_are_removed_as_one_change_or_none(custlove: Program) -> None:
    for text in ("call her", "write her"):
        custlove("followup", "add", "anna", "friday", text)
    assert custlove("followup", "remove", "-", stdin="1\n7\n", code=3).out == ""
    gone = custlove("followup", "remove", "-", "--json", stdin="f1\nf2\n").json
    assert [(each["id"], each["hanging"]) for each in gone] == [(1, []), (2, [])]
    custlove("undo")
    assert custlove("followup", "list", "--ids").out == "f1\nf2\n"


def test_open_criticism_and_an_open_mistake_say_that_they_were_open(custlove: Program) -> None:
    custlove("feedback", "hear", "anna", "late bills", "--kind", "criticism")
    custlove("mistake", "add", "--feedback", "1")
    told = custlove("mistake", "remove", "1")
    assert "Feedback b1 stays." in told.out
    assert told.err.startswith("It was not made right to the end: own it came next.")
    assert custlove("feedback", "remove", "1").err == (
        "It was open: say it back to them came next. To close the loop instead: custlove undo\n"
    )
    assert "Removed: Fact k1" in custlove("fact", "remove", _fact(custlove)).out


def _fact(custlove: Program) -> str:
    return str(custlove("fact", "add", "anna", "need", "bills", "--json").json["id"])

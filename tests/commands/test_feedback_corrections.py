"""Feedback corrected; what was asked corrected, dropped, removed."""

import pytest

from tests.conftest import Program


@pytest.fixture(autouse=True)
def _anna(custlove: Program) -> None:
    custlove("person", "add", "Anna Karenina", "--as", "anna", "--on", "2026-09-01")


def test_a_correction_that_ends_what_was_owed_says_so(custlove: Program) -> None:
    custlove("feedback", "hear", "anna", "late bills", "--kind", "criticism", "--on", "2026-11-10")
    edited = custlove("feedback", "edit", "anna", "--kind", "idea", "--text", "sooner bills")
    assert (
        edited.out
        == "Idea b1 from Anna Karenina, “sooner bills”: heard Tue 10 Nov 2026, 12 days ago; next, thank them.\n"
    )
    assert edited.err == "It waited for an answer, and counts as if none was owed. To take that back: custlove undo\n"
    assert custlove("feedback", "edit", "1", code=2).err.startswith("custlove: Nothing to correct was given.")


def test_an_ask_is_dropped_and_waits_no_more(custlove: Program) -> None:
    custlove("feedback", "ask", "anna", "how was it?", "--on", "2026-11-01")
    assert custlove("feedback", "edit-ask", "anna", "--channel", "call", "--json").json["channel"] == "call"
    assert [each["id"] for each in custlove("today", "--json").json["asks"]] == [1]
    dropped = custlove("feedback", "drop-ask", "anna", "--why", "by phone")
    assert dropped.out == "Asked Anna Karenina for feedback (a1): dropped Sun 22 Nov 2026, today.\n"
    assert custlove("today", "--json").json["asks"] == []
    assert custlove("feedback", "list", "--waiting", "--json").json == []
    exported = custlove("export", "jsonl", "-").out
    assert '"dropped_on": "2026-11-22"' in exported
    assert custlove("feedback", "remove-ask", "1").out.startswith("Removed: Asked Anna Karenina")

"""`custlove review`: what happened, what is open, what you intend."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from custlove.context import Context
from tests.conftest import Program, Refusal, written_once

# A week later.
LATER = datetime(2026, 11, 29, 9, tzinfo=UTC)


@pytest.fixture
@written_once
def sprint(anna: Program) -> Program:
    """Two weeks with Anna, from 8 to 22 November, and what was before them."""
    anna("log", "anna", "before", "--on", "2026-11-07", "--wow")
    anna("log", "anna", "the workshop", "--on", "2026-11-08", "--wow", "--energy", "fed", "--minutes", "90")
    anna("log", "anna", "a long call", "--on", "2026-11-20", "--energy", "drained")
    for number, (by, kept) in enumerate((("11-07", "11-06"), ("11-10", "11-09"), ("11-20", None), ("12-01", None)), 1):
        anna("promise", "add", "anna", f"plan {number}", "--by", f"2026-{by}", "--on", "2026-11-01")
        if kept:
            anna("promise", "keep", str(number), "--on", f"2026-{kept}")
    anna("feedback", "hear", "anna", "lovely", "--kind", "praise", "--on", "2026-11-05")
    anna("feedback", "thank", "1", "a card", "--on", "2026-11-10")
    anna("fact", "add", "anna", "need", "faster invoices", "--on", "2026-11-09")
    anna("ladder", "move", "anna", "client", "--why", "third project", "--on", "2026-11-12")
    return anna


def test_what_happened_in_two_weeks(sprint: Program) -> None:
    found = sprint("review", "--json").json
    assert (found["since"], found["last_review_on"]) == ("2026-11-08", None)
    assert (found["touchpoints"], found["people"], found["minutes"]) == (2, 1, 90)
    assert found["energy"] == {"noted": 2, "fed": 1, "drained": 1}
    for key, text, expected in (
        ("promises_kept", "what", ["plan 2"]), ("promises_broken", "what", ["plan 3"]),
        ("loops_closed", "text", ["lovely"]), ("mistakes", "what", []), ("moves", "to", ["client"]),
        ("facts", "text", ["faster invoices"]), ("wows", "text", ["the workshop"]), ("intentions", "text", []),
    ):  # fmt: skip
        assert [each[text] for each in found[key]] == expected, key
    assert [each["what"] for each in found["open"]["promises"]] == ["plan 3", "plan 4"]


def test_the_page_at_a_terminal(sprint: Program) -> None:
    page = re.sub(r"\x1b\[[\d;]*m", "", sprint("review", "--since", "2026-11-21", tty=True).out)
    assert [line.rstrip() for line in page.splitlines()] == [
        "Since Sat 21 Nov 2026, yesterday",
        "",
        "In touch",
        "touchpoints    0 with 0 people",
        "",
        "Promises broken  1",
        "Anna Karenina  plan 3                                                 20 Nov  p3",
        "",
        "Open",
        "promises       2",
        "",
        "Best next deeds",
        "Anna Karenina  custlove promise keep 3: keep “plan 3”, or agree on …",
    ]


def test_each_line_carries_the_day_on_which_it_was_done(sprint: Program) -> None:
    sprint("person", "add", "Levin", "--on", "2026-11-01")
    sprint("purchase", "add", "anna", "120", "a workshop", "--on", "2026-11-11")
    sprint("introduction", "add", "anna", "levin", "--on", "2026-11-12")
    sprint("feedback", "ask", "levin", "how was it?", "--on", "2026-11-13")
    sprint("mistake", "add", "anna", "too late", "--on", "2026-10-01")
    sprint("mistake", "own", "1", "--on", "2026-11-14")
    sprint("fact", "add", "anna", "need", "a room", "--on", "2026-10-01")
    sprint("fact", "resolve", "2", "--on", "2026-11-15")
    sprint("promise", "release", "3", "--on", "2026-11-21")
    sprint("promise", "add", "levin", "a list", "--by", "2026-11-12", "--on", "2026-11-01")
    sprint("promise", "move", "5", "--to", "2026-12-12", "--on", "2026-11-16")
    # Released in time, and moved in time: neither was broken.
    sprint("promise", "add", "levin", "a map", "--by", "2026-11-19", "--on", "2026-11-01")
    sprint("promise", "release", "6", "--on", "2026-11-18")
    lines = [line.split("\t") for line in sprint("review").out.splitlines()]
    assert [(line[0], line[3], line[4]) for line in lines if line[4].startswith("2026-11")] == [
        ("purchases", "120.00 EUR: a workshop", "2026-11-11"),
        ("introductions", "sent Levin", "2026-11-12"),
        ("promises_kept", "plan 2", "2026-11-09"),
        ("promises_broken", "a list (broken once, moved to 2026-12-12)", "2026-11-12"),
        ("promises_broken", "plan 3 (broken once, released)", "2026-11-20"),
        ("asks", "how was it? (no answer yet)", "2026-11-13"),
        ("loops_closed", "praise: lovely", "2026-11-10"),
        ("mistakes", "too late (owned)", "2026-11-14"),
        ("moves", "up from customer to client", "2026-11-12"),
        ("facts", "need: a room (resolved)", "2026-11-15"),
        ("facts", "need: faster invoices", "2026-11-09"),
        ("wows", "the workshop", "2026-11-08"),
    ]


def test_it_ends_with_the_three_best_next_deeds(sprint: Program) -> None:
    for who in ("Bela", "Carl", "Dora"):
        sprint("person", "add", who, "--on", "2026-11-01")
    sprint("followup", "add", "dora", "2026-11-10", "the list", "--on", "2026-11-01")
    sprint("mistake", "add", "carl", "too late", "--on", "2026-11-01")
    sprint("feedback", "hear", "bela", "too dear", "--kind", "criticism", "--on", "2026-11-20")
    found = sprint("review", "--json").json["deeds"]
    assert [(each["person"], each["what"], each["command"]) for each in found] == [
        ("anna", "keep “plan 3”, or agree on a new day", "custlove promise keep 3"),
        ("bela", "say it back to them: “too dear”", "custlove feedback confirm 2"),
        ("carl", "own it: “too late”", "custlove mistake own 1"),
    ]


def test_looking_writes_nothing(sprint: Program, rows: Any) -> None:
    before = rows()
    sprint("review")
    sprint("--no-input", "review", tty=True)
    assert rows() == before


def test_the_next_review_begins_where_the_last_was(sprint: Program) -> None:
    said = sprint("--today", "2026-11-15", "review", "--intend", "ask before they call", "--intend", "fewer mails").out
    assert said == (
        "Looked back from Sun 1 Nov 2026, 14 days ago to Sun 15 Nov 2026, today."
        " Until the next review: “ask before they call” (n1), “fewer mails” (n2).\n"
    )
    found = sprint("review", "--json").json
    assert (found["since"], found["last_review_on"], found["touchpoints"]) == ("2026-11-15", "2026-11-15", 1)
    assert [(each["id"], each["outcome"]) for each in found["intentions"]] == [(1, None), (2, None)]
    # Before they were made there were none.
    assert sprint("--today", "2026-11-14", "review", "--json").json["intentions"] == []


def test_an_intention_is_settled_once(sprint: Program, refused: Refusal) -> None:
    sprint("review", "--intend", "ask before they call", "--intend", "fewer mails")
    assert sprint("review", "settle", "#1", "not", "no call came").out == (
        "Intention n1, “ask before they call”: not done, Sun 22 Nov 2026, today. no call came\n"
    )
    assert "settled on 2026-11-22: not done" in refused("review", "settle", "1", "done")
    refused("review", "settle", "2", "done", "--on", "2026-11-21")
    assert "Their references: custlove review list" in refused("review", "settle", "9", "done", code=3)
    refused("review", "settle", "2", "perhaps", code=2)
    found = sprint("review", "--settle", "2=partly", "--json").json
    assert [(each["id"], each["outcome"]) for each in found["settled"]] == [(2, "partly")]
    assert sprint("review", "list").out.splitlines() == [
        "review\tsince\tintention\toutcome\tnote\tid\tref",
        "2026-11-22\t2026-11-22\t\t\t\t\t",
        "2026-11-22\t2026-11-08\task before they call\tnot-done\tno call came\t1\tn1",
        "2026-11-22\t2026-11-08\tfewer mails\tpartly\t\t2\tn2",
    ]
    # Two reviews, however many intentions they have.
    assert sprint("review", "list", "--count", "--exit-code", code=1).out == "2\n"
    sprint("undo")
    assert [each["id"] for each in sprint("review", "--json").json["intentions"]] == [2]


def test_more_than_three_are_refused(sprint: Program, refused: Refusal) -> None:
    four = [word for number in range(4) for word in ("--intend", f"intention {number}")]
    assert "at most 3 open intentions; this would make 4" in refused("review", *four)
    sprint("review", *four[:6])
    refused("review", "--intend", "one more")
    refused("review", "--intend", " ", code=2)


def test_today_shows_them_and_counts_them_nowhere(custlove: Program) -> None:
    custlove("person", "add", "Anna", "--every", "none")
    custlove("--today", "2026-11-20", "review", "--intend", "ask before they call")
    assert [each["text"] for each in custlove("today", "--json").json["intentions"]] == ["ask before they call"]
    assert custlove("today", "--count", "--exit-code").out == "0\n"
    page = re.sub(r"\x1b\[[\d;]*m", "", custlove("today", tty=True).out)
    assert [line.strip() for line in page.splitlines()] == [
        "Sun 22 Nov 2026",
        "Nothing is due. Everybody is well looked after.",
        "",
        "Intentions  1   custlove review",
        "ask before they call  since 20 Nov  n1",
    ]
    assert custlove("--today", "2026-11-19", "today", "--json").json["intentions"] == []
    custlove("review", "settle", "1", "done")
    assert custlove("today", "--json").json["intentions"] == []
    assert len(custlove("--today", "2026-11-21", "today", "--json").json["intentions"]) == 1
    assert custlove("remind", "--format", "text").out == ""


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Lines that somebody at the terminal types."""
    lines: list[str] = []
    monkeypatch.setattr(Context, "at_terminal", property(lambda run: not run.no_input))
    monkeypatch.setattr(Context, "ask", lambda _run, _question: lines.pop(0))
    yield lines
    assert lines == []


def test_it_asks_one_by_one(sprint: Program, typed: list[str]) -> None:
    sprint("review", "--intend", "fewer mails", "--intend", "call first", "--intend", "rest")
    typed += ["soon", "partly", "half of them", "", "drop", "", "walk", ""]
    out = sprint("review", tty=True, now=LATER).out
    assert "Intention n1, “fewer mails”: partly" in out
    found = sprint("--today", "2026-11-30", "--no-input", "review", "--json").json
    assert [each["text"] for each in found["intentions"]] == ["call first", "walk"]


def test_nothing_answered_is_nothing_written(sprint: Program, typed: list[str], rows: Any) -> None:
    sprint("review", "--intend", "fewer mails")
    before = rows()
    typed += ["later", ""]
    sprint("review", tty=True)
    assert rows() == before


def test_those_of_the_same_day_are_counted_in_when_it_asks(sprint: Program, typed: list[str]) -> None:
    sprint("review", "--intend", "fewer mails", "--intend", "call first")
    # Two later, and one more: a fourth is not asked for.
    typed += ["", "", "rest"]
    assert sprint("review", tty=True).out.endswith("Until the next review: “rest” (n3).\n")
    typed += ["done", "", "", ""]
    assert "Intention n1, “fewer mails”: done" in sprint("review", tty=True).out

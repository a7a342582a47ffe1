"""When to ease off: in today, and by log at once; beside what you owe, and as of any day."""

import re
from datetime import timedelta

import pytest

from tests.conftest import NOW, Program

_LAST_WORD = re.compile(r"; (?:their last word|they last bought|no word from them)[^;]*")


def easing(custlove: Program, day: str = "2026-11-22") -> list[tuple[str, int, str]]:
    """With whom to ease off, and why; what is said of their last word is looked at by itself, below."""
    found = custlove("--today", day, "today", "--json").json["ease_off"]
    return [(each["person"], each["unanswered"], _LAST_WORD.sub("", each["because"])) for each in found]


def write(custlove: Program, *days: str, who: str = "anna") -> None:
    for day in days:
        custlove("log", who, "a letter", "--out", "--on", day)


THREE = ("2026-11-01", "2026-11-02", "2026-11-03")
IN_A_ROW = [("anna", 3, "3 in a row without an answer")]


def test_three_without_an_answer_until_there_is_one(anna: Program) -> None:
    write(anna, *THREE)
    anna("log", "anna", "She wrote", "--in", "--on", "2026-11-05")
    days = ("2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05", "2026-11-22")
    assert [easing(anna, day) for day in days] == [[], IN_A_ROW, IN_A_ROW, [], []]


def test_days_are_counted_and_not_entries(anna: Program) -> None:
    write(anna, "2026-11-01 08:00", "2026-11-01 09:00", "2026-11-01 11:00", "2026-11-02")
    assert easing(anna) == []
    write(anna, "2026-11-03")
    assert easing(anna) == IN_A_ROW
    # A day on which they came, too, is answered, whoever came first.
    anna("log", "anna", "She called", "--in", "--on", "2026-11-03 07:00")
    assert easing(anna) == []


def test_over_the_hour_that_comes_twice(anna: Program) -> None:
    # Clocks in Berlin went back at 3:00 on 25 October: a letter at 2:30 the first time, an answer at 2:30 the second.
    for hour, direction in ((22, "--out"), (23, "--out"), (24, "--out"), (25, "--in")):
        at = NOW.replace(month=10, day=24, hour=0, minute=30) + timedelta(hours=hour)
        anna("log", "anna", "x", direction, now=at)
    assert easing(anna, "2026-10-25") == []


def test_more_than_twice_what_their_rhythm_asks(anna: Program) -> None:
    # Every 3 weeks: three periods are 63 days.
    for day in range(1, 8):
        write(anna, f"2026-10-{day:02}")
    for day in (2, 4, 7):
        anna("log", "anna", "She answered", "--in", "--on", f"2026-10-{day:02} 20:00")
    crowded = [("anna", 0, "7 from you in 63 days, every 3 weeks asks for 3")]
    days = ("2026-10-06", "2026-10-07", "2026-12-02", "2026-12-03")
    assert [easing(anna, day) for day in days] == [[], crowded, crowded, []]
    said = anna("--today", "2026-10-09", "log", "anna", "x", "--out").out
    assert said.endswith("Anna Karenina: 8 from you in 63 days, every 3 weeks asks for 3.\n")
    # A running exchange is no crowd: they came on half as many days.
    anna("log", "anna", "She answered", "--in", "--on", "2026-10-01 20:00")
    assert easing(anna, "2026-10-08") == []


def test_by_the_rhythm_of_the_rung_that_they_stood_on(custlove: Program) -> None:
    custlove("person", "add", "Anna", "--rung", "advocate", "--on", "2026-01-01")
    custlove("ladder", "move", "anna", "customer", "--why", "x", "--on", "2026-09-01")
    for day in range(1, 8):
        write(custlove, f"2026-05-{day:02}")
    custlove("log", "anna", "She answered", "--on", "2026-05-08")
    # Until September every month: of the last three only; since then every quarter: of the last nine.
    days = ("2026-05-08", "2026-08-31", "2026-09-01", "2027-01-31", "2027-02-01")
    assert [bool(easing(custlove, day)) for day in days] == [True, False, True, True, False]


@pytest.mark.parametrize(
    "owed",
    [
        (
            ("promise", "add", "anna", "the plan", "--by", "2026-11-03", "--on", "2026-10-01"),
            ("promise", "keep", "1"),
        ),
        (("mistake", "add", "anna", "a wrong sum", "--on", "2026-11-04"), ("undo", "5")),
    ],
    ids=["a broken promise", "a mistake"],
)
def test_never_while_you_owe_them_something(anna: Program, owed: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    write(anna, *THREE)
    begun, ended = owed
    anna(*begun)
    assert [easing(anna, day) for day in ("2026-11-03", "2026-11-04", "2026-11-21")] == [IN_A_ROW, [], []]
    assert anna("log", "anna", "a letter", "--out").out.endswith("today.\n")
    anna(*ended)
    assert easing(anna) == [("anna", 4, "4 in a row without an answer")]


def test_criticism_is_an_answer_and_to_be_answered(anna: Program) -> None:
    anna("feedback", "hear", "anna", "late", "--kind", "criticism", "--on", "2026-10-30")
    write(anna, *THREE)
    assert easing(anna) == []
    anna("feedback", "thank", "1", "--anyway")
    assert easing(anna) == IN_A_ROW
    anna("feedback", "hear", "anna", "late again", "--kind", "idea", "--on", "2026-11-04")
    assert easing(anna) == []


@pytest.mark.parametrize(
    "command", [("person", "edit", "anna", "--circle", "arms-length"), ("person", "archive", "anna")]
)
def test_nothing_is_suggested_at_arms_length_nor_when_archived(anna: Program, command: tuple[str, ...]) -> None:
    write(anna, *THREE)
    anna(*command, "--on", "2026-11-10")
    assert [easing(anna, day) for day in ("2026-11-09", "2026-11-10")] == [IN_A_ROW, []]


def test_who_does_not_answer_is_not_called_quiet(anna: Program) -> None:
    write(anna, "2026-09-01", "2026-09-02")
    quiet = anna("today", "--json").json
    assert ([each["person"] for each in quiet["gone_quiet"]], quiet["ease_off"]) == (["anna"], [])
    write(anna, "2026-09-03")
    quiet = anna("today", "--json").json
    assert (quiet["gone_quiet"], [each["person"] for each in quiet["ease_off"]]) == ([], ["anna"])


def test_log_counts_for_each_who_was_written_to(anna: Program) -> None:
    anna("person", "add", "Bela", "--every", "none")
    said = []
    for day, who in ((1, "anna"), (2, "anna,bela"), (3, "anna"), (4, "anna,bela"), (5, "bela")):
        said.append(anna("log", who, "x", "--out", "--on", f"2026-11-0{day}").out.partition(". ")[2].strip())
    assert said == [
        "",
        "",
        "Anna Karenina: that is the third without an answer; no word from them yet.",
        "Anna Karenina: that is the fourth without an answer; no word from them yet.",
        "Bela: that is the third without an answer; no word from them yet.",
    ]
    logged = anna("log", "anna", "x", "--out", "--json").json
    assert [(each["person"], each["unanswered"]) for each in logged["ease_off"]] == [("anna", 5)]
    # A letter that was answered long ago, or is not the last one, is no news.
    assert anna("log", "anna", "x", "--out", "--on", "2026-10-01", "--json").json["ease_off"] == []


def test_at_most_twelve_are_shown(custlove: Program) -> None:
    names = [f"Person {number:02}" for number in range(14)]
    for name in names:
        custlove("person", "add", name, "--every", "none")
    for first in range(0, 14, 3):
        for day in ("2026-11-18", "2026-11-19", "2026-11-20"):
            custlove("log", ",".join(names[first : first + 3]), "x", "--out", "--on", day)
    out = custlove("today", tty=True, env={"NO_COLOR": "1"}).out.splitlines()
    assert out[2] == "Ease off  14   let them come to you"
    assert out[-1] == "  and 2 more: custlove today --only ease-off --all"
    assert len(custlove("today", "--json").json["ease_off"]) == 14
    assert custlove("remind", "--only", "ease-off").out.startswith("14 people to ease off\n")


def test_before_they_stood_where_there_is_no_rhythm(custlove: Program) -> None:
    custlove("person", "add", "Anna", "--rung", "client", "--on", "2026-01-01")
    for day in range(1, 8):
        write(custlove, f"2026-05-{day:02}")
    custlove("log", "anna", "She answered", "--on", "2026-05-08")
    custlove("ladder", "move", "anna", "toxic", "--why", "x", "--anyway", "--on", "2026-06-01")
    assert [bool(easing(custlove, day)) for day in ("2026-05-31", "2026-06-01")] == [True, False]


def test_it_says_their_last_word_and_whether_they_have_gone_by_their_own(anna: Program) -> None:
    for day in ("2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01"):
        anna("log", "anna", "talked", "--on", day)
    write(anna, "2026-09-01", "2026-09-20", "2026-10-10", "2026-11-01")
    (found,) = anna("today", "--json").json["ease_off"]
    assert {key: found[key] for key in ("unanswered", "because", "last_from_them_on", "gone")} == {
        "unanswered": 4,
        "because": "4 in a row without an answer; their last word was 294 days ago: leave the next one to them",
        "last_from_them_on": "2026-02-01",
        "gone": True,
    }
    assert found["because"] in anna("brief", "anna").out
    # Who wrote until lately is not gone, and a purchase is no word.
    anna("log", "anna", "talked", "--on", "2026-08-01")
    (found,) = anna("today", "--json").json["ease_off"]
    assert (found["because"], found["gone"]) == (
        "4 in a row without an answer; their last word was 113 days ago", False
    )  # fmt: skip
    anna("purchase", "add", "anna", "20", "--on", "2026-08-20")
    (found,) = anna("today", "--json").json["ease_off"]
    assert found["because"] == "4 in a row without an answer; they last bought something 94 days ago"


def test_where_nothing_ever_came_it_counts_from_your_first(anna: Program) -> None:
    write(anna, "2026-06-01", "2026-07-01", "2026-08-01")
    whether = [
        (found["because"], found["last_from_them_on"], found["gone"])
        for day in ("2026-10-29", "2026-10-30")
        for found in anna("--today", day, "today", "--json").json["ease_off"]
    ]
    begun = "3 in a row without an answer; no word from them yet"
    assert whether == [(begun, None, False), (f"{begun}: leave the next one to them", None, True)]

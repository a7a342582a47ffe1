"""Days that matter: once or every year, listed, told in time, removed."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Program, Refusal, written_once


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("2024-11-28",), "every year, next Sat 28 Nov 2026, in 6 days, 2 years."),
        (("03-14",), "every year, next Sun 14 Mar 2027, in 112 days."),
        (("14 mar",), "every year, next Sun 14 Mar 2027, in 112 days."),
        (("2027-03-14",), "once, Sun 14 Mar 2027, in 112 days."),
        (("2027-03-14", "--yearly"), "every year, next Sun 14 Mar 2027, in 112 days."),
        (("2020-03-14", "--once"), "once, Sat 14 Mar 2020, 2444 days ago."),
        (("12-01", "--once"), "once, Tue 1 Dec 2026, in 9 days."),
        (("1 dec", "--once"), "once, Tue 1 Dec 2026, in 9 days."),
        (("friday",), "once, Fri 27 Nov 2026, in 5 days."),
        (("in 3 weeks",), "once, Sun 13 Dec 2026, in 21 days."),
        (("today",), "every year, next Sun 22 Nov 2026, today."),
        (("yesterday",), "every year, next Sun 21 Nov 2027, in 364 days, 1 year."),
        (("02-29",), "every year, next Sun 28 Feb 2027, in 98 days."),
        (("--", "--02-29"), "every year, next Sun 28 Feb 2027, in 98 days."),
    ],
)
def test_one_line_says_how_often_and_when_next(anna: Program, arguments: tuple[str, ...], sentence: str) -> None:
    assert anna("day", "add", "anna", "their launch", *arguments).out == (
        f"Day d1 of Anna Karenina, “their launch”: {sentence}\n"
    )


@pytest.fixture
@written_once
def noted(anna: Program) -> Program:
    """A launch in 2023, a leap day, the first of January, a move that is still to come, two birthdays."""
    anna("person", "edit", "anna", "--birthday", "1987-02-28")
    anna("person", "add", "Bela", "--birthday", "12-31", "--on", "2026-09-02")
    for arguments in (
        ("anna", "their launch", "2023-12-01"),
        ("bela", "first concert", "2024-02-29"),
        ("bela", "new year's letter", "01-01"),
        ("anna", "moves office", "2027-01-03"),
    ):
        anna("day", "add", *arguments, "--on", "2026-09-03")
    return anna


def told(custlove: Program, day: str, *arguments: str) -> list[tuple[int | None, str, int, int | None]]:
    days = custlove("--today", day, "today", *arguments, "--json").json["days"]
    return [(each["id"], each["on"], each["in_days"], each["turns"]) for each in days]


@pytest.mark.parametrize(
    ("day", "days"),
    [
        ("2026-11-23", []),
        ("2026-11-24", [(1, "2026-12-01", 7, 3)]),
        ("2026-12-01", [(1, "2026-12-01", 0, 3)]),
        ("2026-12-02", []),
        # Over the turn of the year.
        ("2026-12-25", [(None, "2026-12-31", 6, None), (3, "2027-01-01", 7, None)]),
        (
            "2026-12-28",
            [(None, "2026-12-31", 3, None), (3, "2027-01-01", 4, None), (4, "2027-01-03", 6, None)],
        ),
        ("2027-01-03", [(4, "2027-01-03", 0, None)]),
        # Once is once.
        ("2028-01-03", []),
        # 29 February is on the 28th, where it is not the 29th.
        ("2027-02-21", [(None, "2027-02-28", 7, 40), (2, "2027-02-28", 7, 3)]),
        ("2028-02-22", [(None, "2028-02-28", 6, 41), (2, "2028-02-29", 7, 4)]),
        ("2028-02-29", [(2, "2028-02-29", 0, 4)]),
        ("2028-03-01", []),
        # The night in which the clocks change has a day like any other.
        ("2027-03-28", []),
        # Not before they were written down.
        ("2026-09-02", []),
    ],
)
def test_today_tells_them_a_week_ahead(
    noted: Program, day: str, days: list[tuple[int | None, str, int, int | None]]
) -> None:
    assert told(noted, day) == days


def test_the_settings_say_how_far_and_more_can_be_asked_for(noted: Program) -> None:
    assert [number for number, *_ in told(noted, "2026-11-23", "--ahead", "2w")] == [1]
    noted("config", "set", "today.days_ahead", "45")
    assert [number for number, *_ in told(noted, "2026-11-23")] == [1, None, 3, 4]
    assert [number for number, *_ in told(noted, "2026-11-23", "--ahead", "2d")] == [1, None, 3, 4]
    noted("config", "set", "today.days_ahead", "0")
    assert told(noted, "2026-11-24") == []
    assert told(noted, "2026-12-01") == [(1, "2026-12-01", 0, 3)]
    # As a reminder too.
    assert "launch" in noted("--today", "2026-12-01", "remind").out
    assert "launch" not in noted("--today", "2026-11-30", "remind").out
    # More than a year ahead they come again.
    assert [on for number, on, *_ in told(noted, "2026-11-23", "--ahead", "400d") if number == 1] == [
        "2026-12-01",
        "2027-12-01",
    ]


def test_a_yearly_day_is_not_told_before_it_was_for_the_first_time(anna: Program) -> None:
    anna("day", "add", "anna", "their launch", "2027-12-01", "--yearly")
    assert told(anna, "2026-11-28") == []
    assert told(anna, "2027-12-01") == [(1, "2027-12-01", 0, 0)]
    assert "their launch  " in anna("--today", "2027-12-01", "today", tty=True).out
    assert told(anna, "2028-11-28") == [(1, "2028-12-01", 3, 1)]


def test_nobody_at_arms_length_or_put_away_is_suggested(noted: Program) -> None:
    noted("--today", "2026-11-29", "person", "edit", "anna", "--circle", "arms-length")
    noted("--today", "2026-12-29", "person", "archive", "bela")
    assert [number for number, *_ in told(noted, "2026-11-28")] == [1]
    assert told(noted, "2026-11-30") == []
    assert [number for number, *_ in told(noted, "2026-12-28")] == [None, 3]
    assert told(noted, "2026-12-29") == []


def test_today_at_a_terminal(noted: Program) -> None:
    page = noted("--no-color", "--today", "2027-02-24", "today", tty=True).out
    found = [line.rstrip() for line in page.splitlines()]
    assert "Days to remember  2" in found
    assert "Anna Karenina  birthday, turns 40            28 Feb, in 4 days" in found
    assert "Bela           first concert, 3 years        28 Feb, in 4 days  d2" in found


def test_the_list_has_the_next_one_first(noted: Program) -> None:
    noted("day", "add", "anna", "came to the fair", "2026-03-01", "--once")
    page = noted("--no-color", "day", tty=True, columns=100).out
    assert [line.rstrip() for line in page.splitlines()] == [
        "name           what               on                       turns  yearly      ref",
        "Anna Karenina  their launch       1 Dec, in 9 days             3  every year   d1",
        "Bela           birthday           31 Dec, in 39 days              every year",
        "Bela           new year's letter  1 Jan 2027, in 40 days          every year   d3",
        "Anna Karenina  moves office       3 Jan 2027, in 42 days          once         d4",
        "Anna Karenina  birthday           28 Feb 2027, in 98 days     40  every year",
        "Bela           first concert      28 Feb 2027, in 98 days      3  every year   d2",
        "Anna Karenina  came to the fair   1 Mar, 266 days ago             once         d5",
    ]
    assert noted("day", "list", "--ahead", "30d", "--who", "anna").out == (
        "person\tname\twhat\ton\tin_days\tturns\tyearly\tid\tref\n"
        "anna\tAnna Karenina\ttheir launch\t2026-12-01\t9\t3\tyes\t1\td1\n"
    )
    # A birthday has no number to call it by.
    assert noted("day", "list", "--ids").out == "d1\nd3\nd4\nd2\nd5\n"
    noted("person", "archive", "bela")
    assert noted("day", "list", "--count").out == "4\n"
    assert noted("day", "list", "--who", "bela", "--count").out == "3\n"


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("add", "anna", "their launch", "02-30"), 2, '"02-30" is not in the calendar.'),
        (("add", "anna", "their launch", "2026-02-29"), 2, '"2026-02-29" is not in the calendar.'),
        (("add", "anna", "their launch", "someday"), 2, "Your text was: their launch"),
        (("add", "anna", "their launch", "3/4"), 2, "the settings do not say whether the day or the month"),
        (("add", "anna", "their launch", "03-14", "--once", "--yearly"), 2, "exclude each other"),
        (("add", "anna", " ", "03-14"), 2, "The text is missing."),
        (("add", "nobody", "x", "03-14"), 3, "To add them on the way: --new"),
        (("add", "anna", "x", "03-14", "--on", "tomorrow"), 4, "is in the future"),
        (("remove", "99"), 3, "There is no day d99."),
        (("remove", "bela", "launch"), 3, 'Bela has no day with "launch" in it.'),
        (("remove", "anna"), 3, "That may be d1 (their launch), d4 (moves office)."),
        (("list", "--ahead", "soon"), 2, '"soon" cannot be read as a day.'),
    ],
)
def test_refused_and_nothing_changed(
    noted: Program, refused: Refusal, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    assert sentence in refused("day", *arguments, code=code)


def test_added_removed_and_taken_back(anna: Program, rows: Callable[[], dict[str, list[tuple[Any, ...]]]]) -> None:
    start = rows()
    added = anna("day", "add", "Bela", "-", "2024-02-29", "--new", stdin="first concert")
    assert added.err == "Added Bela as bela.\n"
    with_it = rows()
    assert anna("day", "remove", "bela", "concert").out == (
        "Removed: Day d1 of Bela, “first concert”: every year, next Sun 28 Feb 2027, in 98 days, 3 years.\n"
    )
    assert anna("day", "list", "--who", "bela").out.count("\n") == 1
    anna("undo")
    assert rows() == with_it
    anna("day", "remove", "-", stdin="1\n")
    anna("undo")
    anna("undo", "2")
    assert rows() == start

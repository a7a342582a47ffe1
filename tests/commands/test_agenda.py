"""`custlove agenda`: what is coming, day by day."""

import pytest

from tests.conftest import Program, written_once


@pytest.fixture
@written_once
def ahead(anna: Program) -> Program:
    """Something of every kind in the next two weeks, and something overdue of most."""
    anna("person", "add", "Bela Bartók", "--as", "bela", "--birthday", "1970-11-25", "--every", "none")
    anna("promise", "add", "anna", "the offer", "--by", "2026-11-22", "--on", "2026-11-01")
    anna("promise", "add", "bela", "the score", "--by", "2026-11-25", "--theirs", "--on", "2026-11-01")
    anna("promise", "add", "anna", "late", "--by", "2026-11-20", "--on", "2026-11-01")
    anna("promise", "add", "anna", "after that", "--by", "2026-12-07", "--on", "2026-11-01")
    anna("followup", "add", "bela", "2026-11-10", "the concert", "--on", "2026-11-01")
    anna("followup", "snooze", "1", "2026-12-01", "--on", "2026-11-11")
    anna("followup", "add", "anna", "2026-11-25", "the move", "--on", "2026-11-01")
    anna("followup", "add", "anna", "2026-11-01", "overdue", "--on", "2026-10-30")
    anna("mistake", "add", "anna", "the wrong file", "--on", "2026-11-22")
    anna("feedback", "hear", "anna", "too late", "--kind", "criticism", "--on", "2026-11-10")
    anna("ritual", "add", "bela", "Friday call", "--every", "friday", "--from", "2026-11-27")
    anna("ritual", "add", "anna", "tea", "--every", "3 weeks", "--from", "2026-11-15", "--on", "sunday")
    anna("day", "add", "anna", "their launch", "2026-12-05")
    anna("snooze", "bela", "2026-11-30", "--why", "on tour")
    anna("review", "--intend", "listen more")
    return anna


LINES = [
    ("2026-11-22", "0", "promise", "anna", "Anna Karenina", "the offer", "1", "p1"),
    ("2026-11-23", "1", "mistake", "anna", "Anna Karenina", "own it: the wrong file", "1", "m1"),
    ("2026-11-25", "3", "their_promise", "bela", "Bela Bartók", "the score", "2", "p2"),
    ("2026-11-25", "3", "follow_up", "anna", "Anna Karenina", "the move", "2", "f2"),
    ("2026-11-25", "3", "day", "bela", "Bela Bartók", "birthday, turns 56", "", ""),
    ("2026-11-27", "5", "ritual", "bela", "Bela Bartók", "Friday call", "1", "r1"),
    ("2026-11-30", "8", "back", "bela", "Bela Bartók", "on tour", "", ""),
    ("2026-12-01", "9", "snoozed", "bela", "Bela Bartók", "the concert", "1", "f1"),
    ("2026-12-04", "12", "ritual", "bela", "Bela Bartók", "Friday call", "1", "r1"),
    ("2026-12-05", "13", "day", "anna", "Anna Karenina", "their launch", "1", "d1"),
    ("2026-12-06", "14", "ritual", "anna", "Anna Karenina", "tea", "2", "r2"),
    ("2026-12-06", "14", "review", "", "", "1 intention to look back on", "", ""),
]
OVERDUE = "Overdue: 1 promise, 1 follow-up, 1 feedback, 1 ritual (custlove today)"


def test_every_line_in_a_pipe(ahead: Program) -> None:
    said = ahead("agenda")
    heading, *lines = said.out.splitlines()
    assert heading == "on\tin_days\tkind\tperson\tname\twhat\tid\tref"
    assert [tuple(line.split("\t")) for line in lines] == LINES
    assert said.err == f"{OVERDUE}\n"


def test_a_page_at_a_terminal(ahead: Program) -> None:
    shown = ahead("--no-color", "agenda", "--days", "3", tty=True).out.splitlines()
    assert [line.rstrip() for line in shown] == [
        OVERDUE,
        "",
        "Sun 22 Nov 2026, today",
        "promise    Anna Karenina  the offer               p1",
        "",
        "Mon 23 Nov 2026, tomorrow",
        "mistake    Anna Karenina  own it: the wrong file  m1",
        "",
        "Wed 25 Nov 2026, in 3 days",
        "theirs     Bela Bartók    the score               p2",
        "follow up  Anna Karenina  the move                f2",
        "day        Bela Bartók    birthday, turns 56",
    ]


def test_of_one_person(ahead: Program) -> None:
    for arguments in (("agenda", "bela"), ("agenda", "--who", "Bartok")):
        said = ahead(*arguments)
        assert [tuple(line.split("\t")) for line in said.out.splitlines()[1:]] == [
            line for line in LINES if line[3] == "bela"
        ]
        assert said.err == ""


def test_json_has_the_days(ahead: Program) -> None:
    found = ahead("agenda", "--days", "0", "--json").json
    assert found == {
        "today": "2026-11-22",
        "until": "2026-11-22",
        "overdue": {"promises": 1, "follow_ups": 1, "feedback": 1, "mistakes": 0, "rituals": 1},
        "days": [
            {
                "on": "2026-11-22",
                "in_days": 0,
                "things": [
                    {
                        "kind": "promise",
                        "person": "anna",
                        "name": "Anna Karenina",
                        "what": "the offer",
                        "id": 1,
                        "ref": "p1",
                    }
                ],
            }
        ],
    }


def test_as_of_a_day_nothing_later_is_known(ahead: Program) -> None:
    then = ahead("--today", "2026-10-31", "agenda", "--json").json
    assert [each["what"] for day in then["days"] for each in day["things"]] == ["overdue"]
    assert set(then["overdue"].values()) == {0}


def test_nothing_comes(custlove: Program) -> None:
    custlove("person", "add", "Bo", "--every", "none")
    assert custlove("agenda", tty=True, env={"NO_COLOR": "1"}).out == "Nothing comes in the next 14 days.\n"
    assert custlove("agenda").err == "Nothing comes in the next 14 days.\n"
    custlove("agenda", "--exit-code")


def test_a_review_that_was_put_off_stands_today(anna: Program) -> None:
    anna("--today", "2026-10-01", "review", "--intend", "listen", "--intend", "call")
    assert anna("agenda").out.splitlines()[-1] == "2026-11-22\t0\treview\t\t\t2 intentions to look back on\t\t"

"""Moving people on the ladder, and looking at it."""

import re
from pathlib import Path

import pytest

from tests.conftest import Program, Refusal, written_once

TOP_FIRST = ["advocate", "supporter", "client", "customer", "prospect", "toxic", "terrorist"]


@pytest.fixture
@written_once
def moved(anna: Program) -> Program:
    """Anna: customer 1 Sep, client 1 Oct, supporter 1 Nov. Anton: prospect 1 Sep, toxic 10 Oct."""
    anna("person", "add", "Anton Tschechow", "--as", "anton", "--on", "2026-09-01")
    anna("ladder", "move", "anna", "supporter", "--why", "brought a friend", "--on", "2026-11-01")
    anna("ladder", "move", "anna", "client", "--why", "third order", "--on", "2026-10-01")
    anna("ladder", "move", "anton", "toxic", "--why", "shouted", "--on", "2026-10-10", "--anyway")
    return anna


def test_a_move_says_what_is_now_true(anna: Program) -> None:
    said = anna("ladder", "move", "anna", "client", "--why", "third order", "--on", "friday")
    assert said.out == "Anna Karenina moved up from customer to client, Fri 20 Nov 2026, 2 days ago.\n"
    assert anna("ladder", "move", "anna", "customer", "--why", "-", "--json", stdin="fewer orders\n").json == {
        "person": "anna",
        "name": "Anna Karenina",
        "from": "client",
        "to": "customer",
        "on": "2026-11-22",
        "why": "fewer orders",
        "direction": "down",
        "anyway": False,
        "against": [],
    }


def test_two_moves_on_one_day_stand_in_their_order(anna: Program) -> None:
    anna("ladder", "move", "anna", "client", "--why", "a")
    anna("ladder", "move", "anna", "customer", "--why", "b")
    assert [each["to"] for each in anna("ladder", "moves", "--json").json] == ["client", "customer"]
    assert anna("show", "anna", "--json").json["standing"]["rung"] == "customer"


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("anna", "client"), 2, "A move has a reason:"),
        (("anna", "client", "--why", " "), 2, "The text is empty."),
        (("anna", "king", "--why", "x"), 2, "'king' is not one of 'terrorist', 'toxic',"),
        (("bela", "client", "--why", "x"), 3, 'There is nobody called "bela" here.'),
        (("anna", "client", "--why", "x", "--on", "tomorrow"), 4, "is in the future"),
        (
            ("anna", "supporter", "--why", "x"),
            4,
            (
                "Anna Karenina has been on the rung supporter since 2026-11-01.\n"
                "Where they stood: custlove ladder history anna\n"
            ),
        ),
        (("anna", "client", "--why", "x", "--on", "2026-10-31"), 4, "on the rung client since 2026-10-01."),
        (
            ("anna", "supporter", "--why", "x", "--on", "2026-10-15"),
            4,
            "Anna Karenina moves to supporter on 2026-11-01, so this would be the same move twice.\n",
        ),
        (("anna", "client", "--why", "x", "--on", "2026-09-15"), 4, "moves to client on 2026-10-01"),
        (
            ("anna", "client", "--why", "x", "--on", "2026-08-31"),
            4,
            (
                "Anna Karenina was placed on the ladder only on 2026-09-01, as customer.\n"
                "If they were there before: custlove person edit anna --added 2026-08-31\n"
            ),
        ),
    ],
)
def test_what_is_no_move(
    moved: Program, refused: Refusal, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    assert sentence in refused("ladder", "move", *arguments, code=code)


def test_a_backdated_move_between_two_others(moved: Program) -> None:
    moved("ladder", "move", "anna", "advocate", "--why", "spoke for us", "--on", "2026-10-15")
    found = moved("ladder", "history", "anna", "--json").json
    assert [(each["on"], each["from"], each["to"], each["direction"]) for each in found] == [
        ("2026-09-01", None, "customer", None),
        ("2026-10-01", "customer", "client", "up"),
        ("2026-10-15", "client", "advocate", "up"),
        ("2026-11-01", "advocate", "supporter", "down"),
    ]
    assert moved("show", "anna", "--json").json["standing"]["rung"] == "supporter"


def test_the_ladder_stands_top_first(moved: Program) -> None:
    ladder = moved("ladder", "--json").json
    assert ladder["today"] == "2026-11-22"
    assert [each["rung"] for each in ladder["rungs"]] == TOP_FIRST
    assert [each["people"] for each in ladder["rungs"] if each["people"]] == [
        [{"person": "anna", "name": "Anna Karenina", "since": "2026-11-01", "from": "client", "direction": "up"}],
        [
            {
                "person": "anton",
                "name": "Anton Tschechow",
                "since": "2026-10-10",
                "from": "prospect",
                "direction": "down",
            }
        ],
    ]
    assert moved("ladder").out.splitlines() == [
        "section\tperson\tname\tsince\tfrom\tdirection",
        "supporter\tanna\tAnna Karenina\t2026-11-01\tclient\tup",
        "toxic\tanton\tAnton Tschechow\t2026-10-10\tprospect\tdown",
    ]


def test_an_arrow_stands_next_to_who_moved_in_the_last_90_days(moved: Program) -> None:
    def shown(day: str) -> list[str]:
        out = moved("--no-color", "--today", day, "ladder", tty=True).out
        lines = [re.sub(r"\x1b\[[\d;]*m", "", line) for line in out.splitlines()]
        return [" ".join(line.split()) for line in lines if "since" in line]

    assert shown("2027-01-07") == [
        "anna Anna Karenina since 1 Nov 2026 ↑ from client",
        "anton Anton Tschechow since 10 Oct 2026 ↓ from prospect",
    ]
    assert shown("2027-01-08")[1] == "anton Anton Tschechow since 10 Oct 2026"
    # Being placed is not a move.
    assert shown("2026-09-01") == ["anna Anna Karenina since 1 Sep", "anton Anton Tschechow since 1 Sep"]


def test_the_rung_over_time_is_a_line_at_a_terminal(moved: Program) -> None:
    moved("ladder", "move", "anna", "client", "--why", "x", "--on", "2026-11-15")
    out = re.sub(r"\x1b\[[\d;]*m", "", moved("--no-color", "ladder", "history", "anna", tty=True, columns=60).out)
    assert out.split("\n\n")[-1].splitlines() == [
        "supporter ┤                                    ┌───────┐",
        "   client ┤                  ┌─────────────────┘       └────",
        " customer ┤──────────────────┘",
        "          └─────────────────────────────────────────────────",
        "           1 Sep                                       today",
    ]
    assert "┤" not in moved("ladder", "history", "anna").out
    # One rung alone is no line.
    assert "┤" not in moved("--today", "2026-09-10", "ladder", "history", "anna", tty=True).out


def test_today_and_reminders_tell_who_moved_this_week(moved: Program) -> None:
    line = "Moved this week: Anna Karenina up to supporter (1 Nov)"
    for day, told in (("2026-10-31", False), ("2026-11-01", True), ("2026-11-07", True), ("2026-11-08", False)):
        # A remark next to the lines, for they are of what is due.
        assert (line in moved("--today", day, "today").err) is told
        assert [each["to"] for each in moved("--today", day, "today", "--json").json["moves"]] == ["supporter"] * told
        assert (line in moved("--today", day, "today", tty=True).out) is told
    # Nobody is placed into the news.
    assert moved("--today", "2026-09-01", "today", "--json").json["moves"] == []
    # By itself it is no reason to speak.
    assert moved("--today", "2026-11-01", "remind", "--only", "broken").out == ""
    moved("promise", "add", "anna", "the offer", "--by", "2026-11-02", "--on", "2026-10-30")
    for form in ("text", "markdown", "html"):
        assert line.split("(", maxsplit=1)[0] in moved("--today", "2026-11-02", "remind", "--format", form).out
    assert moved("--today", "2026-11-02", "remind", "--format", "json").json["moves"] == line


def test_one_rung(moved: Program) -> None:
    only = moved("ladder", "--rung", "toxic", "--json").json["rungs"]
    assert [(each["rung"], [one["person"] for one in each["people"]]) for each in only] == [("toxic", ["anton"])]


@pytest.mark.parametrize(
    ("day", "anna_on", "anton_on"),
    [
        ("2026-08-31", None, None),
        ("2026-09-01", ("customer", "2026-09-01"), ("prospect", "2026-09-01")),
        ("2026-10-09", ("client", "2026-10-01"), ("prospect", "2026-09-01")),
        ("2026-10-31", ("client", "2026-10-01"), ("toxic", "2026-10-10")),
        ("2026-11-01", ("supporter", "2026-11-01"), ("toxic", "2026-10-10")),
    ],
)
def test_the_ladder_as_it_stood(
    moved: Program, day: str, anna_on: tuple[str, str] | None, anton_on: tuple[str, str] | None
) -> None:
    rungs = moved("--today", day, "ladder", "--json").json["rungs"]
    found = {one["person"]: (each["rung"], one["since"]) for each in rungs for one in each["people"]}
    assert (found.get("anna"), found.get("anton")) == (anna_on, anton_on)


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ((), [("anna", "client", "up"), ("anton", "toxic", "down"), ("anna", "supporter", "up")]),
        (("--since", "2026-10-10"), [("anton", "toxic", "down"), ("anna", "supporter", "up")]),
        (("--since", "30d"), [("anna", "supporter", "up")]),
        (("--until", "2026-10-10"), [("anna", "client", "up"), ("anton", "toxic", "down")]),
        (("--since", "2026-11-02"), []),
    ],
)
def test_moves_of_a_period(moved: Program, arguments: tuple[str, ...], found: list[tuple[str, str, str]]) -> None:
    moves = moved("ladder", "moves", *arguments, "--json").json
    assert [(each["person"], each["to"], each["direction"]) for each in moves] == found


def test_moves_in_lines(moved: Program) -> None:
    assert moved("ladder", "moves", "--until", "2026-10-01").out.splitlines() == [
        "on\tperson\tname\tdirection\tfrom\tto\twhy",
        "2026-10-01\tanna\tAnna Karenina\tup\tcustomer\tclient\tthird order",
    ]


def test_what_comes_to_nothing_once_a_move_is_undone_is_no_move(anna: Program) -> None:
    anna("ladder", "move", "anna", "client", "--why", "a", "--on", "2026-10-01")
    anna("ladder", "move", "anna", "customer", "--why", "b", "--on", "2026-10-02")
    anna("undo", "2")
    assert anna("ladder", "moves", "--json").json == []
    assert [each["to"] for each in anna("ladder", "history", "anna", "--json").json] == ["customer"]


def test_labels_are_the_users_keys_are_not(moved: Program, home: Path) -> None:
    settings = home / "config" / "custlove" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('[labels]\nsupporter = "Fan"\n')
    rungs = moved("ladder", "--json").json["rungs"]
    assert [(each["rung"], each["label"]) for each in rungs[:2]] == [("advocate", "advocate"), ("supporter", "Fan")]
    assert moved("ladder").out.splitlines()[1].startswith("supporter\t")
    assert moved("ladder", "move", "anna", "advocate", "--why", "x").out.startswith(
        "Anna Karenina moved up from Fan to"
    )


def test_archived_people_stand_nowhere_from_that_day_on(moved: Program) -> None:
    moved("person", "archive", "anna", "--on", "2026-11-10")
    for day, there in (("2026-11-09", True), ("2026-11-10", False), ("2026-11-22", False)):
        assert ("Anna Karenina" in moved("--today", day, "ladder").out) is there

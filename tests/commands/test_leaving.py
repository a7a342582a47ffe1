"""How they leave: who was left low, said in today and by log; felt and energy over time in show."""

import pytest

from tests.conftest import Program


def low(custlove: Program, day: str = "2026-11-22") -> list[tuple[str, int, float]]:
    found = custlove("--today", day, "today", "--json").json["left_low"]
    return [(each["person"], each["felt"], each["usual"]) for each in found]


def test_left_low_until_they_leave_better(anna: Program) -> None:
    anna("log", "anna", "The plan came late", "--felt", "upset", "--on", "2026-11-10")
    assert [low(anna, day) for day in ("2026-11-09", "2026-11-10", "2026-11-22")] == [
        [],
        [("anna", 2, 2.0)],
        [("anna", 2, 2.0)],
    ]
    anna("log", "anna", "Wrote", "--out", "--felt", "glad", "--on", "2026-11-12")
    anna("log", "anna", "Called her", "--on", "2026-11-13")
    assert low(anna) == [("anna", 2, 2.0)]
    anna("log", "anna", "Called again", "--felt", "fine", "--on", "2026-11-15")
    assert [low(anna, day) for day in ("2026-11-14", "2026-11-15")] == [[("anna", 2, 2.0)], []]
    # Taking it back brings the word back too.
    anna("undo")
    assert low(anna) == [("anna", 2, 2.0)]


def test_two_below_their_own_usual(anna: Program) -> None:
    for day in range(1, 6):
        anna("log", "anna", "x", "--felt", "delighted", "--on", f"2026-11-0{day}")
    anna("log", "anna", "The plan came late", "--felt", "fine", "--on", "2026-11-20")
    assert low(anna) == [("anna", 3, 5.0)]
    assert anna("today", tty=True, env={"NO_COLOR": "1"}).out == (
        "Sun 22 Nov 2026\n\n"
        "Left low  1   worth a call: custlove log WHO\n"
        "Anna Karenina  fine, mostly delighted: The plan came late  20 Nov, 2 days ago   \n"
    )
    assert anna("today").out.splitlines()[1:] == [
        "left_low\tanna\tAnna Karenina\tfine, mostly delighted: The plan came late\t2026-11-20\t2\t\t"
    ]


def test_the_last_of_a_day_is_the_last_by_its_time(anna: Program) -> None:
    anna("log", "anna", "x", "--felt", "glad", "--on", "2026-11-20 18:00")
    anna("log", "anna", "x", "--felt", "hurt", "--on", "2026-11-20 09:00")
    assert low(anna) == []
    anna("log", "anna", "x", "--felt", "hurt", "--on", "2026-11-20 18:30")
    assert low(anna) == [("anna", 1, 1.0)]


def test_each_of_several_people(anna: Program) -> None:
    anna("person", "add", "Bela", "--every", "none")
    anna("log", "anna,bela", "x", "--felt", "2", "--on", "2026-11-20")
    anna("log", "bela", "x", "--felt", "3", "--on", "2026-11-21")
    assert low(anna) == [("anna", 2, 2.0)]


def test_after_its_days_it_is_a_note_before_a_meeting(anna: Program) -> None:
    anna("log", "anna", "The plan came late", "--felt", "upset", "--on", "2026-11-10")
    assert low(anna, "2027-01-09") == [("anna", 2, 2.0)]
    assert low(anna, "2027-01-10") == []
    for command in ("brief", "show"):
        assert "upset: The plan came late" in anna("--today", "2027-01-10", command, "anna", tty=True).out
    note = anna("--today", "2027-01-10", "brief", "anna", "--json").json["respect"]["left_low"]
    assert (note["on"], note["over"]) == ("2026-11-10", True)
    anna("config", "set", "leaving.days", "5")
    assert low(anna) == []


def test_who_may_help_is_named(anna: Program) -> None:
    anna("person", "add", "Kitty", "--rung", "advocate", "--on", "2026-11-01")
    anna("link", "add", "kitty", "anna", "sister", "--on", "2026-11-01")
    anna("log", "anna", "cross", "--felt", "upset", "--on", "2026-11-20")
    assert "left_low\tanna\tAnna Karenina\tupset: cross · near them: Kitty\t2026-11-20\t2\t" in anna("today").out


@pytest.mark.parametrize(
    ("days", "came", "owed", "slower"),
    [(4, 0, False, True), (3, 0, False, False), (4, 1, False, False), (5, 1, False, True), (4, 0, True, False)],
)
def test_who_left_low_after_you_came_too_often_needs_a_slower_rhythm(
    anna: Program, days: int, came: int, owed: bool, slower: bool
) -> None:
    # Every three weeks: in the nine weeks before they left low, it asks for three.
    for day in range(days):
        anna("log", "anna", "wrote", "--out", "--on", f"2026-10-{10 + day}")
    for day in range(came):
        anna("log", "anna", "called me", "--in", "--on", f"2026-10-{20 + day}")
    anna("log", "anna", "cross", "--felt", "upset", "--on", "2026-11-18")
    if owed:
        anna("mistake", "add", "anna", "the wrong file", "--on", "2026-11-18")
    today = anna("today", "--json").json
    easing = [(each["person"], each["because"], each["slower"]) for each in today["ease_off"]]
    because = f"left upset after {days} from you in 63 days, every 3 weeks asks for 3"
    assert easing == ([("anna", because, True)] if slower else [])
    assert [each["person"] for each in today["left_low"]] == ([] if slower else ["anna"])
    assert today["gone_quiet"] == []
    brief = anna("brief", "anna", "--json").json["respect"]["ease_off"]
    assert (brief is not None and brief["slower"]) is slower
    if slower:
        page = anna("today", tty=True, columns=120).out
        assert "let them come to you, or slower: custlove person edit WHO --every WHEN" in page


def test_nobody_stands_in_two_sections(anna: Program) -> None:
    anna("log", "anna", "cross", "--felt", "upset", "--on", "2026-10-10")
    today = anna("today", "--json").json
    assert ([each["person"] for each in today["left_low"]], today["gone_quiet"]) == (["anna"], [])
    for day in ("2026-10-20", "2026-10-30", "2026-11-10"):
        anna("log", "anna", "wrote", "--out", "--on", day)
    today = anna("today", "--json").json
    assert (today["left_low"], today["gone_quiet"]) == ([], [])
    assert [each["person"] for each in today["ease_off"]] == ["anna"]


@pytest.mark.parametrize(
    "command", [("person", "edit", "anna", "--circle", "arms-length"), ("person", "archive", "anna")]
)
def test_never_at_arms_length_nor_archived(anna: Program, command: tuple[str, ...]) -> None:
    anna("log", "anna", "x", "--felt", "1", "--on", "2026-11-01")
    anna(*command, "--on", "2026-11-10")
    assert low(anna) == []
    assert low(anna, "2026-11-09") == [("anna", 1, 1.0)]


def test_log_tells_of_the_third_in_a_row(anna: Program) -> None:
    anna("person", "add", "Bela", "--every", "none")
    said = []
    for day, who, felt in (
        (1, "anna", "2"),
        (2, "anna", "1"),
        (3, "anna", None),
        (4, "anna,bela", "2"),
        (5, "anna", "1"),
        (6, "anna", "fine"),
        (7, "anna", "hurt"),
    ):
        options = () if felt is None else ("--felt", felt)
        said.append(anna("log", who, "x", *options, "--on", f"2026-11-0{day}").out.partition(". ")[2].strip())
    third, fourth = (f"Anna Karenina: {word} time in a row below 3." for word in ("third", "fourth"))
    assert said == ["", "", "", third, fourth, "", ""]


def test_log_tells_it_of_each_and_as_data(anna: Program) -> None:
    anna("person", "add", "Bela", "--every", "none")
    for day in (1, 2):
        anna("log", "anna,bela", "x", "--felt", "2", "--on", f"2026-11-0{day}")
    logged = anna("log", "anna,bela,anna", "x", "--felt", "2", "--json").json
    assert logged["low_again"] == [
        {"person": "anna", "name": "Anna Karenina", "times": 3},
        {"person": "bela", "name": "Bela", "times": 3},
    ]
    # What is written down late is not how things are now.
    assert anna("log", "anna", "x", "--felt", "2", "--on", "2026-10-01", "--json").json["low_again"] == []


def test_felt_and_energy_over_time(anna: Program) -> None:
    for day, felt, energy in ((1, "1", "-2"), (2, "3", "0"), (3, "5", "2"), (4, "4", "-1")):
        anna("log", "anna", "x", "--felt", felt, "--energy", energy, "--on", f"2026-11-0{day}")
    head = anna("show", "anna", tty=True, env={"NO_COLOR": "1"}).out.splitlines()[:5]
    assert [line.rstrip() for line in head[3:]] == ["  they left  ▁▄█▆  last: glad", "  left you   ▁▄█▂  last: tired"]
    entries = anna("show", "anna", "--json").json["timeline"]
    assert [each["energy"] for each in entries if each["kind"] == "touchpoint"] == [-1, 2, 0, -2]


def test_long_lives_fit_into_eighty_columns(anna: Program) -> None:
    for day in range(1, 31):
        anna("log", "anna", "x", "--felt", "4", "--energy", "1", "--on", f"2026-10-{day:02}")
    out = anna("show", "anna", tty=True, env={"NO_COLOR": "1"}).out.splitlines()
    assert max(len(line.rstrip()) for line in out) <= 80
    assert out[3].rstrip() == f"  they left  {'▆' * 24}  last: glad"

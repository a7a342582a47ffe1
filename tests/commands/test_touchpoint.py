"""Correcting, removing and listing touchpoints."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Program, Refusal, written_once


@pytest.fixture
@written_once
def logged(anna: Program) -> Program:
    """Touchpoint t1 with Anna and Anton on 10 November, which closed a follow-up with each."""
    anna("person", "add", "Anton Tschechow", "--as", "anton", "--on", "2026-09-01")
    anna("followup", "add", "anna", "2026-11-05", "the plan?", "--on", "2026-11-01")
    anna("followup", "add", "anton", "2026-11-09", "the play?", "--on", "2026-11-03")
    anna(
        "log", "anna,anton", "Lunch", "--on", "2026-11-10 13:00", "--channel", "call", "--out", "--felt", "fine",
        "--energy", "warm", "--minutes", "60", "--tag", "a",
    )  # fmt: skip
    return anna


def done_days(custlove: Program) -> dict[int, str | None]:
    return {each["id"]: each["done_on"] for each in custlove("followup", "list", "--all", "--json").json}


def test_every_part_can_be_corrected(logged: Program) -> None:
    edited = logged(
        "touchpoint", "edit", "1", "--text", "Dinner", "--on", "2026-11-11 20:15", "--channel", "in-person", "--in",
        "--felt", "delighted", "--energy", "drained", "--minutes", "90", "--wow", "--tag", "#B", "--no-tag", "A",
        "--json",
    ).json  # fmt: skip
    assert edited == {
        "id": 1,
        "ref": "t1",
        "people": ["anna", "anton"],
        "names": ["Anna Karenina", "Anton Tschechow"],
        "at": "2026-11-11T20:15:00+01:00",
        "on": "2026-11-11",
        "channel": "in-person",
        "direction": "in",
        "text": "Dinner",
        "felt": 5,
        "energy": -2,
        "minutes": 90,
        "wow": True,
        "tags": ["b"],
        "reopened_follow_ups": [],
        "reopened_rituals": [],
    }


def test_every_part_can_be_emptied(logged: Program) -> None:
    logged("touchpoint", "edit", "1", "--wow")
    edited = logged(
        "touchpoint", "edit", "1", "--clear", "text,channel", "--clear", "felt,energy,minutes", "--both", "--no-wow",
        "--json",
    ).json  # fmt: skip
    assert [edited[key] for key in ("text", "channel", "felt", "energy", "minutes")] == ["", None, None, None, None]
    assert (edited["direction"], edited["wow"]) == ("both", False)


def test_a_text_from_the_standard_input(logged: Program) -> None:
    typed = "a “long”\n\n  story"
    assert logged("touchpoint", "edit", "1", "--text", "-", "--json", stdin=f"{typed}\n").json["text"] == typed


def test_the_answer_says_the_day(logged: Program) -> None:
    assert logged("touchpoint", "edit", "1", "--on", "friday").out == (
        "Touchpoint t1 with Anna Karenina and Anton Tschechow, call, Fri 20 Nov 2026, 2 days ago.\n"
    )


def test_what_it_closed_follows_it_to_another_day(logged: Program) -> None:
    assert done_days(logged) == {1: "2026-11-10", 2: "2026-11-10"}
    logged("touchpoint", "edit", "1", "--on", "2026-11-12")
    assert done_days(logged) == {1: "2026-11-12", 2: "2026-11-12"}


def test_what_it_can_no_longer_have_closed_is_open_again(logged: Program) -> None:
    said = logged("touchpoint", "edit", "1", "--on", "2026-11-06")
    assert said.out == (
        "Touchpoint t1 with Anna Karenina and Anton Tschechow, call, Fri 6 Nov 2026, 16 days ago."
        " Open again: follow-up f2.\n"
    )
    assert done_days(logged) == {1: "2026-11-06", 2: None}
    logged("touchpoint", "edit", "1", "--on", "2026-11-04")
    assert done_days(logged) == {1: None, 2: None}


def test_who_was_not_there_has_nothing_closed(logged: Program) -> None:
    left = logged("touchpoint", "edit", "1", "--without", "anna", "--json").json
    assert (left["people"], left["reopened_follow_ups"]) == (["anton"], [1])
    assert logged("show", "anna", "--json").json["standing"]["last_touch_on"] is None
    both = logged("touchpoint", "edit", "1", "--with", "anna", "--json").json
    assert both["people"] == ["anton", "anna"]
    assert done_days(logged) == {1: None, 2: "2026-11-10"}


def test_the_clock_follows_a_corrected_day(logged: Program) -> None:
    for day in ("2026-11-20", "2026-11-02"):
        logged("touchpoint", "edit", "1", "--on", day)
        assert logged("show", "anna", "--json").json["standing"]["last_touch_on"] == day


def test_removing_gives_back_what_it_closed(logged: Program, rows: Callable[[], dict[str, Any]]) -> None:
    before = rows()
    assert logged("touchpoint", "remove", "1", "--on", "yesterday").out == (
        "Removed: Touchpoint t1 with Anna Karenina and Anton Tschechow, call, Tue 10 Nov 2026, 12 days ago."
        " Open again: follow-up f1, f2.\n"
    )
    assert done_days(logged) == {1: None, 2: None}
    assert logged("touchpoint", "list", "--json").json == []
    assert logged("show", "anna", "--json").json["standing"]["last_touch_on"] is None
    logged("undo")
    assert rows() == before


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("edit", "1"), 2, "Nothing to correct was given."),
        (("edit", "1", "--in", "--both"), 2, "--in, --out and --both exclude each other."),
        (
            ("edit", "1", "--clear", "people"),
            2,
            '--clear "people" is not one of: text, channel, felt, energy, minutes.',
        ),
        (("edit", "1", "--without", "anna,anton"), 4, "Nobody would be left in touchpoint t1."),
        (("edit", "1", "--with", "bela", "--without", "bela"), 4, "Bela is not in touchpoint t1."),
        (("edit", "1", "--on", "tomorrow"), 4, "is in the future"),
        (("edit", "7", "--felt", "1"), 3, "There is no touchpoint t7.\nTheir references: custlove touchpoint list\n"),
        (("remove", "7"), 3, "There is no touchpoint t7."),
        (("remove", "anna", "dinner"), 3, 'Anna Karenina has no touchpoint with "dinner" in it.'),
        (("remove", "1", "--on", "tomorrow"), 4, "is in the future"),
    ],
)
def test_what_cannot_be_corrected(
    logged: Program, refused: Refusal, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    logged("person", "add", "Bela")
    assert sentence in refused("touchpoint", *arguments, code=code)


@pytest.fixture
@written_once
def year(anna: Program) -> Program:
    """Touchpoints of a year; the numbers are not in the order of the days."""
    anna("person", "add", "Anton Tschechow", "--as", "anton", "--org", "Moscow Art", "--on", "2026-01-01")
    anna("log", "anton", "premiere", "--on", "2026-03-01", "--channel", "in-person", "--tag", "Stage")
    anna("log", "anna", "station", "--on", "2026-10-01 09:00", "--channel", "call", "--tag", "trains")
    anna("log", "anna,anton", "reading", "--on", "2026-10-01 20:00")
    anna(
        "log", "anton", "letter", "--on", "2026-01-15", "--channel", "letter", "--out", "--felt", "5", "--minutes", "20"
    )
    return anna


@pytest.mark.parametrize(
    ("arguments", "numbers"),
    [
        ((), [3, 2, 1, 4]),
        (("--limit", "2"), [3, 2]),
        (("--who", "anna"), [3, 2]),
        (("--org", "MOSCOW art"), [3, 1, 4]),
        (("--channel", "letter"), [4]),
        (("--tag", "#STAGE"), [1]),
        (("--since", "2026-03-01"), [3, 2, 1]),
        (("--since", "90d"), [3, 2]),
        (("--until", "2026-03-01"), [1, 4]),
        (("--since", "2026-02-01", "--until", "eom"), [3, 2, 1]),
        (("--who", "anton", "--since", "2026-03-02", "--channel", "call"), []),
    ],
)
def test_lists_newest_first(year: Program, arguments: tuple[str, ...], numbers: list[int]) -> None:
    assert [each["id"] for each in year("touchpoint", "list", *arguments, "--json").json] == numbers


def test_an_organisation_that_nobody_is_from(year: Program) -> None:
    assert (
        'Nobody is from an organisation called "nowhere".' in year("touchpoint", "list", "--org", "nowhere", code=3).err
    )


def test_a_list_in_lines(year: Program) -> None:
    assert year("touchpoint", "list", "--until", "2026-01-31").out.splitlines() == [
        "at\tpeople\ttext\tchannel\tdirection\tfelt\tenergy\tminutes\twow\ttags\tid\tref",
        "2026-01-15T12:00:00+01:00\tanton\tletter\tletter\tout\t5\t\t20\tno\t\t4\tt4",
    ]


def test_a_list_as_of_an_earlier_day(year: Program) -> None:
    assert [each["id"] for each in year("--today", "2026-03-01", "touchpoint", "list", "--json").json] == [1, 4]
    assert year("--today", "2026-01-14", "touchpoint", "list", "--json").json == []

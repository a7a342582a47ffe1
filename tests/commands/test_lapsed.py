"""Who bought and has gone, what was good then; the moments worth repeating."""

from datetime import date

import pytest

from custlove.rules import inactivity
from tests.conftest import Program, Refusal, written_once


@pytest.fixture
@written_once
def bought(custlove: Program) -> Program:
    """Carl bought three times until March, Dora once in October; Emil in 2024, and is put away since 1 November."""
    for name, rung in (("Carl", "client"), ("Dora", "prospect"), ("Emil", "customer"), ("Fritz", "prospect")):
        custlove("person", "add", name, "--rung", rung, "--on", "2024-01-01")
    custlove("person", "edit", "carl", "--channel", "letter")
    for day, what in (("2026-03-02", "the roof"), ("2026-01-02", "a plan"), ("2026-02-02", "a model")):
        custlove("purchase", "add", "carl", "100", what, "--on", day)
    custlove("purchase", "add", "carl", "--on", "2026-10-01", "--", "-20", "EUR")
    custlove("purchase", "add", "dora", "5", "--on", "2026-10-01")
    custlove("purchase", "add", "emil", "5", "--on", "2024-02-01")
    custlove("person", "archive", "emil", "--on", "2026-11-01")
    custlove("log", "carl,dora", "the roof party", "--wow", "--on", "2026-02-20")
    custlove("log", "carl", "an ordinary day", "--on", "2026-02-21")
    custlove("feedback", "hear", "carl", "it is dry at last", "--kind", "praise", "--on", "2026-03-05")
    return custlove


def test_everybody_who_bought_most_surely_gone_first(bought: Program) -> None:
    found = bought("lapsed", "--all", "--json").json
    assert [(each["person"], each["purchases"], each["lapsed"]) for each in found] == [
        ("emil", 1, True),
        ("carl", 3, True),
        ("dora", 1, False),
    ]
    assert found[1] == {
        "person": "carl",
        "name": "Carl",
        "last_purchase_on": "2026-03-02",
        "purchases": 3,
        # 265 days away, a third of the last pause of 28 days, less 60 for each of log2(3) doublings.
        "quiet": 179.24,
        "lapsed": True,
    }
    silence = inactivity.silence([date(2026, 10, 1)], date(2026, 11, 22))
    assert silence is not None
    assert found[2]["quiet"] == silence.quiet == 52


def test_what_they_bought_later_was_not_bought_yet(bought: Program) -> None:
    bought("purchase", "add", "carl", "100", "the cellar", "--on", "2026-11-20")
    (carl,) = bought("--today", "2026-11-19", "lapsed", "--json").json
    assert (carl["person"], carl["last_purchase_on"], carl["bought"]) == ("carl", "2026-03-02", "the roof")
    assert bought("lapsed", "--json").json == []


def test_who_has_gone_with_what_was_good(bought: Program) -> None:
    carl = bought("lapsed", "--json").json
    assert [each["person"] for each in carl] == ["carl"]
    assert {key: carl[0][key] for key in ("days_away", "bought", "good", "known_by", "way_back")} == {
        "days_away": 265,
        "bought": "the roof",
        "good": [
            {"on": "2026-03-05", "kind": "praise", "text": "it is dry at last"},
            {"on": "2026-02-20", "kind": "wow", "text": "the roof party"},
        ],
        "known_by": [],
        "way_back": "by letter, about what was good: it is dry at last",
    }
    bought("link", "add", "fritz", "carl", "cousins", "--on", "2026-11-02")
    carl = bought("lapsed", "--json").json
    assert (carl[0]["known_by"], carl[0]["way_back"]) == (["Fritz"], "ask Fritz how they are, then by letter")


@pytest.mark.parametrize(
    ("day", "gone"),
    [
        ("2024-06-30", []),
        # The day after 150 days.
        ("2024-07-01", ["emil"]),
        ("2026-10-23", ["emil"]),
        ("2026-10-24", ["emil", "carl"]),
        ("2026-11-01", ["carl"]),
    ],
)
def test_as_of_a_day(bought: Program, day: str, gone: list[str]) -> None:
    assert [each["person"] for each in bought("--today", day, "lapsed", "--json").json] == gone


def test_at_a_terminal(bought: Program) -> None:
    said = bought("lapsed", tty=True, columns=100).out
    for line in (
        "bought 3 times, last 2 Mar, 265 days ago: the roof",
        # The refund of October is no contact.
        "last in touch 5 Mar",
        "praise, 5 Mar: it is dry at last",
        "wow, 20 Feb: the roof party",
        "a way back: by letter, about what was good: it is dry at last",
    ):
        assert f"  {line}" in said
    assert "gone" in bought("lapsed", "--all", tty=True).out


@pytest.mark.parametrize(
    "busy",
    [
        ("promise", "add", "carl", "a plan", "--by", "2026-12-24"),
        ("promise", "add", "carl", "a plan", "--by", "2026-11-01", "--on", "2026-10-01"),
        ("promise", "add", "carl", "figures", "--theirs", "--by", "2026-08-24", "--on", "2026-08-01"),
        ("followup", "add", "carl", "2027-03-01", "the roof"),
        ("feedback", "hear", "carl", "it leaks", "--kind", "criticism"),
        ("mistake", "add", "carl", "the wrong tiles"),
        ("person", "edit", "carl", "--circle", "arms-length"),
        ("ladder", "move", "carl", "toxic", "--why", "x", "--anyway"),
    ],
)
def test_nobody_with_whom_something_is_open_nor_who_is_kept_away(bought: Program, busy: tuple[str, ...]) -> None:
    bought(*busy)
    assert bought("lapsed", "--json").json == []
    # It is about who is to be won back, and no list of everybody.
    assert "carl" in [each["person"] for each in bought("lapsed", "--all", "--json").json]


def test_a_rung_or_a_circle_of_a_later_day_does_not_count(bought: Program) -> None:
    bought("ladder", "move", "carl", "toxic", "--why", "x", "--anyway", "--on", "2026-11-20")
    assert [each["person"] for each in bought("--today", "2026-11-19", "lapsed", "--json").json] == ["carl"]
    # Kept close by choice, toxic all the same.
    bought("person", "edit", "carl", "--circle", "close")
    assert bought("lapsed", "--json").json == []


@pytest.mark.parametrize(
    ("written", "way"),
    [
        (
            ("promise", "add", "carl", "figures", "--theirs", "--by", "2026-08-23", "--on", "2026-08-01"),
            "by letter, about what was good: it is dry at last; let go of what they promised (p1)",
        ),
        (
            ("log", "carl", "an argument", "--felt", "upset", "--on", "2026-05-01"),
            "by letter: ask what went wrong on 2026-05-01, before anything else",
        ),
        (
            ("log", "carl", "met at the fair", "--on", "2026-11-01"),
            "you are in touch: ask, the next time, what they are working on (last word 2026-11-01)",
        ),
    ],
)
def test_the_way_back_fits_what_there_is(bought: Program, written: tuple[str, ...], way: str) -> None:
    bought(*written)
    (carl,) = bought("lapsed", "--json").json
    assert carl["way_back"] == way
    assert carl["command"] == ("custlove promise release p1" if written[0] == "promise" else "custlove log carl")


def test_when_you_were_last_in_touch(bought: Program) -> None:
    bought("log", "carl", "a card", "--out", "--on", "2026-11-10")
    bought("log", "carl", "he called", "--on", "2026-11-05")
    (carl,) = bought("lapsed", "--json").json
    assert (carl["last_contact_on"], carl["last_from_them_on"]) == ("2026-11-10", "2026-11-05")
    assert "last in touch 10 Nov, from them 5 Nov" in bought("lapsed", tty=True, columns=100).out
    (before,) = bought("--today", "2026-11-04", "lapsed", "--json").json
    assert (before["last_contact_on"], before["last_from_them_on"]) == ("2026-03-05", "2026-03-05")


def test_wows(bought: Program) -> None:
    bought("log", "dora", "sang together", "--wow", "--on", "2026-11-20")
    assert [each["text"] for each in bought("wows", "--json").json] == ["sang together", "the roof party"]
    assert [each["text"] for each in bought("wows", "--who", "carl", "--json").json] == ["the roof party"]
    assert [each["text"] for each in bought("wows", "--since", "30d", "--json").json] == ["sang together"]
    assert [each["text"] for each in bought("--today", "2026-11-19", "wows", "--json").json] == ["the roof party"]
    assert "No wow yet." in bought("wows", "--who", "emil", tty=True).out


def test_the_proof_replays_the_journal_at_the_ends_of_past_months(custlove: Program, refused: Refusal) -> None:
    assert custlove("lapsed", "--proof", tty=True).out == (
        "Nobody who bought was called gone at the end of a past month.\n"
    )
    for name, days in {
        "Anna": ("2024-01-10",),
        "Bela": ("2024-03-05", "2024-10-01"),
        "Cleo": ("2026-05-20",),
        "Dora": ("2026-11-01",),
    }.items():
        custlove("person", "add", name, "--on", days[0])
        for day in days:
            custlove("purchase", "add", name, "100", "--on", day)
    found = custlove("lapsed", "--proof", "--json").json
    assert {key: value for key, value in found.items() if key != "people"} == {
        "cases": 3, "stayed_away": 2, "came_back": 1, "undecided": 1, "percent": None, "needs": 17, "days_after": 182,
    }  # fmt: skip
    assert [(each["person"], each["called_on"], each["stayed_away"]) for each in found["people"]] == [
        ("cleo", "2026-10-31", None),
        ("bela", "2025-08-31", True),
        ("bela", "2024-08-31", False),
        ("anna", "2024-06-30", True),
    ]
    assert custlove("lapsed", "--proof").out.splitlines()[3] == "bela\tBela\t2024-08-31\t2024-03-05\t2024-10-01\tno"
    assert (
        "Of 3 called gone, 2 stayed away for the 182 days after, and 1 came back."
        in custlove("lapsed", "--proof", tty=True, columns=100).out
    )
    # What was dated later was not known, and not bought yet.
    before = custlove("--today", "2024-09-15", "lapsed", "--proof", "--json").json
    assert [(each["person"], each["stayed_away"]) for each in before["people"]] == [("bela", None), ("anna", None)]
    refused("lapsed", "--proof", "--all", code=2)

"""Who only takes, from the journal: the freeloader and those who are spared."""

from datetime import date, timedelta

import pytest

from tests.conftest import Program, Refusal, written_once


def _call(program: Program, who: str, times: int = 15) -> None:
    for each in range(times):
        day = date(2025, 12, 1) + timedelta(days=24 * each)
        program("log", who, f"call {each}", "--energy", "drained", "--minutes", "40", "--on", day.isoformat())


@pytest.fixture
@written_once
def freeloader(custlove: Program) -> Program:
    """Kim bought an hour in December, called fifteen times, and broke three promises."""
    custlove("person", "add", "Kim", "--rung", "customer", "--on", "2025-11-01")
    custlove("purchase", "add", "kim", "90", "an hour", "--on", "2025-12-10")
    _call(custlove, "kim")
    for day in ("2026-03-01", "2026-06-01", "2026-09-01"):
        custlove("promise", "add", "kim", f"figures {day}", "--theirs", "--by", day, "--on", "2026-02-01")
    return custlove


def _suggested(program: Program, day: str = "2026-11-22") -> list[tuple[str, str | None, str | None]]:
    rows = program("--today", day, "ladder", "suggest", "--json").json
    return [(row["person"], row["suggested"], row["circle"]) for row in rows]


def test_arms_length_is_suggested_with_the_facts_and_the_command(freeloader: Program, refused: Refusal) -> None:
    assert freeloader("ladder", "suggest", "--json").json == [
        {
            "person": "kim",
            "name": "Kim",
            "rung": "customer",
            "suggested": None,
            "because": [
                "in touch on 14 days since 2025-12-25, 560 minutes",
                "14 of 14 days that say how they left you drained you",
                "broke 3 promises: p1 of 2026-03-01, p2 of 2026-06-01, p3 of 2026-09-01",
                "nothing given since: bought last on 2025-12-10",
            ],
            "command": "custlove person edit kim --circle arms-length",
            "circle": "arms-length",
        }
    ]
    shown = freeloader("ladder", "suggest", tty=True, columns=120).out
    assert "Kim: stays customer, at arm's length?" in shown
    assert "custlove person edit kim --circle arms-length" in refused("ladder", "move", "kim", "--suggested")
    freeloader("person", "edit", "kim", "--circle", "arms-length")
    assert _suggested(freeloader) == []


def test_whoever_is_let_be_is_spared_until_then(freeloader: Program) -> None:
    freeloader("snooze", "kim", "2026-11-25", "--why", "her father died", "--on", "2026-11-20")
    assert [_suggested(freeloader, day) for day in ("2026-11-19", "2026-11-20", "2026-11-24", "2026-11-25")] == [
        [("kim", None, "arms-length")],
        [],
        [],
        [("kim", None, "arms-length")],
    ]


def test_as_of_a_day(freeloader: Program) -> None:
    assert [_suggested(freeloader, day) for day in ("2026-06-09", "2026-06-10")] == [
        [],
        [("kim", None, "arms-length")],
    ]
    # A promise of theirs that was moved after its day was broken all the same, one that is kept was given.
    freeloader("promise", "keep", "3", "--on", "2026-11-20")
    assert _suggested(freeloader) == []
    assert _suggested(freeloader, "2026-11-19") == [("kim", None, "arms-length")]


@pytest.mark.parametrize(
    "spared",
    [
        ("feedback", "hear", "kim", "a joy", "--kind", "praise", "--on", "2024-12-20"),
        ("feedback", "hear", "kim", "blue?", "--kind", "idea", "--on", "2026-02-20"),
        ("person", "edit", "kim", "--influence", "4"),
        ("fact", "add", "kim", "life", "a daughter", "--on", "2026-09-23"),
        ("purchase", "add", "kim", "1", "--on", "2026-06-01"),
        ("introduction", "add", "kim", "Dora", "--on", "2026-06-01"),
        # Chosen with open eyes: what was there before does not speak again.
        ("person", "edit", "kim", "--circle", "close", "--on", "2026-10-01"),
        # What you owe comes first.
        ("promise", "add", "kim", "the draft", "--by", "2026-11-01", "--on", "2026-10-01"),
        ("mistake", "add", "kim", "the wrong file", "--on", "2026-10-01"),
        ("ladder", "move", "kim", "toxic", "--why", "x", "--anyway"),
        ("person", "archive", "kim"),
    ],
)
def test_who_is_spared(freeloader: Program, spared: tuple[str, ...]) -> None:
    freeloader(*spared)
    assert (("kim", None, "arms-length") in _suggested(freeloader)) is False


def test_who_gave_criticism_that_you_acted_on_is_spared(freeloader: Program) -> None:
    freeloader("feedback", "hear", "kim", "too slow", "--kind", "criticism", "--on", "2026-05-01")
    freeloader("feedback", "confirm", "1", "faster", "--on", "2026-05-02")
    freeloader("feedback", "act", "1", "--on", "2026-05-03")
    freeloader("feedback", "thank", "1", "--on", "2026-05-04")
    assert _suggested(freeloader) == []


def test_only_what_they_came_to_counts(custlove: Program) -> None:
    custlove("person", "add", "Kim", "--rung", "customer", "--on", "2025-11-01")
    custlove("promise", "add", "kim", "figures", "--theirs", "--by", "2026-03-01", "--on", "2026-02-01")
    for each in range(15):
        day = date(2025, 12, 1) + timedelta(days=24 * each)
        custlove("log", "kim", "a letter", "--out", "--energy", "drained", "--on", day.isoformat())
    assert _suggested(custlove) == []


def test_one_that_was_moved_too_late_was_broken(freeloader: Program) -> None:
    for each in ("1", "2"):
        freeloader("promise", "release", each, "--on", "2026-02-02")
    freeloader("promise", "move", "3", "--to", "2026-12-24", "--on", "2026-09-10")
    (row,) = freeloader("ladder", "suggest", "--json").json
    assert row["because"][2] == "broke a promise: p3 of 2026-09-01"


def test_a_circle_that_was_declined_is_suggested_by_newer_facts_alone(freeloader: Program) -> None:
    freeloader("ladder", "stay", "kim", "--why", "she is new to this", "--on", "2026-11-20")
    assert _suggested(freeloader) == []
    assert _suggested(freeloader, "2026-11-19") == [("kim", None, "arms-length")]
    (declined,) = freeloader("ladder", "suggest", "--declined", "--json").json
    assert declined["circle"] == "arms-length"

"""`custlove done`: what is owed, closed in one breath."""

from collections.abc import Callable

import pytest

from tests.conftest import Program, Refusal, written_once


@pytest.fixture
@written_once
def owed(anna: Program) -> Program:
    """With Anna p1 broken, f1 overdue, r1; with Bela p2, and forty follow-ups more."""
    anna("person", "add", "Bela Klein", "--as", "bela")
    anna("promise", "add", "anna", "the draft", "--by", "2026-11-20", "--on", "2026-11-01")
    anna("followup", "add", "anna", "2026-11-20", "call her", "--on", "2026-11-01")
    anna("ritual", "add", "anna", "Friday call", "--every", "friday", "--from", "2026-11-20")
    anna("promise", "add", "bela", "the plan", "--by", "friday")
    return anna


def test_several_of_several_nouns_are_one_change_and_one_undo(owed: Program, rows: Callable[[], object]) -> None:
    before = rows()
    assert owed("done", "p1", "f1", "r1").out == (
        "Promise p1 to Anna Karenina, “the draft”: kept 2 days late, Sun 22 Nov 2026, today.\n"
        "Follow-up f1 with Anna Karenina, “call her”: done Sun 22 Nov 2026, today.\n"
        "Kept, touchpoint t1. Ritual r1 with Anna Karenina, “Friday call”, every week on Friday:"
        " next Fri 27 Nov 2026, in 5 days; last kept 22 Nov.\n"
    )
    owed("undo")
    assert rows() == before


def test_one_is_an_object_and_several_are_a_list(owed: Program) -> None:
    assert owed("done", "p1", "--json").json["ref"] == "p1"
    assert [each["ref"] for each in owed("done", "p1", "f1", "--json").json] == ["p1", "f1"]
    assert [each["ref"] for each in owed("done", "-", "--json", stdin="p2\n").json] == ["p2"]


@pytest.mark.parametrize("many", [1, 40])
def test_from_a_list_by_words_or_by_the_standard_input(owed: Program, many: int) -> None:
    for number in range(many):
        owed("followup", "add", "bela", "today", f"number {number}")
    ids = owed("followup", "list", "--who", "bela", "--ids").out
    # As xargs gives them.
    assert len(owed("done", *ids.split()).out.splitlines()) == many
    owed("undo")
    assert len(owed("done", "-", stdin=ids).out.splitlines()) == many
    assert owed("followup", "list", "--who", "bela", "--ids").out == ""


def test_all_or_nothing(owed: Program, refused: Refusal) -> None:
    assert refused("done", "p1", "b1").startswith("custlove: b1 is feedback; only promises, follow-ups, rituals and")
    assert refused("done", "p1", "p9", code=3).startswith("custlove: There is no promise p9.")


@pytest.mark.parametrize("word", ["1", "#1"])
def test_a_number_says_too_little(owed: Program, refused: Refusal, word: str) -> None:
    assert refused("done", word, code=2) == (
        "custlove: 1 may be a promise, a follow-up or something else.\n"
        "Say which by its letter, as it stands at the end of the line: p1, f1\n"
    )


def test_who_is_archived_is_told(owed: Program) -> None:
    owed("person", "archive", "anna")
    said = owed("done", "p1")
    assert said.err == (
        "Anna Karenina is archived: nothing is suggested for them. To bring them back: custlove person restore anna\n"
    )
    assert owed("promise", "move", "bela", "plan", "monday").err == ""
    assert "Anna Karenina is archived" in owed("followup", "snooze", "f1", "monday").err
    assert "Anna Karenina is archived" in owed("snooze", "anna", "monday").err


# The jobs of every day: as few keys as a task list takes.
@pytest.mark.parametrize("line", ["custlove done f1", "custlove done p1", "custlove anna", "custlove brief anna"])
def test_few_keys(owed: Program, line: str) -> None:
    owed(*line.split()[1:])
    assert len(f"{line}\n") <= 20

"""Who sent whom, and who knows whom."""

import pytest

from tests.conftest import Program, Refusal, written_once


@pytest.fixture
@written_once
def four(anna: Program) -> Program:
    for name in ("Bela", "Carl", "Dora"):
        anna("person", "add", name, "--on", "2026-09-01")
    return anna


def test_who_is_sent_may_be_new(four: Program) -> None:
    said = four("introduction", "add", "anna", "Stiva Oblonsky", "her brother", "--on", "friday")
    assert said.out == (
        "Introduction i1: Anna Karenina sent Stiva Oblonsky, “her brother”, Fri 20 Nov 2026, 2 days ago."
        " Stiva Oblonsky is new here, as stiva-oblonsky: prospect.\n"
    )
    stiva = four("show", "stiva", "--json").json
    assert (stiva["standing"]["rung"], stiva["person"]["added_on"]) == ("prospect", "2026-11-20")
    four("undo")
    assert "nobody called" in four("show", "stiva", code=3).err


def test_or_known_already(four: Program) -> None:
    assert four("introduction", "add", "anna", "bela", "--json").json == {
        "id": 1,
        "ref": "i1",
        "by": "anna",
        "by_name": "Anna Karenina",
        "person": "bela",
        "name": "Bela",
        "on": "2026-11-22",
        "text": None,
    }


def test_what_is_no_introduction(four: Program, refused: Refusal) -> None:
    four("introduction", "add", "anna", "bela")
    assert "That introduction already exists, from 2026-11-22 (i1)." in refused("introduction", "add", "anna", "Bela")
    assert "Both names mean the same person." in refused("introduction", "add", "anna", "anna")
    assert 'nobody called "zoe"' in refused("introduction", "add", "zoe", "bela", code=3)
    # The other way round is another story.
    four("introduction", "add", "bela", "anna")


def test_introductions_of_a_person_and_as_of_a_day(four: Program) -> None:
    four("introduction", "add", "anna", "bela", "--on", "2026-10-01")
    four("introduction", "add", "carl", "anna", "--on", "2026-10-03")
    four("introduction", "add", "carl", "dora", "at lunch", "--on", "2026-10-02")
    assert [each["id"] for each in four("introduction", "list", "--json").json] == [2, 3, 1]
    assert [each["id"] for each in four("introduction", "list", "--who", "anna", "--json").json] == [2, 1]
    assert [each["id"] for each in four("introduction", "--since", "2026-10-02", "--json").json] == [2, 3]
    assert [each["id"] for each in four("--today", "2026-10-02", "introduction", "--json").json] == [3, 1]
    assert four("introduction", "remove", "carl", "lunch").out.startswith("Removed: Introduction i3: Carl sent Dora")


def test_a_link_is_the_same_both_ways(four: Program, refused: Refusal) -> None:
    said = four("link", "add", "anna", "bela", "went to school together")
    assert said.out == "Link l1: Anna Karenina and Bela, went to school together, Sun 22 Nov 2026, today.\n"
    twice = refused("link", "add", "bela", "anna", "Went to School together")
    assert "That link already exists, since 2026-11-22 (l1)." in twice
    assert "Both names mean the same person." in refused("link", "add", "anna", "anna", "x")
    assert "The kind is missing." in refused("link", "add", "anna", "bela", " ", code=2)
    four("link", "add", "bela", "anna", "partners")
    assert four("link", "list", "--who", "bela", "--json").json == [
        {
            "id": 2, "ref": "l2", "person": "bela", "name": "Bela", "other": "anna", "other_name": "Anna Karenina",
            "kind": "partners", "on": "2026-11-22",
        },
        {
            "id": 1, "ref": "l1", "person": "anna", "name": "Anna Karenina", "other": "bela", "other_name": "Bela",
            "kind": "went to school together", "on": "2026-11-22",
        },
    ]  # fmt: skip
    assert four("link", "list", "--who", "carl", "--json").json == []
    assert four("--today", "2026-11-21", "link", "--json").json == []
    four("link", "remove", "bela", "partners")
    assert [each["id"] for each in four("link", "--json").json] == [1]

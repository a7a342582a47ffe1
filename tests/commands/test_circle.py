"""Which circle held when: chosen from a day on, as of any day, taken back, brought in, made one."""

import json
from pathlib import Path

import pytest

from tests.conftest import Program, written_once

CLOSE_TO_FAR = (
    ("2026-03-31", "acquaintance"),
    ("2026-04-01", "close"),
    ("2026-09-30", "close"),
    ("2026-10-01", "arms-length"),
)


@pytest.fixture
@written_once
def chosen(custlove: Program) -> Program:
    """Anna: as a customer an acquaintance, close from April on, at arm's length from October on."""
    custlove(
        "person", "add", "Anna", "--rung", "customer", "--every", "month", "--birthday", "04-03", "--on", "2026-01-01"
    )
    # The later day was written first.
    custlove("person", "edit", "anna", "--circle", "arms-length", "--on", "2026-10-01")
    custlove("person", "edit", "anna", "--circle", "close", "--on", "2026-04-01")
    return custlove


def circle(custlove: Program, day: str) -> str:
    return str(custlove("--today", day, "show", "anna", "--json").json["person"]["circle"])


@pytest.mark.parametrize(("day", "held"), CLOSE_TO_FAR)
def test_a_circle_holds_from_its_day_on(chosen: Program, day: str, held: str) -> None:
    assert circle(chosen, day) == held
    listed = chosen("--today", day, "person", "list", "--circle", held, "--json").json
    assert [each["person"] for each in listed] == ["anna"]


@pytest.mark.parametrize(("day", "quiet"), [("2026-09-30", ["anna"]), ("2026-10-01", [])])
def test_nothing_is_suggested_at_arms_length_and_before_it_is(chosen: Program, day: str, quiet: list[str]) -> None:
    assert [each["person"] for each in chosen("--today", day, "today", "--json").json["gone_quiet"]] == quiet


def test_a_birthday_before_they_were_kept_at_arms_length(chosen: Program) -> None:
    assert [each["person"] for each in chosen("--today", "2026-04-01", "today", "--json").json["days"]] == ["anna"]
    assert chosen("--today", "2027-04-01", "today", "--json").json["days"] == []


def test_clearing_is_dated_too(chosen: Program) -> None:
    chosen("person", "edit", "anna", "--clear", "circle", "--on", "2026-11-01")
    assert [circle(chosen, day) for day in ("2026-10-31", "2026-11-01")] == ["arms-length", "acquaintance"]


def test_undo_takes_the_circle_and_its_day_back(chosen: Program) -> None:
    chosen("person", "edit", "anna", "--circle", "close")
    assert circle(chosen, "2026-11-22") == "close"
    chosen("undo")
    assert [circle(chosen, day) for day, _ in CLOSE_TO_FAR] == [held for _, held in CLOSE_TO_FAR]
    chosen("undo")
    chosen("undo")
    assert circle(chosen, "2026-11-22") == "acquaintance"


def test_what_was_chosen_with_the_adding_goes_with_its_day(custlove: Program) -> None:
    custlove("person", "add", "Anna", "--circle", "close", "--on", "2026-05-01")
    custlove("person", "edit", "anna", "--added", "2026-02-01")
    assert circle(custlove, "2026-02-01") == "close"


def test_out_and_in_again(chosen: Program, home: Path) -> None:
    out = chosen("export", "jsonl", "-").out
    copy = home / "copy.db"
    chosen("init", copy)
    chosen("--journal", copy, "import", "jsonl", "-", stdin=out)
    found = [
        chosen("--journal", copy, "--today", day, "show", "anna", "--json").json["person"] for day, _ in CLOSE_TO_FAR
    ]
    assert [each["circle"] for each in found] == [held for _, held in CLOSE_TO_FAR]


def test_a_line_written_by_hand(custlove: Program) -> None:
    lines = [
        {"kind": "person", "person": "anna", "name": "Anna", "circle": "close", "added_on": "2026-01-10"},
        {"kind": "person", "person": "bela", "name": "Bela", "added_on": "2026-01-10"},
        {"kind": "circle_choice", "person": "bela", "circle": "arms-length", "on": "2026-02-01"},
    ]
    text = "".join(json.dumps(line) + "\n" for line in lines)
    assert custlove("import", "jsonl", "-", stdin=text).code == 0
    assert circle(custlove, "2026-01-10") == "close"
    listed = [
        custlove("--today", day, "person", "list", "--json").json[1]["circle"] for day in ("2026-01-31", "2026-02-01")
    ]
    assert listed == ["acquaintance", "arms-length"]
    assert custlove("import", "jsonl", "-", stdin=text).out.startswith("Nothing new.")


@pytest.mark.parametrize(
    ("mine", "theirs", "both"), [(None, "close", "close"), ("arms-length", "close", "arms-length")]
)
def test_of_two_people_made_one_the_first_keeps_the_circle(
    custlove: Program, mine: str | None, theirs: str, both: str
) -> None:
    for name, chosen in (("Anna", mine), ("Bela", theirs)):
        custlove("person", "add", name, "--on", "2026-02-01", *(("--circle", chosen) if chosen else ()))
    custlove("person", "merge", "anna", "bela")
    assert [circle(custlove, day) for day in ("2026-02-01", "2026-11-22")] == [both, both]

"""Who came by an import and was never in touch is counted, and goes quiet only once something was chosen for them."""

import json
from datetime import date

import pytest

from tests.conftest import Program, written_once

DAYS = [date(2026, 11, 23), date(2027, 1, 5), date(2027, 2, 28), date(2027, 5, 22)]


def _cards(count: int) -> str:
    return "".join(f"BEGIN:VCARD\nFN:Person {number:03}x\nEND:VCARD\n" for number in range(count))


@pytest.fixture
@written_once
def imported(custlove: Program) -> Program:
    """Five hundred from an address book, and somebody added by hand."""
    custlove("import", "vcard", "-", stdin=_cards(500))
    custlove("person", "add", "Vera Pavlova", "--every", "none")
    return custlove


def _told(program: Program, day: date) -> tuple[int, list[str]]:
    today = program("--today", str(day), "today", "--json").json
    return today["never_in_touch"], [each["person"] for each in today["gone_quiet"]]


def test_for_half_a_year_nobody_goes_quiet_and_cron_is_silent(imported: Program) -> None:
    for day in DAYS:
        assert _told(imported, day) == (500, [])
        assert imported("--today", str(day), "remind").out == ""
    last = imported("--today", "2027-05-18").err.splitlines()[-1]
    assert last == "500 imported and never in touch: custlove person choose"
    assert imported("person", "list", "--json").json[0]["every_days"] is None


def test_whoever_is_met_moved_or_chosen_for_has_a_cadence(imported: Program) -> None:
    imported("log", "person-001x", "hello")
    imported("ladder", "move", "person-002x", "customer", "--why", "bought")
    imported("person", "edit", "person-003x", "--every", "3 weeks")
    imported("person", "edit", "person-004x", "--circle", "close")
    imported("log", "person-005x", "long ago", "--on", "2025-06-01")
    imported("log", "person-006x", "a year ago", "--on", "2025-12-01")
    waiting, quiet = _told(imported, DAYS[-1])
    assert waiting == 495
    assert sorted(quiet) == [f"person-{number:03}x" for number in (1, 2, 3, 4, 6)]
    # As of a day before any of it, and after it was taken back.
    assert _told(imported, date(2026, 11, 22))[0] == 495
    imported("undo")
    assert _told(imported, DAYS[-1])[0] == 496


def test_a_day_in_the_past_knows_nothing_of_what_came_later(imported: Program) -> None:
    imported("--today", "2027-03-01", "log", "person-001x", "hello")
    imported("--today", "2027-03-01", "ladder", "move", "person-002x", "customer", "--why", "bought")
    imported("--today", "2027-03-01", "person", "archive", "person-003x")
    imported("--today", "2027-03-01", "person", "edit", "person-004x", "--circle", "close")
    assert _told(imported, date(2027, 2, 28)) == (500, [])
    assert _told(imported, date(2027, 3, 1))[0] == 496


def test_how_somebody_came_is_exported_and_comes_back(imported: Program, tmp_path: object) -> None:
    lines = [json.loads(line) for line in imported("export", "jsonl").out.splitlines()]
    came = {line["person"]: line["came_by"] for line in lines if line["kind"] == "person"}
    assert (came["person-000x"], came["vera-pavlova"]) == ("vcard", None)


def test_merging_with_whoever_was_added_by_hand_is_choosing(imported: Program) -> None:
    imported("person", "merge", "person-001x", "vera-pavlova")
    assert _told(imported, DAYS[0])[0] == 499

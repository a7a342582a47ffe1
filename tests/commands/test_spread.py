"""Staggering the first due days of people who came in together."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program, written_once

Rows = Callable[[], dict[str, list[tuple[Any, ...]]]]


def book(count: int) -> str:
    cards = (f"BEGIN:VCARD\nFN:Person {number:03}x\nEMAIL:p{number}@x.example\nEND:VCARD\n" for number in range(count))
    return "".join(cards)


@pytest.fixture
@written_once
def many(custlove: Program) -> Program:
    """Thirty prospects, due after six weeks, on 3 January; and somebody added by hand."""
    custlove("import", "vcard", "-", stdin=book(30))
    custlove("person", "add", "Vera Pavlova")
    return custlove


def quiet(program: Program, day: date) -> list[str]:
    return [each["person"] for each in program("--today", str(day), "today", "--json").json["gone_quiet"]]


def test_they_go_quiet_one_after_the_other_and_undo_takes_it_back(many: Program, rows: Rows) -> None:
    morning = date(2027, 1, 4)
    # Whoever came with an address book is told of once that is asked for.
    assert quiet(many, morning) == ["vera-pavlova"]
    before = rows()
    assert many("person", "spread").out == (
        "30 people are first due from Sun 3 Jan 2027, in 42 days to Tue 2 Mar 2027, in 100 days.\n"
    )
    counts = [len(quiet(many, morning + timedelta(days=days))) for days in range(62)]
    # Vera was not brought in.
    assert counts[:5] == [2, 2, 3, 3, 4]
    assert counts[-1] == 31
    assert max(later - sooner for sooner, later in pairwise(counts)) == 1
    assert many("person", "spread").out.endswith("They were so already.\n")
    many("undo")
    assert rows() == before


def test_a_dry_run_says_it_all_and_changes_nothing(many: Program, journal: Path) -> None:
    before = journal.read_bytes()
    said = many("person", "spread", "--dry-run", "--over", "30d")
    lines = said.out.splitlines()
    assert lines[:2] == ["person\tname\tdue_on\twas_due_on", "person-000x\tPerson 000x\t2027-01-03\t2027-01-03"]
    assert len(lines) == 31
    assert said.err == (
        "30 people would be first due from Sun 3 Jan 2027, in 42 days to Mon 1 Feb 2027, in 71 days."
        " Nothing was changed.\n"
    )
    assert journal.read_bytes() == before


def test_a_touchpoint_starts_the_cadence_as_always(many: Program) -> None:
    many("person", "spread")
    last = "person-029x"
    many("log", last, "hello")
    assert last in quiet(many, date(2027, 1, 4))
    found = many("person", "spread", "--json").json
    assert (len(found["people"]), found["moved"] > 0) == (29, True)


def test_before_it_was_set_nobody_knew(many: Program, journal: Path) -> None:
    many("--today", "2027-01-10", "person", "spread")
    assert len(quiet(many, date(2027, 1, 5))) == 1
    assert len(quiet(many, date(2027, 1, 11))) == 1
    with closing(sqlite3.connect(journal)) as connection:
        assert connection.execute("SELECT count(DISTINCT spread_on) FROM person").fetchone() == (1,)


def test_only_with_a_tag_and_also_those_added_by_hand(many: Program) -> None:
    many("person", "edit", "vera", "--tag", "Fair")
    assert many("person", "spread", "--tag", "fair").out.startswith("There is nobody to spread")
    assert [
        each["person"] for each in many("person", "spread", "--tag", "#fair", "--all", "--json").json["people"]
    ] == ["vera-pavlova"]
    assert len(many("person", "spread", "--all", "--json").json["people"]) == 31


def test_who_has_no_cadence_or_is_put_away_is_left_out(many: Program) -> None:
    many("person", "archive", "person-000x")
    many("person", "edit", "person-001x", "--every", "none")
    many("person", "edit", "person-002x", "--circle", "arms-length")
    assert len(many("person", "spread", "--json").json["people"]) == 27


@pytest.mark.parametrize("over", ["0d", "10 years", "-5d"])
def test_a_time_that_cannot_be_spread_over_is_said(many: Program, over: str) -> None:
    assert "--over" in many("person", "spread", f"--over={over}", code=2).err

"""What you owe people, one by one and all at once."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from custlove.reports.people import obligations
from tests.conftest import Program, written_once


@pytest.fixture
@written_once
def owing(anna: Program) -> Program:
    """Anna: a promise of mine broken 12 Oct to 20 Oct, criticism open 5 to 15 Oct. Anton: praise with a low score."""
    anna("person", "add", "Anton", "--on", "2026-09-01")
    anna("promise", "add", "anna", "the draft", "--by", "2026-10-11", "--on", "2026-09-10")
    anna("promise", "keep", "1", "--on", "2026-10-20")
    anna("promise", "add", "anna", "the figures", "--by", "2026-10-11", "--theirs", "--on", "2026-09-10")
    anna("promise", "add", "anna", "let go", "--by", "2026-10-11", "--on", "2026-09-10")
    anna("promise", "release", "3", "--on", "2026-10-10")
    anna("feedback", "hear", "anna", "too late", "--kind", "criticism", "--on", "2026-10-05")
    anna("feedback", "thank", "1", "--anyway", "--on", "2026-10-15")
    anna("feedback", "hear", "anna", "what about blue?", "--kind", "idea", "--on", "2026-10-05")
    anna("feedback", "hear", "anton", "fine", "--kind", "praise", "--score", "6", "--on", "2026-10-08")
    anna("feedback", "hear", "anton", "lovely", "--kind", "praise", "--score", "7", "--on", "2026-10-08")
    return anna


def _mistake(journal: Path) -> None:
    with closing(sqlite3.connect(journal)) as connection, connection:
        connection.execute(
            "INSERT INTO mistake (uid, person_id, what, severity, noticed_on, owned_on, repaired_on, followed_up_on)"
            " VALUES ('m', 1, 'the wrong file', 2, '2026-10-06', '2026-10-06', '2026-10-07', '2026-10-09')"
        )


DRAFT = "broken promise p1 due 2026-10-11: the draft"
CRITICISM = "open criticism b1 of 2026-10-05: too late"
MISTAKE = "open mistake m1 of 2026-10-06: the wrong file"


def test_what_was_moved_since_was_broken_until_then(owing: Program, journal: Path) -> None:
    owing("promise", "add", "anton", "the plan", "--by", "2026-10-10", "--on", "2026-10-01")
    owing("promise", "move", "anton", "plan", "--to", "2026-11-30", "--on", "2026-10-16")
    with closing(sqlite3.connect(journal)) as connection:
        for day, found in ((10, []), (11, [4]), (15, [4]), (16, [])):
            owing_anton = obligations.to_everybody(connection, date(2026, 10, day)).get("anton", [])
            assert [each.id for each in owing_anton if each.kind == "promise"] == found


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2026-10-04", []),
        ("2026-10-05", [CRITICISM]),
        # Repaired, and not followed up yet: still open.
        ("2026-10-08", [CRITICISM, MISTAKE]),
        ("2026-10-09", [CRITICISM]),
        # Due that day, not broken yet.
        ("2026-10-11", [CRITICISM]),
        ("2026-10-12", [CRITICISM, DRAFT]),
        ("2026-10-14", [CRITICISM, DRAFT]),
        ("2026-10-15", [DRAFT]),
        ("2026-10-19", [DRAFT]),
        ("2026-10-20", []),
        ("2026-11-22", []),
    ],
)
def test_what_was_owed_on_a_day(owing: Program, journal: Path, day: str, found: list[str]) -> None:
    _mistake(journal)
    with closing(sqlite3.connect(journal)) as connection:
        assert list(map(str, obligations.to_person(connection, 1, date.fromisoformat(day)))) == found


def test_a_low_score_is_owed_an_answer_whatever_it_came_with(owing: Program, journal: Path) -> None:
    with closing(sqlite3.connect(journal)) as connection:
        assert obligations.to_person(connection, 2, date(2026, 11, 22)) == [
            obligations.Owed("criticism", 3, "fine", date(2026, 10, 8))
        ]


def test_all_at_once_is_the_same_as_one_by_one(owing: Program, journal: Path) -> None:
    _mistake(journal)
    with closing(sqlite3.connect(journal)) as connection:
        for later in range(90):
            day = date(2026, 9, 1) + timedelta(days=later)
            one_by_one = {
                handle: found
                for number, handle in ((1, "anna"), (2, "anton"))
                if (found := obligations.to_person(connection, number, day))
            }
            assert obligations.to_everybody(connection, day) == one_by_one

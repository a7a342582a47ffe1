"""How much people were in touch: as the touchpoints say, whatever was done to them since."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from custlove.reports.journal_wide import contact_totals
from custlove.reports.journal_wide.contact_totals import ContactTotals
from tests.conftest import Program


def sums(journal: Path, since: str, until: str, person: int | None = None) -> dict[int, ContactTotals]:
    with closing(sqlite3.connect(journal)) as connection:
        return contact_totals.sums(connection, date.fromisoformat(since), date.fromisoformat(until), person)


def test_sums_of_a_period(anna: Program, journal: Path) -> None:
    anna("person", "add", "Konstantin Levin", "--as", "levin", "--on", "2026-09-01")
    anna("log", "anna,levin", "both", "--minutes", "30", "--energy", "2", "--on", "2026-09-10")
    anna("log", "anna", "no minutes", "--energy", "-1", "--on", "2026-09-11")
    anna("log", "levin", "later", "--minutes", "5", "--on", "2026-09-12")
    assert sums(journal, "2026-09-10", "2026-09-11") == {
        1: ContactTotals(2, 1, 30, 2, -1),
        2: ContactTotals(1, 1, 30, 2, 0),
    }
    assert sums(journal, "2026-09-11", "2026-09-12", person=2) == {2: ContactTotals(1, 1, 5, 0, 0)}
    assert sums(journal, "2026-09-13", "2026-12-31") == {}


def test_corrections_are_followed(anna: Program, journal: Path) -> None:
    anna("log", "anna", "talk", "--minutes", "30", "--energy", "2", "--on", "2026-09-10")
    anna("touchpoint", "edit", "1", "--minutes", "45", "--energy", "tired")
    assert sums(journal, "2026-09-10", "2026-09-10") == {1: ContactTotals(1, 1, 45, 0, -1)}
    anna("touchpoint", "edit", "1", "--on", "2026-09-12")
    assert sums(journal, "2026-09-10", "2026-09-10") == {}
    anna("undo")
    anna("undo")
    assert sums(journal, "2026-09-10", "2026-09-10") == {1: ContactTotals(1, 1, 30, 2, 0)}
    line = '{"kind": "touchpoint", "people": ["anna"], "at": "2026-09-10", "minutes": 7, "energy": -2}'
    anna("import", "jsonl", "-", stdin=line)
    assert sums(journal, "2026-09-10", "2026-09-10") == {1: ContactTotals(2, 2, 37, 2, -2)}

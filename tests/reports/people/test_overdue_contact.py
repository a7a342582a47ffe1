"""Who has gone quiet without a cadence: what is found by seeks is what the rule says of everybody."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custlove.reports.people import overdue_contact
from custlove.rules.cadence import NO_CADENCE, Cadence
from custlove.rules.thresholds import USUAL
from custlove.schema.vocabulary import RUNGS
from custlove.store import file

TODAY = date(2026, 11, 22)
DAYS = st.integers(0, 900).map(lambda days: (TODAY - timedelta(days=days)).isoformat())
# Of one person: touchpoints in, out or both, and purchases.
PERSON = st.lists(st.tuples(st.sampled_from(["in", "out", "out", "both", "purchase"]), DAYS), max_size=7)
NUMBERS = [USUAL, {**USUAL, "quiet.gone_after_days": 20, "quiet.fewest_times": 1, "quiet.contact_days_for_doubling": 0}]


@pytest.fixture
def journal() -> Iterator[sqlite3.Connection]:
    with closing(file.empty()) as connection:
        connection.execute("INSERT INTO change (at, zone, command) VALUES ('', '', 'drawn')")
        yield connection


def _write(journal: sqlite3.Connection, people: list[list[tuple[str, str]]]) -> None:
    for table in ("touchpoint_person", "touchpoint", "purchase", "person"):
        journal.execute(f"DELETE FROM {table}")
    touchpoint = 0
    for person, contacts in enumerate(people, 1):
        journal.execute(
            "INSERT INTO person (id, uid, handle, name, name_key, rung, added_on)"
            " VALUES (?, ?, ?, ?, ?, 'customer', '2024-01-01')",
            (person,) * 5,
        )
        for kind, day in contacts:
            touchpoint += 1
            if kind == "purchase":
                sql = "INSERT INTO purchase (uid, person_id, day, amount, currency) VALUES (?, ?, ?, 100, 'EUR')"
                journal.execute(sql, (f"u{touchpoint}", person, day))
                continue
            journal.execute(
                "INSERT INTO touchpoint (id, uid, at, day, zone, direction, text) VALUES (?, ?, ?, ?, 'UTC', ?, '')",
                (touchpoint, f"u{touchpoint}", f"{day}T12:00:00.000000Z", day, kind),
            )
            journal.execute(
                "INSERT INTO touchpoint_person (touchpoint_id, person_id) VALUES (?, ?)", (touchpoint, person)
            )


@pytest.mark.parametrize("numbers", NUMBERS, ids=["usual", "soon"])
@given(st.lists(PERSON, max_size=5), st.integers(0, 700))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_found_by_seeks_is_what_the_rule_says_of_everybody(
    journal: sqlite3.Connection, numbers: dict[str, int], people: list[list[tuple[str, str]]], ago: int
) -> None:
    _write(journal, people)
    none: dict[str, Cadence] = dict.fromkeys(RUNGS, NO_CADENCE)
    for today in (TODAY, TODAY - timedelta(days=ago)):
        found = overdue_contact.gone_quiet(journal, none, today, numbers)
        everybody = overdue_contact.of_people(journal, range(1, len(people) + 1), none, today, numbers)
        assert sorted(found) == sorted(everybody)

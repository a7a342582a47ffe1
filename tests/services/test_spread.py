"""When people who were never touched are first due: planned, and written from a day on."""

import sqlite3
from datetime import date, timedelta

import pytest

from custlove.errors import UsageError
from custlove.services import people, spread
from custlove.services.change import Change
from custlove.services.spread import SpreadPeople, SpreadPlan

TODAY = date(2026, 11, 22)


@pytest.fixture
def many(change: Change) -> Change:
    """Twelve people who came on one day in summer, added from Z to A, one of them tagged."""
    for number, letter in enumerate("LKJIHGFEDCBA"):
        tag = ("vip",) if number == 0 else ()
        asked = people.AddPerson(f"{letter}", date(2026, 7, 1), details=people.Details(tag=tag))
        people.add(change, asked)
    return change


def _dues(connection: sqlite3.Connection) -> list[tuple[int, str, str]]:
    return connection.execute("SELECT id, first_due_on, spread_on FROM person WHERE spread_on IS NOT NULL").fetchall()


def _plan(change: Change, asked: SpreadPeople) -> SpreadPlan:
    return spread.plan(change.connection, change.settings.cadences, change.today, asked)


def test_a_plan_changes_nothing_and_says_what_is_written_then(many: Change) -> None:
    asked = SpreadPeople(60, everybody=True)
    planned = _plan(many, asked)
    assert (planned.moved, len(planned.people), _dues(many.connection)) == (12, 12, [])
    assert planned.first is not None
    assert planned.last is not None
    assert TODAY <= planned.first < planned.last <= TODAY + timedelta(days=60)
    assert spread.apply(many, asked) == planned
    assert _dues(many.connection) == sorted(
        (each.id, each.due_on.isoformat(), TODAY.isoformat()) for each in planned.people
    )
    assert spread.apply(many, asked).moved == 0


def test_rows_are_written_in_the_order_of_their_numbers(many: Change) -> None:
    spread.apply(many, SpreadPeople(60, everybody=True))
    written = many.connection.execute("SELECT row_id FROM change_row WHERE op = 'update' ORDER BY id").fetchall()
    assert written == sorted(written)


def test_nobody_whom_no_import_brought_unless_asked_for(many: Change) -> None:
    planned = _plan(many, SpreadPeople(60))
    assert planned == SpreadPlan(None, None, 0, ())
    assert planned.data() == {"first": None, "last": None, "moved": 0, "people": []}


def test_only_those_with_a_tag(many: Change) -> None:
    planned = _plan(many, SpreadPeople(60, "#VIP", everybody=True))
    assert [each.person for each in planned.people] == ["l"]
    assert planned.data()["people"] == [
        {"person": "l", "name": "L", "due_on": planned.first, "was_due_on": date(2026, 8, 12)}
    ]


@pytest.mark.parametrize("days", [-5, 0, 731])
def test_what_is_no_time_to_spread_over(many: Change, days: int) -> None:
    with pytest.raises(UsageError, match=f"^Nothing can be spread over {days} days.$"):
        _plan(many, SpreadPeople(days))


@pytest.mark.parametrize("days", [1, 730])
def test_the_shortest_and_the_longest_time_to_spread_over(many: Change, days: int) -> None:
    assert _plan(many, SpreadPeople(days, everybody=True)).people

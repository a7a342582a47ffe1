"""Where a person stood on a day: rung, circle, last touchpoint, and whether anything may be suggested for them."""

from datetime import date, timedelta

import pytest

from custlove.reports.people import standing
from custlove.services import archiving, circles, ladder, touchpoints
from custlove.services.change import Change
from tests.services.conftest import CAME, TODAY, moment

ON = date(2026, 11, 10)
BEFORE, AFTER = ON - timedelta(days=1), ON + timedelta(days=1)


def test_a_rung_is_stood_on_from_the_day_of_the_move(with_anna: Change) -> None:
    ladder.move(with_anna, ladder.MoveOnLadder("anna", "client", ON, "x"))
    days = (CAME - timedelta(days=1), CAME, BEFORE, ON)
    assert [standing.rung_on(with_anna.connection, 1, day) for day in days] == [
        ("prospect", None), ("customer", CAME), ("customer", CAME), ("client", ON),
    ]  # fmt: skip


def test_a_circle_that_was_chosen_anew_held_until_then(with_anna: Change) -> None:
    circles.choose(with_anna, 1, "close", BEFORE)
    circles.choose(with_anna, 1, "arms-length", AFTER)
    days = (BEFORE - timedelta(days=1), BEFORE, ON, AFTER)
    found = [standing.circles_before(with_anna.connection, day) for day in days]
    assert found == [{1: None}, {1: "close"}, {1: "close"}, {}]


def test_the_last_touchpoint_up_to_a_day(with_anna: Change) -> None:
    for day in (ON, BEFORE):
        touchpoints.write(with_anna, touchpoints.NewTouchpoint([1], moment(day)))
    days = (BEFORE - timedelta(days=1), BEFORE, ON, TODAY)
    found = [standing.last_touch(with_anna.connection, 1, day) for day in days]
    assert found == [None, BEFORE, ON, ON]


@pytest.mark.parametrize("away", ["archived", "at arm's length", "on a rung at arm's length"])
def test_nobody_who_is_away_is_reached_from_that_day_on(with_anna: Change, away: str) -> None:
    if away == "archived":
        archiving.archive(with_anna, archiving.ArchivePerson("anna", ON))
    elif away == "at arm's length":
        circles.choose(with_anna, 1, "arms-length", ON)
    else:
        ladder.move(with_anna, ladder.MoveOnLadder("anna", "toxic", ON, "x", anyway=True))
    found = [[each.person for each in standing.in_reach(with_anna.connection, [1], day)] for day in (BEFORE, ON, AFTER)]
    assert found == [["anna"], [], []]

"""The seven rungs and what follows from standing on one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules import rungs
from custlove.rules.rungs import CIRCLE_OF_RUNG, Move
from custlove.schema.vocabulary import CIRCLES, RUNGS

JAN = date(2026, 1, 1)


def test_the_ladder_from_bottom_to_top() -> None:
    assert RUNGS == ("terrorist", "toxic", "prospect", "customer", "client", "supporter", "advocate")
    assert [rungs.height(rung) for rung in RUNGS] == list(range(7))


@pytest.mark.parametrize(
    ("before", "after", "which"),
    [
        ("prospect", "customer", "up"),
        ("advocate", "client", "down"),
        ("toxic", "terrorist", "down"),
        ("terrorist", "toxic", "up"),
    ],
)
def test_up_and_down(before: str, after: str, which: str) -> None:
    assert rungs.direction(before, after) == which


def test_every_rung_has_its_circle() -> None:
    assert tuple(CIRCLE_OF_RUNG) == RUNGS
    assert set(CIRCLE_OF_RUNG.values()) == set(CIRCLES)
    assert [rungs.circle(rung, None) for rung in RUNGS] == ["arms-length"] * 2 + ["acquaintance"] * 2 + ["close"] * 3
    assert rungs.circle("toxic", "close") == "close"


def test_a_history_begins_with_a_placing() -> None:
    placings = [(JAN, "prospect", None), (date(2026, 3, 1), "client", "three projects")]
    assert rungs.history(placings) == [
        Move(JAN, None, "prospect"),
        Move(date(2026, 3, 1), "prospect", "client", "three projects"),
    ]
    assert rungs.history([]) == []


def test_nobody_placed_stands_on_the_first_rung() -> None:
    assert rungs.rung_on([], JAN) == ("prospect", None)
    assert rungs.rung_on([(JAN, "client")], JAN - timedelta(days=1)) == ("prospect", None)
    assert rungs.rung_on([(JAN, "client")], JAN) == ("client", JAN)


PLACINGS = st.lists(st.tuples(st.dates(JAN, date(2026, 12, 31)), st.sampled_from(RUNGS)), max_size=6).map(
    lambda placings: sorted(placings, key=lambda each: each[0])
)


@given(PLACINGS, st.dates(JAN, date(2027, 1, 31)))
def test_the_rung_on_a_day_is_the_last_move_up_to_it(placings: list[tuple[date, str]], today: date) -> None:
    by_then = [each for each in placings if each[0] <= today]
    assert rungs.rung_on(placings, today) == rungs.rung_on(by_then, today)
    if by_then:
        assert rungs.rung_on(placings, today) == (by_then[-1][1], by_then[-1][0])


@given(PLACINGS)
def test_each_move_begins_where_the_one_before_ended(placings: list[tuple[date, str]]) -> None:
    moves = rungs.history((day, rung, None) for day, rung in placings)
    assert [move.before for move in moves] == [None, *(move.after for move in moves[:-1])][: len(moves)]
    assert [(move.day, move.after) for move in moves] == placings

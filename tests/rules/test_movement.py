"""What moves come to, and how long the ways up take."""

from datetime import date, timedelta

from custlove.rules import movement
from custlove.rules.rungs import Move, history

START = date(2026, 1, 1)


def test_up_down_and_the_rungs_between() -> None:
    steps = [("prospect", "customer"), ("prospect", "client"), ("client", "toxic")]
    assert movement.net(steps) == movement.Net(up=2, down=1, net=1, rungs=0)
    assert movement.table([*steps, steps[0]])[("prospect", "customer")] == 2
    assert movement.net([]) == movement.Net(0, 0, 0, 0)


def _history(*steps: tuple[int, str]) -> list[Move]:
    return history((START + timedelta(days=day), rung, None) for day, rung in steps)


def test_a_way_is_told_from_five_on() -> None:
    first = [_history((0, "prospect"), (days, "customer")) for days in (10, 20, 30, 40)]
    assert movement.ways(first) == []
    # 10, 20, 30, 40 and 1000: the median is 30.
    late = _history((0, "prospect"), (1000, "customer"), (1001, "prospect"))
    assert movement.ways([*first, late]) == [movement.Way("prospect", "customer", 5, 30)]
    # From when they came to stand there last.
    again = _history((0, "customer"), (50, "prospect"), (100, "customer"))
    assert movement.ways([*first, late, again]) == [movement.Way("prospect", "customer", 6, 35)]


def test_a_move_that_came_to_nothing_is_none() -> None:
    # As it is once a move in between was undone.
    same = [_history((0, "prospect"), (10, "prospect"), (20, "customer")) for _ in range(5)]
    assert movement.ways(same) == [movement.Way("prospect", "customer", 5, 20)]

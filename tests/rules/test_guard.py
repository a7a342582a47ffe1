"""The guard before the two rungs about harm: which moves it stands before, and what gets past it."""

from datetime import date, timedelta
from itertools import product

import pytest

from custlove.rules.guard import USUAL_PATIENCE, Merits, Patience, against, guards, in_favour
from custlove.rules.harm import Attempts
from custlove.schema.vocabulary import RUNGS


def test_it_stands_before_every_move_down_to_them() -> None:
    guarded = {(before, after) for before, after in product(RUNGS, repeat=2) if guards(before, after)}
    above = RUNGS[RUNGS.index("toxic") + 1 :]
    assert guarded == {("toxic", "terrorist"), *product(above, ("terrorist", "toxic"))}


DAY = date(2026, 10, 1)
TWO = Patience(2, 30)


@pytest.mark.parametrize(
    ("tried", "said"),
    [
        (Attempts([]), ["no attempt of 2 to reach them in 30 days"]),
        (Attempts([DAY]), ["1 attempt of 2 to reach them in 30 days"]),
        (
            Attempts([], DAY),
            ["no attempt of 2 to reach them in 30 days, and that of 2026-10-01 counts from 2026-10-08 on"],
        ),
        (
            Attempts([DAY, DAY + timedelta(days=13)]),
            ["2 attempts to reach them, but within 14 days: they count over two weeks or more"],
        ),
        (Attempts([DAY, DAY + timedelta(days=14)]), []),
        (Attempts([DAY, DAY, DAY + timedelta(days=20)]), []),
    ],
)
def test_so_many_attempts_are_enough_and_what_is_owed_stands_all_the_same(tried: Attempts, said: list[str]) -> None:
    assert against(["the offer"], tried, TWO) == ["the offer", *said]
    assert against([], tried, TWO) == said


def test_what_speaks_for_them_is_said_in_words() -> None:
    assert in_favour(Merits()) == in_favour(Merits(of=3)) == []
    merits = Merits(11, 12, DAY, date(2026, 9, 1), date(2026, 8, 1), date(2026, 7, 1))
    assert in_favour(merits) == [
        "left glad 11 of 12 times",
        "bought on 2026-10-01",
        "praised you on 2026-09-01",
        "sent somebody to you on 2026-08-01",
        "kept a promise on 2026-07-01",
    ]


def test_the_settings_say_how_many_attempts_in_how_many_days() -> None:
    assert Patience.of({}) == USUAL_PATIENCE == Patience(3, 365)
    assert Patience.of({"ladder.attempts": 5, "ladder.attempt_days": 30}) == Patience(5, 30)

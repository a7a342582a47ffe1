"""The guard before the two rungs about harm: which moves it stands before, and what gets past it."""

from itertools import product

import pytest

from custlove.rules.guard import USUAL_PATIENCE, Patience, against, guards
from custlove.schema.vocabulary import RUNGS


def test_it_stands_before_every_move_down_to_them() -> None:
    guarded = {(before, after) for before, after in product(RUNGS, repeat=2) if guards(before, after)}
    above = RUNGS[RUNGS.index("toxic") + 1 :]
    assert guarded == {("toxic", "terrorist"), *product(above, ("terrorist", "toxic"))}


@pytest.mark.parametrize(
    ("attempts", "said"),
    [
        (0, ["no attempt of 2 to reach them in 30 days"]),
        (1, ["1 attempt of 2 to reach them in 30 days"]),
        (2, []),
        (3, []),
    ],
)
def test_so_many_attempts_are_enough_and_what_is_owed_stands_all_the_same(attempts: int, said: list[str]) -> None:
    assert against(["the offer"], attempts, Patience(2, 30)) == ["the offer", *said]
    assert against([], attempts, Patience(2, 30)) == said


def test_the_settings_say_how_many_attempts_in_how_many_days() -> None:
    assert Patience.of({}) == USUAL_PATIENCE == Patience(3, 365)
    assert Patience.of({"ladder.attempts": 5, "ladder.attempt_days": 30}) == Patience(5, 30)

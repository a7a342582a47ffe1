"""The guard before the two rungs about harm (idea E3): most angry people are only having a bad day."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from custlove.rules.rungs import height
from custlove.rules.thresholds import USUAL, given

HARM = ("terrorist", "toxic")


class Patience(NamedTuple):
    """How often one has to have tried to reach somebody, and in how many days before."""

    attempts: int = USUAL["ladder.attempts"]
    attempt_days: int = USUAL["ladder.attempt_days"]

    @classmethod
    def of(cls, numbers: Mapping[str, int]) -> "Patience":
        """What the settings say (`ladder.attempts` …), the defaults where they say nothing."""
        return cls(*given(numbers, "ladder", cls._fields))


USUAL_PATIENCE = Patience()


def guards(before: str, after: str) -> bool:
    """Whether a move is down to a rung about harm; out of them everybody moves freely, as from terrorist to toxic."""
    return after in HARM and height(after) < height(before)


def against(owed: Sequence[str], attempts: int, patience: Patience = USUAL_PATIENCE) -> list[str]:
    """What stands against moving somebody there: what you owe them, and too few attempts to reach them."""
    if attempts >= patience.attempts:
        return list(owed)
    tried = "no attempt" if attempts == 0 else "1 attempt" if attempts == 1 else f"{attempts} attempts"
    return [*owed, f"{tried} of {patience.attempts} to reach them in {patience.attempt_days} days"]

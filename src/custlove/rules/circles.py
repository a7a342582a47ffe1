"""How much of you people get, next to what their circle asks for (idea E2)."""

from datetime import date
from math import ceil, floor
from typing import NamedTuple

from custlove.rules.cadence import Cadence

# A period is over after so much of it: months, and so quarters, are of unequal length, and 90 days are to be one.
_OVER = 0.9


class Share(NamedTuple):
    """How many days in contact a rhythm asks for in a period, and where there was `more` or `less`."""

    asked: int
    side: str | None


def share(rhythm: Cadence, got: int, first: date, last: date) -> Share | None:
    """What a rhythm asks for from one day to another, both included, and whether that was more or less.

    As many as periods fit into these days. One that is not over yet is held against nobody, in contact or not; and
    while the first is not over there is nothing to compare. None if there is no rhythm.
    """
    if not rhythm:
        return None
    asked = max(0, (last - first).days + 1) / rhythm.average_days
    if asked < _OVER:
        return Share(0, None)
    side = "more" if got > ceil(asked) else "less" if got < floor(asked) else None
    return Share(round(asked), side)

"""How they leave (ideas D1 and D3): a last time that was low, or lower than they are used to.

Of the touchpoints at which they were there (`in` or `both`), those with a feeling; no other changes anything.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import takewhile
from typing import NamedTuple

from custlove.rules.thresholds import USUAL

LOW, DROP, LAST = USUAL["leaving.low"], USUAL["leaving.drop"], USUAL["leaving.last"]


class Low(NamedTuple):
    """The last time they left low: how they felt, 1 to 5, and the median of the last ten times, this one included."""

    felt: int
    usual: float


def low(felt: Sequence[int]) -> Low | None:
    """Whether the last time left a person low, from how each time left them, newest first. None when not."""
    if not felt:
        return None
    last, usual = felt[0], _median(felt[:LAST])
    return Low(last, usual) if last <= LOW or usual - last >= DROP else None


def since(today: date, days: int) -> date:
    """The first day of which it is still suggested to make up for their leaving low, for so many days (a setting)."""
    return today - timedelta(days=days)


def low_in_a_row(felt: Iterable[int]) -> int:
    """How many of the last times left a person at 1 or 2, newest first."""
    return sum(1 for _ in takewhile(lambda each: each <= LOW, felt))


def _median(values: Sequence[int]) -> float:
    # The module that knows it takes longer to load than a whole report.
    ordered, half = sorted(values), len(values) // 2
    return float(ordered[half]) if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2

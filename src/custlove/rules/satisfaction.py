"""How they leave (ideas D1 and D3): a last time that was low, or lower than they are used to."""

from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from custlove.rules.thresholds import USUAL

LOW, DROP, LAST = USUAL["leaving.low"], USUAL["leaving.drop"], USUAL["leaving.last"]


class Low(NamedTuple):
    """The last time they left low: how they felt, 1 to 5, and the median of the last ten times, this one included."""

    felt: int
    usual: float


def low(felt: Sequence[int | None]) -> Low | None:
    """Whether the last touchpoint left a person low, from how each left them, newest first. None when not.

    Where nobody noted how the last one left them, there is nothing to tell.
    """
    last = felt[0] if felt else None
    if last is None:
        return None
    usual = _median([each for each in felt if each is not None][:LAST])
    return Low(last, usual) if last <= LOW or usual - last >= DROP else None


def low_in_a_row(felt: Iterable[int | None]) -> int:
    """How many of the last times left a person at 1 or 2, newest first; times of which nobody noted it do not count."""
    return sum(1 for _ in takewhile(lambda each: each <= LOW, (each for each in felt if each is not None)))


def _median(values: Sequence[int]) -> float:
    # The module that knows it takes longer to load than a whole report.
    ordered, half = sorted(values), len(values) // 2
    return float(ordered[half]) if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2

"""Keeping one's word in numbers (ideas A4 and C5): the keep rate with what it is made of, and the margin."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from custlove.rules.thresholds import USUAL

ENOUGH = USUAL["promises.enough"]


class Tally(NamedTuple):
    """Promises that fell due, by how they came out; `kept` are those kept on or before their day.

    `late` holds those kept late and those moved or released only after their day. `moved` and `released` (by their
    day) tell of all that were to fall due. `margin_days`: the median of days kept before the day, below zero for late
    ones; None where none was kept.
    `percent` is rounded down, so that only all is 100, and None for fewer than five.
    """

    kept: int
    due: int
    early: int = 0
    on_day: int = 0
    late: int = 0
    broken: int = 0
    moved: int = 0
    released: int = 0
    margin_days: float | None = None
    percent: int | None = None


def tally(counts: Mapping[str, int], moved: int, margins: Mapping[int, int]) -> Tally:
    """A tally of counts by outcome (`early kept late broken released`) and of days early, each with how often."""
    early, on_day = counts.get("early", 0), counts.get("kept", 0)
    late, broken = counts.get("late", 0), counts.get("broken", 0)
    kept, due = early + on_day, early + on_day + late + broken
    percent = 100 * kept // due if due >= ENOUGH else None
    return Tally(
        kept, due, early, on_day, late, broken, moved, counts.get("released", 0), median(margins.items()), percent
    )


def median(counted: Iterable[tuple[int, int]]) -> float | None:
    """The median of values that are given with how often each occurs; None if there is none."""
    ordered = sorted(pair for pair in counted if pair[1])
    total = sum([count for _, count in ordered])
    low, passed = None, 0
    for value, count in ordered:
        passed += count
        if low is None and passed > (total - 1) // 2:
            low = value
        if low is not None and passed > total // 2:
            return (low + value) / 2
    return None


def word(mine: Tally) -> str | None:
    """A word where everything is always kept: promises that cannot fail promise little."""
    if mine.due < ENOUGH or mine.kept < mine.due:
        return None
    return f"All {mine.due} kept: perhaps you may promise a little more."

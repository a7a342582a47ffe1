"""What moves on the ladder come to: how many up and down, and how long the ways up take."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from custlove.rules.inactivity import middle
from custlove.rules.rungs import Move, height
from custlove.rules.thresholds import USUAL

LEAST = USUAL["ladder.on_a_way"]


class Net(NamedTuple):
    """Moves up and down, their difference, and the rungs climbed less the rungs lost."""

    up: int
    down: int
    net: int
    rungs: int


class Way(NamedTuple):
    """A way up: how many took it, and the median of the days they had stood on the rung before."""

    before: str
    after: str
    count_: int
    days: float


def net(steps: Iterable[tuple[str, str]]) -> Net:
    """What moves (from, to) come to."""
    climbed = [height(after) - height(before) for before, after in steps]
    up, down = sum(each > 0 for each in climbed), sum(each < 0 for each in climbed)
    return Net(up, down, up - down, sum(climbed))


def table(steps: Iterable[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """How many moved from which rung to which."""
    return Counter(steps)


def ways(histories: Iterable[Sequence[Move]]) -> list[Way]:
    """The ways up that at least five people took, from the bottom; each of them once for each time they took it."""
    stood: dict[tuple[str, str], list[int]] = {}
    for history in histories:
        for came, went in pairwise(_real(history)):
            if height(went.after) > height(came.after):
                stood.setdefault((came.after, went.after), []).append(_days(came.day, went.day))
    found = [Way(*step, len(days), middle(days) or 0) for step, days in stood.items() if len(days) >= LEAST]
    return sorted(found, key=lambda way: (height(way.before), height(way.after)))


def _real(history: Sequence[Move]) -> list[Move]:
    """Without moves that came to nothing, as they do once one in between was undone."""
    return [move for move in history if move.before != move.after]


def _days(came: date, went: date) -> int:
    return (went - came).days

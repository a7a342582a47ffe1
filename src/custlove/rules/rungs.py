"""The seven rungs of the loyalty ladder (idea E4) and what follows from standing on one."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from custlove.schema.vocabulary import RUNGS, Circle, Rung

FIRST_RUNG: Rung = "prospect"
# Customer and higher.
CUSTOMERS = frozenset(RUNGS[RUNGS.index("customer") :])

# Attention by closeness (idea E2): who brings others comes first, who does harm is kept at arm's length.
CIRCLE_OF_RUNG: dict[str, Circle] = {
    "terrorist": "arms-length",
    "toxic": "arms-length",
    "prospect": "acquaintance",
    "customer": "acquaintance",
    "client": "close",
    "supporter": "close",
    "advocate": "close",
}


class Move(NamedTuple):
    """A person's step on the ladder: the day, the rung before (None when they were first placed) and after."""

    day: date
    before: str | None
    after: str
    why: str | None = None


def height(rung: str) -> int:
    """How high a rung stands, 0 at the bottom."""
    return RUNGS.index(rung)


def direction(before: str, after: str) -> str:
    """`up` or `down`."""
    return "up" if height(after) > height(before) else "down"


def circle(rung: str, chosen: str | None) -> str:
    """How much of you a person gets: what you chose for them, else what goes with their rung."""
    return chosen or CIRCLE_OF_RUNG[rung]


def history(placings: Iterable[tuple[date, str, str | None]]) -> list[Move]:
    """A person's moves from their placings (day, rung, why), oldest first."""
    ordered = list(placings)
    if not ordered:
        return []
    first_day, first_rung, first_why = ordered[0]
    moves = [Move(first_day, None, first_rung, first_why)]
    moves += [Move(day, before, after, why) for (_, before, _), (day, after, why) in pairwise(ordered)]
    return moves


def rung_on(placings: Iterable[tuple[date, str]], day: date) -> tuple[str, date | None]:
    """The rung on a day, the last placing up to that day, and since when; the first rung if there is none."""
    standing: tuple[str, date | None] = (FIRST_RUNG, None)
    for placed, rung in placings:
        if placed <= day:
            standing = rung, placed
    return standing

"""What the moves on the ladder come to (idea E4)."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from custlove.reports.ladder import Moved
from custlove.reports.rows import sure_day
from custlove.rules import movement as rules
from custlove.rules import rungs

_MOVES = "SELECT person_id, day, to_rung FROM rung_move WHERE day <= ? ORDER BY person_id, day, id"


class Cell(NamedTuple):
    """How many moved from one rung to another."""

    from_: str
    to: str
    count_: int


class Movement(NamedTuple):
    """The moves of a period: how many up and down, their difference, the rungs climbed less those lost, the table."""

    since: date | None
    until: date
    up: int
    down: int
    net: int
    rungs: int
    table: tuple[Cell, ...]


class Way(NamedTuple):
    """A way up that at least five took: how many, and the median of the days they stood on the rung before."""

    from_: str
    to: str
    count_: int
    median_days: float


def movement(moves: Sequence[Moved], since: date | None, until: date) -> Movement:
    """What moves come to."""
    steps = [(each.from_, each.to) for each in moves if each.from_ is not None]
    counted = rules.table(steps)
    cells = sorted(counted.items(), key=lambda cell: tuple(-rungs.height(rung) for rung in cell[0]))
    return Movement(since, until, *rules.net(steps), tuple(Cell(*step, count) for step, count in cells))


def path(connection: sqlite3.Connection, today: date) -> list[Way]:
    """The typical ways up, as of a day, from the bottom; of everybody, archived or not."""
    rows = connection.execute(_MOVES, (today.isoformat(),))
    histories = (
        rungs.history((sure_day(on), rung, None) for _, on, rung in group)
        for _, group in groupby(rows, key=itemgetter(0))
    )
    return [Way(*way) for way in rules.ways(histories)]

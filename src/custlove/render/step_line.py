"""Somebody's rung over time as a step line, for a terminal."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from custlove import dates
from custlove.schema.vocabulary import RUNGS

if TYPE_CHECKING:
    from custlove.reports.ladder import Moved

# Wider, a line says no more.
_WIDEST = 72
# Fewer cells show no steps.
_NARROWEST = 12


class _Pen(NamedTuple):
    """The letters of a line: along, up and down, the corners, the axis."""

    along: str
    upright: str
    rises: tuple[str, str]
    falls: tuple[str, str]
    side: str
    foot: str


# Each pair: the corner on the rung that is left, then the one on the rung that is reached.
_LINES = _Pen("─", "│", ("┘", "┌"), ("┐", "└"), "┤", "└")
_ASCII = _Pen("-", "|", ("+", "+"), ("+", "+"), "|", "+")


def drawn(
    moves: "Sequence[Moved]", today: date, labels: Mapping[str, str], width: int, *, plain: bool = False
) -> list[str]:
    """The rungs from the highest to the lowest that somebody stood on, as lines no wider than `width`.

    From where they were placed first to today; `plain` draws in ASCII. No line where there was no move, or no room.
    """
    rungs: tuple[str, ...] = RUNGS
    heights = [rungs.index(each.to) for each in moves]
    shown = rungs[min(heights, default=0) : max(heights, default=0) + 1][::-1]
    margin = max((len(labels[rung]) for rung in shown), default=0)
    cells = min(width, _WIDEST) - margin - 2
    if len(moves) < 2 or cells < _NARROWEST:
        return []
    pen = _ASCII if plain else _LINES
    grid = [[" "] * cells for _ in shown]
    places = [_place(each.on, moves[0].on, today, cells) for each in moves]
    for number, (each, begins) in enumerate(zip(moves, places, strict=True)):
        row = shown.index(each.to)
        ends = places[number + 1] if number + 1 < len(places) else cells - 1
        for cell in range(begins, ends + 1):
            grid[row][cell] = pen.along
        if number:
            _step(grid, shown.index(moves[number - 1].to), row, begins, pen)
    lines = [f"{labels[rung]:>{margin}} {pen.side}{''.join(cells)}" for rung, cells in zip(shown, grid, strict=True)]
    return [*(line.rstrip() for line in lines), *_axis(moves[0].on, today, margin, cells, pen)]


def _place(on: date, first: date, today: date, cells: int) -> int:
    """The cell of a day."""
    return round((on - first).days * (cells - 1) / max(1, (today - first).days))


def _step(grid: list[list[str]], before: int, after: int, cell: int, pen: _Pen) -> None:
    leaves, reaches = pen.rises if after < before else pen.falls
    grid[before][cell], grid[after][cell] = leaves, reaches
    for row in range(min(before, after) + 1, max(before, after)):
        grid[row][cell] = pen.upright


def _axis(first: date, today: date, margin: int, cells: int, pen: _Pen) -> list[str]:
    begins, ends = dates.say_short(first, today), "today"
    blank = " " * (margin + 2)
    # On a narrow line the end is known without a word.
    gap = cells - len(begins) - len(ends)
    days = f"{begins}{' ' * gap}{ends}" if gap > 0 else begins[:cells]
    return [f"{blank[:-1]}{pen.foot}{pen.along * cells}", f"{blank}{days}"]

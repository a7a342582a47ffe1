"""A page that fits a screen: of each section the first lines, as many as there is room for, and one at least."""

from collections.abc import Sequence
from typing import NamedTuple

from custlove.render import layout, safe
from custlove.render.page import Page, Section

# A shell's prompt takes one line or two.
_PROMPT = 2


class _Room(NamedTuple):
    """How wide the screen is, and how many lines a row takes."""

    width: int
    row_lines: int

    def lines(self, text: str) -> int:
        return -(-max(layout.cells(text), 1) // self.width)


class _Share(NamedTuple):
    """How much of a section is shown: so many rows under its heading, or the heading alone, which names the first."""

    section: Section
    rows: int
    folded: bool = False

    def lines(self, room: "_Room") -> int:
        if self.folded or not self.section.rows:
            return 1
        shown = 1 + self.rows * room.row_lines
        return (
            shown if self.rows == len(self.section.rows) else shown + room.lines(layout.rest(self.section, self.rows))
        )


def fit(page: Page, width: int, height: int, total: str, others: str = "") -> Page:
    """The page cut to a screen of so many cells and lines; `total` counts all of it, and ends a page that was cut.

    Where there are more sections than lines, `others` says with which command one sees those that are left out.
    """
    whole = page._replace(sections=[section._replace(limit=None) for section in page.sections])
    room = height - _PROMPT
    shares = [_Share(section, len(section.rows)) for section in whole.sections]
    first = [section._replace(rows=section.rows[: max(room, 1)]) for section in whole.sections]
    cells = _Room(width, layout.row_lines(page._replace(sections=first), width))
    if _around(whole, cells) + _lines(shares, cells, gap=1) <= room:
        return whole
    ended = whole._replace(foot="\n".join(filter(None, (whole.foot, total))))
    room -= _around(ended, cells)
    shares, gap = _least(shares, cells, room)
    left_out = len(shares) - max(room - 1, 1)
    if left_out > 0 and _lines(shares, cells, gap) > room:
        shares = shares[:-left_out]
        ended = ended._replace(foot=f"and {left_out} more {others}\n{ended.foot}")
    shares = _grown(shares, cells, room - _lines(shares, cells, gap))
    sections = [each.section._replace(limit=each.rows, folded=each.folded) for each in shares]
    return ended._replace(sections=sections, tight=gap == 0)


def _around(page: Page, cells: _Room) -> int:
    """The lines above and below the sections."""
    foot = sum(cells.lines(line) for line in safe.visible_lines(page.foot).split("\n"))
    return bool(page.title) + (foot + 1 if page.foot else 0)


def _lines(shares: Sequence[_Share], cells: _Room, gap: int) -> int:
    return sum(each.lines(cells) + gap for each in shares)


def _least(shares: Sequence[_Share], cells: _Room, room: int) -> tuple[list[_Share], int]:
    """A row of each section; where that is too much, no line between them, then the last ones folded up."""
    least = [each._replace(rows=min(each.rows, 1)) for each in shares]
    for gap in (1, 0):
        if _lines(least, cells, gap) <= room:
            return least, gap
    for at in reversed(range(len(least))):
        least[at] = least[at]._replace(folded=True)
        if _lines(least, cells, 0) <= room:
            break
    return least, 0


def _grown(shares: Sequence[_Share], cells: _Room, spare: int) -> list[_Share]:
    """One more row of each in turn, the first section first, as long as there is room."""
    grown = list(shares)
    growing = True
    while growing:
        growing = False
        for at, each in enumerate(grown):
            more = each._replace(rows=each.rows + 1)
            cost = more.lines(cells) - each.lines(cells)
            if not each.folded and each.rows < len(each.section.rows) and cost <= spare:
                grown[at], spare, growing = more, spare - cost, True
    return grown

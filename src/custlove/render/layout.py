"""How wide the columns of a table are, and what stands in its cells."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from custlove.render import safe
from custlove.render.lines import text_of
from custlove.render.page import Column, Page, Section

if TYPE_CHECKING:
    from rich.text import Text

GAP = 2
INDENT = "  "
# Below this a text says nothing any more, and goes on a line of its own.
NARROWEST_CUT = 20
# In cells: one long name is shortened, and not the whole page on its behalf.
_NAMES, _LONGEST_NAME = ("name", "people"), 24


class Layout(NamedTuple):
    """Columns side by side, each with its width; `below` has lines of its own; `fits`: the terminal is wide enough."""

    columns: Sequence[Column]
    widths: Sequence[int]
    below: Column | None = None
    fits: bool = True


def laid_out(columns: Sequence[Column], sections: Sequence[Section], width: int) -> Layout:
    """Each column as wide as its widest cell; the one that may be cut gives what is missing, or goes below."""
    widths = _natural_widths(columns, sections)
    widths = _shortened(columns, widths, width)
    missing = _taken(widths) - width
    cut = next((at for at, column in enumerate(columns) if column.cut), None)
    if missing <= 0 or cut is None:
        return Layout(columns, widths, fits=missing <= 0)
    left = widths[cut] - missing
    if left >= min(NARROWEST_CUT, widths[cut]) and not columns[cut].whole:
        return Layout(columns, [*widths[:cut], left, *widths[cut + 1 :]])
    beside = [*columns[:cut], *columns[cut + 1 :]]
    others = [*widths[:cut], *widths[cut + 1 :]]
    return Layout(beside, others, columns[cut], fits=_taken(others) <= width)


def _shortened(columns: Sequence[Column], widths: Sequence[int], width: int) -> list[int]:
    """The widths, with those columns at their most that may be shortened, as far as there is no room for all."""
    short = list(widths)
    for at, column in enumerate(columns):
        if column.heading in _NAMES and not column.cut and (missing := _taken(short) - width) > 0:
            short[at] = max(min(short[at], _LONGEST_NAME), short[at] - missing)
    return short


def _natural_widths(columns: Sequence[Column], sections: Sequence[Section]) -> list[int]:
    from rich.cells import cell_len

    headed = any(not section.title for section in sections)
    rows = [row for section in sections if not section.folded for row in section.rows[: section.limit]]
    least = [cell_len(title(column)) if headed else 1 for column in columns]
    return [max([least[at], *(_width(_shown(column, row)) for row in rows)]) for at, column in enumerate(columns)]


def fits(page: Page, width: int) -> bool:
    """Whether a page has room side by side for everything in its columns."""
    return laid_out([column for column in page.columns if column.table], page.sections, width).below is None


def text_width(page: Page, width: int) -> int:
    """How wide the text that gives way is shown."""
    layout = laid_out([column for column in page.columns if column.table], page.sections, width)
    if layout.below is not None:
        return width - len(INDENT)
    return next((room for column, room in zip(layout.columns, layout.widths, strict=True) if column.cut), width)


def row_lines(page: Page, width: int) -> int:
    """How many lines a row of a page takes at most."""
    columns = [column for column in page.columns if column.table]
    layout = laid_out(columns, page.sections, width)
    if layout.below is None and layout.fits:
        return 1
    rows = [row for section in page.sections for row in section.rows[: section.limit]]
    beside = 1 if layout.fits else max((-(-flowing(row, layout).cell_len // width) for row in rows), default=1)
    return beside + (layout.below is not None)


def flowing(row: Any, layout: Layout) -> "Text":
    """A row whose columns have no room side by side, one behind the other."""
    from rich.text import Text

    return Text(" · ").join(shown for column in layout.columns if (shown := cell(column, row)))


def wrapped(column: Column, row: Any, width: int) -> "Text":
    """A cell, over as many lines as the row may take; the last of them ends in an ellipsis where there is more."""
    from rich.text import Text

    shown = cell(column, row)
    most = column.lines(row) if column.lines is not None else 1
    if most <= 1 or shown.cell_len <= width:
        return shown
    lines = wrap(shown.plain, width)
    last = lines[min(most, len(lines)) - 1]
    last.rstrip()
    if len(lines) > most:
        last.truncate(width - 1)
        # Half of a wide letter is a blank.
        last.rstrip()
        last.append("…")
    return Text("\n".join(line.plain.rstrip() for line in lines[:most]), style=shown.style)


def cell(column: Column, row: Any) -> "Text":
    """What stands in a column of a row, in its style."""
    from rich.text import Text

    style = column.style if isinstance(column.style, str) else column.style(row)
    if column.marks is None:
        return Text(_shown(column, row), style=style)
    text, shown, at = column.shown(row) if column.shown else text_of(column.value(row)), Text(style=style), 0
    for begin, end in column.marks(row):
        shown.append(safe.visible(text[at:begin])).append(safe.visible(text[begin:end]), style="bold")
        at = end
    return shown.append(safe.visible(text[at:]))


def _shown(column: Column, row: Any) -> str:
    text = column.shown(row) if column.shown else text_of(column.value(row))
    return safe.visible_lines(text) if column.whole else safe.visible(text)


def title(column: Column) -> str:
    """What a table calls a column."""
    return column.title or column.heading.replace("_", " ")


def wrap(text: str, width: int) -> "Sequence[Text]":
    """The lines that a text takes at a width."""
    from rich.console import Console
    from rich.text import Text

    # Nothing of the console is asked but how it wraps.
    return list(Text(text).wrap(Console(width=width), width))


def rest(section: Section, shown: int) -> str:
    """How many rows of a section there are besides those shown, and with which command one sees them."""
    return f"{INDENT}and {len(section.rows) - shown} more: {section.more}"


def cells(text: str) -> int:
    """How many cells a text takes."""
    from rich.cells import cell_len

    return cell_len(text)


def _width(text: str) -> int:
    from rich.cells import cell_len

    # Several lines have no room beside others: they go below, however wide the terminal is.
    return sys.maxsize if "\n" in text else cell_len(text)


def _taken(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)

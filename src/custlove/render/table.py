"""Tables at a terminal: light, calm, aligned through the whole page."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from custlove.render import colours, safe
from custlove.render.lines import text_of
from custlove.render.page import Column, Output, Page, Section

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

_GAP = 2
_INDENT = "  "
# Below this a text says nothing any more, and goes on a line of its own.
_NARROWEST_CUT = 20


class _Layout(NamedTuple):
    """Columns side by side, each with its width; `below` has lines of its own; `fits`: the terminal is wide enough."""

    columns: Sequence[Column]
    widths: Sequence[int]
    below: Column | None = None
    fits: bool = True


def console(output: Output, *, record: bool = False) -> "Console":
    """A Rich console on the output, without markup, emoji names or highlighting: it shows what it is given.

    With `record` it keeps what it shows, for a picture.
    """
    from rich.console import Console
    from rich.theme import Theme

    return Console(
        file=output.stream,
        width=output.width,
        force_terminal=True,
        no_color=not output.colour,
        color_system=("256" if output.many_colours else "standard") if output.colour else None,
        theme=Theme(colours.MANY if output.many_colours else colours.FEW),
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        record=record,
    )


def emit(page: Page, output: Output) -> None:
    """A page as tables, one a section, all with the same column widths."""
    show(page, console(output))


def fits(page: Page, width: int) -> bool:
    """Whether a page has room side by side for everything in its columns."""
    return _layout([column for column in page.columns if column.table], page.sections, width).below is None


def show(page: Page, screen: "Console") -> None:
    """A page on a console."""
    from rich.text import Text

    if page.title:
        if page.gap:
            screen.print()
        screen.print(Text(safe.visible(page.title), style="bold"))
    if page.empty and not page.things:
        screen.print(Text(safe.visible(page.empty)))
    if not any(section.rows for section in page.sections):
        _show_foot(page, screen)
        return
    layout = _layout([column for column in page.columns if column.table], page.sections, screen.width)
    above = bool(page.gap or page.title)
    for section in page.sections:
        # Sections with nothing in them stand together.
        if not page.tight and (above or (section.rows and section is not page.sections[0])):
            screen.print()
        _show_section(screen, section, layout)
        above = bool(section.rows)
    if page.closing:
        screen.print()
        screen.print(Text(safe.visible_lines(page.closing), style="dim"))
    _show_foot(page, screen)


def _show_foot(page: Page, screen: "Console") -> None:
    from rich.text import Text

    if page.foot:
        screen.print()
        screen.print(Text(safe.visible_lines(page.foot), style="dim"))


def _show_section(screen: "Console", section: Section, layout: _Layout) -> None:
    from rich.text import Text

    if section.folded and section.rows:
        screen.print(_folded(section, layout, screen.width))
        return
    if section.title:
        screen.print(_heading(section, screen.width))
    if not section.rows:
        return
    shown = section.rows[: section.limit]
    screen.print(_rows(shown, layout, screen.width, headed=not section.title))
    if len(shown) < len(section.rows):
        screen.print(Text(rest(section, len(shown)), style="dim"))


def _folded(section: Section, layout: _Layout, width: int) -> "Text":
    """A section in one line: how many there are, the first of them, and with which command one sees the others."""
    from rich.text import Text

    line = _counted(section, max(width - _NARROWEST_CUT, 1))
    line.append("   ")
    more = Text(f"   {section.more}" if len(section.rows) > 1 else "", style="dim")
    if section.summary:
        first = Text(safe.visible(section.summary))
    else:
        columns = [*layout.columns, *([layout.below] if layout.below else [])]
        first = Text(" · ").join(cell for column in columns if (cell := _cell(column, section.rows[0])))
    room = width - line.cell_len - more.cell_len
    if room < _NARROWEST_CUT:
        room, more = room + more.cell_len, Text()
    first.truncate(max(room, 1), overflow="ellipsis")
    line += first + more
    line.truncate(width, overflow="ellipsis")
    return line


def _heading(section: Section, width: int) -> "Text":
    from rich.text import Text

    if not section.rows:
        return Text(f"{safe.visible(section.title)}  0", style="dim")
    heading = _counted(section, width)
    if section.hint and heading.cell_len + len(section.hint) + 3 <= width:
        heading.append(f"   {section.hint}", style="dim")
    return heading


def _counted(section: Section, width: int) -> "Text":
    """The title of a section, shortened if it is long, and how many rows it has."""
    from rich.text import Text

    count = f"  {len(section.rows)}" if section.counted else ""
    title = Text(safe.visible(section.title), style="bold")
    title.truncate(max(width - len(count), 1), overflow="ellipsis")
    return title.append(count, style="dim")


def _rows(rows: Sequence[Any], layout: _Layout, width: int, *, headed: bool) -> "RenderableType":
    from rich.console import Group

    if layout.fits and layout.below is None:
        return _table(rows, layout, headed=headed)
    lines: list[RenderableType] = [_headings(layout)] if headed and layout.fits else []
    for row in rows:
        lines.append(_table([row], layout, headed=False) if layout.fits else _flowing(row, layout))
        if layout.below is not None:
            lines.append(_below(row, layout.below, width))
    return Group(*lines)


def _table(rows: Sequence[Any], layout: _Layout, *, headed: bool) -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=headed, header_style="dim", pad_edge=False, padding=(0, _GAP, 0, 0))
    for column, width in zip(layout.columns, layout.widths, strict=True):
        table.add_column(
            Text(_title(column)),
            width=width,
            no_wrap=True,
            overflow="ellipsis",
            justify="right" if column.right else "left",
        )
    for row in rows:
        cells = zip(layout.columns, layout.widths, strict=True)
        table.add_row(*(_wrapped(column, row, width) for column, width in cells))
    return table


def _headings(layout: _Layout) -> "Text":
    from rich.text import Text

    cells = []
    for column, width in zip(layout.columns, layout.widths, strict=True):
        cell = Text(_title(column))
        cell.align("right" if column.right else "left", width)
        cells.append(cell)
    line = Text(" " * _GAP, style="dim").join(cells)
    line.rstrip()
    return line


def _flowing(row: Any, layout: _Layout) -> "Text":
    from rich.text import Text

    return Text(" · ").join(cell for column in layout.columns if (cell := _cell(column, row)))


def _below(row: Any, column: Column, width: int) -> "RenderableType":
    from rich.text import Text

    if column.whole:
        from rich.padding import Padding

        return Padding(_cell(column, row), (0, 0, 0, len(_INDENT)), expand=False)
    if column.lines is not None:
        lines = _wrapped(column, row, width - len(_INDENT)).split("\n")
        for each in lines:
            each.truncate(width - len(_INDENT), overflow="ellipsis")
        return Text("\n").join(Text(_INDENT) + each for each in lines)
    line = Text(_INDENT) + _cell(column, row)
    line.truncate(width, overflow="ellipsis")
    return line


def wrap(text: str, width: int) -> "Sequence[Text]":
    """The lines that a text takes at a width."""
    from rich.console import Console
    from rich.text import Text

    # Nothing of the console is asked but how it wraps.
    return list(Text(text).wrap(Console(width=width), width))


def text_width(page: Page, width: int) -> int:
    """How wide the text that gives way is shown."""
    layout = _layout([column for column in page.columns if column.table], page.sections, width)
    if layout.below is not None:
        return width - len(_INDENT)
    return next((room for column, room in zip(layout.columns, layout.widths, strict=True) if column.cut), width)


def _wrapped(column: Column, row: Any, width: int) -> "Text":
    """A cell, over as many lines as the row may take; the last of them ends in an ellipsis where there is more."""
    from rich.text import Text

    cell = _cell(column, row)
    most = column.lines(row) if column.lines is not None else 1
    if most <= 1 or cell.cell_len <= width:
        return cell
    lines = wrap(cell.plain, width)
    last = lines[min(most, len(lines)) - 1]
    last.rstrip()
    if len(lines) > most:
        last.truncate(width - 1)
        # Half of a wide letter is a blank.
        last.rstrip()
        last.append("…")
    return Text("\n".join(line.plain.rstrip() for line in lines[:most]), style=cell.style)


def _cell(column: Column, row: Any) -> "Text":
    from rich.text import Text

    style = column.style if isinstance(column.style, str) else column.style(row)
    return Text(_shown(column, row), style=style)


def _shown(column: Column, row: Any) -> str:
    text = column.shown(row) if column.shown else text_of(column.value(row))
    return safe.visible_lines(text) if column.whole else safe.visible(text)


def _title(column: Column) -> str:
    return column.title or column.heading.replace("_", " ")


def _layout(columns: Sequence[Column], sections: Sequence[Section], width: int) -> _Layout:
    """Each column as wide as its widest cell; the one that may be cut gives what is missing, or goes below."""
    widths = _natural_widths(columns, sections)
    widths = _shortened(columns, widths, width)
    missing = _taken(widths) - width
    cut = next((at for at, column in enumerate(columns) if column.cut), None)
    if missing <= 0 or cut is None:
        return _Layout(columns, widths, fits=missing <= 0)
    left = widths[cut] - missing
    if left >= min(_NARROWEST_CUT, widths[cut]) and not columns[cut].whole:
        return _Layout(columns, [*widths[:cut], left, *widths[cut + 1 :]])
    beside = [*columns[:cut], *columns[cut + 1 :]]
    others = [*widths[:cut], *widths[cut + 1 :]]
    return _Layout(beside, others, columns[cut], fits=_taken(others) <= width)


def _shortened(columns: Sequence[Column], widths: Sequence[int], width: int) -> list[int]:
    """The widths, with those columns at their most that may be shortened, as far as there is no room for all."""
    short = list(widths)
    for at, column in enumerate(columns):
        if column.most is not None and (missing := _taken(short) - width) > 0:
            short[at] = max(min(short[at], column.most), short[at] - missing)
    return short


def _natural_widths(columns: Sequence[Column], sections: Sequence[Section]) -> list[int]:
    from rich.cells import cell_len

    headed = any(not section.title for section in sections)
    rows = [row for section in sections if not section.folded for row in section.rows[: section.limit]]
    least = [cell_len(_title(column)) if headed else 1 for column in columns]
    return [max([least[at], *(_width(_shown(column, row)) for row in rows)]) for at, column in enumerate(columns)]


def rest(section: Section, shown: int) -> str:
    """How many rows of a section there are besides those shown, and with which command one sees them."""
    return f"{_INDENT}and {len(section.rows) - shown} more: {section.more}"


def row_lines(page: Page, width: int) -> int:
    """How many lines a row of a page takes at most."""
    columns = [column for column in page.columns if column.table]
    layout = _layout(columns, page.sections, width)
    if layout.below is None and layout.fits:
        return 1
    rows = [row for section in page.sections for row in section.rows[: section.limit]]
    flowing = 1 if layout.fits else max((-(-_flowing(row, layout).cell_len // width) for row in rows), default=1)
    return flowing + (layout.below is not None)


def cells(text: str) -> int:
    """How many cells a text takes."""
    from rich.cells import cell_len

    return cell_len(text)


def _width(text: str) -> int:
    from rich.cells import cell_len

    # Several lines have no room beside others: they go below, however wide the terminal is.
    return sys.maxsize if "\n" in text else cell_len(text)


def _taken(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)

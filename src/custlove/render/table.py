"""Tables at a terminal: light, calm, aligned through the whole page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from custlove.render import colours, safe
from custlove.render import layout as layouts
from custlove.render.page import Column, Output, Page, Section

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text


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
    layout = layouts.laid_out([column for column in page.columns if column.table], page.sections, screen.width)
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


def _show_section(screen: "Console", section: Section, layout: layouts.Layout) -> None:
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
        screen.print(Text(layouts.rest(section, len(shown)), style="dim"))


def _folded(section: Section, layout: layouts.Layout, width: int) -> "Text":
    """A section in one line: how many there are, the first of them, and with which command one sees the others."""
    from rich.text import Text

    line = _counted(section, max(width - layouts.NARROWEST_CUT, 1))
    line.append("   ")
    more = Text(f"   {section.more}" if len(section.rows) > 1 else "", style="dim")
    if section.summary:
        first = Text(safe.visible(section.summary))
    else:
        columns = [*layout.columns, *([layout.below] if layout.below else [])]
        first = Text(" · ").join(cell for column in columns if (cell := layouts.cell(column, section.rows[0])))
    room = width - line.cell_len - more.cell_len
    if room < layouts.NARROWEST_CUT:
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


def _rows(rows: Sequence[Any], layout: layouts.Layout, width: int, *, headed: bool) -> "RenderableType":
    from rich.console import Group

    if layout.fits and layout.below is None:
        return _table(rows, layout, headed=headed)
    lines: list[RenderableType] = [_headings(layout)] if headed and layout.fits else []
    for row in rows:
        lines.append(_table([row], layout, headed=False) if layout.fits else layouts.flowing(row, layout))
        if layout.below is not None:
            lines.append(_below(row, layout.below, width))
    return Group(*lines)


def _table(rows: Sequence[Any], layout: layouts.Layout, *, headed: bool) -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=headed, header_style="dim", pad_edge=False, padding=(0, layouts.GAP, 0, 0))
    for column, width in zip(layout.columns, layout.widths, strict=True):
        table.add_column(
            Text(layouts.title(column)),
            width=width,
            no_wrap=True,
            overflow="ellipsis",
            justify="right" if column.right else "left",
        )
    for row in rows:
        cells = zip(layout.columns, layout.widths, strict=True)
        table.add_row(*(layouts.wrapped(column, row, width) for column, width in cells))
    return table


def _headings(layout: layouts.Layout) -> "Text":
    from rich.text import Text

    cells = []
    for column, width in zip(layout.columns, layout.widths, strict=True):
        cell = Text(layouts.title(column))
        cell.align("right" if column.right else "left", width)
        cells.append(cell)
    line = Text(" " * layouts.GAP, style="dim").join(cells)
    line.rstrip()
    return line


def _below(row: Any, column: Column, width: int) -> "RenderableType":
    from rich.text import Text

    if column.whole:
        from rich.padding import Padding

        return Padding(layouts.cell(column, row), (0, 0, 0, len(layouts.INDENT)), expand=False)
    if column.lines is not None:
        lines = layouts.wrapped(column, row, width - len(layouts.INDENT)).split("\n")
        for each in lines:
            each.truncate(width - len(layouts.INDENT), overflow="ellipsis")
        return Text("\n").join(Text(layouts.INDENT) + each for each in lines)
    line = Text(layouts.INDENT) + layouts.cell(column, row)
    line.truncate(width, overflow="ellipsis")
    return line

"""Tables at a terminal: light, calm, aligned through the whole page."""

from typing import TYPE_CHECKING, Any

from custlove.render import safe
from custlove.render.lines import text_of
from custlove.render.page import Column, Output, Page, Section

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_GAP = 2
_NARROWEST_CUT = 12


def console(output: Output) -> "Console":
    """A Rich console on the output, without markup, emoji names or highlighting: it shows what it is given."""
    from rich.console import Console

    return Console(
        file=output.stream,
        width=output.width,
        force_terminal=True,
        no_color=not output.colour,
        color_system="standard" if output.colour else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )


def emit(page: Page, output: Output) -> None:
    """A page as tables, one a section, all with the same column widths."""
    from rich.text import Text

    screen = console(output)
    if page.title:
        screen.print(Text(safe.visible(page.title), style="bold"))
    filled = [section for section in page.sections if section.rows]
    if not filled and page.empty:
        screen.print(Text(safe.visible(page.empty)))
    columns = [column for column in page.columns if column.table]
    widths = _widths(columns, filled, output.width)
    for section in filled:
        _emit_section(screen, section, columns, widths, gap=page.gap or bool(page.title) or section is not filled[0])


def _emit_section(screen: "Console", section: Section, columns: list[Column], widths: list[int], *, gap: bool) -> None:
    from rich.text import Text

    if gap:
        screen.print()
    if section.title:
        heading = Text.assemble((section.title, "bold"), (f"  {len(section.rows)}", "dim"))
        if section.hint and heading.cell_len + len(section.hint) + 3 <= screen.width:
            heading.append(f"   {section.hint}", style="dim")
        screen.print(heading)
    shown = section.rows[: section.limit] if section.limit else section.rows
    screen.print(_table(shown, columns, widths, headed=not section.title))
    if len(shown) < len(section.rows):
        screen.print(Text(f"  and {len(section.rows) - len(shown)} more: custlove today --plain", style="dim"))


def _table(rows: Any, columns: list[Column], widths: list[int], *, headed: bool) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=None, show_header=headed, header_style="dim", pad_edge=False, padding=(0, _GAP, 0, 0), expand=False
    )
    for column, width in zip(columns, widths, strict=True):
        table.add_column(
            Text(column.heading.replace("_", " ")),
            width=width,
            no_wrap=True,
            overflow="ellipsis",
            justify="right" if column.right else "left",
        )
    for row in rows:
        table.add_row(*(Text(_shown(column, row), style=_style(column, row)) for column in columns))
    return table


def _shown(column: Column, row: Any) -> str:
    return safe.visible(column.shown(row) if column.shown else text_of(column.value(row)))


def _style(column: Column, row: Any) -> str:
    return column.style if isinstance(column.style, str) else column.style(row)


def _widths(columns: list[Column], sections: list[Section], width: int) -> list[int]:
    """Each column as wide as its widest cell; the one that may be cut gives what is missing."""
    from rich.cells import cell_len

    headed = any(not section.title for section in sections)
    rows = [row for section in sections for row in section.rows]
    widths = []
    for column in columns:
        least = cell_len(column.heading) if headed else 1
        widths.append(max([least, *(cell_len(_shown(column, row)) for row in rows)]))
    spare = width - sum(widths) - _GAP * len(widths)
    if spare < 0:
        for at, column in enumerate(columns):
            if column.cut:
                widths[at] = max(_NARROWEST_CUT, widths[at] + spare)
    return widths

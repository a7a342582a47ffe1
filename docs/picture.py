"""Make docs/today.svg, the picture in the README: `custlove today` for the sample journal on a fixed day.

    python docs/picture.py

It draws what the program draws, on a console that records.
"""

import io
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from custlove import config
from custlove.demo import build
from custlove.render import table
from custlove.render import today as render
from custlove.render.page import Output
from custlove.reports import today as report
from custlove.rules.moments import Moment
from custlove.store import file

PICTURE = Path(__file__).parent / "today.svg"
ZONE = ZoneInfo("Europe/Berlin")
MORNING = datetime(2026, 11, 26, 8, 30, tzinfo=ZONE)
WIDTH = 100
# Black red green yellow blue magenta cyan white.
PAPER, INK = (251, 250, 247), (46, 46, 51)
COLOURS = (INK, (181, 38, 43), (40, 120, 70), (150, 100, 0), (40, 80, 160), (130, 60, 130), (20, 115, 125), PAPER)
TEXT = re.compile(r"<text [^>]*>([^<]*)</text>")


def picture() -> str:
    """The picture as SVG: it needs no font and no file from elsewhere."""
    from rich.terminal_theme import TerminalTheme

    theme = TerminalTheme(PAPER, INK, list(COLOURS))
    with tempfile.TemporaryDirectory() as folder:
        screen = table.console(Output(io.StringIO(), "table", WIDTH, colour=True, many_colours=True), record=True)
        table.show(render.page(_owed(Path(folder) / "journal.db")), screen)
        svg = screen.export_svg(title="custlove today", theme=theme, code_format=_format(), unique_id="today")
    return _unstretched(svg)


def words(svg: str) -> list[str]:
    """The texts in a picture, to compare what two say whatever they look like."""
    return TEXT.findall(svg)


def _owed(path: Path) -> report.Today:
    stamp = Moment(MORNING.astimezone(UTC), MORNING.date(), ZONE.key)
    with file.being_created(path) as temporary:
        build.write(temporary, MORNING, stamp, config.defaults())
    connection = file.open_journal(path)
    try:
        return report.today(connection, config.defaults().cadences, MORNING)
    finally:
        connection.close()


def _format() -> str:
    from rich._export_format import CONSOLE_SVG_FORMAT

    without_fonts = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    return without_fonts.replace("Fira Code, monospace", "monospace").replace("arial", "sans-serif")


def _unstretched(svg: str) -> str:
    # Letters that are wider than a cell, or that join, keep their own width: each column begins where it should anyway.
    def own_width(found: re.Match[str]) -> str:
        latin = all(ord(letter) < 0x250 for letter in found[1])
        return found[0] if latin else re.sub(r' textLength="[^"]*"', "", found[0])

    return TEXT.sub(own_width, svg)


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")

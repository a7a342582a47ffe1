"""Colours that can be read on white and on black."""

import io
from collections.abc import Sequence

import pytest
from rich.color import Color

from custlove.render import colours, table
from custlove.render.page import BROKEN, GOOD, LATE, Column, Output, listing

# What WCAG asks for: of texts 4.5, of large ones and of marks 3. No colour has 4.6 on both; a plain red one has 3.9.
_LEAST = {LATE: 4.4, GOOD: 4.4, BROKEN: 3.8}
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)


def _luminance(colour: Sequence[int]) -> float:
    parts = [each / 255 for each in colour]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: Sequence[int], other: Sequence[int]) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", sorted(colours.MANY))
def test_each_can_be_read_on_white_and_on_black(name: str) -> None:
    shown = Color.parse(colours.MANY[name]).get_truecolor()
    assert min(_contrast(shown, _WHITE), _contrast(shown, _BLACK)) >= _LEAST[name]


def test_yellow_cannot() -> None:
    # As xterm has it.
    assert _contrast((205, 205, 0), _WHITE) < 2


@pytest.mark.parametrize(
    ("many", "shown"),
    [(True, ["38;5;160", "38;5;130", "38;5;28"]), (False, ["31", "1", ""])],
)
def test_each_terminal_is_given_what_it_has(many: bool, shown: list[str]) -> None:
    stream = io.StringIO()
    column = Column("what", lambda row: row, style=lambda row: row)
    page = listing((column,), [BROKEN, LATE, GOOD], "")
    table.emit(page, Output(stream, "table", 40, colour=True, many_colours=many))
    lines = stream.getvalue().splitlines()[1:]
    assert [line.partition("m")[0].removeprefix("\x1b[") if "\x1b" in line else "" for line in lines] == shown


@pytest.mark.parametrize(
    ("environ", "many"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "screen", "COLORTERM": "truecolor"}, True),
        ({"TERM": "linux"}, False),
        ({}, False),
    ],
)
def test_a_terminal_says_itself_what_it_has(environ: dict[str, str], many: bool) -> None:
    assert colours.knows_many(environ) is many

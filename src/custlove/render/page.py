"""What a report is before it is a table, lines, CSV or JSON: the types that all of render shares."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple, TextIO

# The styles that have a colour (render/colours.py).
BROKEN, LATE, GOOD = "broken", "late", "good"
Value = str | int | float | bool | date | Sequence[str] | None


class Output(NamedTuple):
    """Where a report goes: the stream, one of `table plain csv json count ids`, the width, whether in colour.

    `exit_code`: the run is to end with 1 where there is something; `many_colours`: the terminal has 256 of them;
    `height`: the lines of the screen, 0 where nothing has to fit into it.
    """

    stream: TextIO
    form: str
    width: int
    colour: bool
    exit_code: bool = False
    many_colours: bool = False
    height: int = 0


class Column(NamedTuple):
    """One column: its heading, the value for lines and CSV, and how a table shows it.

    `shown` gives the table's text (None: the value), `style` its Rich style; `cut` marks the one column that gives
    way when a terminal is narrow, `whole` that it does so by going on lines of its own, of which nothing is cut;
    `table` False keeps a column out of tables; `title` is what a table calls it, if that is not the heading; a row may
    take so many `lines` of it before it is cut. `marks` are places in what a table shows that stand out: from, up to.
    """

    heading: str
    value: Callable[[Any], Value]
    shown: Callable[[Any], str] | None = None
    style: Callable[[Any], str] | str = ""
    cut: bool = False
    whole: bool = False
    right: bool = False
    table: bool = True
    title: str = ""
    lines: Callable[[Any], int] | None = None
    marks: Callable[[Any], Sequence[tuple[int, int]]] | None = None


# What commands call a row by: its number, and last of all its reference.
ID = Column("id", lambda row: row.id, table=False)
REF = Column("ref", lambda row: row.ref, style="dim", right=True)


class Section(NamedTuple):
    """Rows under a heading; `key` names it in lines and CSV, `hint` says what one can do about them.

    A table shows `limit` of them, and says with which command one sees `more`; `counted`: its heading says how many;
    `aside`: its rows are nothing that needs you, and count nowhere else; `folded`: a table has one line for all of it,
    with its `summary`, or the first row where it has none.
    """

    key: str
    title: str
    rows: Sequence[Any]
    hint: str = ""
    limit: int | None = None
    more: str = "custlove today --all"
    counted: bool = True
    aside: bool = False
    folded: bool = False
    summary: str = ""


class Page(NamedTuple):
    """A report: sections that share columns.

    `empty` is said in place of a table with no rows, `closing` under one that has some; `gap`: a line before it;
    `named`: lines and CSV tell the sections apart by a first column; `foot` is said last, whatever there is; `tight`:
    no lines between the sections; `number`: how many things there are, where one may take several rows.
    """

    columns: Sequence[Column]
    sections: Sequence[Section]
    empty: str = ""
    title: str = ""
    gap: bool = False
    named: bool = False
    closing: str = ""
    foot: str = ""
    tight: bool = False
    number: int | None = None

    @property
    def things(self) -> int:
        """How many things there are: unless said, the rows of all sections but for what stands aside."""
        if self.number is not None:
            return self.number
        return sum(len(section.rows) for section in self.sections if not section.aside)


def listing(columns: Sequence[Column], rows: Sequence[Any], empty: str, title: str = "") -> Page:
    """A page of one section, which plain lines and CSV do not name."""
    return Page(columns, [Section("", "", rows)], empty, title)

"""People who may be in the journal twice, as a list."""

from typing import TYPE_CHECKING

from custlove.render.page import Column, Page, listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custlove.reports.people.doubles import Double

COLUMNS = (
    Column("person", lambda row: row.person, table=False),
    Column("name", lambda row: row.name, style="bold"),
    Column("other", lambda row: row.other, table=False),
    Column("other_name", lambda row: row.other_name, shown=lambda row: f"and {row.other_name}", style="bold"),
    Column("because", lambda row: ", ".join(row.because)),
    Column("command", lambda row: row.command, style="dim"),
)


def page(rows: "Sequence[Double]") -> Page:
    """A list of pairs, each with the command that makes them one."""
    return listing(COLUMNS, rows, "Nobody seems to be here twice.")

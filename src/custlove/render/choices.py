"""Who came by an import and was never in touch, as a list to be filled in."""

from collections.abc import Sequence

from custlove.render.page import Column, Page, listing
from custlove.reports.people.never_in_touch import Waiting

COLUMNS = (
    Column("person", lambda row: row.person),
    Column("name", lambda row: row.name),
    Column("organisation", lambda row: row.organisation),
    Column("circle", lambda _row: ""),
    Column("every", lambda _row: ""),
)


def page(rows: Sequence[Waiting]) -> Page:
    """The list, with nothing chosen yet."""
    return listing(COLUMNS, rows, "Nobody was imported without a contact since.")

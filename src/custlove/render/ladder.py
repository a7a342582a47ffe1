"""The ladder as a page: a section a rung, top first."""

from custlove import dates
from custlove.render.page import Column, Page, Section
from custlove.reports.ladder import Ladder


def page(ladder: Ladder) -> Page:
    """Who stands on which rung and since when."""
    columns = (
        Column("person", lambda row: row.person, style="dim"),
        Column("name", lambda row: row.name, style="bold"),
        Column("since", lambda row: row.since, shown=lambda row: f"since {dates.say_short(row.since, ladder.today)}"),
    )
    sections = [Section(rung.rung, rung.label[:1].upper() + rung.label[1:], rung.people) for rung in ladder.rungs]
    return Page(columns, sections, "Nobody stands on the ladder yet. The first: custlove person add NAME", named=True)

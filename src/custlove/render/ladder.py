"""The ladder as pages: a section a rung, top first; what the moves on it come to."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from custlove import dates
from custlove.render.page import GOOD, LATE, Column, Page, Section, listing
from custlove.schema.vocabulary import RUNGS

if TYPE_CHECKING:
    from custlove.reports.journal_wide.ladder_moves import Movement, Way
    from custlove.reports.ladder import Ladder, RungHolder

_ARROWS: Mapping[str, str] = {"up": "↑", "down": "↓"}
# As long as the bar of the rung with most people gets.
_LONGEST_BAR = 24


def page(ladder: "Ladder", labels: Mapping[str, str], *, plain: bool = False) -> Page:
    """Who stands on which rung, since when, and who moved there lately; next to each rung a bar of how many.

    `plain` says up and down in words, for a terminal that has no arrows.
    """
    columns = (
        Column("person", lambda row: row.person, style="dim"),
        Column("name", lambda row: row.name, style="bold"),
        Column("since", lambda row: row.since, shown=lambda row: f"since {dates.say_short(row.since, ladder.today)}"),
        Column("from", lambda row: row.from_, table=False),
        Column(
            "direction",
            lambda row: row.direction,
            shown=lambda row: _came(row, labels, plain=plain),
            style=_style,
            title="moved",
        ),
    )
    most = max((len(rung.people) for rung in ladder.rungs), default=0)
    sections = [
        Section(rung.rung, rung.label[:1].upper() + rung.label[1:], rung.people, bar(len(rung.people), most))
        for rung in ladder.rungs
    ]
    return Page(columns, sections, "Nobody stands on the ladder yet. The first: custlove person add NAME", named=True)


def _came(holder: "RungHolder", labels: Mapping[str, str], *, plain: bool) -> str:
    if holder.direction is None or holder.from_ is None:
        return ""
    return f"{holder.direction if plain else _ARROWS[holder.direction]} from {labels[holder.from_]}"


def _style(holder: "RungHolder") -> str:
    return {"up": GOOD, "down": LATE}.get(holder.direction or "", "")


def bar(count: int, most: int) -> str:
    """A bar for a count next to the highest one: a cell each while they fit, and never none for somebody."""
    if most <= _LONGEST_BAR:
        return "▇" * count
    return "▇" * max(min(count, 1), round(count * _LONGEST_BAR / most))


def movement(counted: "Movement", labels: Mapping[str, str]) -> Page:
    """How many moved from which rung to which, top first."""
    cells = {(cell.from_, cell.to): cell.count_ for cell in counted.table}
    shown = [rung for rung in reversed(RUNGS) if any(rung in step for step in cells)]
    columns = (
        Column("from", lambda rung: rung, shown=lambda rung: labels[rung], style="bold"),
        *(_to(rung, cells) for rung in shown),
    )
    rows = shown if cells else []
    title = "From each rung (lines) to each (columns)" if cells else ""
    return listing(columns, rows, "Nobody moved.", title)._replace(closing=net(counted))


def _to(rung: str, cells: Mapping[tuple[str, str], int]) -> Column:
    return Column(
        rung,
        lambda before: cells.get((before, rung), 0),
        shown=lambda before: str(cells.get((before, rung), "")),
        right=True,
    )


def net(counted: "Movement") -> str:
    """What the moves come to, in a line."""
    return f"{counted.up} up, {counted.down} down: net {_signed(counted.net)}, in rungs {_signed(counted.rungs)}."


def _signed(number: int) -> str:
    return f"{number:+}" if number else "0"


def path(ways: "Sequence[Way]", labels: Mapping[str, str]) -> Page:
    """The typical ways up."""
    columns = (
        Column("from", lambda way: way.from_, shown=lambda way: labels[way.from_], style="bold"),
        Column("to", lambda way: way.to, shown=lambda way: labels[way.to]),
        Column("count", lambda way: way.count_, right=True),
        Column("median_days", lambda way: way.median_days, shown=lambda way: f"{way.median_days:g}", right=True),
    )
    return listing(columns, ways, "No way up was taken five times yet; below that a median says little.")

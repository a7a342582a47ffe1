"""Who gives and who takes, as pages."""

from operator import attrgetter
from typing import TYPE_CHECKING

from custlove import dates
from custlove.render.page import ID, REF, Column, Page, Section, listing
from custlove.rules.reciprocity import HIGH, LOW
from custlove.rules.thresholds import USUAL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from custlove.reports.journal_wide.balance import Balance
    from custlove.reports.journal_wide.balance_facts import Behind

# More than a screen of people is for a script.
_MOST = 40
_LIST = USUAL["balance.list"]
# The figures that a table has room for, each under a word short enough.
_SHORT = {
    "purchases": "buys",
    "introductions": "sent",
    "praise": "praise",
    "ideas": "ideas",
    "promises_kept": "kept",
    "fed": "fed",
    "minutes": "min",
    "touchpoints": "touch",
    "promises_broken": "broke",
    "drained": "drain",
    "fit": "fit",
    "influence": "infl",
}


# What the table calls a column, for --by.
HEADINGS = {title: figure for figure, title in _SHORT.items()}
_TITLES = {"gives": "Who gives much", "cares": "Who costs time and cares", "takes": "Who takes"}
_HINTS = {
    "gives": "say thank you: custlove log WHO",
    "cares": "ask them: custlove feedback ask WHO",
    "takes": "before you meet: custlove brief WHO",
}
_SAY = (
    "Who gives much stands by what they spent, and a person sent counts as much as the middle buyer spent. Fit and"
    f" influence have a say: each of {HIGH} or 5 counts double, each of 1 or {LOW} half; among those who take, a low"
    " fit puts somebody higher, and nobody is there to whom others listen."
)


# What people gave; the other figures are what they took, and how they suit you.
_GIVEN = ("purchases", "introductions", "praise", "ideas", "promises_kept", "fed")


def lists(found: "Sequence[Balance]") -> Page:
    """The three lists, each with the facts: who gives much, who costs time and cares, who takes."""
    columns = (
        Column("name", lambda row: row.name, style="bold"),
        Column("because", lambda row: "; ".join(row.because), cut=True, whole=True),
    )
    sections = [
        Section(
            name,
            title,
            sorted((row for row in found if row.list == name), key=lambda row: row.place or 0),
            _HINTS[name],
            limit=_LIST,
            more="custlove balance --by list --plain",
        )
        for name, title in _TITLES.items()
    ]
    return Page(columns, sections, closing=_SAY)


def page(found: "Sequence[Balance]") -> Page:
    """A row a person; in a table only the columns in which there is something."""
    return _page(found, ("spent", *_SHORT))


def halves(found: "Sequence[Balance]") -> tuple[Page, Page]:
    """What people gave above what they took, where a terminal is too narrow for both side by side."""
    given, taken = _page(found, ("spent", *_GIVEN)), _page(found, [each for each in _SHORT if each not in _GIVEN])
    suit = "What they take, and how they suit you"
    return given._replace(title="What they give"), taken._replace(title=suit, gap=True)


def _page(found: "Sequence[Balance]", figures: "Sequence[str]") -> Page:
    columns = [
        Column("person", lambda row: row.person, table=False),
        Column("name", lambda row: row.name, style="bold", cut=True),
        Column("rung", lambda row: row.rung, table=False),
    ]
    if "spent" in figures:
        columns.append(Column("spent", _spent, right=True, table=any(row.spent for row in found)))
    columns += [_figure(figure, _SHORT[figure], found) for figure in figures if figure in _SHORT]
    columns += [
        Column("list", lambda row: row.list, table=False),
        Column("place", lambda row: row.place, table=False),
        Column("because", lambda row: "; ".join(row.because), table=False),
        Column("command", lambda row: row.command, table=False),
    ]
    section = Section("", "", found, limit=_MOST, more="custlove balance --plain")
    return Page(columns, [section], "Nothing to weigh in this period.")


def _spent(row: "Balance") -> str:
    return ", ".join(f"{each.amount} {each.currency}" for each in row.spent)


def _figure(figure: str, title: str, found: "Sequence[Balance]") -> Column:
    value = attrgetter(figure)

    def shown(row: "Balance") -> str:
        return str(value(row) or "")

    return Column(figure, value, shown, right=True, table=any(value(row) for row in found), title=title)


def facts(rows: "Sequence[Behind]", today: "date") -> Page:
    """What stands behind a figure."""
    columns = (
        Column("on", lambda row: row.on, shown=lambda row: dates.say_short(row.on, today)),
        Column("person", lambda row: row.person, table=False),
        Column("name", lambda row: row.name, style="bold"),
        Column("text", lambda row: row.text, cut=True),
        Column("counts", lambda row: row.counts, right=True),
        ID,
        REF,
    )
    return listing(columns, rows, "Nothing stands behind it in this period.")

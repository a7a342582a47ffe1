"""Trust as a page: a statement, or your deeds to mend."""

from datetime import date
from typing import TYPE_CHECKING

from custlove import dates
from custlove.render.page import ID, LATE, REF, Column, Page, Section
from custlove.rules.trust import TrustLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custlove.reports.journal_wide.deeds_to_mend import DeedToMend
    from custlove.reports.journal_wide.trust import Statement

# More than a screen of them is for a script.
_MOST = 40
_NOTHING = "Nothing to mend: no broken promise of yours, no open criticism, no open mistake."


def statement(found: "Statement", today: date) -> Page:
    """The account of a person: a line a deed, with the balance after it."""
    columns = (
        Column("on", lambda row: row.on, shown=lambda row: dates.say_short(row.on, today)),
        Column("kind", lambda row: row.kind, table=False),
        Column("what", lambda row: row.what, shown=_what, cut=True),
        Column("points", lambda row: row.points, shown=lambda row: f"{row.points:+d}", style=_style, right=True),
        Column("balance", lambda row: row.balance, style="bold", right=True),
        Column("kept_since", lambda row: row.kept_since, table=False),
    )
    rows = list(found.lines)
    title = f"{found.name}: trust stands at {found.balance}"
    if found.since is not None:
        title += f", {found.brought_forward} of it from before {dates.say_short(found.since, today)}"
    return Page(columns, [Section("", "", rows)], "Nothing on the account yet." if not rows else "", title)


def _style(line: TrustLine) -> str:
    return "" if line.points > 0 else LATE


def _what(line: TrustLine) -> str:
    if line.kept_since is None:
        return line.what
    how, _, what = line.what.partition(": ")
    kept = {0: "none kept", 1: "1 kept"}.get(line.kept_since, f"{line.kept_since} kept in a row")
    return f"{how}, {kept} since: {what}"


def _shortly(row: "DeedToMend") -> str:
    return row.command.removeprefix("custlove ")


def to_mend(found: "Sequence[DeedToMend]", today: date) -> Page:
    """Your deeds to mend, what cost most first."""
    columns = (
        Column("person", lambda row: row.person, table=False),
        Column("name", lambda row: row.name, style="bold"),
        Column("kind", lambda row: row.kind, table=False),
        Column("what", lambda row: row.what, cut=True),
        Column("on", lambda row: row.on, shown=lambda row: dates.say_short(row.on, today)),
        Column("next_step", lambda row: row.next_step, table=False),
        Column("command", lambda row: row.command, shown=_shortly, title="custlove …"),
        Column("points", lambda row: row.points, right=True),
        Column("deposits", lambda row: row.deposits, table=False),
        Column("withdrawals", lambda row: row.withdrawals, table=False),
        Column("balance", lambda row: row.balance, table=False),
        ID,
        REF._replace(table=False),
    )
    return Page(columns, [Section("", "", found, limit=_MOST, more="custlove trust --plain")], _NOTHING)

"""Trust as a page: a statement, or everybody's accounts."""

from datetime import date
from typing import TYPE_CHECKING

from custlove import dates
from custlove.render.page import Column, Page, Section
from custlove.rules.trust import TrustLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custlove.reports.journal_wide.trust import Account, Statement

# More than a screen of accounts is for a script.
_MOST = 40


def statement(found: "Statement", today: date) -> Page:
    """The account of a person: a line a deed, with the balance after it."""
    columns = (
        Column("on", lambda row: row.on, shown=lambda row: dates.say_short(row.on, today)),
        Column("kind", lambda row: row.kind, table=False),
        Column("what", lambda row: row.what, cut=True),
        Column("points", lambda row: row.points, shown=lambda row: f"{row.points:+d}", style=_style, right=True),
        Column("balance", lambda row: row.balance, style="bold", right=True),
    )
    rows = list(found.lines)
    title = f"{found.name}: trust stands at {found.balance}"
    if found.since is not None:
        title += f", {found.brought_forward} of it from before {dates.say_short(found.since, today)}"
    return Page(columns, [Section("", "", rows)], "Nothing on the account yet." if not rows else "", title)


def _style(line: TrustLine) -> str:
    return "" if line.points > 0 else "yellow"


def accounts(found: "Sequence[Account]") -> Page:
    """Everybody's account, lowest balance first."""
    columns = (
        Column("person", lambda row: row.person, table=False),
        Column("name", lambda row: row.name, style="bold", cut=True),
        Column("deposits", lambda row: row.deposits, right=True),
        Column("withdrawals", lambda row: row.withdrawals, right=True),
        Column("balance", lambda row: row.balance, style="bold", right=True),
    )
    section = Section("", "", found, limit=_MOST, more="custlove trust --plain")
    return Page(columns, [section], "Nothing on any account yet.")

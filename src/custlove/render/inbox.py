"""The inbox as a list, and as one line after a write."""

from collections.abc import Sequence
from datetime import date

from custlove import dates
from custlove.render.page import ID, REF, Column, Page, listing
from custlove.render.sentences import cut, joined
from custlove.reports.lists.inbox import Waiting
from custlove.schema import references


def page(rows: Sequence[Waiting], today: date) -> Page:
    """What waits, and how it may be settled."""
    settled = any(row.state != "waiting" for row in rows)
    columns = (
        Column("who", lambda row: row.who, style="bold"),
        Column("emails", lambda row: row.emails, style="dim"),
        Column("what", lambda row: row.what, cut=True),
        Column("on", lambda row: row.on, shown=lambda row: dates.say_short(row.on, today)),
        Column("source", lambda row: row.source, style="dim"),
        Column("maybe", lambda row: row.maybe, table=any(row.maybe for row in rows)),
        Column("state", lambda row: row.state, table=settled),
        ID,
        REF,
    )
    closing = "custlove inbox take REF WHO, inbox take REF --new, inbox drop REF"
    return listing(columns, rows, "Nothing waits in the inbox.")._replace(closing=closing)


def taken(each: Waiting, names: Sequence[str], number: int | None, addresses: Sequence[str], today: date) -> str:
    """To whom it was given, and the address that was noted for them."""
    noted = f" Noted: {joined(list(addresses))}." if addresses else ""
    what = f"touchpoint {references.ref_of('touchpoint', number)}" if number else "theirs"
    return f"Taken from the inbox: {_said(each, today)} is {what} with {joined(list(names))}.{noted}"


def dropped(each: Waiting, today: date) -> str:
    """What will not be asked about again."""
    return f"Dropped from the inbox: {_said(each, today)}, {each.who}. No import brings it back."


def waits(count: int) -> str:
    """How much waits, for the end of a page; nothing if nothing does."""
    return f"{count} waiting in the inbox: custlove inbox list" if count else ""


def _said(each: Waiting, today: date) -> str:
    what = f"“{cut(each.what)}”" if each.what else f"what came by {each.source}"
    return f"{what} of {dates.say_day(each.on, today)}"

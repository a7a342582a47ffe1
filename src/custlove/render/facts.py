"""Facts as a list, and as one line after a write."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from custlove import dates
from custlove.render.page import ID, REF, Column, Page, listing
from custlove.render.sentences import cut
from custlove.reports.lists.facts import Fact
from custlove.schema import references

if TYPE_CHECKING:
    from custlove.services.facts import FactSuperseded


def page(rows: Sequence[Fact], today: date, since: date | None = None) -> Page:
    """A list of facts; what is new `since` a day says so."""
    states = [_state(row, today, since) for row in rows]
    columns = (
        Column("person", lambda row: row.person, table=False),
        Column("name", lambda row: row.name, style="bold"),
        Column("kind", lambda row: row.kind),
        Column("text", lambda row: row.text, cut=True),
        Column("on", lambda row: row.on, shown=lambda row: dates.say_short(row.on, today)),
        Column("state", lambda row: row.state, shown=lambda row: _state(row, today, since), table=any(states)),
        Column("superseded_by", lambda row: row.superseded_by, table=False),
        Column("resolved_on", lambda row: row.resolved_on, table=False),
        ID,
        REF,
    )
    return listing(columns, rows, "No such facts.")


def _state(fact: Fact, today: date, since: date | None) -> str:
    if fact.superseded_on is not None and fact.superseded_by is not None:
        return f"{references.ref_of('fact', fact.superseded_by)} since {dates.say_short(fact.superseded_on, today)}"
    if fact.resolved_on is not None:
        return f"resolved {dates.say_short(fact.resolved_on, today)}"
    return "new" if since is not None and fact.on >= since else ""


def superseded(each: "FactSuperseded", today: date) -> str:
    """What is known now, and what was before, both with their days."""
    before = f"before, since {dates.say_short(each.before.on, today)}: “{cut(each.before.text)}”"
    return f"{sentence(each.fact, today).removesuffix('.')}; {before}."


def sentence(fact: Fact, today: date) -> str:
    """What is known of whom, since when, and whether that is resolved."""
    place = f", in place of {references.ref_of('fact', fact.supersedes)}" if fact.supersedes else ""
    begun = f"Fact {fact.ref} of {fact.name}, {fact.kind} “{cut(fact.text)}”{place}"
    if fact.resolved_on is None:
        return f"{begun}: since {dates.say_day(fact.on, today)}."
    how = f", “{cut(fact.resolved_text)}”" if fact.resolved_text else ""
    return f"{begun}: resolved {dates.say_day(fact.resolved_on, today)}{how}."

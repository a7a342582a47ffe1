"""Rituals: their list, and what is now true of one after a write."""

from datetime import date
from typing import TYPE_CHECKING

from custlove import dates
from custlove.render.page import ID, REF, Column, Page, listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custlove.reports.lists.rituals import Ritual
    from custlove.services.rituals import RitualKept

_OFTEN = {1: "once", 2: "twice"}
_MOST_TOLD = 20


def rituals(rows: "Sequence[Ritual]", today: date) -> Page:
    """A list of rituals."""
    columns = (
        Column("person", lambda row: row.person, table=False),
        Column("name", lambda row: row.name, style="bold"),
        Column("what", lambda row: row.what, shown=lambda row: f"{row.what}, {row.rule_in_words}", cut=True),
        Column("rule", lambda row: row.rule, table=False),
        Column("state", lambda row: row.state, shown=lambda row: _state(row, today)),
        Column("next_on", lambda row: row.next_on, shown=lambda row: _short(row.next_on, today)),
        Column("last_kept_on", lambda row: row.last_kept_on, table=False),
        Column("missed", lambda row: row.missed, table=False),
        Column("missed_since", lambda row: row.missed_since, table=False),
        ID,
        REF,
    )
    return listing(columns, rows, "No such rituals.")


def sentence(ritual: "Ritual", today: date) -> str:
    """A ritual: with whom, what, how often, and when it comes next."""
    from custlove.render.sentences import cut

    what = f"Ritual {ritual.ref} with {ritual.name}, “{cut(ritual.what)}”, {ritual.rule_in_words}"
    return f"{what}: {'; '.join(_standing(ritual, today))}."


def kept(each: "RitualKept", today: date) -> str:
    """The touchpoint that kept a ritual, how the ritual stands, and the follow-ups that this closed."""
    from custlove.render.sentences import closed

    line = f"Kept, touchpoint {each.touchpoint.ref}. {sentence(each.ritual, today)}"
    return f"{line} {closed(each.closed)}" if each.closed else line


def comes(ritual: "Ritual", today: date) -> str:
    """When a ritual comes next, or that it does not."""
    if ritual.paused_on:
        return f"paused since {dates.say_day(ritual.paused_on, today)}"
    return f"next {dates.say_day(ritual.next_on, today)}" if ritual.next_on else "no day is left"


def line(ritual: "Ritual", today: date) -> str:
    """A ritual among other things that are known: what, when it comes next, how often it was missed."""
    said = (comes(ritual, today), missed(ritual, today))
    return f"{ritual.what}: {', '.join(part for part in said if part)}"


def missed(ritual: "Ritual", today: date) -> str:
    """How often in a row it was missed: `missed twice since 3 Oct`; nothing if it was not."""
    if not ritual.missed or ritual.missed_since is None or ritual.state == "paused":
        return ""
    often = _OFTEN.get(ritual.missed, f"{ritual.missed} times")
    if ritual.missed > _MOST_TOLD:
        often = f"more than {_MOST_TOLD} times"
    since = dates.say_short(ritual.missed_since, today)
    return f"missed once, {since}" if ritual.missed == 1 else f"missed {often} since {since}"


def _standing(ritual: "Ritual", today: date) -> list[str]:
    kept = f"last kept {dates.say_short(ritual.last_kept_on, today)}" if ritual.last_kept_on else ""
    return [part for part in (comes(ritual, today), missed(ritual, today), kept) if part]


def _state(ritual: "Ritual", today: date) -> str:
    often = missed(ritual, today).partition(" since ")[0].partition(",")[0]
    return f"due, {often}" if often and ritual.state == "due" else often or ritual.state


def _short(day: date | None, today: date) -> str:
    return dates.say_short(day, today) if day else ""

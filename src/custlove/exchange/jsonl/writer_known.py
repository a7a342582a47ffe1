"""What is known of people, what went between you and what was looked back on, as lines of an export."""

from datetime import date
from typing import Any

from custlove.reports.journal_wide.export_rows import Fact
from custlove.reports.rows import day as read_day
from custlove.rules import days, mistakes, money

Line = dict[str, Any]


def day(fact: Fact, today: date) -> Line:
    """A day that matters, and when it comes next."""
    line = fact.columns
    comes_on = days.next_on(line["on"], today, yearly=bool(line["yearly"]))
    return {
        **line,
        "yearly": bool(line["yearly"]),
        "in_days": (comes_on - today).days,
        "turns": days.turns(line["on"], comes_on),
    }


def mistake(fact: Fact, today: date) -> Line:
    """A mistake, and how far it has come."""
    line = fact.columns
    standing = mistakes.standing([read_day(line[f"{stage}_on"]) for stage in mistakes.STAGES], today)
    return {**line, "stage": standing.stage, "next_step": standing.next_step}


def ritual(fact: Fact) -> Line:
    """A ritual, and what became of it."""
    names = ("id", "kind", "on", "occurrence", "text", "touchpoint")
    events = [dict(zip(names, event, strict=True)) for event in fact.parts["events"]]
    kept = [event["on"] for event in events if event["kind"] == "kept"]
    return {**fact.columns, "events": events, "last_kept_on": max(kept, default=None)}


def purchase(fact: Fact) -> Line:
    """A purchase, its amount as text with the decimals of its currency."""
    line = fact.columns
    return {**line, "amount": money.written(line["amount"], line["currency"])}


def review(fact: Fact) -> Line:
    """A look back, and what was intended then."""
    names = ("id", "uid", "text", "made_on", "outcome", "settled_on", "note")
    return {**fact.columns, "intentions": [dict(zip(names, each, strict=True)) for each in fact.parts["intentions"]]}


def imported(fact: Fact) -> Line:
    """What a record of a source became; it is known by source and key, and has no identity of its own."""
    return {name: value for name, value in fact.columns.items() if name != "NULL"}

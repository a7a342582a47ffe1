"""What the walk goes through: each thing of `today` by itself, and what to know of the person it is about."""

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from custlove.reports.lists import facts, touchpoints
from custlove.reports.lists.touchpoints import Touchpoint
from custlove.reports.people import lookup, people
from custlove.reports.today import Today
from custlove.rules.cadence import Cadence
from custlove.schema.references import of_kind

# The sections of `today` in their order, with the kind of thing that each holds.
KINDS = {
    "broken_promises": "promise",
    "promises_due": "promise",
    "overdue_follow_ups": "follow_up",
    "follow_ups_due": "follow_up",
    "open_feedback": "feedback",
    "open_mistakes": "mistake",
    "left_low": "left_low",
    "rituals": "ritual",
    "days": "day",
    "gone_quiet": "gone_quiet",
    "ease_off": "ease_off",
    "returns": "return",
    "asks": "ask",
}
# Of what they need, the latest.
_NEEDS = 3


class Item(NamedTuple):
    """One thing of `today`: its kind, its section and row there, whose it is, its next step where it has several."""

    kind: str
    section: str
    row: Any
    person: str
    name: str
    id: int | None
    step: str = ""

    @property
    def ref(self) -> str:
        """Its reference, empty for what has none."""
        return of_kind(self.kind, self.id) or ""

    @property
    def key(self) -> str:
        """What tells it from all others, whatever has become of it."""
        return f"{self.kind} {self.id}" if self.id else f"{self.kind} of {self.person}: {getattr(self.row, 'what', '')}"


class About(NamedTuple):
    """What to know of a person before one calls: how to reach them, the last talk, what they need, newest first."""

    organisation: str | None
    channel: str | None
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    last: Touchpoint | None
    needs: tuple[str, ...]


def items(owed: Today) -> dict[str, Item]:
    """Everything that is owed, worst first as `today` shows it, by what tells each from the others."""
    found = [
        Item(
            kind,
            section,
            row,
            row.person,
            row.name,
            getattr(row, "id", None),
            getattr(row, "next_step", None) or "",
        )
        for section, kind in KINDS.items()
        for row in getattr(owed, section)
    ]
    return {each.key: each for each in found}


def about(connection: sqlite3.Connection, handle: str, cadences: Mapping[str, Cadence], today: date) -> About:
    """What to know of a person on a day; raises NotFound."""
    number = lookup.one(connection, f"@{handle}").id
    person = people.one(connection, number, cadences, today)
    needs = facts.listing(connection, facts.FactFilter(number, ("need",)), today)
    return About(
        person.organisation,
        person.channel,
        person.phones,
        person.emails,
        next(iter(touchpoints.last(connection, number, today, 1)), None),
        tuple(each.text for each in reversed(needs[-_NEEDS:])),
    )

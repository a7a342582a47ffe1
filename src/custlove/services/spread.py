"""Staggering when people who were brought in, and never touched, are first due."""

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from custlove.errors import UsageError
from custlove.reports.journal_wide import spread as report
from custlove.reports.journal_wide.spread import Due, Spread
from custlove.rules.cadence import Cadence
from custlove.services.change import Change
from custlove.services.people import tag_key
from custlove.store import rows

_LONGEST = 730


class SpreadPeople(NamedTuple):
    """Over how many days; only those with a tag; with `everybody` also those whom no import brought."""

    days: int
    tag: str | None = None
    everybody: bool = False


class SpreadPlan(NamedTuple):
    """Who is first due on which day, the earliest first, and for how many that is another day than before."""

    first: date | None
    last: date | None
    moved: int
    people: tuple[Due, ...]

    def data(self) -> dict[str, object]:
        """The plan as JSON gives it."""
        people = [
            {name: value for name, value in each._asdict().items() if name not in ("id", "unmet")}
            for each in self.people
        ]
        return {**self._asdict(), "people": people}


def plan(
    connection: sqlite3.Connection, cadences: Mapping[str, Cadence], today: date, asked: SpreadPeople
) -> SpreadPlan:
    """When people would be first due; raises UsageError for a number of days that is not 1 to 730."""
    if not 1 <= asked.days <= _LONGEST:
        raise UsageError(
            f"Nothing can be spread over {asked.days} days.", f"Name 1 to {_LONGEST} days, like --over 60d."
        )
    key = tag_key(asked.tag) if asked.tag else None
    found = report.plan(connection, cadences, today, asked.days, key, everybody=asked.everybody)
    return SpreadPlan(found.first, found.last, len(_moved(found)), found.people)


def apply(change: Change, asked: SpreadPeople) -> SpreadPlan:
    """Have people be first due as planned, from today on and until they are touched; raises as `plan` does."""
    planned = plan(change.connection, change.settings.cadences, change.today, asked)
    for each in sorted(_moved(planned)):
        rows.update(change.connection, "person", each.id, {"first_due_on": each.due_on, "spread_on": change.today})
    return planned


def _moved(planned: Spread | SpreadPlan) -> list[Due]:
    return [each for each in planned.people if each.unmet or each.due_on != each.was_due_on]

"""Whom to ask for feedback again (idea C3)."""

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from custlove.reports import standing
from custlove.reports.rows import day, sure_day
from custlove.rules import cadence, rungs
from custlove.rules.cadence import Cadence

# Each person by one seek to their last ask; who never was counts from the day they were added.
_ASKED = """
SELECT id, handle, name, rung, rung_since, circle, added_on, asked FROM (
    SELECT person.*, (SELECT max(day) FROM ask WHERE person_id = person.id AND day <= :today) AS asked FROM person
    WHERE added_on <= :today AND (archived_on IS NULL OR archived_on > :today)
        AND (rung <> 'prospect' OR rung_since > :today)
) WHERE coalesce(asked, added_on) <= :latest
"""
# Whose word counts most for how you work comes first.
_FIRST = {"client": 0, "supporter": 0, "advocate": 0, "customer": 1}
_LAST = 2


class Unasked(NamedTuple):
    """Somebody who was not asked for long: since when, the day they were added where they never were, and for how long.

    `days` are those since then.
    """

    person: str
    name: str
    rung: str
    last_asked_on: date | None
    since: date
    days: int


def due(connection: sqlite3.Connection, months: int, today: date) -> list[Unasked]:
    """Who was not asked in so many months: clients, supporters and advocates first, each the longest unasked first.

    Nobody at arm's length and nobody archived; no prospects, who have not seen your work yet.
    """
    every = Cadence(months=months)
    # Months are clamped to their ends, so up to three days more are looked at and the rule decides.
    latest = cadence.add_months(today, -months) + timedelta(days=3)
    rows = connection.execute(_ASKED, {"today": today.isoformat(), "latest": latest.isoformat()}).fetchall()
    circles = standing.circles_before(connection, today)
    found = [each for row in rows if (each := _unasked(connection, row, circles, every, today))]
    return sorted(found, key=lambda each: (_FIRST.get(each.rung, _LAST), each.since, each.person))


def _unasked(
    connection: sqlite3.Connection,
    row: Sequence[Any],
    circles: dict[int, str | None],
    every: Cadence,
    today: date,
) -> Unasked | None:
    number, handle, name, rung, rung_since, circle, added_on, asked_on = row
    since = day(rung_since)
    if since is not None and since > today:
        rung = standing.rung_on(connection, number, today)[0]
    if rung == rungs.FIRST_RUNG or rungs.circle(rung, circles.get(number, circle)) == "arms-length":
        return None
    asked = day(asked_on)
    waited = asked or sure_day(added_on)
    if (due_on := cadence.due_on(waited, every)) is None or due_on > today:
        return None
    return Unasked(handle, name, rung, asked, waited, (today - waited).days)

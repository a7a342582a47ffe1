"""Whom to ask for feedback again (idea C3)."""

import sqlite3
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from custlove.reports.people import standing
from custlove.reports.rows import day, sure_day
from custlove.rules import cadence, rungs
from custlove.rules.cadence import Cadence
from custlove.schema import predicates

_LAST_ASKED = "SELECT person_id, max(day) FROM ask WHERE day <= ? GROUP BY person_id"
_PEOPLE = f"""
SELECT id, rung, circle, added_on, rung_since, handle, name FROM person
WHERE added_on <= :today AND {predicates.person_here()}
    AND (rung <> 'prospect' OR rung_since > :today)
"""
# Whose word counts most for how you work comes first.
_FIRST = {"client": 0, "supporter": 0, "advocate": 0, "customer": 1}
_LAST = 2


class Unasked(NamedTuple):
    """Somebody you have not asked for a long time: since when, or since the day they were added, and for how long.

    `days` are those since then.
    """

    person: str
    name: str
    rung: str
    last_asked_on: date | None
    since: date
    days: int


# Somebody who may be asked: their number, the rung on the day, the circle chosen now, the day they were added.
Who = tuple[int, str, str | None, str]


def due(connection: sqlite3.Connection, months: int, today: date) -> list[Unasked]:
    """Who was not asked in so many months: clients, supporters and advocates first, each the longest unasked first.

    Nobody at arm's length and nobody archived; no prospects, who have not seen your work yet.
    """
    people: dict[int, tuple[Who, str, str]] = {}
    for number, rung, circle, added_on, placed, *names in connection.execute(_PEOPLE, {"today": today.isoformat()}):
        held = standing.rung_on(connection, number, today)[0] if placed and placed > today.isoformat() else rung
        if held != rungs.FIRST_RUNG:
            people[number] = ((number, held, circle, added_on), *names)
    found = []
    for number, (since, asked) in unasked(connection, months, today, (who for who, _, _ in people.values())).items():
        who, handle, name = people[number]
        begun = sure_day(since)
        found.append(Unasked(handle, name, who[1], day(asked), begun, (today - begun).days))
    return sorted(found, key=lambda each: (_FIRST.get(each.rung, _LAST), each.since, each.person))


def unasked(
    connection: sqlite3.Connection, months: int, today: date, people: Iterable[Who]
) -> dict[int, tuple[str, str | None]]:
    """Of these people, those who were not asked in so many months, none of them at arm's length, by number.

    With each the day since when, and the day they were last asked, None where they never were: then it counts from the
    day they were added. Days as texts, as the journal has them: of thousands, few are near the limit.
    """
    every, surely = Cadence(months=months), cadence.add_months(today, -months)
    # Months are clamped to their ends, so of three days more the rule decides.
    latest, sure = (surely + timedelta(days=3)).isoformat(), surely.isoformat()
    asked = dict(connection.execute(_LAST_ASKED, (today.isoformat(),)).fetchall())
    circles = standing.circles_before(connection, today)
    found = {}
    for number, rung, circle, added_on in people:
        last = asked.get(number)
        since = last or added_on
        is_due = since <= sure or (since <= latest and _is_due(sure_day(since), every, today))
        if is_due and rungs.circle(rung, circles.get(number, circle)) != "arms-length":
            found[number] = (since, last)
    return found


def _is_due(since: date, every: Cadence, today: date) -> bool:
    due_on = cadence.due_on(since, every)
    return due_on is not None and due_on <= today

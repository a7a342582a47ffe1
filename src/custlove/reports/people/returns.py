"""Who came back kindly from toxic or terrorist, of those whom `today` may have to tell of (idea E3)."""

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from custlove.reports.people import standing
from custlove.reports.rows import day, sure_day
from custlove.rules import harm, suggestions
from custlove.rules.feedback import UNHAPPY_SCORE
from custlove.rules.guard import HARM
from custlove.rules.ladder_facts import Endings, Facts, Named
from custlove.schema import predicates

_PERSON = (
    "SELECT handle, name,"
    " (SELECT max(day) FROM rung_stay WHERE person_id = person.id AND circle IS NULL AND day <= :day)"
    f" FROM person WHERE id = :person AND {predicates.person_here(day=':day')}"
)
# No more than the days that are told of: what somebody did before is not read.
_IN_TIME = "day BETWEEN :since AND :day"
_FELT = (
    f"SELECT day, felt FROM touchpoint_person WHERE person_id = :person AND felt IS NOT NULL AND outgoing = 0"
    f" AND {_IN_TIME}"
)
_DEEDS = (
    "SELECT heard_day, 'praised you' FROM feedback WHERE person_id = :person AND kind = 'praise'"
    f" AND coalesce(score, 10) > {UNHAPPY_SCORE} AND heard_{_IN_TIME}"
    " UNION ALL SELECT day, 'sent ' || name FROM introduction JOIN person ON person.id = introduction.person_id"
    f" WHERE by_id = :person AND {_IN_TIME}"
)


class Returned(NamedTuple):
    """Somebody who came back kindly: on which rung they stand, the day of their last kind deed, which it was."""

    person: str
    name: str
    rung: str
    on: date
    because: str


def lately(connection: sqlite3.Connection, people: Iterable[int], since: date, today: date) -> list[Returned]:
    """Those of these people who came back kindly from a day on, the last one first."""
    found = [back for number in people if (back := _returned(connection, number, since, today))]
    return sorted(found, key=lambda each: (-each.on.toordinal(), each.person))


def _returned(connection: sqlite3.Connection, number: int, since: date, today: date) -> Returned | None:
    rung, placed_on = standing.rung_on(connection, number, today)
    given = {"person": number, "since": since.isoformat(), "day": today.isoformat()}
    row = connection.execute(_PERSON, given).fetchone() if rung in HARM else None
    if row is None:
        return None
    handle, name, stayed_on = row
    felt = [(sure_day(on), each) for on, each in connection.execute(_FELT, given)]
    deeds = [Named(sure_day(on), text) for on, text in connection.execute(_DEEDS, given)]
    facts = Facts(rung, since=placed_on, stayed_on=day(stayed_on), endings=Endings(harm.endings(felt)), kind=deeds)
    kind = suggestions.kind_return(facts)
    return Returned(handle, name, rung, *kind[-1]) if kind else None

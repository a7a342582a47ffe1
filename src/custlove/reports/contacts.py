"""How much people were in touch in a period: touchpoints, minutes, and what they left you with."""

import sqlite3
from datetime import date
from typing import NamedTuple

# One seek a person into the index of people and days, which holds all that is summed: nothing is sorted, and no row is
# looked up.
_SUMS = """
SELECT person.id, count(*), count(minutes), coalesce(sum(minutes), 0), coalesce(sum(max(energy, 0)), 0),
       coalesce(sum(min(energy, 0)), 0)
FROM person CROSS JOIN touchpoint_person AS touch INDEXED BY touchpoint_person_day
    ON touch.person_id = person.id AND touch.day BETWEEN :since AND :until{whose} GROUP BY person.id
"""


class Contact(NamedTuple):
    """What there was with a person: touchpoints, those whose minutes are known, minutes, energy got and energy spent.

    `fed` is the sum of what left you warm or fed, `drained` (zero or less) of what left you tired or drained.
    """

    touchpoints: int = 0
    timed: int = 0
    minutes: int = 0
    fed: int = 0
    drained: int = 0


def sums(connection: sqlite3.Connection, since: date, until: date, person_id: int | None = None) -> dict[int, Contact]:
    """What there was with everybody, or with one person, from a day to a day, by their number."""
    whose = "" if person_id is None else " AND person.id = :person"
    values = {"since": since.isoformat(), "until": until.isoformat(), "person": person_id}
    return {number: Contact(*found) for number, *found in connection.execute(_SUMS.format(whose=whose), values)}

"""With whom to ease off (ideas A5 and A8): nobody answers, or you come far more often than you meant to."""

import sqlite3
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from custlove.reports.people import obligations, standing
from custlove.reports.people.standing import Reached
from custlove.reports.rows import sure_day
from custlove.rules import cadence, contact_frequency
from custlove.rules.cadence import Cadence
from custlove.rules.contact_frequency import Contact

# The touchpoints of a person up to a day, newest first: an answer of the same day counts by its time.
_NEWEST_FIRST = """
SELECT touch.day, touchpoint.direction
FROM touchpoint_person AS touch JOIN touchpoint ON touchpoint.id = touch.touchpoint_id
WHERE touch.person_id = ? AND touch.day <= ?
ORDER BY touch.day DESC, touchpoint.at DESC, touchpoint.id DESC
"""


class EaseOff(NamedTuple):
    """A person to ease off with: outgoing touchpoints since the last answer, why in words, when you last wrote."""

    person: str
    name: str
    unanswered: int
    because: str
    last_out_on: date


def of_people(
    connection: sqlite3.Connection,
    candidates: Sequence[int],
    cadences: Mapping[str, Cadence],
    today: date,
    owed_then: Callable[[], Container[str]] | None = None,
) -> list[EaseOff]:
    """Those of these people with whom to ease off on a day, the most unanswered first.

    `owed_then` tells to whom you owe something on that day, for a caller who knows it.

    Nobody at arm's length and nobody who is archived: nothing is suggested for them. And nobody to whom you owe
    something (reports/people/obligations.py): then being in touch is right.
    """
    people = standing.in_reach(connection, candidates, today)
    found = [ease for person in people if (ease := _ease(connection, person, cadences, today))]
    owing = (owed_then() if owed_then else obligations.to_everybody(connection, today)) if found else {}
    free = [each for each in found if each.person not in owing]
    return sorted(free, key=lambda each: (-each.unanswered, -each.last_out_on.toordinal(), each.person))


def of_person(
    connection: sqlite3.Connection, person_id: int, cadences: Mapping[str, Cadence], today: date
) -> EaseOff | None:
    """Whether to ease off with one person on a day, and why; None when not."""
    for person in standing.in_reach(connection, [person_id], today):
        if (ease := _ease(connection, person, cadences, today)) and not obligations.to_person(
            connection, person_id, today
        ):
            return ease
    return None


def is_last(connection: sqlite3.Connection, person_id: int, number: int, today: date) -> bool:
    """Whether nothing came after a touchpoint with a person, up to a day."""
    sql = _NEWEST_FIRST.replace("touch.day, touchpoint.direction", "touchpoint.id", 1)
    return bool(connection.execute(sql, (person_id, today.isoformat())).fetchone() == (number,))


def _ease(
    connection: sqlite3.Connection, person: Reached, cadences: Mapping[str, Cadence], today: date
) -> EaseOff | None:
    own = cadence.from_code(person.every)
    rhythm = cadences[person.rung] if own is None else own
    ease = contact_frequency.ease_off(_contacts(connection, person.id, today), rhythm, today)
    if ease is None:
        return None
    return EaseOff(person.person, person.name, ease.unanswered, _because(ease, rhythm, today), ease.last_out)


def _contacts(connection: sqlite3.Connection, person_id: int, today: date) -> Iterator[Contact]:
    rows = connection.execute(_NEWEST_FIRST, (person_id, today.isoformat()))
    return (Contact(sure_day(on), direction) for on, direction in rows)


def _because(ease: contact_frequency.Ease, rhythm: Cadence, today: date) -> str:
    said = [f"{ease.unanswered} in a row without an answer"] if ease.unanswered >= contact_frequency.UNANSWERED else []
    if ease.crowded is not None and (start := contact_frequency.window_start(rhythm, today)):
        said.append(
            f"{ease.crowded} from you in {(today - start).days} days,"
            f" every {rhythm} asks for {contact_frequency.PERIODS}"
        )
    return "; ".join(said)

"""Who may have to be named in `today`: a seek each by the partial indexes on what the database keeps of a person.

Nobody is left out whom the rules would name, and the reports that ask them are loaded only where there is somebody.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from custlove.rules import contact_frequency, satisfaction
from custlove.rules.cadence import Cadence
from custlove.rules.thresholds import value

_HERE = "SELECT id FROM person WHERE archived_on IS NULL AND "
_LOW = _HERE + "left_low_on BETWEEN ? AND ?"
_UNANSWERED = f"{_HERE}unanswered >= {contact_frequency.UNANSWERED}"
_CROWDED = _HERE + "crowded_until > ?"
_CROWDED_BY_RUNG = _HERE + "every IS NULL AND rung = ? AND seventh_out_on > ?"
# Empty unless today lies in the past: what is kept tells of the newest facts.
_CONTACT_SINCE = (
    "SELECT 1 FROM person WHERE last_contact_on > :day"
    " UNION ALL SELECT 1 FROM person WHERE last_touch_on > :day LIMIT 1"
)
_BACK = "SELECT id FROM person WHERE rung IN ('terrorist', 'toxic') AND last_from_them_on >= ?"
_ARCHIVED_SINCE = "SELECT id FROM person WHERE archived_on > ?"
_MOVED_SINCE = "SELECT id FROM person WHERE rung_since > ?"


def left_low(connection: sqlite3.Connection, numbers: Mapping[str, int], today: date) -> list[int]:
    """The numbers of those whom the last time may have left low, not longer ago than anything is suggested for it."""
    since = satisfaction.since(today, value(numbers, "leaving.days"))
    kept = _numbers(
        connection, [(_LOW, (since.isoformat(), today.isoformat())), (_ARCHIVED_SINCE, (today.isoformat(),))]
    )
    if not is_past(connection, today):
        return kept
    from custlove.reports import as_of

    return list(dict.fromkeys([*kept, *as_of.left_low(connection, since, today)]))


def ease_off(connection: sqlite3.Connection, cadences: Mapping[str, Cadence], today: date) -> list[int]:
    """The numbers of those with whom it may be time to ease off."""
    seeks: list[tuple[str, Sequence[str]]] = [(_UNANSWERED, ())]
    seeks += [(sql, (today.isoformat(),)) for sql in (_CROWDED, _ARCHIVED_SINCE, _MOVED_SINCE)]
    for rung, rhythm in cadences.items():
        if start := contact_frequency.window_start(rhythm, today):
            seeks.append((_CROWDED_BY_RUNG, (rung, start.isoformat())))
    kept = _numbers(connection, seeks)
    if not is_past(connection, today):
        return kept
    from custlove.reports import as_of

    return list(dict.fromkeys([*kept, *as_of.unanswered(connection, today)]))


def came_back(connection: sqlite3.Connection, since: date, today: date) -> list[int]:
    """The numbers of those who may have come back kindly from toxic or terrorist from a day on."""
    return _numbers(connection, [(_BACK, (since.isoformat(),)), (_MOVED_SINCE, (today.isoformat(),))])


def is_past(connection: sqlite3.Connection, today: date) -> bool:
    """Whether anybody was in contact or touched after a day."""
    return connection.execute(_CONTACT_SINCE, {"day": today.isoformat()}).fetchone() is not None


def to_ease_off_with(connection: sqlite3.Connection, people: Sequence[int], today: date) -> list[int]:
    """Of these people, those with whom it may be time to ease off."""
    marks = ",".join("?" * len(people))
    kept = f"unanswered >= {contact_frequency.UNANSWERED} OR seventh_out_on IS NOT NULL OR last_contact_on > ?"
    sql = f"SELECT id FROM person WHERE id IN ({marks}) AND ({kept})"
    return [number for (number,) in connection.execute(sql, (*people, today.isoformat()))]


def _numbers(connection: sqlite3.Connection, seeks: Sequence[tuple[str, Sequence[str]]]) -> list[int]:
    found: Iterator[int] = (number for sql, values in seeks for (number,) in connection.execute(sql, values))
    return list(dict.fromkeys(found))

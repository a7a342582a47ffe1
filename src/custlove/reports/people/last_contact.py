"""When several people were last in touch, on a day that may be past."""

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from custlove.reports.rows import by_ids, day
from custlove.schema import contact_predicates


def _known(column: str, asked: str) -> str:
    # What is kept with a person tells of the newest: on a past day it is asked for anew.
    return f"CASE WHEN {column} <= :today THEN {column} WHEN {column} IS NOT NULL THEN {asked} END"


_LAST = f"""
SELECT id, {_known("last_contact_on", contact_predicates.last_contact_on())},
    {_known("last_from_them_on", contact_predicates.last_from_them_on())},
    {_known("last_word_on", contact_predicates.last_word_on())}
FROM person WHERE id IN ({{ids}})
"""


class LastContact(NamedTuple):
    """The days of the last contact in either direction, of the last from them, and of that which was no purchase."""

    contact_on: date | None = None
    from_them_on: date | None = None
    word_on: date | None = None


NEVER = LastContact()


def of_people(connection: sqlite3.Connection, people: Iterable[int], today: date) -> dict[int, LastContact]:
    """When each of these people was last in touch, up to a day."""
    rows = by_ids(connection, _LAST, people, {"today": today.isoformat()})
    return {number: LastContact(*map(day, days)) for number, *days in rows}

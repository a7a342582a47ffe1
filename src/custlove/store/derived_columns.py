"""What the database derives of people and of those who were at a touchpoint, worked out for many at once.

Triggers do it row by row; where thousands are written or removed, that would take most of the time.
"""

import sqlite3
from collections.abc import Iterable

# Whose rows show contact, and which column says with whom: of each there are triggers `contact_TABLE_added`, `_changed`
# and `_removed`.
PERSON_OF = {
    "touchpoint_person": "person_id",
    "purchase": "person_id",
    "ask": "person_id",
    "feedback": "person_id",
    "introduction": "by_id",
    "promise": "person_id",
    "mistake": "person_id",
}
# What says of a touchpoint that it waits for no answer.
TOUCHPOINT_OF = {"feedback": "thanked_touchpoint", "mistake": "followed_up_touchpoint"}


def refresh(connection: sqlite3.Connection, people: Iterable[int]) -> None:
    """Bring what is derived of these people up to date."""
    sql = "UPDATE person_contact SET person_id = person_id WHERE person_id = ?"
    connection.executemany(sql, ((person,) for person in sorted(people)))


def refresh_participants(connection: sqlite3.Connection, touchpoints: Iterable[int]) -> None:
    """Bring what is derived of those who were at these touchpoints up to date."""
    sql = "UPDATE participant SET id = id WHERE touchpoint_id = ?"
    connection.executemany(sql, ((touchpoint,) for touchpoint in sorted(touchpoints)))

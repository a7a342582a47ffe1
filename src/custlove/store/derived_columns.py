"""What the database derives of a person from their touchpoints, worked out for many people at once.

Triggers do it touchpoint by touchpoint; where thousands are written or removed, that would take most of the time.
"""

import sqlite3
from collections.abc import Iterable

_REFRESH = """
UPDATE person SET (last_touch_on, unanswered, seventh_out_on, left_low_on) =
    (SELECT last_touch_on, unanswered, seventh_out_on, left_low_on FROM person_contact WHERE person_id = person.id)
WHERE id = ?
"""


def refresh(connection: sqlite3.Connection, people: Iterable[int]) -> None:
    """Bring what is derived of these people up to date."""
    connection.executemany(_REFRESH, ((person,) for person in sorted(people)))

"""What the database derives of a person from their touchpoints, worked out for many people at once.

Triggers do it touchpoint by touchpoint; where thousands are written or removed, that would take most of the time.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

_REFRESH = """
UPDATE person SET (last_touch_on, unanswered, seventh_out_on, left_low_on) =
    (SELECT last_touch_on, unanswered, seventh_out_on, left_low_on FROM person_contact WHERE person_id = person.id)
WHERE id = ?
"""
_LINKS = "touchpoint_person"


def refresh(connection: sqlite3.Connection, people: Iterable[int]) -> None:
    """Bring what is derived of these people up to date."""
    connection.executemany(_REFRESH, ((person,) for person in sorted(people)))


@contextmanager
def without(connection: sqlite3.Connection, kind: str, names: str = "*") -> Iterator[None]:
    """The table of who was there without its triggers or indexes of these names, for a while and inside a transaction.

    Whatever ends the transaction early brings them back.
    """
    found = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = ? AND tbl_name = ? AND name GLOB ? AND sql IS NOT NULL",
        (kind, _LINKS, names),
    ).fetchall()
    for name, _ in found:
        connection.execute(f"DROP {kind} {name}")
    yield
    for _, sql in found:
        connection.execute(sql)

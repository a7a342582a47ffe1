"""Whether a journal still has the tables, indexes and triggers that custlove made.

Programs that rebuild a table (`sqlite-utils transform`, a column renamed in a table editor) drop its triggers: what is
written then is missing in the history, in search and in what is derived.
"""

import os
import sqlite3
from contextlib import closing

from custlove.errors import NotAJournal
from custlove.schema.tables import SCHEMA_SIZE

# Without the tables that SQLite makes itself for the search index: each version writes them down in its own way.
_OBJECTS = "FROM sqlite_schema WHERE type <> 'view' AND sql IS NOT NULL AND name NOT GLOB 'search_*'"
_SIZE = f"SELECT count(*), sum(length(sql)) {_OBJECTS}"
_Place = str | os.PathLike[str]


def check(connection: sqlite3.Connection, path: _Place) -> None:
    """Raise NotAJournal where another program changed what custlove made; what it added is its own affair."""
    if size(connection) != SCHEMA_SIZE and (changed := differences(connection)):
        more = f" and {len(changed) - 1} more" if changed[1:] else ""
        raise NotAJournal(
            f"Another program changed the tables of {path}: {changed[0]}{more}.",
            "Nothing was changed. Reading still works. Put a backup in its place, or bring all into a new journal:"
            " custlove export jsonl all.jsonl, custlove init NEW, custlove --journal NEW import jsonl all.jsonl",
        )


def size(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many tables, indexes and triggers there are, and how long their SQL is: whatever is rebuilt changes it."""
    found: tuple[int, int] = connection.execute(_SIZE).fetchone()
    return found


def differences(connection: sqlite3.Connection) -> list[str]:
    """The tables, indexes and triggers that are missing or not as custlove makes them, in words."""
    from custlove.store import migrate

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate.run_steps(fresh, 0)
        wanted, here = _objects(fresh), _objects(connection)
    return [
        f"the {kind} {name} is {'changed' if (kind, name) in here else 'missing'}"
        for (kind, name), sql in wanted.items()
        if here.get((kind, name)) != sql
    ]


def _objects(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    rows = connection.execute(f"SELECT type, name, sql {_OBJECTS} ORDER BY type DESC, name")
    return {(kind, name): sql for kind, name, sql in rows}

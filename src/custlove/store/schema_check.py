"""Whether a journal still has the tables, indexes and triggers that custlove made.

Programs that rebuild a table (`sqlite-utils transform`, a column renamed in a table editor) drop its triggers: what is
written then is missing in the history, in search and in what is derived.
"""

import os
import sqlite3
from contextlib import closing
from typing import NamedTuple

from custlove.errors import NotAJournal
from custlove.schema.tables import SCHEMA_SIZE

# Without the tables that SQLite makes itself for the search index: each version writes them down in its own way.
_OWN = "sql IS NOT NULL AND name NOT GLOB 'search_*'"
_SIZE = f"SELECT count(*), sum(length(sql)) FROM sqlite_schema WHERE type <> 'view' AND {_OWN}"
_Place = str | os.PathLike[str]


class Difference(NamedTuple):
    """A table, index, trigger or view that is missing or changed, and the SQL that it should have."""

    kind: str
    name: str
    missing: bool
    sql: str

    @property
    def words(self) -> str:
        """What is wrong, in words."""
        return f"the {self.kind} {self.name} is {'missing' if self.missing else 'changed'}"


def check(connection: sqlite3.Connection, path: _Place) -> None:
    """Raise NotAJournal where another program changed what custlove made; what it added is its own affair."""
    if size(connection) != SCHEMA_SIZE and (
        changed := [each for each in differences(connection) if each.kind != "view"]
    ):
        more = f" and {len(changed) - 1} more" if changed[1:] else ""
        raise NotAJournal(
            f"Another program changed the tables of {path}: {changed[0].words}{more}.",
            "Nothing was changed. Reading still works. To mend it: custlove doctor --repair",
        )


def size(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many tables, indexes and triggers there are, and how long their SQL is: whatever is rebuilt changes it."""
    found: tuple[int, int] = connection.execute(_SIZE).fetchone()
    return found


def differences(connection: sqlite3.Connection) -> list[Difference]:
    """The tables, indexes, triggers and views that are missing or not as custlove makes them."""
    return compare(connection)[0]


def compare(connection: sqlite3.Connection) -> tuple[list[Difference], list[tuple[str, str]]]:
    """What is missing or changed; and what another program added, each with its kind."""
    rows = connection.execute(f"SELECT type, name, sql FROM sqlite_schema WHERE {_OWN}")
    here = {(kind, name): sql for kind, name, sql in rows}
    right = {key: sql for key, (_, sql) in wanted().items()}
    changed = [
        Difference(*key, key not in here, right[key])
        for key in sorted(right, key=_triggers_first)
        if here.get(key) != right[key]
    ]
    return changed, sorted(here.keys() - right.keys())


def wanted() -> dict[tuple[str, str], tuple[str, str]]:
    """What custlove makes, in its order: by kind and name, the table that it belongs to and its SQL."""
    from custlove.store import migrate

    sql = f"SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE {_OWN} ORDER BY rowid"
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate.run_steps(fresh, 0)
        return {(kind, name): (table, sql) for kind, name, table, sql in fresh.execute(sql)}


def _triggers_first(key: tuple[str, str]) -> tuple[int, str]:
    # Without these something goes wrong in silence.
    kind, name = key
    return ("trigger", "table", "index", "view").index(kind), name

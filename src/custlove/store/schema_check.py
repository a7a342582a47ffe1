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
    wanted, here = _wanted(), _objects(connection)
    changed = [
        Difference(kind, name, (kind, name) not in here, sql)
        for (kind, name), sql in wanted.items()
        if here.get((kind, name)) != sql
    ]
    return changed, sorted(here.keys() - wanted.keys())


def _wanted() -> dict[tuple[str, str], str]:
    from custlove.store import file

    with closing(file.empty()) as fresh:
        return _objects(fresh)


def _objects(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    rows = connection.execute(f"SELECT type, name, sql FROM sqlite_schema WHERE {_OWN} ORDER BY type DESC, name")
    return {(kind, name): sql for kind, name, sql in rows}

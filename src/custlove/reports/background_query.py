"""Long statements asked ahead: a second thread reads by a connection of its own while the first one goes on.

Python goes on only while SQLite takes one step, and a row is a step: so all rows of a statement come in one, as JSON.
"""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

Statement = tuple[str, Mapping[str, Any]]
Rows = Callable[[str, Mapping[str, Any]], Sequence[Sequence[Any]]]

# With fewer, to open the journal once more takes as long as it saves.
_MANY = 100_000
# In seconds.
_HAND_OVER = 0.0002


def directly(connection: sqlite3.Connection) -> Rows:
    """What gives the rows of a statement when they are wanted, and not before."""
    return lambda sql, values: connection.execute(sql, values).fetchall()


@contextmanager
def asking(connection: sqlite3.Connection, statements: Sequence[Statement]) -> Iterator[Rows]:
    """What gives the rows of a statement, of these and of any other, in whatever order they are wanted.

    Both connections see the journal at one moment: nothing can be written between the first's first look and its last.
    """

    def rows(sql: str, values: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        found = reader.rows(sql, values)
        return connection.execute(sql, values).fetchall() if found is None else found

    (largest,) = connection.execute("SELECT max(id) FROM touchpoint_person").fetchone()
    # As bytes: a path need not be text. An empty one is a journal in memory.
    (path,) = connection.execute("SELECT CAST(file AS BLOB) FROM pragma_database_list WHERE name = 'main'").fetchone()
    if not path or (largest or 0) < _MANY:
        yield directly(connection)
        return
    from custlove.reports.background_reader import Reader

    with _handing_over_quickly(), closing(Reader(Path(os.fsdecode(path)), statements)) as reader:
        yield rows


@contextmanager
def _handing_over_quickly() -> Iterator[None]:
    """Let a thread that waits for Python have it at once: between two statements it needs it for a moment only."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_HAND_OVER)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)

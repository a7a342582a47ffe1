"""The second thread of reports/background_query.py."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, NamedTuple

from custlove.errors import CustloveError
from custlove.store import file

# In seconds: a statement that had not begun yet when it was broken off is broken off again.
_A_MOMENT = 0.01


class _Found(NamedTuple):
    """The rows of a statement as JSON; or what kept this and all after it from being asked."""

    place: int
    rows: str = ""
    fault: Exception | None = None


class Reader:
    """Statements that are asked one after the other, from its making on."""

    def __init__(self, path: Path, statements: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
        self._statements = list(statements)
        self._found: dict[int, list[Any]] = {}
        self._given: set[int] = set()
        self._queue: SimpleQueue[_Found] = SimpleQueue()
        self._given_up = False
        self._connection: sqlite3.Connection | None = None
        self._thread = Thread(target=self._work, args=(path,))
        self._thread.start()

    def rows(self, sql: str, values: Mapping[str, Any]) -> list[Any] | None:
        """The rows of one of the statements, once; None of any other, or where the reader was kept from asking it.

        Raises what went wrong with a statement.
        """
        asked = (sql, values)
        place = self._statements.index(asked) if asked in self._statements else -1
        if place < 0 or place in self._given:
            return None
        while place not in self._found and not self._given_up:
            found = self._queue.get()
            if found.fault is None:
                self._found[found.place] = json.loads(found.rows)
            elif isinstance(found.fault, CustloveError | sqlite3.OperationalError):
                # Another program waits to write, and lets nobody else in: the first connection asks by itself.
                self._given_up = True
            else:
                raise found.fault
        self._given.add(place)
        return self._found.pop(place, None)

    def close(self) -> None:
        """Ask no further, and break off what is being asked."""
        self._given_up = True
        while self._thread.is_alive():
            # It may have come to its end by itself, and be closed.
            with suppress(sqlite3.ProgrammingError):
                if self._connection is not None:
                    self._connection.interrupt()
            self._thread.join(_A_MOMENT)

    def _work(self, path: Path) -> None:
        try:
            with closing(file.connect(path, timeout=0)) as connection:
                self._connection = connection
                connection.execute("PRAGMA query_only=ON")
                connection.execute("BEGIN")
                for place, (sql, values) in enumerate(self._statements):
                    if self._given_up:
                        break
                    row = connection.execute(_in_one(connection, sql, values), values).fetchone()
                    self._queue.put(_Found(place, row[0]))
        except Exception as fault:  # noqa: BLE001 - it is raised where the rows are wanted
            self._queue.put(_Found(-1, fault=fault))


def _in_one(connection: sqlite3.Connection, sql: str, values: Mapping[str, Any]) -> str:
    """The statement with all of its rows in one."""
    columns = connection.execute(f"SELECT * FROM ({sql}) LIMIT 0", values).description
    names = ", ".join(f"c{number}" for number, _ in enumerate(columns))
    return f"WITH found ({names}) AS ({sql}) SELECT json_group_array(json_array({names})) FROM found"

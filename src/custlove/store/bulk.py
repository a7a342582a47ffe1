"""Many rows at once: checked by what schema/ says, numbered, written in chunks, remembered in the history.

One by one, with the triggers, a row takes several times as long. Here the rows go through the change's own connection
by executemany, and what the triggers would have done for each is done for a chunk of them.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime
from itertools import chain, islice
from operator import itemgetter
from typing import Any

from custlove.errors import Refused, UsageError
from custlove.schema import columns
from custlove.schema.tables import TABLES
from custlove.store import derived_columns, digests, history_triggers, row_checks, transaction
from custlove.store.row_buffer import Fault, RowBuffer

_TRIGGERS = (
    "type = 'trigger' AND (name GLOB 'change_*_insert' OR name GLOB 'contact_*_added'"
    " OR name = 'touchpoint_person_added')"
)
# What an import writes most rows of.
_LARGE = ("touchpoint", "touchpoint_person", "change_row")
# Whose CHECKs say nothing but what schema/ says column by column.
_CHECKED_BY_COLUMN = frozenset({"touchpoint"})
# SQLite's own default of 2 MB has the pages of five tables' indexes written and read again and again.
_CACHE_KIB = 24_000
# SQLite allows 32,766 parameters in a statement since 3.32; older ones 999.
_CHUNK = 900


class WrongRows(Exception):
    """Rows that cannot be written, each with its line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(fault.reason for fault in faults))
        self.faults = faults


class Bulk:
    """Rows on their way into the journal, inside one change. They are there once they are flushed.

    `careful`: each row is checked when it is put, so that a wrong one stops nothing but itself.
    """

    def __init__(self, connection: sqlite3.Connection, change: int, *, careful: bool = False) -> None:
        self.connection = connection
        self._careful = careful
        self._change = change
        # What is referred to comes before what refers to it.
        self._buffers = {table: RowBuffer(table) for table in TABLES}
        self._touched: set[int] = set()
        self._recounted: set[int] = set()
        self._claimed: set[tuple[Any, ...]] = set()

    def put(self, table: str, line: int, values: Mapping[str, Any]) -> None:
        """Keep a row for the next flush; `line` says in a fault where it came from.

        Days are given as YYYY-MM-DD, moments as `stored` makes them: they are checked, and written as they are.
        Raises Refused, where rows are put with care, for one that is wrong.
        """
        if self._careful:
            try:
                row_checks.new_row(table, values)
            except UsageError as fault:
                raise Refused(fault.message.rstrip(".")) from fault
        buffer = self._buffers[table]
        buffer.pending.append(values)
        buffer.lines.append(line)

    def flush(self, *only: str) -> None:
        """Check and write the rows kept so far, or those of some tables and of what they refer to.

        Raises WrongRows; of a table with a wrong row nothing is written.
        """
        wanted = _with_referred(only) if only else TABLES
        for table, buffer in self._buffers.items():
            if table in wanted and buffer.pending:
                self._write(buffer)

    def number(self, table: str, wanted: int | None = None, uid: str | None = None) -> int:
        """The number of a new row: the one it had elsewhere if that is free here, else the next.

        Numbers are never given twice, not even after an undo; but what comes back (by its `uid`) gets its own again.
        """
        buffer = self._buffers[table]
        if buffer.top < 0:
            buffer.top = buffer.given = self._highest(table)
        if wanted is None or (wanted <= buffer.top and not self._free(buffer, wanted, uid)):
            buffer.top += 1
            return buffer.top
        buffer.top = max(buffer.top, wanted)
        return wanted

    def is_empty(self, table: str) -> bool:
        """Whether a table has no rows yet."""
        return self.connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is None

    def known(self, table: str, uids: Iterable[str]) -> set[str]:
        """Which of these are in the journal; all that was put before has to be flushed."""
        known: set[str] = set()
        waiting = iter(uids)
        while chunk := tuple(islice(waiting, _CHUNK)):
            marks = ",".join("?" * len(chunk))
            rows = self.connection.execute(f"SELECT uid FROM {table} WHERE uid IN ({marks})", chunk)
            known.update(chain.from_iterable(rows))
        return known

    def find(self, table: str, column: str, value: str | int) -> int | None:
        """The number of the flushed row that has this value in a column, or None."""
        row = self.connection.execute(f"SELECT id FROM {table} WHERE {column} = ?", (value,)).fetchone()
        return None if row is None else int(row[0])

    def identified(self, table: str, uid: str) -> int | None:
        """The number of the row with this identity, flushed or not, or None."""
        waiting = self._buffers[table].by_uid().get(uid)
        return self.find(table, "uid", uid) if waiting is None else waiting

    def claim(self, table: str, **values: Any) -> bool:
        """Whether no row has these values yet, flushed or claimed before; from now on one has."""
        key = (table, *values.items())
        conditions = " AND ".join(f"{column} = ?" for column in values)
        sql = f"SELECT 1 FROM {table} WHERE {conditions} LIMIT 1"
        if key in self._claimed or self.connection.execute(sql, tuple(values.values())).fetchone() is not None:
            return False
        self._claimed.add(key)
        return True

    def recount(self, touchpoint: int) -> None:
        """Have it looked at in the end who was at a touchpoint: people joined one that was there."""
        self._recounted.add(touchpoint)

    def settle(self) -> None:
        """Bring what the database derives up to date with the rows written."""
        derived_columns.refresh_participants(self.connection, self._recounted)
        derived_columns.refresh(self.connection, self._touched)

    def _write(self, buffer: RowBuffer) -> None:
        if faults := buffer.check():
            raise WrongRows(faults)
        with _without_checks(self.connection) if buffer.table in _CHECKED_BY_COLUMN else nullcontext():
            self.connection.executemany(buffer.insert, buffer.rows)
        self._remember(buffer)
        self._follow(buffer)
        buffer.clear()

    def _follow(self, buffer: RowBuffer) -> None:
        """Keep in mind whose derived columns the rows written have changed."""
        if person := derived_columns.PERSON_OF.get(buffer.table):
            self._touched.update(values[person] for values in buffer.pending)
        if link := derived_columns.TOUCHPOINT_OF.get(buffer.table):
            self._recounted.update(values[link] for values in buffer.pending if values.get(link) is not None)
        if buffer.table == "feedback_said_back":
            sql = "SELECT person_id FROM feedback WHERE id = ?"
            for values in buffer.pending:
                self._touched.update(*self.connection.execute(sql, (values["feedback_id"],)).fetchall())

    def _remember(self, buffer: RowBuffer) -> None:
        table, numbers = buffer.table, [row[0] for row in buffer.rows]
        made = digests.of_rows(table, buffer.names, buffer.rows)
        first, last = min(numbers), max(numbers)
        if last - first + 1 == len(numbers):
            if numbers != sorted(numbers):
                made = map(itemgetter(1), sorted(zip(numbers, made, strict=True)))
            # One text of bytes, of which SQLite takes each its part: one by one they take three times as long.
            whole, size = b"".join(made), digests.ROW_SIZE
            self.connection.execute(
                "INSERT INTO change_row (change_id, table_name, row_id, op, digest)"
                f" SELECT :change, :table, id, 'insert', substr(:digests, (id - :first) * {size} + 1, {size})"
                f" FROM {table} WHERE id BETWEEN :first AND :last ORDER BY id",
                {"change": self._change, "table": table, "digests": whole, "first": first, "last": last},
            )
        else:
            rows = ((self._change, table, *row) for row in sorted(zip(numbers, made, strict=True)))
            self.connection.executemany(
                "INSERT INTO change_row (change_id, table_name, row_id, op, digest) VALUES (?, ?, ?, 'insert', ?)", rows
            )

    def _highest(self, table: str) -> int:
        here = self.connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0]
        ever = self.connection.execute("SELECT max(row_id) FROM change_row WHERE table_name = ?", (table,)).fetchone()
        return max(here or 0, ever[0] or 0)

    def _free(self, buffer: RowBuffer, wanted: int, uid: str | None) -> bool:
        if wanted in buffer.ids() or self.find(buffer.table, "id", wanted) is not None:
            return False
        if wanted > buffer.given or uid is None:
            return True
        # It was given once and undone: it stands for that one thing for ever.
        sql = (
            "SELECT before FROM change_row WHERE table_name = ? AND row_id = ? AND before IS NOT NULL"
            " ORDER BY id DESC LIMIT 1"
        )
        row = self.connection.execute(sql, (buffer.table, wanted)).fetchone()
        if row is None:
            # Of what was forgotten the history knows the number alone.
            given = "SELECT 1 FROM change_row WHERE table_name = ? AND row_id = ?"
            return self.connection.execute(given, (buffer.table, wanted)).fetchone() is None
        return history_triggers.read_row(row[0]).get("uid") == uid


@contextmanager
def writing(connection: sqlite3.Connection, change: int, *, careful: bool = False) -> Iterator[Bulk]:
    """Rows in bulk, as part of a change; what is still kept at the end has to be flushed by the caller.

    What this leaves out meanwhile (triggers that it replaces, indexes of an empty table) is back at the end. Anything
    raised inside leaves the change as it was before.
    """
    bulk = Bulk(connection, change, careful=careful)
    # Indexes are made faster in one go than kept right row by row; of a table with much in it, it takes too long.
    empty = ", ".join(f"'{table}'" for table in _LARGE if bulk.is_empty(table))
    with _cache_of(connection, _CACHE_KIB), transaction.without(connection, _TRIGGERS):
        # Those of UNIQUE have no SQL, and stay.
        with transaction.without(connection, f"type = 'index' AND tbl_name IN ({empty}) AND sql IS NOT NULL"):
            yield bulk
        bulk.settle()


@contextmanager
def _cache_of(connection: sqlite3.Connection, kib: int) -> Iterator[None]:
    [before] = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_size = -{kib}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {before}")


@contextmanager
def _without_checks(connection: sqlite3.Connection) -> Iterator[None]:
    # What was found right is right; a second time by SQLite it would take as long as the writing.
    connection.execute("PRAGMA ignore_check_constraints = ON")
    try:
        yield
    finally:
        connection.execute("PRAGMA ignore_check_constraints = OFF")


def _with_referred(tables: Iterable[str]) -> set[str]:
    """Tables, and those that they refer to."""
    found: set[str] = set()
    waiting = list(tables)
    while waiting:
        table = waiting.pop()
        if table not in found:
            found.add(table)
            waiting += [column.reference for column in columns.of(table).values() if column.reference]
    return found


def stored(at: datetime) -> str:
    """A moment, which is in UTC, as the file keeps it: to the microsecond, without an offset."""
    return at.isoformat(" ", "microseconds")[:26]

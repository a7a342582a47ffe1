"""Rows of a table that wait to be written in bulk: checked by what schema/ says, column by column."""

from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from custlove.errors import UsageError
from custlove.schema import columns
from custlove.store import column_checks, row_checks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Whose derived columns are given by whoever puts the row: to have SQLite look them up takes three times as long.
_WITH_DERIVED = frozenset({"touchpoint_person"})


class Fault(NamedTuple):
    """What is wrong with the row that a line makes."""

    line: int
    reason: str


class RowBuffer:
    """One table's rows that wait: how they are checked and written, which numbers are given."""

    def __init__(self, table: str) -> None:
        self.table = table
        self._columns = [
            column for column in columns.of(table).values() if "derived" not in column.marks or table in _WITH_DERIVED
        ]
        self._defaults = {column.name: column.default for column in self._columns}
        marks = ", ".join("?" * len(self._columns))
        self.insert = f"INSERT INTO {table} ({', '.join(self._defaults)}) VALUES ({marks})"
        self._in_order: Callable[[Mapping[str, Any]], tuple[Any, ...]] = itemgetter(*self._defaults)
        self.top = -1
        self.given = 0
        self.clear()

    def clear(self) -> None:
        """Wait for other rows: these are written."""
        self.pending: list[Mapping[str, Any]] = []
        self.lines: list[int] = []
        self._ids: set[int] = set()
        self.rows: list[tuple[Any, ...]] = []
        self._by_uid: dict[str, int] = {}

    def ids(self) -> set[int]:
        """The numbers of the waiting rows."""
        self._ids.update(row["id"] for row in self.pending[len(self._ids) :])
        return self._ids

    def by_uid(self) -> dict[str, int]:
        """The numbers of the waiting rows by their identities."""
        for row in self.pending[len(self._by_uid) :]:
            self._by_uid[row["uid"]] = row["id"]
        return self._by_uid

    def check(self) -> list[Fault]:
        """Bring the waiting rows into `rows`, as the file keeps them; what is wrong with them, each with its line."""
        self.rows = self._as_tuples()
        if self.rows and all(map(column_checks.hold, self._columns, zip(*self.rows, strict=True))):
            return []
        return self._check_each()

    def _as_tuples(self) -> list[tuple[Any, ...]]:
        """The waiting rows in the order of the columns; none if one has a column that is unknown."""
        width, defaults = len(self._columns), self._defaults
        if not all(len(values) == width for values in self.pending):
            self.pending = [{**defaults, **values} for values in self.pending]
            if not all(len(values) == width for values in self.pending):
                return []
        try:
            return list(map(self._in_order, self.pending))
        except KeyError:
            return []

    def _check_each(self) -> list[Fault]:
        faults, self.rows = [], []
        for line, values in zip(self.lines, self.pending, strict=True):
            try:
                self.rows.append(tuple(row_checks.new_row(self.table, {**self._defaults, **values}).values()))
            except UsageError as fault:
                faults.append(Fault(line, fault.message.rstrip(".")))
        return faults

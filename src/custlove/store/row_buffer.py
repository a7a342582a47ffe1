"""Rows of a table that wait to be written in bulk: checked by what schema/ says, column by column."""

from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from custlove.errors import UsageError
from custlove.schema import columns
from custlove.store import column_checks, row_checks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

# Whose derived columns are given by whoever puts the row: to have SQLite look them up takes three times as long.
_WITH_DERIVED = frozenset({"touchpoint_person"})
_AS_NUMBER = {True: 1, False: 0}


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
        self.names: Sequence[str] = tuple(self._defaults)
        self._by_uid: dict[str, int] = {}

    @property
    def insert(self) -> str:
        """The statement that writes the checked `rows`."""
        marks = ", ".join("?" * len(self.names))
        return f"INSERT INTO {self.table} ({', '.join(self.names)}) VALUES ({marks})"

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
        rows = self._as_tuples()
        values = list(zip(*rows, strict=True))
        if not rows or not all(map(column_checks.hold, self._columns, values)):
            return self._check_each()
        # None, True and False are what sqlite3 looks for ways to adapt, and takes longer for than for the row itself.
        written = {
            column.name: tuple(map(_AS_NUMBER.get, of)) if column.kind == "bool" else of
            for column, of in zip(self._columns, values, strict=True)
            if of.count(None) < len(of)
        }
        self.names, self.rows = tuple(written), list(zip(*written.values(), strict=True))
        return []

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
        faults, self.rows, self.names = [], [], tuple(self._defaults)
        for line, values in zip(self.lines, self.pending, strict=True):
            try:
                self.rows.append(tuple(row_checks.new_row(self.table, {**self._defaults, **values}).values()))
            except UsageError as fault:
                faults.append(Fault(line, fault.message.rstrip(".")))
        return faults

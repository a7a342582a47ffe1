"""Rows of a table that wait to be written in bulk: checked by what schema/ says, column by column."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from custlove.errors import UsageError
from custlove.schema import columns
from custlove.store import column_checks, row_checks

# Whose derived columns are given by whoever puts the row, which is cheaper than to have a trigger fill them.
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
        self.top = -1
        self.given = 0
        self.clear()

    def clear(self) -> None:
        """Wait for other rows: these are written."""
        self.pending: list[Mapping[str, Any]] = []
        self.lines: list[int] = []
        self.ids: set[int] = set()
        self.rows: list[tuple[Any, ...]] = []
        self._by_uid: dict[str, int] = {}

    def put(self, line: int, values: Mapping[str, Any]) -> None:
        """Have a row wait."""
        self.pending.append(values)
        self.lines.append(line)
        self.ids.add(values["id"])

    def by_uid(self) -> dict[str, int]:
        """The numbers of the waiting rows by their identities."""
        for row in self.pending[len(self._by_uid) :]:
            self._by_uid[row["uid"]] = row["id"]
        return self._by_uid

    def check(self) -> list[Fault]:
        """Bring the waiting rows into `rows`, as the file keeps them; what is wrong with them, each with its line."""
        defaults, width = self._defaults, len(self._defaults)
        whole = [{**defaults, **values} for values in self.pending]
        self.rows = list(map(tuple, map(dict.values, whole)))
        if all(len(row) == width for row in self.rows) and all(
            map(column_checks.hold, self._columns, zip(*self.rows, strict=True))
        ):
            return []
        return self._check_each()

    def _check_each(self) -> list[Fault]:
        faults, self.rows = [], []
        for line, values in zip(self.lines, self.pending, strict=True):
            try:
                self.rows.append(tuple(row_checks.new_row(self.table, {**self._defaults, **values}).values()))
            except UsageError as fault:
                faults.append(Fault(line, fault.message.rstrip(".")))
        return faults

"""Single rows by plain statements on a change's own connection: checked, numbered, with an identity."""

import os
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, TypeVar

from custlove.errors import NotFound
from custlove.schema import columns, references
from custlove.store import row_checks

# What the list of a noun leaves out unless it is asked for all.
_CLOSED_HIDDEN = ("follow_up", "feedback", "fact", "mistake")
# What a table's rows are called where its name does not say it.
_CALLED = {"special_day": "day"}
# Which command lists them, where none is named after them.
_LISTED_BY = {"intention": "review"}
# A named tuple whose fields are columns of a table.
Row = TypeVar("Row", bound=NamedTuple)


def new_uid() -> str:
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, the rest random."""
    bits = time.time_ns() // 1_000_000 << 80 | int.from_bytes(os.urandom(10), "big")
    bits = bits & ~(0xF << 76) | 0x7 << 76
    digits = f"{bits & ~(0x3 << 62) | 0x2 << 62:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def next_id(connection: sqlite3.Connection, table: str) -> int:
    """The next number of a table: numbers are never given twice, not even after an undo."""
    sql = (
        f"SELECT max(coalesce((SELECT max(id) FROM {table}), 0),"
        " coalesce((SELECT max(row_id) FROM change_row WHERE table_name = ?), 0))"
    )
    return int(connection.execute(sql, (table,)).fetchone()[0]) + 1


def add(connection: sqlite3.Connection, table: str, **values: Any) -> int:
    """Write a new row; its number. Raises UsageError with what is wrong with a value."""
    known = columns.of(table)
    if "uid" in known and not values.get("uid"):
        values["uid"] = new_uid()
    number = values["id"] = values.get("id") or next_id(connection, table)
    row = row_checks.new_row(table, values)
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
    return int(number)


def update(connection: sqlite3.Connection, table: str, number: int, values: Mapping[str, Any]) -> None:
    """Write those of the values that differ from what the row holds; raises UsageError, and NotFound."""
    wanted = row_checks.changed(table, values)
    if not wanted:
        return
    here = connection.execute(f"SELECT {', '.join(wanted)} FROM {table} WHERE id = ?", (number,)).fetchone()
    if here is None:
        raise _missing(table, number)
    other = {name: value for (name, value), old in zip(wanted.items(), here, strict=True) if value != old}
    if other:
        sets = ", ".join(f"{name} = ?" for name in other)
        connection.execute(f"UPDATE {table} SET {sets} WHERE id = ?", (*other.values(), number))


def delete(connection: sqlite3.Connection, table: str, number: int) -> None:
    """Take a row out."""
    connection.execute(f"DELETE FROM {table} WHERE id = ?", (number,))


def get(connection: sqlite3.Connection, table: str, kind: type[Row], number: int) -> Row:
    """The row of that number, with the columns that `kind` names; raises NotFound if there is none."""
    found = next(select(connection, table, kind, "id = ?", (number,)), None)
    if found is None:
        raise _missing(table, number)
    return found


def select(
    connection: sqlite3.Connection, table: str, kind: type[Row], condition: str, values: Sequence[Any] = ()
) -> Iterator[Row]:
    """The rows of a table that meet a condition (which may end in an ORDER BY), days and moments as such."""
    known = columns.of(table)
    names: tuple[str, ...] = kind._fields
    readers = [_READERS.get(known[name].kind) for name in names]
    sql = f"SELECT {', '.join(names)} FROM {table} WHERE {condition}"
    for row in connection.execute(sql, values).fetchall():
        yield kind._make(
            value if reader is None or value is None else reader(value)
            for reader, value in zip(readers, row, strict=True)
        )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


_READERS: Mapping[str, Any] = {"date": date.fromisoformat, "datetime": _moment, "bool": bool}


def _missing(table: str, number: int) -> NotFound:
    noun, everything = _CALLED.get(table, table), " --all" if table in _CLOSED_HIDDEN else ""
    return NotFound(
        f"There is no {noun.replace('_', '-')} {references.of_kind(noun, number) or number}.",
        f"Their references: custlove {_LISTED_BY.get(noun, noun.replace('_', ''))} list{everything}",
    )

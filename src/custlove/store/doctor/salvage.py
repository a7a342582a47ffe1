"""Bringing what can be read of a damaged journal into a new one, row by row."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from custlove.schema.tables import TABLES
from custlove.store import history_triggers, transaction
from custlove.store.doctor.findings import UNREADABLE, Advance, ignore

# A row that cannot be read: so many numbers are tried one by one before the rest of the table is given up.
_MOST_TRIED = 20_000
_HISTORY = ("change", "change_row", "forgotten", "forgotten_digest")
# What hangs on a lost row is lost, and what hangs on that: references are no deeper.
_DEEPEST = 20


class Lost(NamedTuple):
    """Rows of a table that are not in the new journal: their numbers as far as they are known, and why."""

    table: str
    rows: tuple[int, ...]
    why: str


def copy(source: sqlite3.Connection, target: sqlite3.Connection, advance: Advance = ignore) -> list[Lost]:
    """Copy all rows that can be read into an empty journal, inside the caller's transaction; what is lost.

    Indexes, triggers, views, derived columns and the search index are those of the new journal: they are to be made
    anew once the rows are there.
    """
    lost: list[Lost] = []
    # A text with a wrong byte is better than none.
    source.text_factory = _text
    with transaction.without(target, "type = 'trigger'"):
        for table in (*TABLES, *_HISTORY):
            lost += _copy(source, target, table, advance)
        lost += _from_history(target)
        lost += _without_parents(target)
    return lost


def _text(stored: bytes) -> str:
    return stored.decode("utf-8", "replace")


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, table: str, advance: Advance) -> Iterator[Lost]:
    try:
        here = {name for (name,) in source.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    except UNREADABLE:
        here = set()
    names = [name for (name,) in target.execute("SELECT name FROM pragma_table_info(?)", (table,)) if name in here]
    if "id" not in names:
        yield Lost(table, (), "the table cannot be read")
        return
    marks = ", ".join("?" * len(names))
    insert = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
    refused = []
    for row in _readable(source, table, names):
        try:
            target.execute(insert, row)
        except (*UNREADABLE, ValueError, OverflowError):
            refused.append(row[names.index("id")])
        advance(1)
    if refused:
        yield Lost(table, tuple(number for number in refused if isinstance(number, int)), "it holds what it cannot")


def _readable(source: sqlite3.Connection, table: str, names: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """The rows of a table, in order; those that cannot be read are passed over one number at a time."""
    place, last = names.index("id"), -(2**63)
    tried = 0
    columns = ", ".join(names)
    while tried < _MOST_TRIED:
        try:
            for row in source.execute(f"SELECT {columns} FROM {table} WHERE id > ? ORDER BY id", (last,)):
                last, tried = row[place], 0
                yield row
        except UNREADABLE:
            last = max(last, 0) + 1
            tried += 1
            try:
                yield from source.execute(f"SELECT {columns} FROM {table} WHERE id = ?", (last,)).fetchall()
            except UNREADABLE:
                continue
        else:
            return


def _from_history(target: sqlite3.Connection) -> Iterator[Lost]:
    """Bring back rows that the history knows as they were last; the numbers of those that it does not."""
    for table in TABLES:
        missing = target.execute(
            "SELECT last.row_id, last.after FROM ("
            " SELECT row_id, op, after, max(id) FROM change_row WHERE table_name = ? GROUP BY row_id) AS last"
            f" WHERE last.op <> 'delete' AND last.row_id NOT IN (SELECT id FROM {table})",
            (table,),
        ).fetchall()
        lost = [number for number, after in missing if not _put(target, table, after)]
        if lost:
            yield Lost(table, tuple(lost), "it cannot be read")


def _put(target: sqlite3.Connection, table: str, text: str | None) -> bool:
    if text is None:
        return False
    row = history_triggers.read_row(text)
    try:
        target.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values())
        )
    except (*UNREADABLE, ValueError):
        return False
    return True


def _without_parents(target: sqlite3.Connection) -> Iterator[Lost]:
    """Take out rows that belong to one that is lost, or forget to which, where a row may belong to none."""
    for _ in range(_DEEPEST):
        found = target.execute("PRAGMA foreign_key_check").fetchall()
        if not found:
            return
        for table, number, parent, key in found:
            column, required = _reference(target, table, key)
            if required:
                target.execute(f"DELETE FROM {table} WHERE id = ?", (number,))
                yield Lost(table, (number,), f"the {parent.replace('_', ' ')} that it belongs to is lost")
            else:
                target.execute(f"UPDATE {table} SET {column} = NULL WHERE id = ?", (number,))


def _reference(connection: sqlite3.Connection, table: str, key: int) -> tuple[str, bool]:
    [column] = connection.execute('SELECT "from" FROM pragma_foreign_key_list(?) WHERE id = ?', (table, key)).fetchone()
    sql = 'SELECT "notnull" FROM pragma_table_info(?) WHERE name = ?'
    return column, bool(connection.execute(sql, (table, column)).fetchone()[0])


def settle(target: sqlite3.Connection, change: int) -> None:
    """Have the history of a new journal say which rows are lost: by the change that brought the others in."""
    for table in TABLES:
        target.execute(
            "INSERT INTO change_row (change_id, table_name, row_id, op, before)"
            f" SELECT ?, ?, row_id, 'delete', 'id=' || row_id FROM ("
            "  SELECT row_id, op, max(id) FROM change_row WHERE table_name = ? GROUP BY row_id) AS last"
            f" WHERE last.op <> 'delete' AND last.row_id NOT IN (SELECT id FROM {table})",
            (change, table, table),
        )

"""The rows of somebody who is forgotten: taken out of the tables, what others share with them left without them."""

import json
import sqlite3
from collections.abc import Collection, Iterable

from custlove.reports.people.footprint import Footprint
from custlove.schema.tables import TABLES
from custlove.services.change import Change
from custlove.store import derived_columns, transaction

# The word in the place of a text that others shared with them.
WITHHELD = "(forgotten)"


def to_blank(found: Footprint, *, keep_shared: bool) -> dict[str, set[int]]:
    """The rows of which the history keeps nothing but the number, by table."""
    blank = {table: {*found.own.get(table, ()), *found.past.get(table, ())} for table in TABLES}
    blank["imported"] |= found.keys
    if not keep_shared:
        blank["touchpoint"] |= found.shared
        for table, numbers in found.parts.items():
            blank[table] |= numbers
    return {table: numbers for table, numbers in blank.items() if numbers}


def take_out(change: Change, found: Footprint, *, keep_shared: bool) -> None:
    """Take out what is theirs, and have what is others' point to it no more; touchpoints with others stay."""
    connection = change.connection
    # What points to each other goes one after the other.
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for pointer in found.pointers:
        _update(connection, pointer.table, f"{pointer.column} = NULL", pointer.rows)
    others = _others_in_contact(connection, found)
    # For each row anew it would take the square of the time.
    with transaction.without(connection, "type = 'trigger' AND name GLOB 'contact_*_removed'"):
        for table in reversed(TABLES):
            _delete(connection, table, found.own.get(table, ()))
        if not keep_shared:
            for table, rows in found.parts.items():
                _delete(connection, table, rows)
            _update(connection, "touchpoint", f"text = '{WITHHELD}'", found.shared)
    _forget_marks(connection, found.keys)
    derived_columns.refresh(connection, others)


def _forget_marks(connection: sqlite3.Connection, keys: Collection[int]) -> None:
    """Leave out of what imports remember of touchpoints who was there: a mark of a name tells who, to whoever asks."""
    sql = "SELECT id, digest FROM imported WHERE digest LIKE '%who:%' AND id IN (SELECT value FROM json_each(?))"
    for number, marks in connection.execute(sql, (_list(keys),)).fetchall():
        kept = " ".join(each for each in marks.split() if not each.startswith("who:"))
        connection.execute("UPDATE imported SET digest = ? WHERE id = ?", (kept, number))


def _others_in_contact(connection: sqlite3.Connection, found: Footprint) -> set[int]:
    """Whose derived columns count rows that go."""
    others: set[int] = set()
    for table, person in derived_columns.PERSON_OF.items():
        sql = f"SELECT DISTINCT {person} FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
        others.update(number for (number,) in connection.execute(sql, (_list(found.own.get(table, ())),)))
    return others - found.people


def _delete(connection: sqlite3.Connection, table: str, rows: Iterable[int]) -> None:
    connection.execute(f"DELETE FROM {table} WHERE id IN (SELECT value FROM json_each(?))", (_list(rows),))


def _update(connection: sqlite3.Connection, table: str, setting: str, rows: Iterable[int]) -> None:
    connection.execute(f"UPDATE {table} SET {setting} WHERE id IN (SELECT value FROM json_each(?))", (_list(rows),))


def _list(rows: Iterable[int]) -> str:
    return json.dumps(sorted(rows))

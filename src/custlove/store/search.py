"""The full-text index: brought up to date from the history at the end of each change.

The index stores no text of its own. A row number packs the day, the kind and the id of what was found,
so reading it backwards is reading the newest first.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from custlove.store.changelog import read_row

_ID_BITS, _KIND_BITS = 36, 4
# The code of the table, of a row of the index.
CODE = f"(rowid >> {_ID_BITS} & {(1 << _KIND_BITS) - 1})"


class Searched(NamedTuple):
    """What of a table is searched: its code in the row number, its day, its texts."""

    code: int
    day: str
    texts: tuple[str, ...]


SEARCHED = {
    "person": Searched(1, "added_on", ("name", "nickname", "organisation", "role", "met", "notes")),
    "touchpoint": Searched(2, "day", ("text",)),
    "promise": Searched(3, "made_on", ("what", "extra", "release_why")),
    "feedback": Searched(4, "heard_day", ("text", "confirmed_text", "acted_text", "thanked_text", "acted_wanted")),
    "follow_up": Searched(5, "made_on", ("why",)),
    "ask": Searched(6, "day", ("text",)),
    "rung_move": Searched(7, "day", ("why",)),
    "fact": Searched(8, "day", ("text", "resolved_text")),
    "mistake": Searched(9, "noticed_on", ("what", "owned_text", "repaired_text", "followed_up_text")),
    "ritual": Searched(10, "added_on", ("what",)),
    "special_day": Searched(11, "added_on", ("what",)),
    "purchase": Searched(12, "day", ("what",)),
    "introduction": Searched(13, "day", ("text",)),
    "intention": Searched(14, "made_on", ("text", "note")),
}
TABLES = {searched.code: table for table, searched in SEARCHED.items()}


def unpack(rowid: int) -> tuple[str, int]:
    """The table and the id that a row number of the index stands for."""
    return TABLES[rowid >> _ID_BITS & (1 << _KIND_BITS) - 1], rowid & (1 << _ID_BITS) - 1


def first_rowid(julian_day: int) -> int:
    """The lowest row number that anything dated on this Julian day can have."""
    return julian_day << _ID_BITS + _KIND_BITS


def index_change(connection: sqlite3.Connection, change: int) -> None:
    """Take the words of what a change removed out of the index and put in those of what it wrote."""
    for table in _touched(connection, change):
        _forget(connection, change, table)
    learn(connection, change)


def forget(connection: sqlite3.Connection, change: int) -> None:
    """Take the words of the rows that a change touched out of the index, as they stand: they are about to change."""
    for table in _touched(connection, change):
        rowid, body = _packed(SEARCHED[table], SEARCHED[table].day, SEARCHED[table].texts, "id")
        connection.execute(
            f"INSERT INTO search (search, rowid, body) SELECT 'delete', {rowid}, {body} FROM {table} {_OF_CHANGE}"
            " ORDER BY 2",
            (change, table),
        )


def learn(connection: sqlite3.Connection, change: int) -> None:
    """Put the words of the rows that a change touched into the index, as they stand."""
    for table in _touched(connection, change):
        rowid, body = _packed(SEARCHED[table], SEARCHED[table].day, SEARCHED[table].texts, "id")
        # In ascending order, or FTS5 begins a new segment at every step back: four times as slow for a large import.
        connection.execute(
            f"INSERT INTO search (rowid, body) SELECT {rowid}, {body} FROM {table} {_OF_CHANGE} ORDER BY 1",
            (change, table),
        )


# The plus keeps SQLite to the rows of the change: by the table's name it would read the whole history of the table.
_OF_CHANGE = "WHERE id IN (SELECT row_id FROM change_row WHERE change_id = ? AND +table_name = ?)"


def _touched(connection: sqlite3.Connection, change: int) -> list[str]:
    rows = connection.execute("SELECT DISTINCT table_name FROM change_row WHERE change_id = ?", (change,))
    return sorted({table for (table,) in rows} & SEARCHED.keys())


def _forget(connection: sqlite3.Connection, change: int, table: str) -> None:
    # The first time a change touches a row is how the index still knows it.
    rows = connection.execute(
        "SELECT row_id, before FROM change_row WHERE id IN (SELECT min(id) FROM change_row"
        " WHERE change_id = ? AND +table_name = ? GROUP BY row_id) AND before IS NOT NULL",
        (change, table),
    )
    searched = SEARCHED[table]
    rowid, body = _packed(
        searched,
        "?1",
        [f"?{number}" for number in range(2, len(searched.texts) + 2)],
        "?" + str(len(searched.texts) + 2),
    )
    connection.executemany(
        f"INSERT INTO search (search, rowid, body) SELECT 'delete', {rowid}, {body}",
        ((before[searched.day], *(before[text] for text in searched.texts), row) for row, before in _before(rows)),
    )


def _before(rows: Iterable[tuple[int, str]]) -> Iterator[tuple[int, dict[str, str | int | None]]]:
    return ((row, read_row(before)) for row, before in rows)


def _packed(searched: Searched, day: str, texts: Sequence[str], row: str) -> tuple[str, str]:
    rowid = f"(CAST(julianday({day}) AS INTEGER) << {_ID_BITS + _KIND_BITS}) | ({searched.code} << {_ID_BITS}) | {row}"
    return rowid, " || ' ' || ".join(f"coalesce({text}, '')" for text in texts)

"""The full-text index: brought up to date from the history at the end of each change.

The index stores no text of its own. A row number packs the day, the kind and the id of what was found,
so reading it backwards is reading the newest first.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from custlove.schema import columns
from custlove.store.history_triggers import read_row

_ID_BITS, _KIND_BITS = 36, 4
_Row = Mapping[str, str | int | None]
# The code of the table, of a row of the index.
CODE = f"(rowid >> {_ID_BITS} & {(1 << _KIND_BITS) - 1})"


class Told(NamedTuple):
    """Texts in a table of their own that are searched under the row they belong to: whose, of which day, what."""

    table: str
    owner: str
    day: str
    text: str


class Searched(NamedTuple):
    """What of a table is searched: its code in the row number, its day, its texts, and what was told of it besides."""

    code: int
    day: str
    texts: tuple[str, ...]
    told: Told | None = None


_NOUNS = {
    "person": (1, "added_on", Told("let_be", "person_id", "made_on", "why")),
    "touchpoint": (2, "day", None),
    "promise": (3, "made_on", Told("promise_move", "promise_id", "moved_on", "why")),
    "feedback": (4, "heard_day", Told("feedback_said_back", "feedback_id", "day", "text")),
    "follow_up": (5, "made_on", None),
    "ask": (6, "day", None),
    "rung_move": (7, "day", None),
    "fact": (8, "day", None),
    "mistake": (9, "noticed_on", None),
    "ritual": (10, "added_on", Told("ritual_event", "ritual_id", "day", "text")),
    "special_day": (11, "added_on", None),
    "purchase": (12, "day", None),
    "introduction": (13, "day", None),
    "intention": (14, "made_on", None),
}
# The texts are the columns that models/ mark so.
SEARCHED = {
    table: Searched(code, day, columns.marked(table, "searched"), told) for table, (code, day, told) in _NOUNS.items()
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
    owners, rewritten = _owners(connection, change), _rewritten(connection, change)
    for table, told_of in owners.items():
        if table in rewritten or told_of != _OF_NONE:
            _take_out_before(connection, change, table, told_of)
    _put_in(connection, change, owners)


@contextmanager
def reversing(connection: sqlite3.Connection, change: int) -> Iterator[None]:
    """Keep the index right while the rows of a change are put back as they were."""
    # Whom the texts belonged to is known only while they are there.
    owners = _owners(connection, change)
    for table, told_of in owners.items():
        rowid, body = _as_it_stands(table)
        connection.execute(
            f"INSERT INTO search (search, rowid, body) SELECT 'delete', {rowid}, {body} FROM {table} {_OF_CHANGE}"
            " ORDER BY 2",
            (change, table, told_of),
        )
    yield
    _put_in(connection, change, owners)


def refill(connection: sqlite3.Connection) -> None:
    """Make the index anew from the rows as they stand, inside the caller's transaction."""
    connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
    for table in SEARCHED:
        rowid, body = _as_it_stands(table)
        connection.execute(f"INSERT INTO search (rowid, body) SELECT {rowid}, {body} FROM {table} ORDER BY 1")


def bodies(connection: sqlite3.Connection) -> Iterator[sqlite3.Cursor]:
    """What the index should hold, table by table: each row number with its text, in ascending order."""
    for table in SEARCHED:
        rowid, body = _as_it_stands(table)
        yield connection.execute(f"SELECT {rowid}, {body} FROM {table} ORDER BY 1")


# The plus keeps SQLite to the rows of the change: by the table's name it would read the whole history of the table.
_ROWS = "SELECT row_id FROM change_row WHERE change_id = ? AND +table_name = ?"
_OF_NONE = "[]"
_OF_CHANGE = f"WHERE id IN ({_ROWS} UNION SELECT value FROM json_each(?))"


def _owners(connection: sqlite3.Connection, change: int) -> dict[str, str]:
    """The searched tables that a change touched, each with the rows of which it wrote or removed what was told."""
    rows = connection.execute("SELECT DISTINCT table_name FROM change_row WHERE change_id = ?", (change,))
    touched, found = {table for (table,) in rows}, {}
    for table, searched in SEARCHED.items():
        if searched.told and searched.told.table in touched:
            found[table] = str(_told_of(connection, change, searched.told))
        elif table in touched:
            found[table] = _OF_NONE
    return found


def _rewritten(connection: sqlite3.Connection, change: int) -> set[str]:
    """The tables of which a change touched rows that were there before."""
    sql = "SELECT DISTINCT table_name FROM change_row WHERE change_id = ? AND before IS NOT NULL"
    return {table for (table,) in connection.execute(sql, (change,))}


def _told_of(connection: sqlite3.Connection, change: int, told: Told) -> list[int]:
    values = (change, told.table)
    there = connection.execute(f"SELECT {told.owner} FROM {told.table} WHERE id IN ({_ROWS})", values)
    return sorted({number for (number,) in there} | {int(row[told.owner] or 0) for row in _before(connection, *values)})


def _put_in(connection: sqlite3.Connection, change: int, owners: Mapping[str, str]) -> None:
    for table, told_of in owners.items():
        rowid, body = _as_it_stands(table)
        # In ascending order, or FTS5 begins a new segment at every step back: four times as slow for a large import.
        connection.execute(
            f"INSERT INTO search (rowid, body) SELECT {rowid}, {body} FROM {table} {_OF_CHANGE} ORDER BY 1",
            (change, table, told_of),
        )


def _take_out_before(connection: sqlite3.Connection, change: int, table: str, told_of: str) -> None:
    searched, told = SEARCHED[table], SEARCHED[table].told
    texts = [f":{text}" for text in searched.texts]
    words: dict[int, list[str]] = {}
    if told:
        untouched = (
            f"NOT EXISTS (SELECT 1 FROM change_row WHERE table_name = '{told.table}' AND row_id = {told.table}.id"
            " AND change_id = :change)"
        )
        texts += [_words_told(told, ":id", untouched), ":told"]
    if told and told_of != _OF_NONE:
        for row in _before(connection, change, told.table):
            words.setdefault(int(row[told.owner] or 0), []).append(str(row[told.text] or ""))
    rowid, body = _packed(searched, f":{searched.day}", texts, ":id")
    connection.executemany(
        f"INSERT INTO search (search, rowid, body) SELECT 'delete', {rowid}, {body}",
        (
            {**row, "change": change, "told": " ".join(words.get(int(row["id"] or 0), ()))}
            for row in _known(connection, change, table, told_of)
        ),
    )


def _known(connection: sqlite3.Connection, change: int, table: str, told_of: str) -> Iterator[_Row]:
    """The rows of a table that the index has other words of, as they were before a change."""
    yield from _before(connection, change, table)
    columns = ("id", SEARCHED[table].day, *SEARCHED[table].texts)
    sql = (
        f"SELECT {', '.join(columns)} FROM {table} WHERE id IN (SELECT value FROM json_each(?)) AND id NOT IN ({_ROWS})"
    )
    for row in connection.execute(sql, (told_of, change, table)).fetchall():
        yield dict(zip(columns, row, strict=True))


def _before(connection: sqlite3.Connection, change: int, table: str) -> Iterator[_Row]:
    # The first time a change touches a row is how the index still knows it.
    rows = connection.execute(
        "SELECT before FROM change_row WHERE id IN (SELECT min(id) FROM change_row"
        " WHERE change_id = ? AND +table_name = ? GROUP BY row_id) AND before IS NOT NULL",
        (change, table),
    )
    return (read_row(before) for (before,) in rows)


def _as_it_stands(table: str) -> tuple[str, str]:
    """The row number and the body of a row of a table, as SQL."""
    searched = SEARCHED[table]
    told = [_words_told(searched.told, f"{table}.id")] if searched.told else []
    return _packed(searched, searched.day, [*searched.texts, *told], f"{table}.id")


def _words_told(told: Told, owner: str, condition: str = "1") -> str:
    return (
        f"(SELECT group_concat({told.text}, ' ') FROM (SELECT {told.text} FROM {told.table}"
        f" WHERE {told.owner} = {owner} AND {condition} ORDER BY id))"
    )


def _packed(searched: Searched, day: str, texts: Sequence[str], row: str) -> tuple[str, str]:
    rowid = f"(CAST(julianday({day}) AS INTEGER) << {_ID_BITS + _KIND_BITS}) | ({searched.code} << {_ID_BITS}) | {row}"
    return rowid, " || ' ' || ".join(f"coalesce({text}, '')" for text in texts)

"""The full-text index: brought up to date from the history at the end of each change.

The index stores no text of its own. A row number packs the day, the kind and the id of what was found,
so reading it backwards is reading the newest first.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from custlove import folding
from custlove.schema import columns
from custlove.store.history_triggers import read_row

_ID_BITS, _KIND_BITS = 36, 4
_Row = Mapping[str, str | int | None]
# The code of the table, of a row of the index.
CODE = f"(rowid >> {_ID_BITS} & {(1 << _KIND_BITS) - 1})"


class Told(NamedTuple):
    """Texts in a table of their own that are searched under the row they belong to: whose, of which day, what.

    `day` is SQL, "" for what has none. `aside`: it finds the row, and is not part of what the row says; `numbers`:
    there may be phone numbers in it, which any part finds.
    """

    table: str
    owner: str
    day: str
    text: str
    aside: bool = False
    numbers: bool = False


class Searched(NamedTuple):
    """What of a table is searched: its code in the row number, its day, its texts, and what was told of it besides."""

    code: int
    day: str
    texts: tuple[str, ...]
    told: tuple[Told, ...] = ()


_SINCE = "coalesce(since, '')"
_OF_PEOPLE = (
    Told("let_be", "person_id", "made_on", "why"),
    Told("person_detail", "person_id", "", "value", aside=True, numbers=True),
    Told("former_name", "person_id", "", "value", aside=True),
    Told("membership", "person_id", _SINCE, "organisation", aside=True),
    Told("membership", "person_id", _SINCE, "role", aside=True),
)
_NOUNS: Mapping[str, tuple[int, str, tuple[Told, ...]]] = {
    "person": (1, "added_on", _OF_PEOPLE),
    "touchpoint": (2, "day", (Told("touchpoint_tag", "touchpoint_id", "", "tag", aside=True),)),
    "promise": (3, "made_on", (Told("promise_move", "promise_id", "moved_on", "why"),)),
    "feedback": (4, "heard_day", (Told("feedback_said_back", "feedback_id", "day", "text"),)),
    "follow_up": (5, "made_on", ()),
    "ask": (6, "day", ()),
    "rung_move": (7, "day", ()),
    "fact": (8, "day", ()),
    "mistake": (9, "noticed_on", ()),
    "ritual": (10, "added_on", (Told("ritual_event", "ritual_id", "day", "text"),)),
    "special_day": (11, "added_on", ()),
    "purchase": (12, "day", ()),
    "introduction": (13, "day", ()),
    "intention": (14, "made_on", ()),
    "link": (15, "day", ()),
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
    _teach(connection)
    owners, rewritten = _owners(connection, change), _rewritten(connection, change)
    for table, told_of in owners.items():
        if table in rewritten or told_of != _OF_NONE:
            _take_out_before(connection, change, table, told_of)
    _put_in(connection, change, owners)


@contextmanager
def reversing(connection: sqlite3.Connection, change: int) -> Iterator[None]:
    """Keep the index right while the rows of a change are put back as they were."""
    _teach(connection)
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
    _teach(connection)
    connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
    for table in SEARCHED:
        rowid, body = _as_it_stands(table)
        connection.execute(f"INSERT INTO search (rowid, body) SELECT {rowid}, {body} FROM {table} ORDER BY 1")


def bodies(connection: sqlite3.Connection) -> Iterator[sqlite3.Cursor]:
    """What the index should hold, table by table: each row number with its text, in ascending order."""
    _teach(connection)
    for table in SEARCHED:
        rowid, body = _as_it_stands(table)
        yield connection.execute(f"SELECT {rowid}, {body} FROM {table} ORDER BY 1")


def words_of(body: str | bytes | None) -> str:
    """What the index gets of a text; where bytes are no UTF-8, something stands in their place."""
    return folding.search_text(_text(body))


def aside_words(text: str) -> str:
    """What the index gets of a text in which there may be a phone number, before it is folded."""
    return f"{text} {folding.number_words(text)}"


def _text(value: str | bytes | None) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else value or ""


def _teach(connection: sqlite3.Connection) -> None:
    """Have SQLite fold as this program does."""
    connection.create_function("search_words", 1, words_of, deterministic=True)
    connection.create_function("number_words", 1, lambda text: folding.number_words(_text(text)), deterministic=True)


# The plus keeps SQLite to the rows of the change: by the table's name it would read the whole history of the table.
_ROWS = "SELECT row_id FROM change_row WHERE change_id = ? AND +table_name = ?"
_OF_NONE = "[]"
_OF_CHANGE = f"WHERE id IN ({_ROWS} UNION SELECT value FROM json_each(?))"


def _owners(connection: sqlite3.Connection, change: int) -> dict[str, str]:
    """The searched tables that a change touched, each with the rows of which it wrote or removed what was told."""
    rows = connection.execute("SELECT DISTINCT table_name FROM change_row WHERE change_id = ?", (change,))
    touched, found = {table for (table,) in rows}, {}
    for table, searched in SEARCHED.items():
        # Two texts of a table are told of the same rows.
        told = {each.table: each for each in searched.told if each.table in touched}
        if told:
            whose = {number for each in told.values() for number in _told_of(connection, change, each)}
            found[table] = str(sorted(whose))
        elif table in touched:
            found[table] = _OF_NONE
    return found


def _rewritten(connection: sqlite3.Connection, change: int) -> set[str]:
    """The tables of which a change touched rows that were there before."""
    sql = "SELECT DISTINCT table_name FROM change_row WHERE change_id = ? AND before IS NOT NULL"
    return {table for (table,) in connection.execute(sql, (change,))}


def _told_of(connection: sqlite3.Connection, change: int, told: Told) -> set[int]:
    values = (change, told.table)
    there = connection.execute(f"SELECT {told.owner} FROM {told.table} WHERE id IN ({_ROWS})", values)
    return {number for (number,) in there} | {int(row[told.owner] or 0) for row in _before(connection, *values)}


def _put_in(connection: sqlite3.Connection, change: int, owners: Mapping[str, str]) -> None:
    for table, told_of in owners.items():
        rowid, body = _as_it_stands(table)
        # In ascending order, or FTS5 begins a new segment at every step back: four times as slow for a large import.
        connection.execute(
            f"INSERT INTO search (rowid, body) SELECT {rowid}, {body} FROM {table} {_OF_CHANGE} ORDER BY 1",
            (change, table, told_of),
        )


def _take_out_before(connection: sqlite3.Connection, change: int, table: str, told_of: str) -> None:
    searched = SEARCHED[table]
    texts = [f":{text}" for text in searched.texts]
    words: dict[int, list[str]] = {}
    for told in searched.told:
        untouched = (
            f"NOT EXISTS (SELECT 1 FROM change_row WHERE table_name = '{told.table}' AND row_id = {told.table}.id"
            " AND change_id = :change)"
        )
        texts.append(_words_told(told, ":id", untouched))
        if told_of != _OF_NONE:
            for row in _before(connection, change, told.table):
                text = str(row[told.text] or "")
                words.setdefault(int(row[told.owner] or 0), []).append(aside_words(text) if told.numbers else text)
    if searched.told:
        texts.append(":told")
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
    told = [_words_told(each, f"{table}.id") for each in searched.told]
    return _packed(searched, searched.day, [*searched.texts, *told], f"{table}.id")


def _words_told(told: Told, owner: str, condition: str = "1") -> str:
    # As bytes, for other programs may have written what is no UTF-8.
    text = f"{told.text} || ' ' || number_words(CAST({told.text} AS BLOB))" if told.numbers else told.text
    return (
        f"(SELECT group_concat(said, ' ') FROM (SELECT {text} AS said FROM {told.table}"
        f" WHERE {told.owner} = {owner} AND {condition} ORDER BY id))"
    )


def _packed(searched: Searched, day: str, texts: Sequence[str], row: str) -> tuple[str, str]:
    rowid = f"(CAST(julianday({day}) AS INTEGER) << {_ID_BITS + _KIND_BITS}) | ({searched.code} << {_ID_BITS}) | {row}"
    body = " || ' ' || ".join(f"coalesce({text}, '')" for text in texts)
    return rowid, f"search_words(CAST({body} AS BLOB))"

"""Full-text search over everything, newest first."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from custlove.reports.rows import sure_day
from custlove.store import search

_JULIAN_DAY_OF_ORDINAL = 1_721_424
# The people, the day and the text behind each kind of hit.
_SQL = {
    "person": "SELECT handle, name, added_on, {texts} FROM person WHERE id = ?",
    "touchpoint": (
        "SELECT group_concat(handle), group_concat(name, ', '), touchpoint.day, {texts} FROM touchpoint"
        " JOIN touchpoint_person ON touchpoint_id = touchpoint.id JOIN person ON person.id = person_id"
        " WHERE touchpoint.id = ?"
    ),
}
_OF_PERSON = (
    "SELECT handle, person.name, {table}.{day}, {texts} FROM {table} JOIN person ON person.id = person_id"
    " WHERE {table}.id = ?"
)


class Hit(NamedTuple):
    """Something that was found: what it is, its number, whom it is about, its day and its text."""

    kind: str
    id: int
    person: str
    name: str
    on: date
    text: str


def query(words: Iterable[str]) -> str:
    """Plain words as an FTS5 query: each must be there, as the beginning of a word; nothing is an operator."""
    return " ".join('"' + word.replace('"', '""') + '"*' for each in words for word in each.split())


def find(
    connection: sqlite3.Connection,
    words: Sequence[str],
    handle: str | None,
    since: date | None,
    until: date,
    limit: int | None,
) -> list[Hit]:
    """What holds all these words, newest first, up to a day; accents and case ignored."""
    asked = query(words)
    if not asked:
        return []
    lowest = 0 if since is None else search.first_rowid(since.toordinal() + _JULIAN_DAY_OF_ORDINAL)
    highest = search.first_rowid(until.toordinal() + _JULIAN_DAY_OF_ORDINAL + 1)
    rows = connection.execute(
        "SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC",
        (asked, lowest, highest),
    )
    hits: list[Hit] = []
    for (rowid,) in rows:
        hit = _hit(connection, *search.unpack(rowid))
        if hit is not None and (handle is None or handle in hit.person.split(",")):
            hits.append(hit)
        if limit is not None and len(hits) >= limit:
            break
    return hits


def _hit(connection: sqlite3.Connection, table: str, number: int) -> Hit | None:
    row: Sequence[Any] | None = connection.execute(_lookup(table), (number,)).fetchone()
    if row is None or row[0] is None:
        return None
    handle, name, on, text = row
    return Hit(table, number, handle, name, sure_day(on), " · ".join(part for part in text.split("\x1f") if part))


def _lookup(table: str) -> str:
    searched = search.SEARCHED[table]
    texts = " || char(31) || ".join(f"coalesce({table}.{text}, '')" for text in searched.texts)
    return _SQL.get(table, _OF_PERSON).format(table=table, day=searched.day, texts=texts)

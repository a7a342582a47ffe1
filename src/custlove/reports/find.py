"""Full-text search over everything, newest first."""

import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from functools import cache
from typing import NamedTuple

from custlove.reports.rows import sure_day
from custlove.schema import references
from custlove.store import search

_JULIAN_DAY_OF_ORDINAL = 1_721_424
# Texts that came later than what they belong to, and the column of their day.
_LATER: Mapping[str, Mapping[str, str]] = {
    "promise": {"extra": "kept_on", "release_why": "released_on"},
    "follow_up": {"let_go_why": "done_on"},
    "feedback": {
        "let_go_why": "let_go_day",
        "confirmed_text": "confirmed_day",
        "acted_text": "acted_day",
        "thanked_text": "thanked_day",
        "acted_wanted": "acted_day",
    },
    "fact": {"resolved_text": "resolved_on"},
    "mistake": {
        "owned_text": "owned_on",
        "repaired_text": "repaired_on",
        "followed_up_text": "followed_up_on",
        "let_go_why": "let_go_on",
    },
    "intention": {"note": "settled_on"},
}
_THERE = (
    "(SELECT group_concat({column}, '{between}') FROM (SELECT {column} FROM touchpoint_person"
    " JOIN person ON person.id = person_id WHERE touchpoint_id = touchpoint.id ORDER BY touchpoint_person.id))"
)
# Who stands behind each kind of hit.
_WHO = {
    "person": "handle, person.name",
    "touchpoint": f"{_THERE.format(column='handle', between=',')}, {_THERE.format(column='name', between=', ')}",
    # About nobody but yourself: a row without anybody is one that is gone.
    "intention": "'', ''",
}
# Where it is not the person_id of the row that says whom it is about.
_ABOUT = {
    "touchpoint": "SELECT touchpoint_id FROM touchpoint_person WHERE person_id = :person",
    "introduction": (
        "SELECT id FROM introduction WHERE person_id = :person UNION SELECT id FROM introduction WHERE by_id = :person"
    ),
}
_BETWEEN = " · "
# What a table's things are called, where they are not called as the table is.
_KINDS = {"special_day": "day"}
_OF_PERSON = "JOIN person ON person.id = person_id"
# As the index takes words apart, see store/schema.
_WORDS = "CREATE VIRTUAL TABLE said USING fts5 (body, tokenize = 'unicode61 remove_diacritics 2')"


class Hit(NamedTuple):
    """Something that was found: what it is, its number, whom it is about, its day and its text.

    What you intend is about nobody: it has no person and no name.
    """

    kind: str
    id: int
    person: str | None
    name: str | None
    on: date
    text: str

    @property
    def ref(self) -> str | None:
        """Its reference, as a command takes it."""
        return references.of_kind(self.kind, self.id)


class SearchOptions(NamedTuple):
    """What to search for: words, about a person, in a period, at most so many."""

    words: Sequence[str]
    until: date
    since: date | None = None
    person_id: int | None = None
    limit: int | None = None


def table_of(kind: str) -> str:
    """The table that a kind of hit is of."""
    return next((table for table, called in _KINDS.items() if called == kind), kind)


def searchable(words: Iterable[str]) -> bool:
    """Whether there is a letter or a digit to search for: the index keeps no others."""
    return any(unicodedata.category(letter)[0] in "LN" for word in words for letter in word)


def query(words: Iterable[str]) -> str:
    """Plain words as an FTS5 query: each must be there, as the beginning of a word; nothing is an operator."""
    return " ".join('"' + word.replace('"', '""') + '"*' for each in words for word in each.split())


def find(connection: sqlite3.Connection, wanted: SearchOptions) -> list[Hit]:
    """What holds all these words, newest first, up to a day; accents and case ignored."""
    hits: list[Hit] = []
    if not searchable(wanted.words):
        return hits
    about = None if wanted.person_id is None else set(_about(connection, wanted.person_id))
    for table, number in _rows(connection, wanted):
        if wanted.limit is not None and len(hits) >= wanted.limit:
            break
        if about is None or (table, number) in about:
            hits += _hit(connection, table, number, wanted)
    return hits


def _rows(connection: sqlite3.Connection, wanted: SearchOptions) -> Iterator[tuple[str, int]]:
    first = 0 if wanted.since is None else first_rowid(wanted.since)
    rows = connection.execute(
        "SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC",
        (query(wanted.words), first, first_rowid(wanted.until) + search.first_rowid(1)),
    )
    return (search.unpack(rowid) for (rowid,) in rows)


def first_rowid(day: date) -> int:
    """The lowest row number of the index that anything dated on this day can have."""
    return search.first_rowid(day.toordinal() + _JULIAN_DAY_OF_ORDINAL)


def _about(connection: sqlite3.Connection, person_id: int) -> Iterator[tuple[str, int]]:
    """Everything that is about a person: table and number."""
    yield "person", person_id
    for table in search.SEARCHED.keys() - {"person", "intention"}:
        sql = _ABOUT.get(table, f"SELECT id FROM {table} WHERE person_id = :person")
        yield from ((table, number) for (number,) in connection.execute(sql, {"person": person_id}))


def _hit(connection: sqlite3.Connection, table: str, number: int, wanted: SearchOptions) -> list[Hit]:
    values = {"id": number, "until": wanted.until.isoformat()}
    row = connection.execute(_lookup(table), values).fetchone()
    if row is None or row[0] is None:
        return []
    handle, name, on, left_out, *texts = row
    said = [text for text in texts if text]
    if left_out and not _holds(said, wanted.words):
        return []
    kind = _KINDS.get(table, table)
    return [Hit(kind, number, handle or None, name or None, sure_day(on), _BETWEEN.join(said))]


def _holds(texts: Iterable[str], words: Iterable[str]) -> bool:
    """Whether the words are in these texts alone, by the index's own rules."""
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(_WORDS)
        memory.execute("INSERT INTO said VALUES (?)", (" ".join(texts),))
        return memory.execute("SELECT 1 FROM said WHERE said MATCH ?", (query(words),)).fetchone() is not None


@cache
def _lookup(table: str) -> str:
    """The people, the day, whether a text came later than `:until`, and the texts up to then."""
    searched, later = search.SEARCHED[table], _LATER.get(table, {})
    texts = [
        f"CASE WHEN {table}.{later[text]} <= :until THEN {table}.{text} END" if text in later else f"{table}.{text}"
        for text in searched.texts
    ]
    left_out = " OR ".join(f"coalesce({table}.{day} > :until, 0)" for day in later.values()) or "0"
    if told := searched.told:
        rows = f"FROM {told.table} WHERE {told.owner} = {table}.id AND {told.text} <> '' AND {told.day}"
        by_then = f"SELECT {told.text} {rows} <= :until ORDER BY {told.day}, id"
        texts.append(f"(SELECT group_concat({told.text}, '{_BETWEEN}') FROM ({by_then}))")
        left_out += f" OR EXISTS (SELECT 1 {rows} > :until)"
    who = _WHO.get(table, "handle, person.name")
    joined = "" if table in _WHO else _OF_PERSON
    columns = ", ".join((who, f"{table}.{searched.day}", left_out, *texts))
    return f"SELECT {columns} FROM {table} {joined} WHERE {table}.id = :id"

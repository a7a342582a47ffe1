"""Full-text search over everything, newest first."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from functools import cache
from typing import NamedTuple

from custlove.reports.rows import sure_day
from custlove.rules import search_terms
from custlove.rules.search_terms import Mark, Snippet, Term
from custlove.schema import references
from custlove.store import search

_JULIAN_DAY_OF_ORDINAL = 1_721_424
# Texts that came later than what they belong to, and the column of their day; without a day they were always there.
_LATER: Mapping[str, Mapping[str, str]] = {
    "person": {"organisation": "organisation_since"},
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
    "link": (
        "(SELECT handle FROM person WHERE id = person_id) || ',' || (SELECT handle FROM person WHERE id = other_id),"
        " (SELECT name FROM person WHERE id = person_id) || ', ' || (SELECT name FROM person WHERE id = other_id)"
    ),
}
# Where it is not the person_id of the row that says whom it is about.
_ABOUT = {
    "touchpoint": "SELECT touchpoint_id FROM touchpoint_person WHERE person_id = :person",
    "introduction": (
        "SELECT id FROM introduction WHERE person_id = :person UNION SELECT id FROM introduction WHERE by_id = :person"
    ),
    "link": "SELECT id FROM link WHERE person_id = :person UNION SELECT id FROM link WHERE other_id = :person",
}
# What finds a row, and is shown next to it anyway.
_ASIDE = {"person": ("handle",)}
# How a text that only finds a row is shown, where it is not as it is kept.
_SHOWN = {
    "person_detail": "CASE kind WHEN 'tag' THEN '#' || ltrim(value, '#') ELSE value END",
    "touchpoint_tag": "'#' || ltrim(tag, '#')",
}
# Stands in no text that is typed.
_SEPARATOR = "\x1f"
_BETWEEN = " · "
# What a table's things are called, where they are not called as the table is.
_KINDS = {"special_day": "day"}
_OF_PERSON = "JOIN person ON person.id = person_id"
# As the index takes words apart (0005.sql).
_WORDS = (
    "CREATE VIRTUAL TABLE said USING fts5 (body, tokenize = 'unicode61 remove_diacritics 2 categories ''L* N* M* Co''')"
)


class Hit(NamedTuple):
    """Something that was found: what it is, its number, whom it is about, its day and its text.

    What you intend is about nobody: it has no person and no name. `snippet` has the words around what was found, be it
    in the text or in what else it is found by (a tag, an address), `marks` where it stands in them: from, up to.
    """

    kind: str
    id: int
    person: str | None
    name: str | None
    on: date
    text: str
    snippet: str = ""
    marks: tuple[Mark, ...] = ()

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


def searchable(words: Sequence[str]) -> bool:
    """Whether there is a letter or a digit to search for: the index keeps no others."""
    return bool(search_terms.terms(words))


def find(connection: sqlite3.Connection, wanted: SearchOptions) -> list[Hit]:
    """What holds all these words, newest first, up to a day; accents and case ignored."""
    hits: list[Hit] = []
    terms = search_terms.terms(wanted.words)
    if not terms:
        return hits
    about = None if wanted.person_id is None else set(_about(connection, wanted.person_id))
    for table, number in _rows(connection, wanted, terms):
        if wanted.limit is not None and len(hits) >= wanted.limit:
            break
        if about is None or (table, number) in about:
            hits += _hit(connection, table, number, wanted.until, terms)
    return hits


def _rows(connection: sqlite3.Connection, wanted: SearchOptions, terms: Sequence[Term]) -> Iterator[tuple[str, int]]:
    first = 0 if wanted.since is None else first_rowid(wanted.since)
    rows = connection.execute(
        "SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC",
        (search_terms.query(terms), first, first_rowid(wanted.until) + search.first_rowid(1)),
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


def _hit(connection: sqlite3.Connection, table: str, number: int, until: date, terms: Sequence[Term]) -> list[Hit]:
    values = {"id": number, "until": until.isoformat()}
    row = connection.execute(_lookup(table), values).fetchone()
    if row is None or row[0] is None:
        return []
    handle, name, on, left_out, beside, *texts = row
    said = [text for text in texts if text]
    aside = [text for text in (beside or "").split(_SEPARATOR) if text]
    if left_out and not _holds(said, [*aside, handle or ""], terms):
        return []
    kind, text = _KINDS.get(table, table), _BETWEEN.join(said)
    # The handle last, where nothing else tells why it was found.
    snippet = _snippet(text, aside, terms) or _snippet("", [handle or ""], terms) or search_terms.beginning(text)
    return [Hit(kind, number, handle or None, name or None, sure_day(on), text, snippet.text, tuple(snippet.marks))]


def _snippet(text: str, aside: Sequence[str], terms: Sequence[Term]) -> Snippet | None:
    """The words around what was found: in a text, and what else it was found by; None where nothing is to be marked."""
    said = search_terms.snippet(text, terms)
    beside = [each for part in aside if (each := search_terms.snippet(part, terms))]
    if not said and not beside:
        return None
    # What it was found by comes first: the text itself may be long.
    shown, marks = "", list[Mark]()
    for each in (said, *beside) if said else (*beside, search_terms.beginning(text)):
        shown += _BETWEEN if shown and each.text else ""
        marks += [(begin + len(shown), end + len(shown)) for begin, end in each.marks]
        shown += each.text
    return Snippet(shown, marks)


def _holds(texts: Sequence[str], aside: Sequence[str], terms: Sequence[Term]) -> bool:
    """Whether the words are in these texts alone, by the index's own rules."""
    body = search.words_of(" ".join((*texts, *map(search.aside_words, aside))))
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(_WORDS)
        memory.execute("INSERT INTO said VALUES (?)", (body,))
        asked = (search_terms.query(terms),)
        return memory.execute("SELECT 1 FROM said WHERE said MATCH ?", asked).fetchone() is not None


@cache
def _lookup(table: str) -> str:
    """The people, the day, whether a text came later than `:until`, what is aside, and the texts up to then."""
    searched, later = search.SEARCHED[table], _LATER.get(table, {})
    aside = _ASIDE.get(table, ())
    texts = [
        f"CASE WHEN coalesce({table}.{later[text]} > :until, 0) THEN NULL ELSE {table}.{text} END"
        if text in later
        else f"{table}.{text}"
        for text in searched.texts
        if text not in aside
    ]
    left_out = " OR ".join(f"coalesce({table}.{day} > :until, 0)" for day in later.values()) or "0"
    # The handle of a hit is known.
    beside: list[str] = []
    for told in searched.told:
        rows = f"FROM {told.table} WHERE {told.owner} = {table}.id AND {told.text} <> ''"
        by_then = f"SELECT {_SHOWN.get(told.table, told.text)} AS said {rows}"
        if told.day:
            by_then += f" AND {told.day} <= :until ORDER BY {told.day}, id"
            left_out += f" OR EXISTS (SELECT 1 {rows} AND {told.day} > :until)"
        between = _SEPARATOR if told.aside else _BETWEEN
        (beside if told.aside else texts).append(f"(SELECT group_concat(said, '{between}') FROM ({by_then}))")
    texts.insert(0, f" || '{_SEPARATOR}' || ".join(f"coalesce({text}, '')" for text in beside) or "''")
    who = _WHO.get(table, "handle, person.name")
    joined = "" if table in _WHO else _OF_PERSON
    columns = ", ".join((who, f"{table}.{searched.day}", left_out, *texts))
    return f"SELECT {columns} FROM {table} {joined} WHERE {table}.id = :id"

"""What is worked out from the rows: the derived columns of people and participants, and the search index."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import zip_longest

from custlove.store import search
from custlove.store.doctor.findings import UNREADABLE, Advance, Finding, damage, named, note

_CONTACT = (
    "last_touch_on", "last_word_on", "last_from_them_on", "last_from_you_on", "unanswered", "seventh_out_on",
    "left_low_on",
)  # fmt: skip
_RUNG = ("rung", "rung_since", "moved_on")
_PARTICIPANT = ("day", "outgoing", "felt", "minutes", "energy", "channel", "from_you", "recipients")
# The view that works it out, its column with the number of the row, the table that keeps it, its columns.
VIEWS = (
    ("person_contact", "person_id", "person", _CONTACT),
    ("person_rung", "person_id", "person", _RUNG),
    ("participant", "id", "touchpoint_person", _PARTICIPANT),
)
_STEP = 1000


def examine(connection: sqlite3.Connection, advance: Advance) -> Iterator[Finding]:
    """What is derived and does not fit what it is derived from."""
    wrong: dict[str, set[int]] = {}
    for view, key, table, columns in VIEWS:
        try:
            wrong.setdefault(table, set()).update(differing(connection, view, key, table, columns))
        except UNREADABLE as fault:
            text = f"What is derived of {table.replace('_', ' ')} cannot be worked out: {fault}"
            yield damage("derived", "unreadable", text, "salvage", table)
    for table, rows in wrong.items():
        if rows:
            text = f"Derived columns do not fit what they are derived from: {named(table, rows)}"
            yield damage("derived", "columns", text, "repair", table, rows)
    yield from _search(connection, advance)


def differing(
    connection: sqlite3.Connection, view: str, key: str, table: str, columns: tuple[str, ...]
) -> Iterator[int]:
    """The rows of a table whose derived columns are not what a view works out."""
    right, kept = (", ".join(f"{side}.{column}" for column in columns) for side in ("made", "kept"))
    joined = f"{view} AS made JOIN {table} AS kept ON kept.id = made.{key}"
    return (number for (number,) in connection.execute(f"SELECT kept.id FROM {joined} WHERE ({right}) IS NOT ({kept})"))


def _search(connection: sqlite3.Connection, advance: Advance) -> Iterator[Finding]:
    try:
        differences = _compared(connection, advance)
    except UNREADABLE as fault:
        differences = str(fault)
    if differences:
        text = f"The search index does not fit the texts: {differences}"
        # What another program did just now is no damage.
        yield (note if _is_foreign(connection) else damage)("derived", "search", text, "repair")


def _is_foreign(connection: sqlite3.Connection) -> bool:
    """Whether the newest change is another program's, and search does not know it yet."""
    newest = connection.execute("SELECT chain IS NULL AND by_other_program FROM change ORDER BY id DESC LIMIT 1")
    return any(is_open for (is_open,) in newest.fetchall())


def _compared(connection: sqlite3.Connection, advance: Advance) -> str:
    """How the index differs from one made anew, in words; empty where it does not."""
    sql = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'search'").fetchone()
    if sql is None:
        return "it is missing"
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh, _bytes(connection), _bytes(fresh):
        fresh.execute(sql[0])
        fresh.execute("BEGIN")
        for rows in search.bodies(connection):
            while some := rows.fetchmany(_STEP):
                fresh.executemany("INSERT INTO search (rowid, body) VALUES (?, CAST(? AS TEXT))", some)
                advance(len(some))
        fresh.execute("COMMIT")
        entries = sum(here != right for here, right in zip_longest(_entries(connection), _entries(fresh)))
        words = {word for word, _, _ in set(_words(connection)) ^ set(_words(fresh))}
    if words:
        return f"{len(words):,} {'word differs' if len(words) == 1 else 'words differ'}"
    return f"{entries:,} {'entry differs' if entries == 1 else 'entries differ'}" if entries else ""


@contextmanager
def _bytes(connection: sqlite3.Connection) -> Iterator[None]:
    """Texts come as bytes: some may be no UTF-8."""
    factory, connection.text_factory = connection.text_factory, bytes
    try:
        yield
    finally:
        connection.text_factory = factory


def _entries(connection: sqlite3.Connection) -> sqlite3.Cursor:
    """What is in an index, each with how many words it has."""
    return connection.execute("SELECT id, sz FROM search_docsize ORDER BY id")


def _words(connection: sqlite3.Connection) -> list[tuple[bytes, int, int]]:
    """The words of an index, each with how many entries have it, and how often it stands in them."""
    connection.execute("CREATE VIRTUAL TABLE temp.search_words USING fts5vocab (main, search, row)")
    try:
        return connection.execute("SELECT term, doc, cnt FROM temp.search_words").fetchall()
    finally:
        connection.execute("DROP TABLE temp.search_words")

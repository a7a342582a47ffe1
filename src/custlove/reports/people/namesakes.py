"""Names that several people have."""

import sqlite3
from collections.abc import Collection, Iterator
from datetime import date

# The index of the keys has it all; whoever has one of them is a seek each.
_SHARED = "SELECT name_key FROM person GROUP BY name_key HAVING count(*) > 1"
_BEARERS = f"SELECT name_key, name FROM person WHERE name_key IN ({_SHARED}) AND added_on <= ?"
_AMONG = (
    "SELECT DISTINCT one.name FROM person AS one JOIN person AS other ON other.name_key = one.name_key"
    " AND other.id <> one.id AND other.added_on <= ? WHERE one.{column} IN ({marks})"
)
_CHANGED = "SELECT DISTINCT table_name, row_id FROM change_row WHERE change_id = ? LIMIT 50"
# Where a row says whom it is about.
OF_PERSON = frozenset({
    "touchpoint_person", "follow_up", "promise", "ask", "feedback", "rung_move", "special_day", "mistake", "ritual",
    "purchase", "introduction", "link", "circle_choice", "rung_stay", "let_be", "fact", "membership", "absence",
})  # fmt: skip
# More of them cost as much as all.
_MOST_SOUGHT = 500


def shared(connection: sqlite3.Connection, today: date) -> frozenset[str]:
    """The names, as they are written, that more than one person had on a day, whatever the case or accents."""
    bearers: dict[str, list[str]] = {}
    for key, name in connection.execute(_BEARERS, (today.isoformat(),)):
        bearers.setdefault(key, []).append(name)
    return frozenset(name for names in bearers.values() if len(names) > 1 for name in names)


def among(connection: sqlite3.Connection, handles: Collection[str | None], today: date) -> frozenset[str]:
    """Of the names of these people, those that somebody else had too on a day: a seek each."""
    if len(handles) > _MOST_SOUGHT:
        return shared(connection, today)
    return _names(connection, "handle", handles, today)


def of_change(connection: sqlite3.Connection, number: int, today: date) -> frozenset[str]:
    """Of the names of those whom a change is about, those that somebody else had too on a day: a seek each."""
    return _names(connection, "id", set(_changed(connection, number)), today)


def _changed(connection: sqlite3.Connection, number: int) -> Iterator[int]:
    for table, row in connection.execute(_CHANGED, (number,)).fetchall():
        if table == "person":
            yield row
        elif table in OF_PERSON:
            # The name of a table of the journal, not a text that was typed.
            sql = f"SELECT person_id FROM {table} WHERE rowid = ?"
            yield from (person for (person,) in connection.execute(sql, (row,)))


def _names(connection: sqlite3.Connection, column: str, wanted: Collection[object], today: date) -> frozenset[str]:
    sql = _AMONG.format(column=column, marks=",".join("?" * len(wanted)))
    return frozenset(name for (name,) in connection.execute(sql, (today.isoformat(), *wanted)))

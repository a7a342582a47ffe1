"""The triggers that write the history: every row of every noun, as it was before and after.

They are made from the tables as they stand, so a schema step that adds a column cannot forget them.
"""

import re
import sqlite3

HISTORY_TABLES = frozenset({"change", "change_row", "forgotten", "forgotten_digest"})
DERIVED_COLUMNS = {
    "person": frozenset({
        "rung", "rung_since", "moved_on", "last_touch_on", "last_word_on", "last_from_them_on", "last_from_you_on",
        "unanswered", "seventh_out_on", "left_low_on",
    }),
    "touchpoint_person": frozenset({
        "day", "outgoing", "felt", "minutes", "energy", "channel", "from_you", "recipients",
    }),
}  # fmt: skip
# A string: re compiles and keeps it when a row is read, which reports do not.
_PAIR = r"(?P<column>\w+)=(?P<literal>NULL|-?\d+|'[^']*(?:''[^']*)*')(?:,|\Z)"
# A view, whose trigger knows which change is open: once instead of in each of these.
_ROW = "INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ("


def logged_tables(connection: sqlite3.Connection) -> list[str]:
    """Which tables a change remembers: all but the history itself and the search index, by name."""
    rows = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    )
    return sorted(name for (name,) in rows if name not in HISTORY_TABLES)


def logged_columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Which columns of a table a change remembers: all that are typed in, none that are derived."""
    derived = DERIVED_COLUMNS.get(table, frozenset())
    rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return [name for (name,) in rows if name not in derived]


def install(connection: sqlite3.Connection) -> None:
    """Put the history's triggers on every table, in place of older ones; inside the caller's transaction."""
    for table in logged_tables(connection):
        for statement in _triggers(table, logged_columns(connection, table)):
            connection.execute(statement)


def uninstall(connection: sqlite3.Connection) -> None:
    """Take the history's triggers off every table; inside the caller's transaction."""
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name GLOB 'change_*'")
    for (name,) in rows.fetchall():
        connection.execute(f"DROP TRIGGER {name}")


def read_row(text: str) -> dict[str, str | int | None]:
    """A row as the history keeps it (`id=1,name='Anna',role=NULL`), by column."""
    return {match["column"]: _value(match["literal"]) for match in re.finditer(_PAIR, text)}


def _value(literal: str) -> str | int | None:
    if literal.startswith("'"):
        return literal[1:-1].replace("''", "'")
    return None if literal == "NULL" else int(literal)


def _triggers(table: str, columns: list[str]) -> list[str]:
    # quote(), not json_object(): the latter is not allowed in a schema that is not trusted.
    before, after = (
        " || ',' || ".join(f"'{name}=' || quote({side}.{name})" for name in columns) for side in ("old", "new")
    )
    bodies = {
        "insert": ("INSERT", "new.id, 'insert', NULL, NULL"),
        "update": (f"UPDATE OF {', '.join(columns)}", f"old.id, 'update', {before}, {after}"),
        "delete": ("DELETE", f"old.id, 'delete', {before}, NULL"),
    }
    statements = []
    for op, (event, values) in bodies.items():
        name = f"change_{table}_{op}"
        statements.append(f"DROP TRIGGER IF EXISTS {name}")
        statements.append(f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {_ROW}'{table}', {values}); END")
    return statements

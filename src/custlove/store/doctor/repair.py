"""Mending what can be made anew: indexes, triggers, views, the search index, derived columns.

Each function works inside the caller's transaction.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import suppress

from custlove.store import digests, history, schema_check, search
from custlove.store.doctor import content, derived
from custlove.store.version import APPLICATION_ID, SCHEMA_VERSION

_REBUILT = ("index", "trigger", "view")


def mend(connection: sqlite3.Connection) -> None:
    """Make anew what does not hold anything of its own, where it is missing or changed."""
    header(connection)
    schema(connection)
    connection.execute("REINDEX")
    history.end_foreign(connection, indexed=False)
    derive(connection)
    # Not emptied: what is damaged may not even be read for that.
    connection.execute("DROP TABLE IF EXISTS search")
    connection.execute(schema_check.wanted()["table", "search"][1])
    search.refill(connection)


def header(connection: sqlite3.Connection) -> None:
    """Put the marks of a journal into the header."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def schema(connection: sqlite3.Connection) -> None:
    """Make indexes, triggers and views anew where any is missing or changed, in the order in which a journal has them.

    All of a table: of two indexes that would do SQLite takes the newer.
    """
    right = schema_check.wanted()
    changed = {(each.kind, each.name) for each in schema_check.differences(connection)}
    tables = {right[key][0] for key in changed if key[0] in _REBUILT}
    objects = [(key, sql) for key, (table, sql) in right.items() if table in tables and key[0] in _REBUILT]
    # What stands on views goes with them.
    for kind in ("trigger", "view", "index"):
        for (of, name), _ in objects:
            if of == kind:
                connection.execute(f"DROP {kind} IF EXISTS {name}")
    for _, sql in objects:
        connection.execute(sql)


def derive(connection: sqlite3.Connection) -> None:
    """Bring what is derived of participants and people up to date, as far as it is not."""
    for view, key, table, columns in reversed(derived.VIEWS):
        wrong = sorted(set(derived.differing(connection, view, key, table, columns)))
        connection.executemany(f"UPDATE {view} SET {key} = {key} WHERE {key} = ?", ((row,) for row in wrong))


def restore(connection: sqlite3.Connection, table: str, rows: Iterable[int]) -> int:
    """Write rows as the history left them last, as far as it says how; how many. Part of the change that is open."""
    written = 0
    for number in rows:
        if told := content.as_last(connection, table, number):
            sets = ", ".join(f"{name} = ?" for name in told)
            # Another row may have what is its own.
            with suppress(sqlite3.IntegrityError):
                connection.execute(f"UPDATE {table} SET {sets} WHERE id = ?", (*told.values(), number))
                written += 1
    return written


def accept(connection: sqlite3.Connection, table: str, rows: tuple[int, ...]) -> None:
    """Have the history take rows as they stand: it is told that they were looked at, and changed nothing."""
    told = " || ',' || ".join(f"'{name}=' || quote({name})" for name in digests.columns(table))
    connection.executemany(
        "INSERT INTO change_row (change_id, table_name, row_id, op, before, after)"
        f" SELECT (SELECT max(id) FROM change), '{table}', id, 'update', {told}, {told} FROM {table} WHERE id = ?",
        ((row,) for row in rows),
    )


def accept_history(connection: sqlite3.Connection) -> None:
    """Seal the changes as they stand, and make the chain anew."""
    digests.fill(connection)
    sealed = [(each.right, each.id) for each in digests.seals(connection) if each.seal not in (None, each.right)]
    connection.executemany("UPDATE change SET seal = ? WHERE id = ?", sealed)
    digests.rechain(connection)

"""Digests: each row as the history left it, each change with its rows, and a chain over the changes.

A *row digest* (8 bytes of BLAKE2b) stands in the history next to the write that left the row so. It is of the name of
the table and of each column that is typed in and not NULL, in the order of their names, as `name=value`, each followed
by a NUL byte, in UTF-8: a column that a later schema adds changes none.
A *seal* (16 bytes) is of a change and of what the history says of its rows, their digests with it; a *chain* (16
bytes) of the chain before it and of its seal: two journals with one chain have one history.
None of them is a signature: they find what a disk or another program changed, not a forger.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from custlove.schema.tables import TABLES

try:
    # A tenth of what hashlib costs to load, which brings OpenSSL.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

ROW_SIZE, _CHANGE_SIZE = 8, 16
# A change, and a row of the history, each as one text; a row that was new is its digest, which says all of it and takes
# a third of the time where an import brought a great many.
_OWN = (
    "id || ' ' || quote(at) || ' ' || quote(zone) || ' ' || quote(command) || ' ' || quote(undoes)"
    " || ' ' || by_other_program"
)
_ENTRY = (
    "CASE WHEN op = 'insert' AND digest IS NOT NULL THEN digest ELSE"
    " id || ' ' || table_name || ' ' || row_id || ' ' || op || ' ' || quote(before) || ' ' || quote(after)"
    " || ' ' || quote(digest) END"
)
# An upgrade gives digests to what was written before there were any, unless it is more than that: about five seconds.
_AT_UPGRADE = 300_000
Value = str | int | None


@cache
def columns(table: str) -> tuple[str, ...]:
    """Which columns of a table its digests are of, in their order: those that are typed in."""
    return tuple(sorted(row[0] for row in TABLES[table] if "derived" not in row[-1]))


def of_row(table: str, values: Sequence[Value]) -> bytes:
    """The digest of a row, whose values come in the order of `columns`."""
    told = "".join([
        f"{name}={value}\0" for name, value in zip(columns(table), values, strict=True) if value is not None
    ])  # fmt: skip
    return blake2b(f"{table}\0{told}".encode("utf-8", "surrogateescape"), digest_size=ROW_SIZE).digest()


def of_rows(table: str, names: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """The digests of rows that are about to be written, whose values come in the order of `names`, `id` among them."""
    known = [name for name in columns(table) if name in names]
    pick = itemgetter(*map(names.index, known))
    head = f"{table}\0"
    # Most rows of an import have all that any of them has.
    whole = head + "".join(f"{name}=%s\0" for name in known)
    for row in rows:
        values = pick(row)
        if None in values:
            told = head + "".join([
                f"{name}={value}\0" for name, value in zip(known, values, strict=True) if value is not None
            ])  # fmt: skip
        else:
            told = whole % values
        yield blake2b(told.encode(), digest_size=ROW_SIZE).digest()


def close(connection: sqlite3.Connection, change: int) -> None:
    """End a change: give the rows that it wrote their digests, seal it, and add it to the chain."""
    sql = (
        "SELECT DISTINCT table_name FROM change_row"
        " WHERE change_id = ? AND digest IS NULL AND op <> 'delete' AND table_name IS NOT NULL"
    )
    for (table,) in connection.execute(sql, (change,)).fetchall():
        # Another program's tables are its own affair.
        if table in TABLES:
            _digest(connection, table, "change_id = ? AND +table_name = ?", (change, table))
    seal(connection, change)


def _digest(connection: sqlite3.Connection, table: str, condition: str, values: Sequence[Value]) -> None:
    """Give rows of a table their digests: those that the rows of the history which meet a condition left last."""
    names = ", ".join(f"there.{name}" for name in columns(table))
    rows = connection.execute(
        f"SELECT entry.id, {names} FROM change_row AS entry CROSS JOIN {table} AS there ON there.id = entry.row_id"
        " WHERE entry.digest IS NULL"
        f" AND entry.id IN (SELECT max(id) FROM change_row WHERE {condition} GROUP BY row_id)",
        values,
    ).fetchall()
    connection.executemany(
        "UPDATE change_row SET digest = ? WHERE id = ?", ((of_row(table, row[1:]), row[0]) for row in rows)
    )


def seal(connection: sqlite3.Connection, change: int) -> None:
    """Seal a change as it stands, and add it to the chain."""
    sealed = _seal_of(connection, change)
    before = connection.execute(
        "SELECT chain FROM change WHERE id < ? AND chain IS NOT NULL ORDER BY id DESC LIMIT 1", (change,)
    ).fetchone()
    connection.execute(
        "UPDATE change SET seal = ?, chain = ? WHERE id = ?", (sealed, link(before and before[0], sealed), change)
    )


def reseal(connection: sqlite3.Connection, change: int) -> None:
    """Seal a change anew of which something was taken out on purpose; the chain goes on as it was."""
    sealed = _seal_of(connection, change)
    connection.execute("UPDATE change SET seal = ? WHERE id = ? AND seal IS NOT NULL", (sealed, change))


def _seal_of(connection: sqlite3.Connection, change: int) -> bytes:
    own = connection.execute(f"SELECT {_OWN} FROM change WHERE id = ?", (change,)).fetchone()
    [first, last] = connection.execute(
        "SELECT min(id), max(id) FROM change_row WHERE change_id = ?", (change,)
    ).fetchone()
    # The plus keeps SQLite to the numbers, which lie close together.
    entries = connection.execute(
        f"SELECT {_ENTRY} FROM change_row WHERE id BETWEEN ? AND ? AND +change_id = ? ORDER BY id",
        (first, last, change),
    )
    return _sealed(own[0], map(itemgetter(0), entries))


def _sealed(own: str, entries: Iterable[str | bytes | None]) -> bytes:
    digest = blake2b(own.encode("utf-8", "surrogateescape"), digest_size=_CHANGE_SIZE)
    for entry in entries:
        told = entry.encode("utf-8", "surrogateescape") if isinstance(entry, str) else entry or b""
        digest.update(b"\0" + told)
    return digest.digest()


def link(before: bytes | None, sealed: bytes | None) -> bytes:
    """The chain after a change: of the chain before it, None at the first, and of its seal."""
    # A damaged page may have turned either into something else.
    told = b"\0".join(each if isinstance(each, bytes) else b"" for each in (before, sealed))
    return blake2b(told, digest_size=_CHANGE_SIZE).digest()


class Sealed(NamedTuple):
    """A change with the seal and the chain that the file has of it, and the seal that it should have.

    `blanked`: what was in it of somebody who was forgotten is gone, and the chain is of the seal that it had before.
    """

    id: int
    by_other_program: bool
    seal: bytes | None
    chain: bytes | None
    right: bytes
    blanked: bool = False


def seals(connection: sqlite3.Connection, advance: Callable[[int], None] = lambda _: None) -> Iterator[Sealed]:
    """All changes, the oldest first; `advance` is told of how many rows of the history each consists."""
    entries = connection.execute(f"SELECT change_id, {_ENTRY} FROM change_row ORDER BY change_id, id")
    rows = groupby(entries, itemgetter(0))
    of, entry = next(rows, (None, iter(())))
    changes = connection.execute(
        f"SELECT id, by_other_program, seal, chain, forgotten_by IS NOT NULL, {_OWN} FROM change ORDER BY id"
    )
    for number, by_other, seal, chain, blanked, own in changes:
        # Rows whose change is lost: the references tell of them.
        while of is not None and of < number:
            of, entry = next(rows, (None, iter(())))
        told = [each for _, each in entry] if of == number else []
        yield Sealed(number, bool(by_other), seal, chain, _sealed(own or "", told), bool(blanked))
        advance(len(told))


def begin(connection: sqlite3.Connection, *, most: int = _AT_UPGRADE) -> None:
    """Give digests to a journal that has none yet, inside the caller's transaction.

    Where the history has more than `most` rows, its changes are only put into the chain: `fill` gives them the rest.
    """
    if (connection.execute("SELECT max(id) FROM change_row").fetchone()[0] or 0) <= most:
        fill(connection)
    else:
        rechain(connection)


def fill(connection: sqlite3.Connection, advance: Callable[[int], None] = lambda _: None) -> None:
    """Give the rows of changes without a seal their digests and the changes their seals; make the chain anew.

    Without those of other programs: what these did to a row is for the user to accept.
    """
    unsealed = "change_id IN (SELECT id FROM change WHERE seal IS NULL AND chain IS NOT NULL AND NOT by_other_program)"
    connection.execute("UPDATE change SET chain = x'' WHERE chain IS NULL AND NOT by_other_program")
    for table in TABLES:
        _digest(connection, table, f"table_name = ? AND {unsealed}", (table,))
    sealed = [(each.right, each.id) for each in seals(connection, advance) if each.seal is None]
    connection.executemany("UPDATE change SET seal = ? WHERE id = ? AND NOT by_other_program", sealed)
    rechain(connection)


def rechain(connection: sqlite3.Connection) -> None:
    """Make the chain anew from the seals, but for changes that other programs may still add to."""
    changes = connection.execute(
        "SELECT id, seal FROM change WHERE chain IS NOT NULL OR NOT by_other_program ORDER BY id"
    )
    chain, chains = None, []
    for number, sealed in changes:
        chain = link(chain, sealed)
        chains.append((chain, number))
    connection.executemany("UPDATE change SET chain = ? WHERE id = ?", chains)

"""The content of a journal: each row against its newest digest, the history against its seals and its chain."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from custlove.schema.tables import TABLES
from custlove.store import digests, history_triggers
from custlove.store.digests import Value
from custlove.store.doctor.findings import UNREADABLE, Advance, Finding, damage, ignore, named, note

# The digest of a row that the history knows last, and which entry of the history that is.
_NEWEST = "SELECT max(id) FROM change_row WHERE table_name = '{table}' AND row_id = there.id"
_GONE = """
SELECT last.row_id FROM (
    SELECT row_id, op, max(id) FROM change_row WHERE table_name = '{table}' GROUP BY row_id) AS last
LEFT JOIN {table} AS there ON there.id = last.row_id WHERE last.op <> 'delete' AND there.id IS NULL
"""
_STEP = 500


class Rows(NamedTuple):
    """The rows of a table that are not as the history left them, by their numbers; `looked_at`: how many there are.

    `other`: another program wrote them, as the history has it; `undigested`: nothing says who wrote them; `early`: how
    many were written before there were digests; `wrong`: they differ; `gone`: they are missing.
    """

    table: str
    looked_at: int
    early: int
    other: tuple[int, ...]
    undigested: tuple[int, ...]
    wrong: tuple[int, ...]
    gone: tuple[int, ...]


def rows(connection: sqlite3.Connection, table: str, advance: Advance = ignore) -> Rows:
    """The rows of a table against their digests; raises sqlite3.DatabaseError where they cannot be read."""
    names = ", ".join(f"there.{name}" for name in digests.columns(table))
    sql = (
        f"SELECT there.id, last.digest, last.change_id, last.op, {names} FROM {table} AS there"
        f" LEFT JOIN change_row AS last ON last.id = ({_NEWEST.format(table=table)})"
    )
    by_other = _changes(connection, "by_other_program")
    unsealed = _changes(connection, "seal IS NULL AND NOT by_other_program")
    count = early = 0
    other: list[int] = []
    undigested: list[int] = []
    wrong: list[int] = []
    for number, digest, change, op, *values in connection.execute(sql):
        count += 1
        if op == "delete":
            undigested.append(number)
        elif digest is not None:
            if digests.of_row(table, values) != digest:
                wrong.append(number)
        elif change in unsealed:
            early += 1
        else:
            (other if change in by_other else undigested).append(number)
        if not count % _STEP:
            advance(_STEP)
    advance(count % _STEP)
    gone = [number for (number,) in connection.execute(_GONE.format(table=table))]
    return Rows(table, count, early, tuple(other), tuple(undigested), tuple(wrong), tuple(gone))


def _changes(connection: sqlite3.Connection, condition: str) -> set[int]:
    return {number for (number,) in connection.execute(f"SELECT id FROM change WHERE {condition}")}


def examine(connection: sqlite3.Connection, advance: Advance) -> list[Finding]:
    """What is wrong with the rows and with the history."""
    found: list[Finding] = []
    for table in TABLES:
        try:
            here = rows(connection, table, advance)
            found += [*_wrong(connection, here), *_of_table(here)]
        except UNREADABLE as fault:
            text = f"Rows of {table.replace('_', ' ')} cannot be read: {fault}"
            found.append(damage("content", "unreadable", text, "salvage", table))
    return [*found, *_history(connection, advance)]


def as_last(connection: sqlite3.Connection, table: str, number: int) -> dict[str, Value] | None:
    """A row as the history left it last, where it says so in words: after an edit; None where it was new."""
    [(text, digest)] = connection.execute(
        "SELECT after, digest FROM change_row WHERE table_name = ? AND row_id = ? ORDER BY id DESC LIMIT 1",
        (table, number),
    ).fetchall()
    told = {} if text is None else history_triggers.read_row(text)
    names = digests.columns(table)
    # The history itself may be damaged.
    return told if digests.of_row(table, [told.get(name) for name in names]) == digest else None


def _wrong(connection: sqlite3.Connection, found: Rows) -> Iterator[Finding]:
    told = [number for number in found.wrong if as_last(connection, found.table, number) is not None]
    lost = sorted({*found.wrong} - {*told})
    if told:
        text = f"Not as the history left it, which knows how it was: {named(found.table, told)}"
        yield damage("content", "changed", text, "repair", found.table, told)
    if lost:
        text = f"Not as the history left it: {named(found.table, lost)}"
        yield damage("content", "changed", text, "backup", found.table, lost)


def _of_table(found: Rows) -> Iterator[Finding]:
    table = found.table
    if found.gone:
        text = f"Missing, though the history did not remove it: {named(table, found.gone)}"
        yield damage("content", "missing", text, "backup", table, found.gone)
    if found.other:
        text = f"Changed by another program, as the history says: {named(table, found.other)}"
        yield note("content", "by_other_program", text, "accept", table, found.other)
    if found.undigested:
        text = f"Written by another program, unknown to the history: {named(table, found.undigested)}"
        yield note("content", "without_digest", text, "accept", table, found.undigested)
    if found.early:
        text = f"Written before there were digests: {found.early:,} rows of {table.replace('_', ' ')}"
        yield note("content", "early", text, "accept", table)


class _Changes(NamedTuple):
    """Changes with something to say of them, by their numbers."""

    broken: list[int]
    unlinked: list[int]
    unsealed: list[int]
    open: list[int]


def _history(connection: sqlite3.Connection, advance: Advance) -> Iterator[Finding]:
    changes = _Changes([], [], [], [])
    try:
        _compare(connection, changes, advance)
    except UNREADABLE as fault:
        yield damage("content", "unreadable", f"The history cannot be read: {fault}", "salvage", "change_row")
    if changes.broken:
        text = f"The history was changed: {named('change', changes.broken)}"
        yield damage("content", "history", text, "accept", "change", changes.broken)
    if changes.unlinked:
        text = f"The history has a gap, or another program wrote into it, before {named('change', changes.unlinked)}"
        yield damage("content", "chain", text, "accept", "change", changes.unlinked)
    if changes.unsealed:
        text = f"Without a seal: {named('change', changes.unsealed)}"
        yield note("content", "unsealed", text, "accept", "change", changes.unsealed)
    if changes.open:
        text = f"Changed by another program since the last command, unknown to search: {named('change', changes.open)}"
        yield note("content", "other_program", text, "repair", "change", changes.open)


def _compare(connection: sqlite3.Connection, changes: _Changes, advance: Advance) -> None:
    chain: bytes | None = None
    for each in digests.seals(connection, advance):
        if each.chain is None:
            (changes.open if each.by_other_program else changes.unsealed).append(each.id)
            continue
        if each.seal is None:
            changes.unsealed.append(each.id)
        elif each.seal != each.right:
            changes.broken.append(each.id)
        if each.chain != digests.link(chain, each.seal) and not each.blanked:
            changes.unlinked.append(each.id)
        chain = each.chain

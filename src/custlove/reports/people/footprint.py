"""All that a journal holds of one person: their rows, what others share with them, and what the history tells.

Tables are followed by what schema/tables.py says of their references, so that a new one is not left out.
"""

import json
import re
import shlex
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from custlove.reports.people import identifiers
from custlove.reports.people.identifiers import Identifiers
from custlove.rules.names import is_reserved
from custlove.schema import columns
from custlove.schema.tables import TABLES
from custlove.store.history_triggers import read_row

Numbers = set[int]
# For more numbers than these all rows of a table are read, for fewer those that have them in their text.
_FEW = 20
_WITH_TEXT = "before IS NOT NULL OR after IS NOT NULL"
_ENTRIES = "SELECT id, row_id, before, after FROM change_row WHERE table_name = ?"


class Pointer(NamedTuple):
    """Rows of others with a column that points to what is theirs."""

    table: str
    column: str
    rows: frozenset[int]


class Footprint(NamedTuple):
    """What there is of a person, by the numbers of the rows.

    `people`: they, and who became part of them. `own`: what is theirs alone, by table. `shared`: touchpoints with
    others. `parts`: what has words of these next to them, by table. `keys`: what imports remember of these. `pointers`:
    what points to something of theirs, and is not. `past`: rows that were theirs, and are gone. `entries`: what the
    history says of rows that were theirs once, and are somebody else's. `commands`: changes that name them among their
    words.
    """

    people: frozenset[int]
    known_as: Identifiers
    own: Mapping[str, Numbers]
    shared: Numbers
    parts: Mapping[str, Numbers]
    keys: Numbers
    pointers: tuple[Pointer, ...]
    past: Mapping[str, Numbers]
    entries: Numbers
    commands: Numbers


def of(connection: sqlite3.Connection, person: int) -> Footprint:
    """All that there is of a person."""
    people = _everyone(connection, person)
    known_as = identifiers.of(connection, people)
    own: dict[str, Numbers] = {"person": {person}}
    shared = _touchpoints(connection, people, own)
    for table in TABLES:
        _follow(connection, table, own)
    _add(own, "imported", _imported(connection, own))
    _add(own, "inbox", _inbox(connection, known_as, own.get("imported", ())))
    past, entries = _past(connection, people, known_as, own)
    pointers = tuple(_pointers(connection, own))
    keys = _imported(connection, {"touchpoint": shared})
    parts, commands = _parts(connection, shared, keys), _commands(connection, known_as)
    return Footprint(people, known_as, own, shared, parts, keys, pointers, past, entries, commands)


def _add(rows: dict[str, Numbers], table: str, numbers: Iterable[int]) -> None:
    if found := set(numbers):
        rows.setdefault(table, set()).update(found)


def _numbers(connection: sqlite3.Connection, sql: str, *values: Iterable[int] | str) -> Numbers:
    given = [each if isinstance(each, str) else json.dumps(sorted(each)) for each in values]
    return {number for (number,) in connection.execute(sql, given)}


def _pointing(connection: sqlite3.Connection, table: str, column: str, numbers: Iterable[int]) -> Numbers:
    return _numbers(connection, f"SELECT id FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))", numbers)


def _there(connection: sqlite3.Connection, table: str, numbers: Iterable[int]) -> Numbers:
    return _pointing(connection, table, "id", numbers)


def _touchpoints(connection: sqlite3.Connection, people: Collection[int], own: dict[str, Numbers]) -> Numbers:
    """The touchpoints with others; those with nobody else are their own."""
    of_people = "touchpoint_person WHERE person_id IN (SELECT value FROM json_each(?))"
    theirs = _numbers(connection, f"SELECT touchpoint_id FROM {of_people}", people)
    shared = _numbers(
        connection,
        "SELECT DISTINCT touchpoint_id FROM touchpoint_person WHERE touchpoint_id IN (SELECT value FROM json_each(?))"
        " AND person_id NOT IN (SELECT value FROM json_each(?))",
        theirs,
        people,
    )
    _add(own, "touchpoint", theirs - shared)
    return shared


def _follow(connection: sqlite3.Connection, table: str, own: dict[str, Numbers]) -> None:
    """Find the rows of a table that are theirs, those of the tables that it needs being found."""
    for column, target, required in columns.references(table):
        if required and target in own:
            _add(own, table, _pointing(connection, table, column, own[target]))


def _pointers(connection: sqlite3.Connection, own: Mapping[str, Numbers]) -> Iterator[Pointer]:
    for table in TABLES:
        for column, target, required in columns.references(table):
            if not required and target in own:
                found = _pointing(connection, table, column, own[target]) - own.get(table, set())
                if found:
                    yield Pointer(table, column, frozenset(found))


def _imported(connection: sqlite3.Connection, rows: Mapping[str, Numbers]) -> Numbers:
    """What imports remember of these rows."""
    sql = "SELECT id FROM imported WHERE noun = ? AND row_id IN (SELECT value FROM json_each(?))"
    return set(chain.from_iterable(_numbers(connection, sql, table, numbers) for table, numbers in rows.items()))


def _inbox(connection: sqlite3.Connection, known_as: Identifiers, imported: Iterable[int]) -> Numbers:
    """What came in about them and waits, was taken or dropped."""
    keys = _keys(connection, imported)
    rows = connection.execute("SELECT id, source, key, who, what, data FROM inbox")
    return {
        number
        for number, source, key, who, what, data in rows
        if keys & {(source, key), (source, _kept_key(data))} or known_as.are_in_record(who, what, data)
    }


def _keys(connection: sqlite3.Connection, imported: Iterable[int]) -> set[tuple[str, str]]:
    sql = "SELECT source, key FROM imported WHERE id IN (SELECT value FROM json_each(?))"
    return set(connection.execute(sql, (json.dumps(sorted(imported)),)))


def _kept_key(data: str) -> str:
    """The key that a record would have had, had it not waited; nothing where it cannot be read."""
    try:
        kept = json.loads(data)
    except ValueError:
        return ""
    return str(kept.get("key", "")) if isinstance(kept, dict) else ""


def _parts(connection: sqlite3.Connection, shared: Numbers, imported: Numbers) -> dict[str, Numbers]:
    """What has words of touchpoints next to them, or had: tags, and what waited in the inbox to become one."""
    if not shared:
        return {}
    tags = _pointing(connection, "touchpoint_tag", "touchpoint_id", shared)
    tags |= {number for _, number, _ in _entries(connection, "touchpoint_tag", ("touchpoint_id",), shared)}
    keys = _keys(connection, imported)
    rows = connection.execute("SELECT id, source, key, data FROM inbox")
    waited = {number for number, source, key, data in rows if keys & {(source, key), (source, _kept_key(data))}}
    return {"touchpoint_tag": tags, "inbox": waited}


# The history.


def _everyone(connection: sqlite3.Connection, person: int) -> frozenset[int]:
    """The person, and who became part of them or was taken back before they were added: people that are gone."""
    people = {person}
    sql = (
        "SELECT gone.row_id, gone.change_id, gone.before, change.undoes, change.command FROM change_row AS gone"
        " JOIN change ON change.id = gone.change_id WHERE gone.table_name = 'person' AND gone.op = 'delete'"
        " AND gone.before IS NOT NULL AND NOT EXISTS (SELECT 1 FROM person WHERE id = gone.row_id)"
    )
    gone = connection.execute(sql).fetchall()
    while True:
        known_as = identifiers.of(connection, frozenset(people))
        found = {
            number
            for number, change, before, undoes, command in gone
            if number not in people
            and (
                known_as.are(read_row(before))
                or (undoes is None and _was_merged(connection, number, change, command, people, known_as))
            )
        }
        if not found:
            return frozenset(people)
        people |= found


def _was_merged(
    connection: sqlite3.Connection, gone: int, change: int, command: str, into: set[int], known_as: Identifiers
) -> bool:
    """Whether a change that removed a person made them part of these people: what was theirs changed hands."""
    rows = connection.execute(
        "SELECT table_name, before, after FROM change_row WHERE change_id = ? AND op = 'update' AND before IS NOT NULL",
        (change,),
    )
    for table, before, after in rows:
        old, new = read_row(before), read_row(after)
        for column in _people_columns(table):
            if old.get(column) == gone and new.get(column) in into:
                return True
    return any(known_as.are_named([word]) for word in _words(command))


def _people_columns(table: str) -> list[str]:
    return [name for name, target, _ in columns.references(table) if target == "person"] if table in TABLES else []


def _past(
    connection: sqlite3.Connection, people: Collection[int], known_as: Identifiers, own: Mapping[str, Numbers]
) -> tuple[dict[str, Numbers], Numbers]:
    """Rows that were theirs and are gone, by table; what the history says of those that are somebody else's now."""
    past: dict[str, Numbers] = {"person": set(people)}
    entries: Numbers = set()
    were_at = {
        number
        for _, _, row in _entries(connection, "touchpoint_person", ("person_id",), people)
        if isinstance(number := row["touchpoint_id"], int)
    }
    past["touchpoint"] = were_at - _there(connection, "touchpoint", were_at)
    for table in TABLES:
        theirs = {**own, **past}
        found: Numbers = set()
        for column, target, required in columns.references(table):
            numbers = {*own.get(target, ()), *past.get(target, ())} if target in theirs else set()
            if not required or not numbers:
                continue
            for entry, row_id, _ in _entries(connection, table, (column,), numbers):
                found.add(row_id)
                entries.add(entry)
        _add(past, table, found - _there(connection, table, found))
    rows = {table: {*own.get(table, ()), *past.get(table, ())} for table in TABLES}
    imported = {
        number
        for _, number, row in _told(connection, "imported", _WITH_TEXT)
        if row.get("row_id") in rows.get(str(row.get("noun")), ())
    }
    waited = {
        number
        for _, number, row in _told(connection, "inbox", _WITH_TEXT)
        if known_as.are_in_record(*(str(row.get(column) or "") for column in ("who", "what", "data")))
    }
    _add(past, "imported", imported - _there(connection, "imported", imported))
    _add(past, "inbox", waited)
    return past, entries | _of_merges(connection, people)


def _of_merges(connection: sqlite3.Connection, people: Collection[int]) -> Numbers:
    """What the history says in changes that took their row away, or brought it back: a merge wrote it to others."""
    theirs = "table_name = 'person' AND op = 'delete' AND row_id IN (SELECT value FROM json_each(:people))"
    gone = f"SELECT change_id FROM change_row WHERE {theirs}"
    sql = f"SELECT id FROM change_row WHERE change_id IN ({gone} UNION SELECT id FROM change WHERE undoes IN ({gone}))"
    return {entry for (entry,) in connection.execute(sql, {"people": json.dumps(sorted(people))})}


def _entries(
    connection: sqlite3.Connection, table: str, names: tuple[str, ...], numbers: Collection[int]
) -> Iterator[tuple[int, int, Mapping[str, str | int | None]]]:
    """What the history says of rows of a table with one of these numbers in one of these columns, then or after."""
    looked_for = [f"{name}={number}" for name in names for number in numbers]
    few = [f"instr({side}, '{each}')" for side in ("before", "after") for each in looked_for[:_FEW]]
    condition = " OR ".join(few) if len(looked_for) <= _FEW else _WITH_TEXT
    for entry, row_id, row in _told(connection, table, condition):
        if any(row.get(name) in numbers for name in names):
            yield entry, row_id, row


def _told(
    connection: sqlite3.Connection, table: str, condition: str
) -> Iterator[tuple[int, int, Mapping[str, str | int | None]]]:
    for entry, row_id, *sides in connection.execute(f"{_ENTRIES} AND ({condition})", (table,)):
        yield from ((entry, row_id, read_row(side)) for side in sides if side)


def _commands(connection: sqlite3.Connection, known_as: Identifiers) -> Numbers:
    """The changes whose command names them as one of its words, alone or joined to others by commas."""
    changes = connection.execute("SELECT id, command FROM change")
    return {number for number, command in changes if known_as.are_named(_words(command))}


def _words(command: str) -> list[str]:
    try:
        words = shlex.split(command)
    except ValueError:
        words = command.split()
    told = (part for word in words for part in (word, word.partition("=")[2], *word.split(","), *_of_file(word)))
    # Without what every command has: it may be somebody's nickname as well.
    return [word for word in told if not is_reserved(word)]


def _of_file(word: str) -> list[str]:
    """What a file that was imported is called, as a handle and as a name."""
    stem, dot, _ = re.split(r"[/\\]", word)[-1].rpartition(".")
    return [stem, re.sub(r"[-_.]+", " ", stem)] if dot and " " not in word else []

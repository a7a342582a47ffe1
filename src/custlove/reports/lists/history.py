"""What was done to the journal, and what of it was undone."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from custlove.reports.rows import sure_moment
from custlove.rules.names import fold
from custlove.schema import references
from custlove.store import undo
from custlove.store.history_triggers import read_row

# Which columns point to people.
_POINTING = """
SELECT child.name, key."from" FROM pragma_table_list AS child JOIN pragma_foreign_key_list(child.name) AS key
WHERE child.schema = 'main' AND child.type = 'table' AND key."table" = 'person'
"""
# The rows of a change are numbered one after the other: where no number is missing, the first and the last say how
# many they are. To count them takes as long as an import was large.
_GAPLESS = """
SELECT (SELECT count(*) FROM change_row) IS (SELECT max(id) FROM change_row) - (SELECT min(id) FROM change_row) + 1
"""
_BY_NUMBERS = """
coalesce((SELECT max(id) FROM change_row WHERE change_id = change.id)
    - (SELECT min(id) FROM change_row WHERE change_id = change.id) + 1, 0)
"""
_ONE_BY_ONE = "(SELECT count(*) FROM change_row WHERE change_id = change.id)"


class HistoryEntry(NamedTuple):
    """One write command: when, in words, how many rows; the change it undoes, the one that undid it.

    `by_other_program`: no command, but what another program did to the rows.
    """

    id: int
    at: datetime
    command: str
    rows: int
    undoes: int | None
    undone_by: int | None
    by_other_program: bool = False

    @property
    def ref(self) -> str:
        """Its reference, as a command takes it."""
        return references.ref_of("change", self.id)


class HistoryFilter(NamedTuple):
    """Which changes: of rows of a person, with these words in their commands."""

    person_id: int | None = None
    words: Sequence[str] = ()


ALL = HistoryFilter()


def history(connection: sqlite3.Connection, limit: int | None, asked: HistoryFilter = ALL) -> list[HistoryEntry]:
    """The changes, newest first."""
    if asked != ALL:
        return _entries(connection, limit, f" WHERE id IN ({','.join(map(str, _meant(connection, asked))) or 'NULL'})")
    return _entries(connection, limit)


def _meant(connection: sqlite3.Connection, asked: HistoryFilter) -> list[int]:
    """The numbers of the changes that a filter means."""
    wanted = [fold(word) for word in asked.words]
    of_person = None if asked.person_id is None else _of_person(connection, asked.person_id)
    return [
        number
        for number, command in connection.execute("SELECT id, command FROM change ORDER BY id")
        if (of_person is None or number in of_person) and all(word in fold(command) for word in wanted)
    ]


def _of_person(connection: sqlite3.Connection, person: int) -> set[int]:
    """The changes of a person and of what is theirs: rows that are there by their index, removed ones by one scan."""
    told = "SELECT change_id FROM change_row WHERE table_name = ? AND row_id"
    found = set(connection.execute(f"{told} = ?", ("person", person)))
    for table, column in connection.execute(_POINTING).fetchall():
        found |= set(connection.execute(f"{told} IN (SELECT id FROM {table} WHERE {column} = ?)", (table, person)))
    touchpoints = "SELECT touchpoint_id FROM touchpoint_person WHERE person_id = ?"
    found |= set(connection.execute(f"{told} IN ({touchpoints})", ("touchpoint", person)))
    return {number for (number,) in found} | _removed(connection, person)


def _removed(connection: sqlite3.Connection, person: int) -> set[int]:
    gone = connection.execute(
        "SELECT change_id, table_name, row_id, before FROM change_row WHERE op = 'delete' AND before LIKE ?",
        (f"%_id={person},%",),
    )
    rows = {
        (table, row) for _, table, row, before in gone if person in map(read_row(before).get, ("person_id", "by_id"))
    }
    seek = "SELECT change_id FROM change_row WHERE table_name = ? AND row_id = ?"
    return {number for each in rows for (number,) in connection.execute(seek, each)}


def _entries(connection: sqlite3.Connection, limit: int | None, condition: str = "") -> list[HistoryEntry]:
    undone = undo.standing_undos(connection)
    (gapless,) = connection.execute(_GAPLESS).fetchone()
    rows = connection.execute(
        f"SELECT id, at, zone, command, undoes, by_other_program, {_BY_NUMBERS if gapless else _ONE_BY_ONE}"
        f" FROM change{condition} ORDER BY id DESC LIMIT ?",
        (-1 if limit is None else limit,),
    )
    return [
        HistoryEntry(number, sure_moment(at, zone), command, count, undoes, undone.get(number), bool(by_other))
        for number, at, zone, command, undoes, by_other, count in rows
    ]


def count(connection: sqlite3.Connection, limit: int | None, asked: HistoryFilter = ALL) -> int:
    """How many changes `history` gives."""
    if asked != ALL:
        return len(_meant(connection, asked)[:limit])
    found: int = connection.execute("SELECT count(*) FROM change").fetchone()[0]
    return found if limit is None else min(found, limit)


class Origin(NamedTuple):
    """The write that an undo, or an undo of an undo, goes back to, and whether it stands with that undo gone."""

    id: int
    command: str
    stands: bool


def origin(connection: sqlite3.Connection, number: int) -> Origin:
    """What taking back a change comes to: the write itself is gone, or brought back where the change was its undo."""
    stands = False
    while True:
        command, undoes = connection.execute("SELECT command, undoes FROM change WHERE id = ?", (number,)).fetchone()
        if undoes is None:
            return Origin(number, command, stands)
        number, stands = undoes, not stands

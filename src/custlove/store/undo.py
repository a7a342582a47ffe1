"""Taking a change back: whole, in reverse, and only where nothing later rests on it."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from custlove.errors import NotFound, Refused
from custlove.store import (
    commit,
    derived_columns,
    digests,
    erasure,
    history,
    history_triggers,
    locks,
    schema_check,
    search,
    sqlite_errors,
    transaction,
    write_access,
)
from custlove.store.doctor import repair

_REFERENCES = """
SELECT child.name AS child, reference."from" AS child_column, reference."table" AS parent
FROM pragma_table_list AS child, pragma_foreign_key_list(child.name) AS reference
WHERE child.schema = 'main' AND child.type = 'table' AND child.name NOT IN ('change', 'change_row')
"""


class UndoableChange(NamedTuple):
    """One write command as the journal remembers it."""

    id: int
    command: str
    undoes: int | None


def standing_undos(connection: sqlite3.Connection) -> dict[int, int]:
    """Which changes are undone at present, and by which change."""
    undone: dict[int, int] = {}
    pairs = connection.execute("SELECT undoes, id FROM change WHERE undoes IS NOT NULL ORDER BY id DESC").fetchall()
    # Newest first: whether an undo still stands is known before what it undid is looked at.
    for target, undo_id in pairs:
        if undo_id not in undone:
            undone[target] = undo_id
    return undone


def in_file(
    path: Path, timeout: float, number: int | None, at: datetime, zone: str, command: str
) -> tuple[UndoableChange, int]:
    """Open a journal and reverse a change in it, as `undo` does."""
    with sqlite_errors.explained(path):
        connection = write_access.open_to_write(path, timeout, erasure.finish)
        try:
            return undo(connection, number, at, zone, command)
        finally:
            connection.close()


def undo(
    connection: sqlite3.Connection, number: int | None, at: datetime, zone: str, command: str
) -> tuple[UndoableChange, int]:
    """Reverse a change, the last one that stands unless numbered; the change taken back and the new one's number.

    An undo can itself be undone, by its number. Raises NotFound for a number never given, and Refused where
    it is undone already or where later changes rest on it; the journal is then as it was.
    """
    path = connection.execute("PRAGMA database_list").fetchone()[2]
    if not connection.in_transaction:
        locks.begin(connection)
    try:
        schema_check.check(connection, path)
        history.end_foreign(connection)
        undone = standing_undos(connection)
        target = _target(connection, number, undone)
        _refuse_forgotten(connection, target, undone)
        _refuse_without_rows(connection, target, undone)
        _refuse_if_needed(connection, target, undone)
        new = history.record(connection, at, zone, command, target.id)
        with search.reversing(connection, target.id), _refusal(target):
            _reverse(connection, target)
        if history.is_by_other_program(connection, target.id):
            # It may have gone past the triggers.
            repair.derive(connection)
        digests.close(connection, new)
    except BaseException:
        # SQLite may have rolled back by itself (disk full).
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    # Only here is seen that a reference hangs in the air: to what an undo took away that still stands.
    with _refusal(target):
        commit.change(connection, new)
    return target, new


def _target(connection: sqlite3.Connection, number: int | None, undone: dict[int, int]) -> UndoableChange:
    if number is None:
        rows = connection.execute("SELECT id, command, undoes FROM change WHERE undoes IS NULL ORDER BY id DESC")
        row = next((row for row in rows if row[0] not in undone), None)
        if row is None:
            raise Refused("There is nothing to undo.", "What was done: custlove history")
        return UndoableChange(*row)
    # As text, for no number that can be typed is too long for it.
    sql = "SELECT id, command, undoes FROM change WHERE id = CAST(? AS INTEGER)"
    row = connection.execute(sql, (str(number),)).fetchone()
    if row is None:
        raise NotFound(f"There is no change {number}.", "Their references: custlove history")
    if number in undone:
        raise Refused(
            f"Change {number} is undone already.",
            f"To bring it back, undo the undo: custlove undo {undone[number]}",
        )
    return UndoableChange(*row)


def _refuse_without_rows(connection: sqlite3.Connection, target: UndoableChange, undone: dict[int, int]) -> None:
    if history.has_effect(connection, target.id):
        return
    raise Refused(
        f"Change {target.id} has no rows, so there is nothing to undo ({target.command}).",
        _one_before(connection, target, undone),
    )


def _refuse_forgotten(connection: sqlite3.Connection, target: UndoableChange, undone: dict[int, int]) -> None:
    if (why := erasure.obstacle(connection, target.id)) is not None:
        raise Refused(f"Change {target.id} cannot be undone: {why}.", _one_before(connection, target, undone))


def _one_before(connection: sqlite3.Connection, target: UndoableChange, undone: dict[int, int]) -> str:
    sql = "SELECT id FROM change WHERE id < ? AND undoes IS NULL AND forgotten_by IS NULL ORDER BY id DESC"
    # All of them: a question that is not answered to its end would hold the file.
    earlier = connection.execute(sql, (target.id,)).fetchall()
    before = next((number for (number,) in earlier if number not in undone), None)
    return f"The one before it: custlove undo {before}" if before else "What was done: custlove history"


@contextmanager
def _refusal(target: UndoableChange) -> Iterator[None]:
    try:
        yield
    except sqlite3.IntegrityError as fault:
        # A handle that was given to somebody else since, a day that no longer fits: no reference shows these.
        raise Refused(
            f"Change {target.id} cannot be undone: later changes are in the way.",
            "Undo what came later first: custlove history",
        ) from fault


def _refuse_if_needed(connection: sqlite3.Connection, target: UndoableChange, undone: dict[int, int]) -> None:
    if connection.execute("SELECT 1 FROM change_row WHERE change_id > ? LIMIT 1", (target.id,)).fetchone() is None:
        return
    later = _same_rows(connection, target.id) | _rows_resting_on(connection, target.id)
    in_the_way = sorted(
        change for change in later if change not in undone and not _takes_back_later(connection, change, target.id)
    )
    if not in_the_way:
        return
    newest = in_the_way[-1]
    if (why := erasure.obstacle(connection, newest)) is not None:
        raise Refused(
            f"Change {target.id} cannot be undone: change {newest} depends on it, and {why}.",
            "What was done: custlove history",
        )
    command = connection.execute("SELECT command FROM change WHERE id = ?", (newest,)).fetchone()[0]
    raise Refused(
        f"Change {target.id} cannot be undone: change {newest} depends on it ({command}).",
        f"Undo that one first: custlove undo {newest}",
    )


def _takes_back_later(connection: sqlite3.Connection, change: int, target: int) -> bool:
    """Whether a change undoes one after the target: between them nothing is left. What it undoes before it stays so."""
    undoes = connection.execute("SELECT undoes FROM change WHERE id = ?", (change,)).fetchone()[0]
    return undoes is not None and undoes > target


def _same_rows(connection: sqlite3.Connection, change: int) -> set[int]:
    # Two updates of different columns of a row do not rest on each other.
    rows = connection.execute(
        "SELECT later.change_id, mine.op, mine.before, mine.after, later.op, later.before, later.after"
        " FROM change_row AS mine JOIN change_row AS later"
        " ON later.table_name = mine.table_name AND later.row_id = mine.row_id AND later.change_id > mine.change_id"
        # Rows that were taken as they stood rest on nothing.
        " WHERE mine.change_id = ? AND (later.op <> 'update' OR later.before IS NOT later.after)",
        (change,),
    )
    return {
        later
        for later, op, before, after, later_op, later_before, later_after in rows
        if op != "update"
        or later_op != "update"
        or None in (before, after, later_before, later_after)
        or changed_columns(before, after).keys() & changed_columns(later_before, later_after).keys()
    }


def _rows_resting_on(connection: sqlite3.Connection, change: int) -> set[int]:
    resting: set[int] = set()
    for child, column, parent in connection.execute(_REFERENCES).fetchall():
        # CROSS and the plus keep SQLite to this order: from the rows of the change, not through all of the child's.
        rows = connection.execute(
            "SELECT DISTINCT made.change_id FROM change_row AS mine"
            f" CROSS JOIN {child} AS child ON child.{column} = mine.row_id"
            " CROSS JOIN change_row AS made ON made.table_name = ? AND made.row_id = child.id"
            " AND made.change_id > mine.change_id"
            " WHERE mine.change_id = ? AND +mine.table_name = ? AND mine.op = 'insert'",
            (child, change, parent),
        )
        resting.update(made for (made,) in rows)
    return resting


def changed_columns(before: str, after: str) -> dict[str, str | int | None]:
    """Which columns an update changed, each with its value before."""
    old, new = history_triggers.read_row(before), history_triggers.read_row(after)
    return {column: value for column, value in old.items() if new.get(column) != value}


def _reverse(connection: sqlite3.Connection, target: UndoableChange) -> None:
    # Rows are put back one by one, so a reference may hang in the air until the last of them.
    connection.execute("PRAGMA defer_foreign_keys = ON")
    runs = _runs(connection, target.id)
    with _contacts_settled(connection, runs):
        for run in runs:
            if run.inserted:
                connection.execute(f"DELETE FROM {run.table} WHERE id IN (SELECT row_id {_ROWS})", run.rows)
            else:
                for first in range(run.last, run.first - 1, -_AT_A_TIME):
                    _put_back(connection, run._replace(first=max(run.first, first - _AT_A_TIME + 1), last=first))


@contextmanager
def _contacts_settled(connection: sqlite3.Connection, runs: Sequence["_Run"]) -> Iterator[None]:
    """Have what follows from contact worked out once at the end where a great many rows that show it are removed."""
    removed = [run for run in runs if run.inserted and run.table in derived_columns.PERSON_OF]
    if sum(run.last - run.first + 1 for run in removed) < _AT_A_TIME:
        yield
        return
    sql = f"SELECT DISTINCT {{person}} FROM {{table}} WHERE id IN (SELECT row_id {_ROWS})"
    people: set[int] = set()
    for run in removed:
        of_run = sql.format(person=derived_columns.PERSON_OF[run.table], table=run.table)
        people.update(person for (person,) in connection.execute(of_run, run.rows))
    with transaction.without(connection, "type = 'trigger' AND name GLOB 'contact_*_removed'"):
        yield
    derived_columns.refresh(connection, people)


def _put_back(connection: sqlite3.Connection, run: "_Run") -> None:
    rows = connection.execute(f"SELECT row_id, op, before, after {_ROWS} ORDER BY id DESC", run.rows).fetchall()
    for row_id, op, before, after in rows:
        if op == "delete":
            _insert(connection, run.table, history_triggers.read_row(before))
        elif columns := changed_columns(before, after):
            settings = ", ".join(f"{column} = ?" for column in columns)
            connection.execute(f"UPDATE {run.table} SET {settings} WHERE id = ?", (*columns.values(), row_id))


# The plus keeps SQLite to the numbers, which lie close together.
_ROWS = "FROM change_row WHERE id BETWEEN ? AND ? AND +change_id = ?"
_AT_A_TIME = 1000


class _Run(NamedTuple):
    """Rows of one table that a change wrote one after the other, by their numbers in the history: inserted or not."""

    table: str
    inserted: bool
    first: int
    last: int
    change: int

    @property
    def rows(self) -> tuple[int, int, int]:
        """What `_ROWS` is asked with."""
        return self.first, self.last, self.change


def _runs(connection: sqlite3.Connection, change: int) -> list[_Run]:
    """What a change wrote, the last first."""
    sql = "SELECT table_name, op = 'insert', id FROM change_row WHERE change_id = ? ORDER BY id DESC"
    runs: list[_Run] = []
    for (table, inserted), rows in groupby(connection.execute(sql, (change,)), itemgetter(0, 1)):
        numbers = [number for _, _, number in rows]
        runs.append(_Run(table, bool(inserted), numbers[-1], numbers[0], change))
    return runs


def _insert(connection: sqlite3.Connection, table: str, values: dict[str, str | int | None]) -> None:
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))

"""Many rows at once: checked by the tables' own classes, numbered, written in chunks, remembered in the history.

The ORM takes several times as long a row, and the triggers half as long again. Here the rows go through the
change's own connection by executemany, and what the triggers would have done for each is done for a chunk of them.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from itertools import chain, islice
from typing import Any

from sqlmodel import SQLModel

from custlove.errors import Refused
from custlove.models.days import SpecialDay
from custlove.models.facts import Fact
from custlove.models.feedback import Ask, Feedback, FeedbackSaidBack
from custlove.models.follow_ups import FollowUp, FollowUpSnooze
from custlove.models.imports import Imported, Inbox
from custlove.models.ladder import RungMove
from custlove.models.mistakes import Mistake
from custlove.models.people import CircleChoice, Person, PersonDetail
from custlove.models.promises import Promise, PromiseMove
from custlove.models.purchases import Purchase
from custlove.models.relations import Introduction, Link
from custlove.models.reviews import Intention, Review
from custlove.models.rituals import Ritual, RitualEvent
from custlove.models.touchpoints import Touchpoint, TouchpointPerson, TouchpointTag
from custlove.services.session import Writing
from custlove.store import derived_columns, history_triggers
from custlove.store.row_buffer import Fault, Waiting

# What is referred to comes before what refers to it.
_MODELS: tuple[type[SQLModel], ...] = (
    Person, PersonDetail, RungMove, CircleChoice, Touchpoint, TouchpointPerson, TouchpointTag,
    FollowUp, FollowUpSnooze, Promise, PromiseMove, Ask, Feedback, FeedbackSaidBack,
    Fact, SpecialDay, Mistake, Ritual, RitualEvent, Purchase, Introduction, Link, Review, Intention, Imported, Inbox,
)  # fmt: skip
_CONTACT = "touchpoint_person_added"
_REPLACED = f"type = 'trigger' AND (name GLOB 'change_*_insert' OR name = '{_CONTACT}')"
# Whose CHECKs say nothing but what the class says.
_CHECKED_BY_CLASS = frozenset({"touchpoint"})
# SQLite's own default of 2 MB has the pages of five tables' indexes written and read again and again.
_CACHE_KIB = 24_000
# SQLite allows 32,766 parameters in a statement since 3.32; older ones 999.
_CHUNK = 900


class Bulk:
    """Rows on their way into the journal, inside one change. They are there once they are flushed.

    `careful`: each row is checked when it is put, so that a wrong one stops nothing but itself.
    """

    def __init__(self, change: Writing, *, careful: bool = False) -> None:
        self.connection = change.connection
        self._careful = careful
        self._change = change.change
        self._tables = {str(model.__tablename__): Waiting(model) for model in _MODELS}
        self._touched: set[int] = set()
        self._claimed: set[tuple[Any, ...]] = set()

    def put(self, table: str, line: int, values: dict[str, Any]) -> None:
        """Keep a row for the next flush; `line` says in a fault where it came from.

        Days are given as YYYY-MM-DD, moments as `stored` makes them: they are checked, and written as they are.
        Raises Refused, where rows are put with care, for one that is wrong.
        """
        kept = self._tables[table]
        if self._careful and (faults := kept.faults_of([values], [line])):
            raise Refused(faults[0].reason)
        kept.pending.append(values)
        kept.lines.append(line)
        kept.ids.add(values["id"])

    def flush(self, *only: str) -> list[Fault]:
        """Check and write the rows kept so far, or those of some tables and of what they refer to.

        Of a table with a wrong row nothing is written.
        """
        names = list(self._tables)
        for name in names[: max(map(names.index, only)) + 1] if only else names:
            if self._tables[name].pending and (faults := self._write(self._tables[name])):
                return faults
        return []

    def number(self, table: str, wanted: int | None = None, uid: str | None = None) -> int:
        """The number of a new row: the one it had elsewhere if that is free here, else the next.

        Numbers are never given twice, not even after an undo; but what comes back (by its `uid`) gets its own again.
        """
        state = self._tables[table]
        if state.top < 0:
            state.top = state.given = self._highest(table)
        if wanted is None or (wanted <= state.top and not self._free(state, wanted, uid)):
            wanted = state.top + 1
        state.top = max(state.top, wanted)
        return wanted

    def is_empty(self, table: str) -> bool:
        """Whether a table has no rows yet."""
        return self.connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is None

    def known(self, table: str, uids: Iterable[str]) -> set[str]:
        """Which of these are in the journal; all that was put before has to be flushed."""
        known: set[str] = set()
        waiting = iter(uids)
        while chunk := tuple(islice(waiting, _CHUNK)):
            marks = ",".join("?" * len(chunk))
            rows = self.connection.execute(f"SELECT uid FROM {table} WHERE uid IN ({marks})", chunk)
            known.update(chain.from_iterable(rows))
        return known

    def find(self, table: str, column: str, value: str | int) -> int | None:
        """The number of the flushed row that has this value in a column, or None."""
        row = self.connection.execute(f"SELECT id FROM {table} WHERE {column} = ?", (value,)).fetchone()
        return None if row is None else int(row[0])

    def identified(self, table: str, uid: str) -> int | None:
        """The number of the row with this identity, flushed or not, or None."""
        waiting = self._tables[table].by_uid().get(uid)
        return self.find(table, "uid", uid) if waiting is None else waiting

    def claim(self, table: str, **values: Any) -> bool:
        """Whether no row has these values yet, flushed or claimed before; from now on one has."""
        key = (table, *values.items())
        conditions = " AND ".join(f"{column} = ?" for column in values)
        sql = f"SELECT 1 FROM {table} WHERE {conditions} LIMIT 1"
        if key in self._claimed or self.connection.execute(sql, tuple(values.values())).fetchone() is not None:
            return False
        self._claimed.add(key)
        return True

    def settle(self) -> None:
        """Bring what the database derives up to date with the rows written."""
        derived_columns.refresh(self.connection, self._touched)

    def _write(self, table: Waiting) -> list[Fault]:
        if faults := table.faults():
            return faults
        with self._checked_once(table.name):
            self.connection.executemany(table.insert, table.rows())
        self._remember(table.name, table.ids)
        if table.name == "touchpoint_person":
            self._touched.update(values["person_id"] for values in table.pending)
        table.clear()
        return []

    @contextmanager
    def _checked_once(self, table: str) -> Iterator[None]:
        # What the class has found right is right; a second time by SQLite it would take as long as the writing.
        if table not in _CHECKED_BY_CLASS:
            yield
            return
        self.connection.execute("PRAGMA ignore_check_constraints = ON")
        yield
        self.connection.execute("PRAGMA ignore_check_constraints = OFF")

    def _remember(self, table: str, ids: set[int]) -> None:
        first, last = min(ids), max(ids)
        sql = "INSERT INTO change_row (change_id, table_name, row_id, op)"
        if last - first + 1 == len(ids):
            select = f"SELECT ?, ?, id, 'insert' FROM {table} WHERE id BETWEEN ? AND ? ORDER BY id"
            self.connection.execute(f"{sql} {select}", (self._change, table, first, last))
        else:
            rows = ((self._change, table, row) for row in sorted(ids))
            self.connection.executemany(f"{sql} VALUES (?, ?, ?, 'insert')", rows)

    def _highest(self, table: str) -> int:
        here = self.connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0]
        ever = self.connection.execute("SELECT max(row_id) FROM change_row WHERE table_name = ?", (table,)).fetchone()
        return max(here or 0, ever[0] or 0)

    def _free(self, table: Waiting, wanted: int, uid: str | None) -> bool:
        if wanted in table.ids or self.find(table.name, "id", wanted) is not None:
            return False
        if wanted > table.given or uid is None:
            return True
        # It was given once and undone: it stands for that one thing for ever.
        sql = (
            "SELECT before FROM change_row WHERE table_name = ? AND row_id = ? AND before IS NOT NULL"
            " ORDER BY id DESC LIMIT 1"
        )
        row = self.connection.execute(sql, (table.name, wanted)).fetchone()
        return row is None or history_triggers.read_row(row[0]).get("uid") == uid


@contextmanager
def writing(change: Writing, *, careful: bool = False) -> Iterator[Bulk]:
    """Rows in bulk, as part of a change; what is still kept at the end has to be flushed by the caller.

    The triggers that this replaces are gone meanwhile, for this transaction alone: whatever ends it early brings
    them back.
    """
    connection = change.connection
    triggers = connection.execute(f"SELECT name, sql FROM sqlite_schema WHERE {_REPLACED}").fetchall()
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    bulk = Bulk(change, careful=careful)
    # Indexes are made faster in one go than kept right row by row; of a journal with much in it, it takes too long.
    with derived_columns.without(connection, "index") if bulk.is_empty("touchpoint") else nullcontext():
        yield bulk
    bulk.settle()
    for _, sql in triggers:
        connection.execute(sql)


def stored(at: datetime) -> str:
    """A moment, which is in UTC, as the file keeps it: to the microsecond, without an offset."""
    return at.isoformat(" ", "microseconds")[:26]

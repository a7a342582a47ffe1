"""How late your last promises came, found from the latest on."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from heapq import nlargest
from itertools import islice

from custlove.reports.rows import day, sure_day
from custlove.rules import promise_record as rules
from custlove.rules.promise_record import PromiseRecord
from custlove.rules.promises import PromiseFacts, PromiseMove, standing
from custlove.schema import predicates

_COLUMNS = "SELECT id, made_on, due_on, kept_on, released_on FROM promise"
# The latest first, so that no more are read than are asked for.
_STRAIGHT = (
    f"{_COLUMNS} INDEXED BY promise_due WHERE by = 'mine' AND due_on <= :today AND made_on <= :today"
    f" AND id NOT IN ({predicates.promise_moved_ids()}) ORDER BY due_on DESC, id DESC"
)
# Empty unless today lies in the past: they were due on another day then. By their numbers (the plus): whose they are is
# told by no index that is worth a look.
_MOVED_SINCE = f"{_COLUMNS} WHERE id IN ({predicates.promise_moved_ids()}) AND +by = 'mine' AND made_on <= :today"
_MOVES = "SELECT moved_on, from_due, to_due FROM promise_move WHERE promise_id = ? ORDER BY moved_on, id"


def record(connection: sqlite3.Connection, due_on: date, today: date) -> PromiseRecord | None:
    """What your last eight promises that fell due say of one due on a day; None where they say nothing."""
    values = {"today": today.isoformat()}
    straight = islice(_told(connection, _STRAIGHT, values, today), rules.LAST)
    told = [*straight, *_told(connection, _MOVED_SINCE, values, today)]
    return rules.record([late for *_, late in nlargest(rules.LAST, told)], due_on)


def _told(
    connection: sqlite3.Connection, sql: str, values: dict[str, str], today: date
) -> Iterator[tuple[date, int, int]]:
    """Each promise that tells something: its due day by then, its number, how late it came."""
    for number, made_on, due_on, kept_on, released_on in connection.execute(sql, values):
        moves = tuple(
            PromiseMove(sure_day(on), sure_day(before), sure_day(after))
            for on, before, after in connection.execute(_MOVES, (number,))
        )
        facts = PromiseFacts(sure_day(made_on), sure_day(due_on), day(kept_on), day(released_on), moves)
        if (late := rules.days_late(facts, today)) is not None:
            yield standing(facts, today).due_on, number, late

"""How promises came out, as SQL: for journals of any size. rules/promises.py says the same of one promise."""

import sqlite3
from datetime import date
from typing import NamedTuple

from custlove.schema import predicates

# Each promise made up to :today, with the day agreed by then; `outcome` is one of early, kept, late (also: moved or
# released only after its day), broken, released, open; `lapsed`: moved or released only after its day.
_OUTCOMES = f"""
SELECT id, person_id, by, due, kept, extra, lapsed,
    CASE
        WHEN kept IS NOT NULL AND lapsed THEN 'late'
        WHEN {predicates.promise_kept_early("came", due="due")} THEN 'early'
        WHEN {predicates.promise_kept("came", due="due")} THEN 'kept'
        WHEN {predicates.promise_kept_late("came", due="due")} THEN 'late'
        WHEN {predicates.promise_released("came")} THEN CASE WHEN lapsed THEN 'late' ELSE 'released' END
        WHEN {predicates.promise_broken("came", due="due")} THEN 'broken'
        WHEN lapsed THEN 'late'
        ELSE 'open'
    END AS outcome
FROM (
    SELECT promise.id, person_id, by, {{due}} AS due, CASE WHEN kept_on <= :today THEN kept_on END AS kept, kept_on,
           released_on, extra, {predicates.promise_lapsed(due="{due}")} AS lapsed
    FROM promise
    WHERE made_on <= :today{{more}}) AS came
"""


# Most promises are never agreed anew: what those came to stands in an index, as it was on :today. Up to :until, where
# those due later are wanted too: they may have been released.
NEVER_MOVED = "id NOT IN (SELECT promise_id FROM promise_move)"
STRAIGHT = f"""
FROM promise INDEXED BY promise_due
WHERE by = :by AND due_on BETWEEN :since AND :until AND made_on <= :today AND {NEVER_MOVED}
"""
# Of those, what is to be counted, by what it came to.
EARLY, ON_DAY, _KEPT_LATE, _RELEASED_LATE, BROKEN = (
    f"count({condition('promise', due='due_on')} OR NULL)"
    for condition in (
        predicates.promise_kept_early,
        predicates.promise_kept,
        predicates.promise_kept_late,
        predicates.promise_released_late,
        predicates.promise_broken,
    )
)
LATE = f"({_KEPT_LATE} + {_RELEASED_LATE})"
_MISSED = " AND (kept_on > due_on OR kept_on IS NULL OR kept_on > :today)"
_STRAIGHT_BY_PERSON = f"""
SELECT person_id, {EARLY} + {ON_DAY}, {LATE}, {BROKEN}
{STRAIGHT} AND (:person IS NULL OR person_id = :person){{more}} GROUP BY person_id
"""
_MOVED = """
+by = :by AND id IN (
    SELECT id FROM promise INDEXED BY promise_due
    WHERE by = :by AND due_on >= :since AND id IN (SELECT promise_id FROM promise_move)
    UNION SELECT promise_id FROM promise_move WHERE moved_on > :today)
"""


class Outcome(NamedTuple):
    """Somebody's promises that were due in a period, by what they came to.

    `late` are also those moved or released only afterwards.
    """

    kept: int = 0
    late: int = 0
    broken: int = 0


def by_person(
    connection: sqlite3.Connection,
    by: str,
    since: date,
    today: date,
    person_id: int | None = None,
    *,
    missed: bool = False,
) -> dict[int, Outcome]:
    """What promises by one side (`mine theirs`) came to that were due from a day to today, by the person's number.

    One that was moved or released only after its day was missed then, though it be due again later.
    Where only the `missed` ones are asked for, which are few, nothing is said of most that were kept.
    """
    day = today.isoformat()
    values = {"by": by, "since": since.isoformat(), "until": day, "today": day, "person": person_id}
    straight = _STRAIGHT_BY_PERSON.format(more=_MISSED if missed else "")
    found = {number: Outcome(*counts) for number, *counts in connection.execute(straight, values)}
    sql = f"SELECT person_id, outcome {moved(connection, today)} AND (lapsed OR due <= :today)"
    sql += " AND (:person IS NULL OR person_id = :person)"
    for person, outcome in connection.execute(sql, values):
        kind = "kept" if outcome == "early" else outcome
        if kind in Outcome._fields:
            one = found.get(person, Outcome())
            found[person] = one._replace(**{kind: getattr(one, kind) + 1})
    return found


def moved(connection: sqlite3.Connection, today: date) -> str:
    """The rest of a SELECT over what the promises came to that were agreed anew, with those due from `:since` on."""
    return f"FROM ({outcomes(connection, today, _MOVED)}) WHERE due >= :since"


# Which promises may be due from :since on, as it was agreed on :today: those that are now, and those moved since.
DUE_FROM = "(due_on >= :since OR id IN (SELECT promise_id FROM promise_move WHERE moved_on > :today))"


def outcomes(connection: sqlite3.Connection, today: date, condition: str = "") -> str:
    """A SELECT of every promise and what it came to by `:today`, to ask from; `condition` is on promise's columns."""
    sql = "SELECT 1 FROM promise_move WHERE moved_on > ? LIMIT 1"
    moved_since = connection.execute(sql, (today.isoformat(),)).fetchone() is not None
    more = f" AND {condition}" if condition else ""
    return _OUTCOMES.format(due=predicates.promise_agreed_on() if moved_since else "due_on", more=more)

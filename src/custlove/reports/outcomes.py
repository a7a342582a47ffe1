"""How promises came out, as SQL: for journals of any size. rules/promises.py says the same of one promise."""

import sqlite3
from datetime import date

# Each promise made up to :today, with the day agreed by then; `outcome` is one of early, kept, late (also: moved only
# after its day), broken, released, open; `lapsed`: moved only after its day.
_OUTCOMES = """
SELECT id, person_id, by, due, kept, extra, lapsed,
    CASE
        WHEN kept IS NOT NULL AND (lapsed OR kept > due) THEN 'late'
        WHEN kept IS NOT NULL THEN CASE WHEN kept < due THEN 'early' ELSE 'kept' END
        WHEN released_on <= :today THEN 'released'
        WHEN due < :today THEN 'broken'
        WHEN lapsed THEN 'late'
        ELSE 'open'
    END AS outcome
FROM (
    SELECT promise.id, person_id, by, {due} AS due, CASE WHEN kept_on <= :today THEN kept_on END AS kept,
           released_on, extra, late.promise_id IS NOT NULL AS lapsed
    FROM promise LEFT JOIN (
        SELECT DISTINCT promise_id FROM promise_move WHERE moved_on > from_due AND moved_on <= :today
    ) AS late ON late.promise_id = promise.id
    WHERE made_on <= :today{more})
"""
# Of a promise moved after today, the day that was agreed then.
_DUE_THEN = (
    "coalesce((SELECT from_due FROM promise_move WHERE promise_id = promise.id AND moved_on > :today"
    " ORDER BY moved_on, id LIMIT 1), due_on)"
)


# Which promises may be due from :since on, as it was agreed on :today: those that are now, and those moved since.
DUE_FROM = "(due_on >= :since OR id IN (SELECT promise_id FROM promise_move WHERE moved_on > :today))"


def outcomes(connection: sqlite3.Connection, today: date, condition: str = "") -> str:
    """A SELECT of every promise and what it came to by `:today`, to ask from; `condition` is on promise's columns."""
    sql = "SELECT 1 FROM promise_move WHERE moved_on > ? LIMIT 1"
    moved_since = connection.execute(sql, (today.isoformat(),)).fetchone() is not None
    more = f" AND {condition}" if condition else ""
    return _OUTCOMES.format(due=_DUE_THEN if moved_since else "due_on", more=more)

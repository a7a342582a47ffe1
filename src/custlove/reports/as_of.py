"""Who may have to be named on a day that is past, found among everybody at once.

What the database keeps of a person tells of the newest facts; on a past day nearly everybody would have to be looked at
one by one. Here a statement leaves those who may be named, and the reports have the last word.
"""

import sqlite3
from collections.abc import Iterator
from datetime import date

from custlove.reports.background_query import Statement
from custlove.rules import contact_frequency
from custlove.rules import satisfaction as rules
from custlove.schema import contact_predicates, predicates

# By the days on which you reached out: three in a row, where nothing came from them since the third-last.
_OUTGOING = f"{contact_predicates.reached_out_days('person.id', ':day')} ORDER BY day DESC LIMIT 1 OFFSET {{before}}"
_OUT = f"""
WITH out AS MATERIALIZED (
    SELECT id, ({_OUTGOING.format(before=contact_frequency.UNANSWERED - 1)}) AS third,
           ({_OUTGOING.format(before=contact_frequency.MOST)}) AS seventh
    FROM person NOT INDEXED{{whom}})
SELECT id, in_a_row, seventh FROM (
    SELECT *, third > coalesce({contact_predicates.last_from_them_on("out.id", ":day")}, '') AS in_a_row
    FROM out WHERE third IS NOT NULL)
WHERE in_a_row OR seventh IS NOT NULL
"""
# The last contact that was no purchase.
_LAST = f"""
SELECT id, coalesce({contact_predicates.last_word_either_way_on("person.id", ":day")}, added_on) FROM person NOT INDEXED
"""
_LOW = f"""
SELECT DISTINCT touch.person_id FROM touchpoint CROSS JOIN touchpoint_person AS touch
    ON touch.touchpoint_id = touchpoint.id
WHERE touchpoint.day BETWEEN :since AND :day AND touchpoint.felt <= {5 - rules.DROP} AND {predicates.HOW_THEY_LEFT}
"""
# Of all others the database tells by itself.
_CONTACT_SINCE = " WHERE last_contact_on > :day"


def out(day: date) -> Statement:
    """Of everybody: whether the last three days in contact were days on which you reached out, and the seventh-last."""
    return _OUT.format(whom=""), {"day": day.isoformat()}


def last(day: date) -> Statement:
    """Of everybody: the day of the last contact that was no purchase."""
    return _LAST, {"day": day.isoformat()}


def left_low(connection: sqlite3.Connection, since: date, day: date) -> Iterator[int]:
    """Whom a time between two days may have left low: at most at 3 of 5, as nobody is used to better than 5."""
    rows = connection.execute(_LOW, {"since": since.isoformat(), "day": day.isoformat()})
    return (number for (number,) in rows)


def unanswered(connection: sqlite3.Connection, day: date) -> Iterator[int]:
    """Of those in contact since, those to whom you had reached out on three days up to a day without an answer.

    Who was come to too often then is told by the database itself: the seventh-last such day only gets later.
    """
    rows = connection.execute(_OUT.format(whom=_CONTACT_SINCE), {"day": day.isoformat()})
    return (number for number, in_a_row, _ in rows if in_a_row)

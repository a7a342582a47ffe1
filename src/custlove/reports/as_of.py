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
from custlove.schema import predicates

# By the days on which you reached out: three in a row, where nothing came from them since the third-last.
_OUTGOING = f"{predicates.reached_out_days('person.id', ':day')} ORDER BY day DESC LIMIT 1 OFFSET {{before}}"
_OUT = f"""
WITH out AS MATERIALIZED (
    SELECT id, ({_OUTGOING.format(before=contact_frequency.UNANSWERED - 1)}) AS third,
           ({_OUTGOING.format(before=contact_frequency.MOST)}) AS seventh
    FROM person NOT INDEXED{{whom}})
SELECT id, in_a_row, seventh FROM (
    SELECT *, third > coalesce({predicates.last_from_them_on("out.id", ":day")}, '') AS in_a_row
    FROM out WHERE third IS NOT NULL)
WHERE in_a_row OR seventh IS NOT NULL
"""
# The last contact, and whether it left them low: 1 is sure, 0 is to be looked at. Two of a day are told apart by their
# moments; up to 2 is low whatever was usual, 3 only after fives, and above it nothing is (rules/satisfaction.py).
_LAST = f"""
WITH last AS MATERIALIZED (
    SELECT id, (SELECT max(day) FROM touchpoint_person WHERE person_id = person.id AND day <= :day) AS day{{word}}
    FROM person NOT INDEXED{{whom}}),
how AS MATERIALIZED (
    SELECT last.id, last.day, word, min(felt) AS felt, count(*) AS times
    FROM last LEFT JOIN touchpoint_person AS touch INDEXED BY touchpoint_person_day
        ON touch.person_id = last.id AND touch.day = last.day
    GROUP BY last.id)
SELECT id, word, CASE WHEN felt <= {rules.LOW} THEN times = 1 WHEN felt <= {5 - rules.DROP} AND (
    SELECT 2 * sum(felt = 5) > count(*) FROM (
        SELECT felt FROM touchpoint_person WHERE person_id = how.id AND felt IS NOT NULL AND day <= :day
        ORDER BY day DESC, felt DESC LIMIT {rules.LAST})) THEN 0 END
FROM how
"""
_WORD = f", coalesce({predicates.last_word_either_way_on('person.id', ':day')}, added_on) AS word"
# Of all others the database tells by itself.
_TOUCHED_SINCE = " WHERE last_touch_on > :day"
_CONTACT_SINCE = " WHERE last_contact_on > :day"


def out(day: date) -> Statement:
    """Of everybody: whether the last three days in contact were days on which you reached out, and the seventh-last."""
    return _OUT.format(whom=""), {"day": day.isoformat()}


def last(day: date) -> Statement:
    """Of everybody: the day of the last contact that was no purchase, and whether they were left low (0: perhaps)."""
    return _LAST.format(whom="", word=_WORD), {"day": day.isoformat()}


def left_low(connection: sqlite3.Connection, day: date) -> Iterator[int]:
    """Of those who were touched since, whom the last touchpoint up to a day may have left low."""
    rows = connection.execute(_LAST.format(whom=_TOUCHED_SINCE, word=", NULL AS word"), {"day": day.isoformat()})
    return (number for number, _, low in rows if low is not None)


def unanswered(connection: sqlite3.Connection, day: date) -> Iterator[int]:
    """Of those in contact since, those to whom you had reached out on three days up to a day without an answer.

    Who was come to too often then is told by the database itself: the seventh-last such day only gets later.
    """
    rows = connection.execute(_OUT.format(whom=_CONTACT_SINCE), {"day": day.isoformat()})
    return (number for number, in_a_row, _ in rows if in_a_row)

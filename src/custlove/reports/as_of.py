"""Who may have to be named on a day that is past, found among everybody at once.

What the database keeps of a person tells of the newest facts; on a past day nearly everybody would have to be looked at
one by one. Here a statement leaves those who may be named, and the reports have the last word.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date

from custlove.reports.background_query import Statement
from custlove.reports.rows import by_ids
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
# The last contact that was no purchase; of everybody only as far as touchpoints tell.
_TOUCHED = f"""
SELECT id, coalesce({contact_predicates.last_touched_either_way_on("person.id", ":day")}, '') FROM person NOT INDEXED
"""
_LAST = f"""
SELECT id, coalesce({contact_predicates.last_word_either_way_on("person.id", ":day")}, added_on)
FROM person WHERE id IN ({{ids}})
"""
# Whose last time was low. Two of a day are told apart by their moments, so the lowest of that day may be the last; up
# to 2 is low whatever was usual, 3 only after fives, and above it nothing is (rules/satisfaction.py).
_THEIRS = f"FROM touchpoint_person AS touch WHERE touch.person_id = {{person}} AND {predicates.HOW_THEY_LEFT}"
_LOW = f"""
WITH last AS MATERIALIZED (
    SELECT id, (SELECT max(day) {_THEIRS.format(person="person.id")} AND day <= :day) AS day FROM person NOT INDEXED),
how AS MATERIALIZED (
    SELECT id, (SELECT min(felt) {_THEIRS.format(person="last.id")} AND day = last.day) AS felt FROM last
    WHERE day >= :since)
SELECT id FROM how WHERE felt <= {rules.LOW} OR felt <= {5 - rules.DROP} AND (
    SELECT 2 * sum(felt = 5) > count(*) FROM (
        SELECT felt {_THEIRS.format(person="how.id")} AND day <= :day ORDER BY day DESC, felt DESC LIMIT {rules.LAST}))
"""
# Of all others the database tells by itself.
_CONTACT_SINCE = " WHERE last_contact_on > :day"


def out(day: date) -> Statement:
    """Of everybody: whether the last three days in contact were days on which you reached out, and the seventh-last."""
    return _OUT.format(whom=""), {"day": day.isoformat()}


def touched(day: date) -> Statement:
    """Of everybody: a day up to which there was contact at least, '' for none; most need not be asked about more."""
    return _TOUCHED, {"day": day.isoformat()}


def last(connection: sqlite3.Connection, people: Sequence[int], day: date) -> Iterator[tuple[int, str]]:
    """Of these people: the day of the last contact that was no purchase, else the one on which they were added."""
    return by_ids(connection, _LAST, people, {"day": day.isoformat()})


def left_low(connection: sqlite3.Connection, since: date, day: date) -> Iterator[int]:
    """Whom the last time up to a day may have left low, if it was not before `since`."""
    rows = connection.execute(_LOW, {"since": since.isoformat(), "day": day.isoformat()})
    return (number for (number,) in rows)


def unanswered(connection: sqlite3.Connection, day: date) -> Iterator[int]:
    """Of those in contact since, those to whom you had reached out on three days up to a day without an answer.

    Who was come to too often then is told by the database itself: the seventh-last such day only gets later.
    """
    rows = connection.execute(_OUT.format(whom=_CONTACT_SINCE), {"day": day.isoformat()})
    return (number for number, in_a_row, _ in rows if in_a_row)

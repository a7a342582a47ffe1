"""Who stood out on a day that is past, looked for among everybody at once.

What the database keeps of a person tells of the newest facts; on a past day nearly everybody would have to be looked at
one by one. Here a statement leaves those who may be named, and the reports have the last word.
"""

import sqlite3
from collections.abc import Collection, Iterator
from datetime import date
from functools import cache

from custlove.reports import candidates, ease_off, leaving, quiet, standing
from custlove.reports.ahead import Statement
from custlove.reports.ease_off import EaseOff
from custlove.reports.mirror_view import View
from custlove.reports.quiet import GoneQuiet
from custlove.rules import leaving as low_rules
from custlove.rules import scarcity

# By the days of the outgoing ones: three in a row, where no more than two of any kind came after the third-last.
_OUTGOING = (
    "SELECT day FROM touchpoint_person WHERE person_id = person.id AND outgoing = 1 AND day <= :day"
    " ORDER BY day DESC LIMIT 1 OFFSET {before}"
)
_OUT = f"""
WITH out AS MATERIALIZED (
    SELECT id, ({_OUTGOING.format(before=scarcity.UNANSWERED - 1)}) AS third,
           ({_OUTGOING.format(before=scarcity.MOST)}) AS seventh
    FROM person NOT INDEXED)
SELECT id, in_a_row, seventh FROM (
    SELECT *, (SELECT count(*) FROM (
        SELECT 1 FROM touchpoint_person WHERE person_id = out.id AND day > third AND day <= :day
        LIMIT {scarcity.UNANSWERED})) < {scarcity.UNANSWERED} AS in_a_row
    FROM out WHERE third IS NOT NULL)
WHERE in_a_row OR seventh IS NOT NULL
"""
# The last contact, and whether it left them low: 1 is sure, 0 is to be looked at. Two of a day are told apart by their
# moments; up to 2 is low whatever was usual, 3 only after fives, and above it nothing is (rules/leaving.py).
_LAST = f"""
WITH last AS MATERIALIZED (
    SELECT id, added_on, (SELECT max(day) FROM touchpoint_person WHERE person_id = person.id AND day <= :day) AS day
    FROM person NOT INDEXED),
how AS MATERIALIZED (
    SELECT last.id, coalesce(last.day, added_on) AS day, min(felt) AS felt, count(*) AS times
    FROM last LEFT JOIN touchpoint_person AS touch INDEXED BY touchpoint_person_day
        ON touch.person_id = last.id AND touch.day = last.day
    GROUP BY last.id)
SELECT id, day, CASE WHEN felt <= {low_rules.LOW} THEN times = 1 WHEN felt <= {5 - low_rules.DROP} AND (
    SELECT 2 * sum(felt = 5) > count(*) FROM (
        SELECT felt FROM touchpoint_person WHERE person_id = how.id AND felt IS NOT NULL AND day <= :day
        ORDER BY day DESC, felt DESC LIMIT {low_rules.LAST})) THEN 0 END
FROM how
"""
# Kept right with every touchpoint: none came later, so that it tells of today.
_LOW_NOW = "SELECT id FROM person WHERE left_low_on IS NOT NULL"


def is_past(connection: sqlite3.Connection, today: date) -> bool:
    """Whether anybody was touched after a day."""
    sql = "SELECT 1 FROM person WHERE last_touch_on > ? LIMIT 1"
    return connection.execute(sql, (today.isoformat(),)).fetchone() is not None


def statements(day: date) -> list[Statement]:
    """What takes longest to ask of a day that is past."""
    values = {"day": day.isoformat()}
    return [(_LAST, values), (_OUT, values)]


def easing(view: View, today: date) -> list[EaseOff]:
    """With whom to ease off on a day."""
    cadences, past = view.asked.cadences, is_past(view.connection, today)
    maybe = _may_ease(view, today) if past else candidates.ease_off(view.connection, cadences, today)
    return ease_off.of_people(view.connection, [*maybe], cadences, today, lambda: view.owed_on(today))


def _may_ease(view: View, today: date) -> Iterator[int]:
    starts = cache(lambda rhythm: str(scarcity.window_start(rhythm, today) or date.max))
    for number, in_a_row, seventh in view.rows(_OUT, {"day": today.isoformat()}):
        if in_a_row or seventh > starts(view.rhythm(number, today)):
            yield number


def low_or_quiet(view: View, people: Collection[int], today: date) -> Iterator[tuple[str, str]]:
    """Of these people, those whom the last time left low and those who have gone quiet, with which of it, in words."""
    low, gone = _low_and_quiet(view, people, today)
    yield from ((handle, "left low") for handle in low)
    yield from ((each.person, f"quiet for {each.days_quiet} days") for each in gone)


def _low_and_quiet(view: View, people: Collection[int], today: date) -> tuple[list[str], list[GoneQuiet]]:
    cadences = view.asked.cadences
    if not is_past(view.connection, today):
        left = [number for (number,) in view.connection.execute(_LOW_NOW) if number in people]
        reached = standing.in_reach(view.connection, left, today)
        return [each.person for each in reached], quiet.gone_quiet(view.connection, cadences, today, view.asked.numbers)
    sure: list[int] = []
    maybe: list[int] = []
    gone: list[int] = []
    latest = cache(lambda rhythm: str(quiet.latest_contact(rhythm, today, view.asked.numbers)))
    for number, contact, is_low in view.rows(_LAST, {"day": today.isoformat()}):
        if number in people:
            if is_low is not None:
                (sure if is_low else maybe).append(number)
            if contact < latest(view.rhythm(number, today)):
                gone.append(number)
    low = [each.person for each in standing.in_reach(view.connection, sure, today)]
    low += [each.person for each in leaving.left_low(view.connection, maybe, today)]
    return low, quiet.of_people(view.connection, gone, cadences, today, view.asked.numbers)

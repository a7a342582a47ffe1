"""Who only takes, and which facts say so (ideas B5 and E1): rules/reciprocity.py has the last word."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from custlove.reports.journal_wide import contact_totals, promise_outcomes
from custlove.reports.journal_wide.contact_totals import ContactTotals
from custlove.reports.rows import by_ids, day, sure_day
from custlove.rules import reciprocity as rules
from custlove.rules.cadence import add_months
from custlove.rules.feedback import UNHAPPY_SCORE
from custlove.rules.reciprocity import USUAL_MEASURES, Broken, Credit, Day, Measures, Taking
from custlove.schema import predicates

# Whoever gave anything lately is left out first: most of those who are asked about. The rule has the last word.
# When they last gave, with what it was: praise and ideas are not asked for, as whoever gave those does not take.
_GAVE = """
SELECT max(day || what) FROM (
    SELECT max(day) AS day, 'bought last' AS what FROM purchase
    WHERE person_id = person.id AND amount > 0 AND day <= :today
    UNION ALL SELECT max(day), 'sent somebody' FROM introduction WHERE by_id = person.id AND day <= :today
    UNION ALL SELECT max(kept_on), 'kept a promise' FROM promise
    WHERE person_id = person.id AND by = 'theirs' AND kept_on <= :today)
"""
_HEARD = "SELECT count(*) FROM feedback WHERE person_id = person.id AND heard_day <= :today AND kind ="
_CREDIT = f"""
    ({_HEARD} 'praise' AND coalesce(score, 10) > {UNHAPPY_SCORE}), ({_HEARD} 'idea'),
    ({_HEARD} 'criticism' AND acted_day <= :today), influence,
    (SELECT max(day) FROM fact WHERE person_id = person.id AND kind = 'life' AND day <= :today),
    id IN (SELECT person_id FROM let_be WHERE id IN ({predicates.let_be_ids()}))
"""
_CREDITED = f"SELECT id, {_CREDIT} FROM person WHERE id IN ({{ids}})"
_PEOPLE = f"""
SELECT id, added_on, (SELECT min(day) FROM touchpoint_person WHERE person_id = person.id), ({_GAVE}),
    (SELECT max(day) FROM (
        SELECT day FROM circle_choice WHERE person_id = person.id AND day <= :today
        UNION ALL SELECT day FROM rung_stay WHERE person_id = person.id AND circle IS NOT NULL AND day <= :today)),
    {_CREDIT}
FROM person WHERE id IN ({{ids}}) AND coalesce(influence, 0) < {rules.HIGH}
    AND NOT EXISTS (
        SELECT 1 FROM purchase
        WHERE person_id = person.id AND day > :half_ago AND day <= :today AND amount > 0)
    AND NOT EXISTS (
        SELECT 1 FROM promise
        WHERE person_id = person.id AND by = 'theirs' AND kept_on > :half_ago AND kept_on <= :today)
"""
_DAYS = """
SELECT person_id, day, sum(energy), coalesce(sum(minutes), 0)
FROM touchpoint_person INDEXED BY touchpoint_person_from_them
WHERE person_id IN ({ids}) AND outgoing = 0 AND day BETWEEN :first AND :today GROUP BY person_id, day
"""
# One that was moved only after its day was broken on that day.
_BROKEN = """
SELECT person_id, id, coalesce((
    SELECT min(from_due) FROM promise_move WHERE promise_id = came.id AND moved_on > from_due AND moved_on <= :today),
    due) AS broken_on
FROM ({outcomes}) AS came WHERE outcome = 'broken' OR lapsed AND kept IS NULL AND outcome <> 'released' ORDER BY 3, 2
"""


_BREAKING = f"""
SELECT DISTINCT person_id FROM promise
WHERE +by = 'theirs' AND made_on <= :today AND {predicates.promise_unsettled()} AND id IN (
    {predicates.promise_ids("broken")} UNION ALL SELECT promise_id FROM promise_move WHERE moved_on > from_due)
"""


_CAME = """
SELECT person_id, count(DISTINCT day) FROM touchpoint_person INDEXED BY touchpoint_person_from_them
WHERE person_id IN ({ids}) AND outgoing = 0 AND day BETWEEN :since AND :today GROUP BY person_id
"""


class Taker(NamedTuple):
    """The facts by which somebody only takes, and whether arm's length is suggested for them."""

    because: tuple[str, ...]
    distance: bool


def breaking_promises(connection: sqlite3.Connection, today: date) -> list[int]:
    """Who may have broken a promise of theirs that is still open: only for these can arm's length be suggested."""
    return [number for (number,) in connection.execute(_BREAKING, {"today": today.isoformat()})]


def in_favour(
    connection: sqlite3.Connection, people: Collection[int], today: date, measures: Measures = USUAL_MEASURES
) -> dict[int, tuple[str, ...]]:
    """What speaks for each of these people, up to a day; those of whom nothing does are left out."""
    rows = by_ids(connection, _CREDITED, people, {"today": today.isoformat()})
    found = {number: _credit(*credit) for number, *credit in rows}
    return {number: why for number, each in found.items() if (why := rules.in_favour(each, today, measures))}


def came(connection: sqlite3.Connection, people: Collection[int], since: date, today: date) -> dict[int, int]:
    """On how many days each of these people was in touch from a day to a day, but for what you only sent them."""
    return dict(by_ids(connection, _CAME, people, {"since": since.isoformat(), "today": today.isoformat()}))


def days(connection: sqlite3.Connection, people: Collection[int], since: date, today: date) -> dict[int, list[Day]]:
    """The days on which each of these people was in touch from a day to a day, but for what you only sent them."""
    found: dict[int, list[Day]] = {}
    period = {"first": since.isoformat(), "today": today.isoformat()}
    for number, on, energy, minutes in by_ids(connection, _DAYS, people, period):
        found.setdefault(number, []).append(Day(sure_day(on), energy, minutes))
    return found


def of_people(
    connection: sqlite3.Connection,
    people: Collection[int],
    today: date,
    measures: Measures = USUAL_MEASURES,
    *,
    decided: bool = False,
    totals: Mapping[int, ContactTotals] | None = None,
) -> dict[int, Taker]:
    """Who of these people only takes, up to a day; `totals`: what there was with each in the months looked at.

    `decided`: leave out what was there when you last chose a circle for somebody, or declined one.
    """
    first = add_months(today, -measures.months)
    given = {
        "today": today.isoformat(),
        "first": first.isoformat(),
        "half_ago": add_months(today, -measures.taking_months).isoformat(),
    }
    maybe = dict(_maybe(connection, people, given, measures, decided=decided))
    spent = days(connection, maybe, first, today)
    often = [number for number, each in spent.items() if len(each) >= measures.taking_days]
    broken: dict[int, list[Broken]] = {}
    outcomes = promise_outcomes.outcomes(connection, today, "by = 'theirs' AND person_id IN ({ids})")
    for number, promise, due in by_ids(connection, _BROKEN.replace("{outcomes}", outcomes), often, given):
        broken.setdefault(number, []).append(Broken(f"p{promise}", sure_day(due)))
    found = {}
    for number in often:
        taking, credit = maybe[number]
        total = (totals or contact_totals.sums(connection, first, today, number))[number]
        taking = taking._replace(
            days=spent[number], broken=broken.get(number, ()), fed=total.fed, drained=total.drained
        )
        if because := rules.takes(taking, credit, today, measures):
            found[number] = Taker(because, rules.wants_distance(taking, today, measures))
    return found


def _maybe(
    connection: sqlite3.Connection,
    people: Collection[int],
    given: Mapping[str, Any],
    measures: Measures,
    *,
    decided: bool,
) -> Iterator[tuple[int, tuple[Taking, Credit]]]:
    """Those of whom nothing speaks against it but what there was with them, which is still to be asked for."""
    today = sure_day(given["today"])
    for row in by_ids(connection, _PEOPLE, people, given):
        number, added_on, touched_on, gave, chosen_on, *said = row
        met = sure_day(min(added_on, touched_on or added_on))
        since, what = (sure_day(gave[:10]), gave[10:]) if gave else (met, "")
        taking = Taking(since, what, day(chosen_on) if decided else None)
        credit = _credit(*said)
        if taking.is_long_enough(today, measures) and not rules.in_favour(credit, today, measures):
            yield number, (taking, credit)


def _credit(praise: int, ideas: int, acted: int, influence: int | None, life_on: str | None, resting: int) -> Credit:
    return Credit(praise, ideas, acted, influence, day(life_on), bool(resting))

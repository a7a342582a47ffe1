"""Who bought and has gone quiet since, what was good then, and who knows them (idea A2)."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from custlove.reports.people import absences, connections, last_contact, open_between, standing
from custlove.reports.rows import by_ids, sure_day
from custlove.rules import inactivity, rungs
from custlove.rules.guard import HARM
from custlove.rules.inactivity import USUAL_LIMITS, Limits
from custlove.rules.satisfaction import LOW
from custlove.rules.way_back import Memory, way_back

_PURCHASES = "SELECT person_id, day FROM purchase WHERE amount >= 0 AND day <= ? ORDER BY person_id, day"
_PEOPLE = "SELECT id, handle, name, circle, channel, archived_on, rung, rung_since FROM person"
_BOUGHT = (
    "SELECT person_id, what, day FROM purchase WHERE person_id IN ({ids}) AND amount >= 0 AND what IS NOT NULL"
    " ORDER BY person_id, day, id"
)
_WOWS = (
    "SELECT there.person_id, touchpoint.day, 'wow', touchpoint.text FROM touchpoint"
    " JOIN touchpoint_person AS there ON there.touchpoint_id = touchpoint.id WHERE wow = 1 AND touchpoint.day <= ?"
)
_PRAISE = "SELECT person_id, heard_day, 'praise', text FROM feedback WHERE kind = 'praise' AND heard_day <= ?"
_NEEDS = """
SELECT person_id, text FROM fact WHERE person_id IN ({ids}) AND kind = 'need' AND day <= :today
    AND (resolved_on <= :today) IS NOT 1
    AND NOT EXISTS (SELECT 1 FROM fact AS later WHERE later.supersedes = fact.id AND later.day <= :today)
ORDER BY person_id, day, id
"""
# How they left the last time of which one knows; of one day the kinder one comes last.
_LEFT = """
SELECT id, (SELECT day || felt FROM touchpoint_person
            WHERE person_id = person.id AND felt IS NOT NULL AND day <= :today ORDER BY day DESC, felt DESC LIMIT 1)
FROM person WHERE id IN ({ids})
"""
_MOST_GOOD = 3


class Buyer(NamedTuple):
    """Somebody who bought (DESIGN.md section 5): `quiet` in days, higher for those who have more surely gone."""

    person: str
    name: str
    last_purchase_on: date
    purchases: int
    quiet: float
    lapsed: bool


class Good(NamedTuple):
    """What was good with somebody: a `wow` or `praise`."""

    on: date
    kind: str
    text: str


class Lapsed(NamedTuple):
    """Somebody who has gone: as a buyer, what they bought last, what was good, who knows them, a friendly way back.

    The last contact is that in either direction, the last from them their last purchase at least.
    """

    person: str
    name: str
    last_purchase_on: date
    purchases: int
    quiet: float
    lapsed: bool
    days_away: int
    bought: str | None
    good: tuple[Good, ...]
    known_by: tuple[str, ...]
    way_back: str
    last_contact_on: date | None
    last_from_them_on: date | None
    command: str


class _Gone(NamedTuple):
    buyer: Buyer
    days_away: int
    channel: str | None


def buyers(connection: sqlite3.Connection, today: date, limits: Limits = USUAL_LIMITS) -> list[Buyer]:
    """Everybody who had bought by a day, the most surely gone first; those who are put away as well."""
    people = {row[0]: row for row in connection.execute(_PEOPLE)}
    found = [_buyer(people[number], days, today, limits) for number, days in _days(connection, today)]
    return sorted(found, key=_order)


def lapsed(connection: sqlite3.Connection, today: date, limits: Limits = USUAL_LIMITS) -> list[Lapsed]:
    """Those who have gone by the rule and with whom nothing is open, the most surely gone first.

    Nobody who is archived, toxic or at arm's length. A promise of theirs that is long overdue is not open any more.
    """
    gone = dict(_gone(connection, today, limits))
    items = open_between.of_people(connection, gone, today)
    gone = {
        number: each for number, each in gone.items() if all(item.is_stale(today) for item in items.get(number, ()))
    }
    last = today.isoformat()
    bought = {number: what for number, what, on in by_ids(connection, _BOUGHT, gone) if on <= last}
    memories = _memories(connection, gone, today)
    contact = last_contact.of_people(connection, gone, today)
    good = _good(connection, gone, today)
    found = []
    for number, (buyer, days_away, _) in gone.items():
        promised = next((item.ref for item in items.get(number, ())), None)
        memory = memories[number]._replace(
            good=next((each.text for each in good.get(number, ())), None),
            heard_on=contact[number].word_on,
            promised=promised,
        )
        found.append(
            Lapsed(
                *buyer,
                days_away,
                bought.get(number),
                good.get(number, ()),
                tuple(memory.known_by),
                way_back(memory, today),
                contact[number].contact_on,
                contact[number].from_them_on,
                f"custlove promise release {promised}" if promised else f"custlove log {buyer.person}",
            )
        )
    return sorted(found, key=_order)


def _memories(connection: sqlite3.Connection, gone: Mapping[int, "_Gone"], today: date) -> dict[int, Memory]:
    """What there is with each of them but for what was good and what was said."""
    given = {"today": today.isoformat()}
    known_by = connections.acquaintances(connection, gone.keys(), today)
    needs = dict(by_ids(connection, _NEEDS, gone, given))
    left = {
        number: sure_day(last[:10])
        for number, last in by_ids(connection, _LEFT, gone, given)
        if last is not None and int(last[10:]) <= LOW
    }
    return {
        number: Memory(each.channel, tuple(known_by.get(number, ())), need=needs.get(number), low_on=left.get(number))
        for number, each in gone.items()
    }


def _order(each: Buyer | Lapsed) -> tuple[float, str]:
    return -each.quiet, each.person


def _days(connection: sqlite3.Connection, today: date) -> Iterator[tuple[int, list[date]]]:
    rows = connection.execute(_PURCHASES, (today.isoformat(),))
    for number, group in groupby(rows, key=itemgetter(0)):
        yield number, [sure_day(on) for _, on in group]


def _buyer(person: Sequence[Any], days: Sequence[date], today: date, limits: Limits) -> Buyer:
    _, handle, name, *_ = person
    silence = inactivity.silence(days, today, limits)
    if silence is None:
        raise ValueError("a buyer without a purchase")
    return Buyer(handle, name, silence.last_on, len(days), silence.quiet, silence.lapsed)


def _gone(connection: sqlite3.Connection, today: date, limits: Limits) -> Iterator[tuple[int, _Gone]]:
    chosen = standing.circles_before(connection, today)
    people = {row[0]: row for row in connection.execute(_PEOPLE)}
    absent = absences.away(connection, today)
    for number, days in _days(connection, today):
        _, _, _, circle, channel, archived_on, rung, rung_since = people[number]
        away = (today - days[-1]).days
        if away <= limits.gone_after_days or (archived_on is not None and sure_day(archived_on) <= today):
            continue
        if number in absent:
            continue
        if rung_since is not None and sure_day(rung_since) > today:
            rung, _ = standing.rung_on(connection, number, today)
        if rung in HARM or rungs.circle(rung, chosen.get(number, circle)) == "arms-length":
            continue
        buyer = _buyer(people[number], days, today, limits)
        if buyer.lapsed:
            yield number, _Gone(buyer, away, channel)


def _good(connection: sqlite3.Connection, people: Mapping[int, object], today: date) -> dict[int, tuple[Good, ...]]:
    """What was good with each of them, the newest first."""
    found: dict[int, list[Good]] = {}
    for sql in (_WOWS, _PRAISE):
        for number, on, kind, text in connection.execute(sql, (today.isoformat(),)):
            if number in people:
                found.setdefault(number, []).append(Good(sure_day(on), kind, text))
    return {number: tuple(sorted(good, reverse=True)[:_MOST_GOOD]) for number, good in found.items()}

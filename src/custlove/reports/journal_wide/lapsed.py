"""Who bought and has gone quiet since, what was good then, and who knows them (idea A2)."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from custlove.reports.people import connections, standing
from custlove.reports.rows import by_ids, sure_day
from custlove.rules import inactivity
from custlove.rules.inactivity import USUAL_LIMITS, Limits

_PURCHASES = "SELECT person_id, day FROM purchase WHERE amount >= 0 AND day <= ? ORDER BY person_id, day"
_PEOPLE = "SELECT id, handle, name, circle, channel, archived_on FROM person"
_BOUGHT = (
    "SELECT person_id, what, day FROM purchase WHERE person_id IN ({ids}) AND amount >= 0 AND what IS NOT NULL"
    " ORDER BY person_id, day, id"
)
_WOWS = (
    "SELECT there.person_id, touchpoint.day, 'wow', touchpoint.text FROM touchpoint"
    " JOIN touchpoint_person AS there ON there.touchpoint_id = touchpoint.id WHERE wow = 1 AND touchpoint.day <= ?"
)
_PRAISE = "SELECT person_id, heard_day, 'praise', text FROM feedback WHERE kind = 'praise' AND heard_day <= ?"
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
    """Somebody who has gone: as a buyer, what they bought last, what was good, who knows them, a friendly way back."""

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
    """Those who have gone by the rule, the most surely gone first.

    Nobody who is archived, and nobody for whom you chose to keep them at arm's length.
    """
    gone = dict(_gone(connection, today, limits))
    last = today.isoformat()
    bought = {number: what for number, what, on in by_ids(connection, _BOUGHT, gone) if on <= last}
    good = _good(connection, gone, today)
    known_by = connections.acquaintances(connection, gone.keys(), today)
    found = []
    for number, (buyer, days_away, channel) in gone.items():
        memories, names = good.get(number, ()), tuple(known_by.get(number, ()))
        way = _way_back(memories, names, channel)
        found.append(Lapsed(*buyer, days_away, bought.get(number), memories, names, way))
    return sorted(found, key=_order)


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
    for number, days in _days(connection, today):
        *_, circle, channel, archived_on = people[number]
        away = (today - days[-1]).days
        if away <= limits.gone_after_days or chosen.get(number, circle) == "arms-length":
            continue
        if archived_on is not None and sure_day(archived_on) <= today:
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


def _way_back(good: Sequence[Good], names: Sequence[str], channel: str | None) -> str:
    """A friendly way back, which sells nothing."""
    how = {None: "a few lines by hand", "in-person": "a visit", "gift": "a small gift"}.get(channel, f"by {channel}")
    if names:
        return f"ask {names[0]} how they are, then {how}"
    return f"{how}, about what was good: {good[0].text}" if good else f"{how}: how have they been?"

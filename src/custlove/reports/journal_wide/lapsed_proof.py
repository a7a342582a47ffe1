"""How often the rule for *lapsed* was right with the people of this journal, replayed at the ends of past months."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from custlove.reports.rows import sure_day
from custlove.rules import inactivity_proof as rules
from custlove.rules.inactivity import USUAL_LIMITS, Limits

_PURCHASES = (
    "SELECT handle, name, purchase.day FROM purchase JOIN person ON person.id = purchase.person_id"
    " WHERE amount >= 0 AND purchase.day <= ? ORDER BY purchase.person_id, purchase.day"
)


class Case(NamedTuple):
    """Somebody called gone at the end of a month, and what came of it; `stayed_away` is None while it is not known."""

    person: str
    name: str
    called_on: date
    last_purchase_on: date
    came_back_on: date | None
    stayed_away: bool | None


class Proof(NamedTuple):
    """The counts (rules/inactivity_proof.py), over how many days after each, and their cases, the latest first."""

    cases: int
    stayed_away: int
    came_back: int
    undecided: int
    percent: int | None
    needs: int
    days_after: int
    people: list[Case]


def proof(connection: sqlite3.Connection, today: date, limits: Limits = USUAL_LIMITS) -> Proof:
    """Everybody who was called gone at the end of a past month, and whether they stayed away the half year after.

    By the rule alone, as it is set now: whoever was archived or kept at arm's length counts as well.
    """
    cases = sorted(_cases(connection, today, limits), key=lambda each: (-each.called_on.toordinal(), each.person))
    called = (rules.Called(*each[2:]) for each in cases)
    return Proof(*rules.tally(called), rules.DAYS_AFTER, cases)


def _cases(connection: sqlite3.Connection, today: date, limits: Limits) -> Iterator[Case]:
    rows = connection.execute(_PURCHASES, (today.isoformat(),))
    for (handle, name), group in groupby(rows, key=itemgetter(0, 1)):
        for called in rules.called_gone((sure_day(day) for *_, day in group), today, limits):
            yield Case(handle, name, *called)

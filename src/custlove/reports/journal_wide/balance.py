"""Who gives and who takes (idea E1): figures side by side, from facts, and no single number."""

import sqlite3
from datetime import date
from typing import Any, NamedTuple

from custlove.reports.journal_wide import contact_totals, promise_outcomes
from custlove.reports.journal_wide.contact_totals import ContactTotals
from custlove.reports.journal_wide.promise_outcomes import Outcome
from custlove.reports.rows import sure_day
from custlove.rules import money
from custlove.rules.money import Sum
from custlove.schema.vocabulary import Figure

_TOUCHED = (
    "SELECT there.person_id, there.day, touchpoint.id, touchpoint.text, {counts} AS counts, '' AS currency"
    " FROM touchpoint_person AS there JOIN touchpoint ON touchpoint.id = there.touchpoint_id WHERE {condition}"
)
_SAID = "SELECT person_id, heard_day AS day, id, text, 1 AS counts, '' AS currency FROM feedback WHERE kind = '{kind}'"
_PROMISED = (
    "SELECT came.person_id, came.due AS day, came.id, promise.what AS text, 1 AS counts, '' AS currency"
    " FROM ({outcomes}) AS came JOIN promise ON promise.id = came.id WHERE came.outcome IN ({which})"
)
# The facts behind each figure: whose, when, which, its text, what it counts for.
_FACTS: dict[Figure, str] = {
    "purchases": "SELECT person_id, day, id, coalesce(what, '') AS text, amount AS counts, currency FROM purchase",
    "introductions": (
        "SELECT by_id AS person_id, day, introduction.id,"
        " (SELECT name FROM person WHERE id = person_id) || coalesce(': ' || text, '') AS text, 1 AS counts,"
        " '' AS currency FROM introduction"
    ),
    "praise": _SAID.format(kind="praise"),
    "ideas": _SAID.format(kind="idea"),
    "promises-kept": _PROMISED.format(outcomes="{outcomes}", which="'early', 'kept'"),
    "promises-broken": _PROMISED.format(outcomes="{outcomes}", which="'broken'"),
    "fed": _TOUCHED.format(counts="touchpoint.energy", condition="touchpoint.energy > 0"),
    "drained": _TOUCHED.format(counts="touchpoint.energy", condition="touchpoint.energy < 0"),
    "minutes": _TOUCHED.format(counts="touchpoint.minutes", condition="touchpoint.minutes > 0"),
    "touchpoints": _TOUCHED.format(counts="1", condition="true"),
}
# Money given back stands behind what was spent, and is no purchase.
_BOUGHT = """
SELECT person_id, currency, sum(amount), count(amount >= 0 OR NULL) FROM purchase
WHERE day BETWEEN :since AND :today AND (:person IS NULL OR person_id = :person) GROUP BY person_id, currency
"""
_SENT = """
SELECT by_id, count(*) FROM introduction
WHERE day BETWEEN :since AND :today AND (:person IS NULL OR by_id = :person) GROUP BY by_id
"""
_SAID_OF_EACH = """
SELECT person_id, count(kind = 'praise' OR NULL), count(kind = 'idea' OR NULL) FROM feedback
WHERE heard_day BETWEEN :since AND :today AND kind <> 'criticism' AND (:person IS NULL OR person_id = :person)
GROUP BY person_id
"""
_PEOPLE = """
SELECT id, handle, name, CASE WHEN rung_since <= :today THEN rung ELSE (
           SELECT to_rung FROM rung_move
           WHERE person_id = person.id AND day <= :today ORDER BY day DESC, id DESC LIMIT 1) END,
       fit, influence
FROM person WHERE added_on <= :today
    AND (id = :person OR :person IS NULL AND (archived_on IS NULL OR archived_on > :today))
"""
_ASKED = "WHERE day BETWEEN :since AND :today AND (:person IS NULL OR person_id = :person)"

_NO_CONTACT, _NO_PROMISES = ContactTotals(), Outcome()


class Balance(NamedTuple):
    """What a person gave and what they took in a period; energy in points of its scale, fit and influence 1 to 5."""

    person: str
    name: str
    rung: str
    spent: list[Sum]
    purchases: int
    introductions: int
    praise: int
    ideas: int
    promises_kept: int
    fed: int
    minutes: int
    touchpoints: int
    promises_broken: int
    drained: int
    fit: int | None
    influence: int | None


class Behind(NamedTuple):
    """What stands behind a figure: whose, when, which one, its text, and what it counts for."""

    person: str
    name: str
    figure: str
    on: date
    id: int
    text: str
    counts: str


class BalanceOptions(NamedTuple):
    """A period, and whose balance: everybody's if nobody is named."""

    since: date
    today: date
    person_id: int | None = None

    @property
    def values(self) -> dict[str, Any]:
        """What the statements are asked with."""
        return {"since": self.since.isoformat(), "today": self.today.isoformat(), "person": self.person_id}


def balances(connection: sqlite3.Connection, wanted: BalanceOptions) -> list[Balance]:
    """Everybody's figures who has any, without those who are archived; most minutes first."""
    touched = contact_totals.sums(connection, wanted.since, wanted.today, wanted.person_id)
    bought, sent = _bought(connection, wanted), dict(connection.execute(_SENT, wanted.values).fetchall())
    said = {number: counts for number, *counts in connection.execute(_SAID_OF_EACH, wanted.values)}
    promised_by = promise_outcomes.by_person(connection, "theirs", wanted.since, wanted.today, wanted.person_id)
    came = {number: each for number, each in promised_by.items() if each.kept or each.broken}
    anything = touched.keys() | bought.keys() | sent.keys() | said.keys() | came.keys()
    found = []
    for number, handle, name, rung, fit, influence in connection.execute(_PEOPLE, wanted.values):
        if number in anything or wanted.person_id is not None:
            contact, promised = touched.get(number, _NO_CONTACT), came.get(number, _NO_PROMISES)
            spent, purchases = bought.get(number, ([], 0))
            praise, ideas = said.get(number, (0, 0))
            gave = (spent, purchases, sent.get(number, 0), praise, ideas, promised.kept, contact.fed)
            took = (contact.minutes, contact.touchpoints, promised.broken, contact.drained)
            found.append(Balance(handle, name, rung or "prospect", *gave, *took, fit, influence))
    return sorted(found, key=lambda each: (-each.minutes, -each.touchpoints, each.person))


def _bought(connection: sqlite3.Connection, wanted: BalanceOptions) -> dict[int, tuple[list[Sum], int]]:
    found: dict[int, tuple[list[Sum], int]] = {}
    for number, currency, units, count in connection.execute(_BOUGHT, wanted.values):
        spent, purchases = found.get(number, ([], 0))
        found[number] = ([*spent, Sum(money.written(units, currency), currency)], purchases + count)
    return found


def _facts_sql(connection: sqlite3.Connection, figure: Figure, wanted: BalanceOptions) -> str:
    theirs = promise_outcomes.outcomes(connection, wanted.today, "by = 'theirs'")
    return _FACTS[figure].replace("{outcomes}", theirs)


def facts(connection: sqlite3.Connection, figure: Figure, wanted: BalanceOptions) -> list[Behind]:
    """The facts behind a figure, newest first."""
    rows = connection.execute(
        "SELECT handle, name, day, found.id, text, counts, currency"
        f" FROM ({_facts_sql(connection, figure, wanted)}) AS found JOIN person ON person.id = person_id"
        f" {_ASKED} ORDER BY day DESC, found.id DESC",
        wanted.values,
    )
    return [
        Behind(handle, name, figure.replace("-", "_"), sure_day(on), number, text, _counted(counts, currency))
        for handle, name, on, number, text, counts, currency in rows
    ]


def _counted(counts: int, currency: str) -> str:
    return f"{money.written(counts, currency)} {currency}" if currency else str(counts)


def ordered(found: list[Balance], by: str) -> list[Balance]:
    """Balances by a column, most of it first (names from A to Z); by a currency: by what was spent in it."""
    if by in ("person", "name"):
        return sorted(found, key=lambda each: str(getattr(each, by)).casefold())
    if by == "rung":
        from custlove.rules import rungs

        return sorted(found, key=lambda each: -rungs.height(each.rung))
    if by in Balance._fields:
        # What drains counts below zero: most of it first is the lowest.
        sign = 1 if by == "drained" else -1
        return sorted(found, key=lambda each: (getattr(each, by) is None, sign * (getattr(each, by) or 0)))
    return sorted(
        found, key=lambda each: -sum(float(each_sum.amount) for each_sum in each.spent if each_sum.currency == by)
    )

"""Who gives and who takes (idea E1): figures side by side, from facts, and no single number."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from custlove.reports.journal_wide import contact_totals, promise_outcomes, takers
from custlove.reports.journal_wide.contact_totals import ContactTotals
from custlove.reports.journal_wide.promise_outcomes import Outcome
from custlove.reports.journal_wide.takers import Taker
from custlove.reports.people.standing import circles_before
from custlove.rules import inactivity, money, reciprocity, rungs
from custlove.rules.balance_lists import LISTS, LONG, OFTEN, BalanceList, Sides, Standing, because, standing
from custlove.rules.cadence import add_months
from custlove.rules.money import Sum
from custlove.rules.reciprocity import USUAL_MEASURES, Measures
from custlove.schema import predicates

# Money given back stands behind what was spent, and is no purchase.
_BOUGHT = """
SELECT person_id, currency, sum(amount), count(amount >= 0 OR NULL), max(CASE WHEN amount > 0 THEN day END)
FROM purchase WHERE day BETWEEN :since AND :today GROUP BY person_id, currency
"""
_SENT = """
SELECT by_id, count(*) FROM introduction
WHERE day BETWEEN :since AND :today AND (:person IS NULL OR by_id = :person) GROUP BY by_id
"""
_SAID_OF_EACH = """
SELECT person_id, count(kind = 'praise' OR NULL), count(kind = 'idea' OR NULL),
    count(kind = 'criticism' AND acted_day <= :today OR NULL)
FROM feedback
WHERE heard_day BETWEEN :since AND :today AND (kind <> 'criticism' OR acted_day <= :today)
    AND (:person IS NULL OR person_id = :person)
GROUP BY person_id
"""
_PEOPLE = f"""
SELECT id, handle, name, CASE WHEN rung_since <= :today THEN rung ELSE (
           SELECT to_rung FROM rung_move
           WHERE person_id = person.id AND day <= :today ORDER BY day DESC, id DESC LIMIT 1) END,
       fit, influence, circle
FROM person WHERE added_on <= :today
    AND (id = :person OR :person IS NULL AND {predicates.person_here()})
"""

# One kind thing to do for somebody in a list: say thank you, ask them, think it over before you meet.
_COMMANDS: Mapping[BalanceList, str] = {
    "gives": "custlove log {who}",
    "cares": "custlove feedback ask {who}",
    "takes": "custlove brief {who}",
}
_NO_CONTACT, _NO_PROMISES = ContactTotals(), Outcome()
_NOTHING_SAID = (0, 0, 0)
# Of each list the facts are told of so many people: more than a table shows, and enough for any reader.
MOST_TOLD = 40


class Balance(NamedTuple):
    """What a person gave and what they took in a period; energy in points of its scale, fit and influence 1 to 5.

    `list`: `gives cares takes`, the `place` in it from 1 on, the facts behind it, and what one can do; None if in none,
    and no place where only one person was asked about. The facts are told of the first 40 of each list.
    """

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
    list: BalanceList | None = None
    place: int | None = None
    because: tuple[str, ...] = ()
    command: str | None = None


class BalanceOptions(NamedTuple):
    """A period, and whose balance: everybody's if nobody is named; `measures`: when somebody only takes."""

    since: date
    today: date
    person_id: int | None = None
    measures: Measures = USUAL_MEASURES

    @property
    def values(self) -> dict[str, Any]:
        """What the statements are asked with."""
        return {"since": self.since.isoformat(), "today": self.today.isoformat(), "person": self.person_id}


class _Bought(NamedTuple):
    """What somebody bought in a period: units by currency, how often, and when last."""

    units: dict[str, int]
    purchases: int
    last_on: str


_NO_PURCHASE = _Bought({}, 0, "")


class _Row(NamedTuple):
    """Somebody's figures, and what the lists look at."""

    figures: tuple[Any, ...]
    sides: Sides


def balances(connection: sqlite3.Connection, wanted: BalanceOptions) -> list[Balance]:
    """Everybody's figures who has any, without those who are archived; most minutes first."""
    touched = contact_totals.sums(connection, wanted.since, wanted.today, wanted.person_id)
    bought, sent = _bought(connection, wanted), dict(connection.execute(_SENT, wanted.values).fetchall())
    middle = _middle(bought)
    said = {number: counts for number, *counts in connection.execute(_SAID_OF_EACH, wanted.values)}
    promised_by = promise_outcomes.by_person(connection, "theirs", wanted.since, wanted.today, wanted.person_id)
    came = {number: each for number, each in promised_by.items() if each.kept or each.broken}
    taking = _taking(connection, wanted, touched, bought)
    times = {number: _times(each, middle) for number, each in bought.items()}
    days = takers.came(connection, _may_care(touched, times, sent, said), wanted.since, wanted.today)
    anything = touched.keys() | bought.keys() | sent.keys() | said.keys() | came.keys()
    found, circles = [], circles_before(connection, wanted.today)
    for number, handle, name, rung, fit, influence, circle in connection.execute(_PEOPLE, wanted.values):
        if number in anything or wanted.person_id is not None:
            contact, promised = touched.get(number, _NO_CONTACT), came.get(number, _NO_PROMISES)
            buys, (praise, ideas, acted) = bought.get(number, _NO_PURCHASE), said.get(number, _NOTHING_SAID)
            spent = money.each_written(buys.units)
            gave = (buys.purchases, sent.get(number, 0), praise, ideas, promised.kept, contact.fed)
            took = (contact.minutes, contact.touchpoints, promised.broken, contact.drained)
            figures = (handle, name, rung or rungs.FIRST_RUNG, spent, *gave, *took, fit, influence)
            # In words only for those who have a place that is shown; here, whether there is anything.
            sides = Sides(
                "bought" if buys.purchases else "", times.get(number, 0), gave[1], praise, ideas, acted, promised.kept,
                promised.broken, contact.fed, contact.drained, contact.minutes, contact.touchpoints,
                days.get(number, 0), fit, influence,
                taking[number].because if number in taking else (),
                rungs.circle(rung or rungs.FIRST_RUNG, circles.get(number, circle)) == "arms-length",
            )  # fmt: skip
            found.append(_Row(figures, sides))
    listed = _placed(found, alone=wanted.person_id is not None)
    return sorted(listed, key=lambda each: (-each.minutes, -each.touchpoints, each.person))


def _placed(found: Sequence[_Row], *, alone: bool) -> list[Balance]:
    """Each with the list in which they stand and where in it, which nobody knows who is asked about `alone`."""
    balances, listed = [], []
    for row in found:
        if at := standing(row.sides):
            listed.append((_order(row, at), row, at.list))
        else:
            balances.append(Balance(*row.figures))
    counted = dict.fromkeys(LISTS, 0)
    for _, row, of in sorted(listed, key=itemgetter(0)):
        counted[of] += 1
        told = because(_in_words(row), of) if counted[of] <= MOST_TOLD else ()
        command = _COMMANDS[of].format(who=row.figures[0])
        number = None if alone else counted[of]
        balances.append(Balance._make((*row.figures, of, number, told, command)))
    return balances


def _in_words(row: _Row) -> Sides:
    spent = row.figures[Balance._fields.index("spent")] if row.sides.bought else ()
    return row.sides._replace(bought=", ".join(f"{each.amount} {each.currency}" for each in spent))


def _order(row: _Row, at: Standing) -> tuple[float, float, float, str]:
    """By what the place goes by; of equals, who gives for the fewest minutes first, of the others who took most."""
    minutes = row.sides.minutes
    return -at.size, -at.rest, minutes if at.list == "gives" else -minutes, row.figures[0]


def _may_care(touched: Mapping[int, ContactTotals], times: Mapping[int, float], *did: Mapping[int, Any]) -> list[int]:
    """Of whom the days in touch are asked for: who did something, bought little, and had no long hours noted."""
    return [
        number
        for number in set().union(*did)
        if times.get(number, 0) < 1
        and (contact := touched.get(number, _NO_CONTACT)).touchpoints >= OFTEN
        and contact.minutes < LONG
    ]


def _taking(
    connection: sqlite3.Connection,
    wanted: BalanceOptions,
    touched: Mapping[int, ContactTotals],
    bought: Mapping[int, _Bought],
) -> dict[int, Taker]:
    """Who only takes, by the months in which that is judged, whatever the period."""
    measures = wanted.measures
    first = add_months(wanted.today, -measures.months)
    if wanted.since != first:
        touched = contact_totals.sums(connection, first, wanted.today, wanted.person_id)
    half_ago = add_months(wanted.today, -measures.taking_months).isoformat()
    maybe = [
        number
        for number, each in touched.items()
        if each.drained
        and reciprocity.drains(each.fed, each.drained)
        and each.touchpoints >= measures.taking_days
        and bought.get(number, _NO_PURCHASE).last_on <= half_ago
    ]
    return takers.of_people(connection, maybe, wanted.today, measures, totals=touched)


def _bought(connection: sqlite3.Connection, wanted: BalanceOptions) -> dict[int, _Bought]:
    """What each bought: everybody, since the middle buyer is that of everybody."""
    found: dict[int, _Bought] = {}
    for number, currency, units, count, last_on in connection.execute(_BOUGHT, wanted.values):
        if number in found:
            before = found[number]
            last = max(before.last_on, last_on or "")
            found[number] = _Bought({**before.units, currency: units}, before.purchases + count, last)
        else:
            found[number] = _Bought({currency: units}, count, last_on or "")
    return found


def _middle(bought: Mapping[int, _Bought]) -> dict[str, float]:
    """What the middle one of those who bought spent, by currency."""
    spent: dict[str, list[int]] = {}
    for each in bought.values():
        if each.purchases:
            for currency, units in each.units.items():
                spent.setdefault(currency, []).append(units)
    return {currency: max(inactivity.middle(sums) or 0, 1) for currency, sums in spent.items()}


def _times(bought: _Bought, middle: Mapping[str, float]) -> float:
    """How many times what the middle buyer spent, in the currency in which that is most."""
    if not bought.purchases:
        return 0
    return max(units / middle[currency] for currency, units in bought.units.items())


def ordered(found: list[Balance], by: str, *, reverse: bool = False) -> list[Balance]:
    """Balances by a column, most of it first (names from A to Z), or the other way; unknown and nothing come last.

    By a currency, what was spent in it; by `spent`, in the currency in which most people spent.
    """
    if by in ("person", "name"):
        return sorted(found, key=lambda each: str(getattr(each, by)).casefold(), reverse=reverse)
    figure = _figure(found, by)
    known = [(value, each) for each in found if (value := figure(each)) is not None]
    unknown = [each for each in found if figure(each) is None]
    return [each for _, each in sorted(known, key=lambda pair: pair[0] if reverse else -pair[0])] + unknown


def _figure(found: Sequence[Balance], by: str) -> Callable[[Balance], float | None]:
    """What people are sorted by: higher for more of it."""
    if by == "rung":
        return lambda each: rungs.height(each.rung)
    if by == "list":
        return lambda each: None if each.list is None else -LISTS.index(each.list) * len(found) - (each.place or 0)
    if by == "place":
        return lambda each: None if each.place is None else -each.place
    if by == "drained":
        # What drains counts below zero: most of it first is the lowest.
        return lambda each: -each.drained
    if by in Balance._fields and by != "spent":
        return attrgetter(by)
    if by == "spent":
        currencies = Counter(each_sum.currency for each in found for each_sum in each.spent)
        by = currencies.most_common(1)[0][0] if currencies else by
    return lambda each: next((float(each_sum.amount) for each_sum in each.spent if each_sum.currency == by), None)

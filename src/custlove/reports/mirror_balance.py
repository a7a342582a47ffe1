"""The mirror on what goes to and fro: scarcity, give and take, fulfilment, the cost of losing them."""

from collections.abc import Mapping

from custlove.reports import mirror_past, owed
from custlove.reports.mirror_view import Answer, Sum, View, days_of
from custlove.rules import mirror as rules
from custlove.rules.cadence import add_months
from custlove.rules.mirror import Exchange, Period

# What comes from them, each once: money, people, a good word, an idea, a kept word.
_GAVE = """
SELECT person_id, count(*) FROM (
    SELECT person_id FROM purchase WHERE day BETWEEN :since AND :until AND amount > 0
    UNION ALL SELECT by_id FROM introduction WHERE day BETWEEN :since AND :until
    UNION ALL SELECT person_id FROM feedback
        WHERE heard_day BETWEEN :since AND :until AND kind IN ('praise', 'idea')
    UNION ALL SELECT person_id FROM promise WHERE kept_on BETWEEN :since AND :until AND by = 'theirs')
GROUP BY person_id
"""
_KEPT = (
    "SELECT person_id, count(*) FROM promise WHERE kept_on BETWEEN :since AND :until AND by = 'mine' GROUP BY person_id"
)
_BOUGHT = """
SELECT person_id, currency, sum(amount), count(*) FROM purchase WHERE day > :since AND day <= :until
GROUP BY person_id, currency
"""


def scarcity(view: View) -> tuple[Answer, Answer]:
    """With how many to ease off: three outgoing without an answer, or twice the cadence (ideas A5 and A8)."""
    now, before = (_scarcity(view, period) for period in view.periods)
    return now, before


def _scarcity(view: View, period: Period) -> Answer:
    found = mirror_past.easing(view, period.until)
    because = [f"{each.name}: {each.because}" for each in found]
    people = view.numbers(each.person for each in found)
    touched = len(view.touched_in(period))
    return Answer(len(found), touched, people, f"of {touched} in touch", because)


def give_and_take(view: View) -> tuple[Answer, Answer]:
    """With how many customers and up it is one-sided: they only take, or they only give (ideas B5 and E1)."""
    now, before = (_give_and_take(view, period) for period in view.periods)
    return now, before


def _give_and_take(view: View, period: Period) -> Answer:
    there, touched = view.people_on(period.until), view.touched_in(period)
    gave, kept = (dict(view.connection.execute(sql, days_of(period)).fetchall()) for sql in (_GAVE, _KEPT))
    exchanges = {
        number: Exchange(each.touchpoints if each else 0, kept.get(number, 0), gave.get(number, 0))
        for number in touched.keys() | gave.keys()
        if (rung := there[number].rung) and rules.is_customer(rung)
        for each in (touched.get(number),)
    }
    taking = [number for number, each in exchanges.items() if each.takes and not touched[number].fed]
    giving = [number for number, each in exchanges.items() if each.gives]
    taking.sort(key=lambda number: (-exchanges[number].mine, view.handle(number)))
    giving.sort(key=lambda number: (-exchanges[number].theirs, view.handle(number)))
    says = f"of {len(exchanges)}: {len(taking)} only take, {len(giving)} only give"
    because = [f"{view.name(number)}: {exchanges[number].mine} touchpoints, nothing came back" for number in taking]
    because += [
        f"{view.name(number)}: gave {rules.times(exchanges[number].theirs)}, no touchpoint" for number in giving
    ]
    return Answer(len(taking) + len(giving), len(exchanges), [*taking, *giving], says, because)


def cost(view: View) -> tuple[Answer, Answer]:
    """What those who might go bought in the last twelve months, by currency (idea C6)."""
    now, before = (_cost(view, period) for period in view.periods)
    return now, before


def _cost(view: View, period: Period) -> Answer:
    year = {"since": add_months(period.until, -rules.COST_MONTHS).isoformat(), "until": period.until.isoformat()}
    bought: dict[int, dict[str, int]] = {}
    count = 0
    for person, currency, units, many in view.connection.execute(_BOUGHT, year):
        bought.setdefault(person, {})[currency] = units
        count += many
    why = _in_danger(view, bought, period)
    lost: dict[str, int] = {}
    for person in why:
        for currency, units in bought[person].items():
            lost[currency] = lost.get(currency, 0) + units
    people = sorted(why, key=lambda person: (-max(bought[person].values()), view.handle(person)))
    because = [f"{view.name(person)}: {', '.join(why[person])}" for person in people]
    says = f"what {len(people)} of {len(bought)} buyers of the last year bought in it, who might go"
    return Answer(Sum.of(lost), count, people, says, because)


def _in_danger(view: View, bought: Mapping[int, object], period: Period) -> dict[int, list[str]]:
    """Of those who bought, who might go: you owe them something, the last time left them low, they have gone quiet."""
    there = view.people_on(period.until)
    buyers = [number for number in bought if not there[number].archived]
    found: dict[str, list[str]] = {}
    for handle, debts in owed.to_everybody(view.connection, period.until).items():
        found.setdefault(handle, []).extend(sorted({_owed(each.kind) for each in debts}))
    for handle, what in mirror_past.low_or_quiet(view, set(buyers), period.until):
        found.setdefault(handle, []).append(what)
    handles = {there[number].handle: number for number in buyers}
    return {handles[handle]: why for handle, why in found.items() if handle in handles}


def _owed(kind: str) -> str:
    return {"promise": "a broken promise", "mistake": "an open mistake"}.get(kind, "open criticism")

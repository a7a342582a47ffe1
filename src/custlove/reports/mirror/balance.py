"""The mirror on what goes to and fro: scarcity, give and take, the cost of losing them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from custlove.reports.background_query import Statement
from custlove.reports.journal_wide import takers
from custlove.reports.mirror import as_of
from custlove.reports.mirror.data import Answer, View, days_of
from custlove.rules import mirror as rules
from custlove.rules import money, reciprocity, rungs
from custlove.rules.cadence import add_months
from custlove.rules.mirror import Period

# What comes from them, each once: money, people, a good word, an idea, a kept word.
_GAVE = """
SELECT person_id, count(*) FROM (
    SELECT person_id FROM purchase WHERE day BETWEEN :since AND :until AND amount > 0
    UNION ALL SELECT by_id FROM introduction WHERE day BETWEEN :since AND :until
    UNION ALL SELECT person_id FROM feedback WHERE heard_day BETWEEN :since AND :until AND kind IN ('praise', 'idea')
    UNION ALL SELECT person_id FROM promise WHERE kept_on BETWEEN :since AND :until AND by = 'theirs')
GROUP BY person_id
"""
_KEPT = """
SELECT 1 FROM promise INDEXED BY promise_person
WHERE person_id = :person AND kept_on BETWEEN :since AND :until AND by = 'mine' LIMIT 1
"""
# Money given back is no purchase, and lowers what somebody spent who bought anything then.
_BOUGHT = """
SELECT person_id, currency, sum(amount), count(amount >= 0 OR NULL) FROM purchase
WHERE day > :since AND day <= :until GROUP BY person_id, currency
"""


def statements(periods: Sequence[Period], months: int) -> list[Statement]:
    """What takes longest to ask of what came from them, in the order in which it is wanted."""
    gave = [(_GAVE, days_of(period)) for period in periods]
    return [*gave, *((_BOUGHT, _year(period.until, months)) for period in periods)]


def _year(until: date, months: int) -> dict[str, str]:
    return {"since": add_months(until, -months).isoformat(), "until": until.isoformat()}


def scarcity(view: View) -> tuple[Answer, Answer]:
    """With how many to ease off: three outgoing without an answer, or twice the cadence (ideas A5 and A8)."""
    now, before = (_scarcity(view, period) for period in view.periods)
    return now, before


def _scarcity(view: View, period: Period) -> Answer:
    found = as_of.easing(view, period.until)
    because = [f"{each.name}: {each.because}" for each in found]
    people = view.numbers(each.person for each in found)
    touched = len(view.touched_in(period))
    return Answer(len(found), touched, people, f"of {touched} in touch", because)


def give_and_take(view: View) -> tuple[Answer, Answer]:
    """With how many customers and up it is one-sided: they only take, or they only give (ideas B5 and E1)."""
    now, before = (_give_and_take(view, period) for period in view.periods)
    return now, before


def _give_and_take(view: View, period: Period) -> Answer:
    standing, touched = view.rungs_on(period.until), view.touched_in(period)
    gave = Counter({row[0]: row[1] for row in view.rows(_GAVE, days_of(period))})
    customers = {number for number, rung in standing.items() if rung in rungs.CUSTOMERS}
    both = customers & touched.keys()
    came = _taking(view, [number for number in both if not gave[number]], period)
    taking = sorted(came, key=lambda number: (-len(came[number]), view.handles[number]))
    silent = customers & (gave.keys() - touched.keys())
    giving = [number for number in silent if not _kept(view, number, period)]
    giving.sort(key=lambda number: (-gave[number], view.handles[number]))
    facts = len(both) + len(silent)
    says = f"of {facts}: {len(taking)} only take, {len(giving)} only give"
    because = [f"{view.name(one)}: only takes; {_drained(came[one])}, nothing came back" for one in taking]
    because += [f"{view.name(one)}: only gives; gave {rules.times(gave[one])}, no touchpoint" for one in giving]
    return Answer(len(taking) + len(giving), facts, [*taking, *giving], says, because)


def _drained(energies: Sequence[int | None]) -> str:
    known = sum(energy is not None for energy in energies)
    drained = rules.drained(energies)
    return f"in touch on {rules.days(len(energies))}, {drained} of {known} that say how they left you drained you"


def _taking(view: View, people: Sequence[int], period: Period) -> dict[int, list[int | None]]:
    """Of those who gave nothing, who only takes: the energy of their days. Nobody for whom something speaks."""
    touched, least = view.touched_in(period), view.measures.given_times
    # An hour that left you warm is something that came back.
    maybe = [number for number in people if touched[number].drained and not touched[number].fed]
    spared = takers.in_favour(view.connection, maybe, period.until, reciprocity.Measures.of(view.asked.numbers))
    days = takers.days(view.connection, [number for number in maybe if number not in spared], *period)
    came = {number: [day.energy for day in each] for number, each in days.items()}
    return {number: energies for number, energies in came.items() if rules.takes(energies, least)}


def _kept(view: View, person: int, period: Period) -> bool:
    """Whether you kept a promise to somebody: asked only if there was no touchpoint."""
    found = view.connection.execute(_KEPT, {**days_of(period), "person": person})
    return found.fetchone() is not None


def cost(view: View) -> tuple[Answer, Answer]:
    """What those who might go bought in the last twelve months, unless set otherwise, by currency (idea C6)."""
    now, before = (_cost(view, period) for period in view.periods)
    return now, before


def _cost(view: View, period: Period) -> Answer:
    months = view.measures.cost_months
    bought = view.rows(_BOUGHT, _year(period.until, months))
    buyers = {person for person, _, _, purchases in bought if purchases}
    why = _in_danger(view, buyers, period)
    lost: dict[int, dict[str, int]] = {person: {} for person in why}
    for person, currency, units, _ in bought:
        if person in why:
            lost[person][currency] = units
    people = sorted(why, key=lambda person: (-max(lost[person].values()), view.handles[person]))
    because = [f"{view.name(person)}: {', '.join(why[person])}; bought {_bought(lost[person])}" for person in people]
    says = f"what {len(people)} of {len(buyers)} buyers of the last {rules.months(months)} bought then, who might go"
    count = sum(purchases for _, _, _, purchases in bought)
    units = money.sums((amount, currency) for of in lost.values() for currency, amount in of.items())
    return Answer(money.each_written(units), count, people, says, because)


def _bought(units: Mapping[str, int]) -> str:
    return ", ".join(f"{money.written(amount, currency)} {currency}" for currency, amount in units.items())


def _in_danger(view: View, buyers: set[int], period: Period) -> dict[int, list[str]]:
    """Of those who bought, who might go: you owe them something, the last time left them low, they have gone quiet."""
    here = buyers - view.archived_on(period.until)
    found: dict[str, list[str]] = {}
    for handle, debts in view.owed_on(period.until).items():
        found.setdefault(handle, []).extend(sorted({_owed(each.kind) for each in debts}))
    for handle, what in as_of.low_or_quiet(view, here, period.until):
        found.setdefault(handle, []).append(what)
    return {number: why for number, why in zip(view.numbers(found), found.values(), strict=True) if number in here}


def _owed(kind: str) -> str:
    return {"promise": "a broken promise", "mistake": "an open mistake"}.get(kind, "open criticism")

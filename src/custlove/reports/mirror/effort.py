"""The mirror on effort: courtship, prospects, offline, channels."""

from collections.abc import Iterable, Sequence

from custlove.reports.mirror.data import Answer, View, days_of
from custlove.rules import mirror as rules
from custlove.rules import rungs
from custlove.rules.guard import HARM
from custlove.rules.mirror import NO_EFFORT, Courtship, Effort, Period, Spent
from custlove.schema.vocabulary import CHANNELS, OFFLINE

_MOVED = "SELECT DISTINCT person_id FROM rung_move WHERE day BETWEEN :since AND :until"
_ELSEWHERE = """
SELECT person.id, count(*) AS other FROM person CROSS JOIN touchpoint_person AS touch ON touch.person_id = person.id
WHERE person.channel IS NOT NULL AND touch.day BETWEEN :since AND :until AND touch.channel <> person.channel
GROUP BY person.id ORDER BY other DESC, person.id
"""


# What somebody got in some days.
_Span = tuple[int, Period, Spent]


def _amounts(view: View, basis: str, *sides: Sequence[_Span]) -> list[list[float]]:
    """How much each of a side got, in touchpoints or minutes; what was not noted is estimated within its channel."""
    if basis == "touchpoints":
        return [[spent.touchpoints for _, _, spent in side] for side in sides]
    if all(spent.timed == spent.touchpoints for side in sides for _, _, spent in side):
        return [[spent.minutes for _, _, spent in side] for side in sides]
    by_channel = [view.channel_efforts((person, period) for person, period, _ in side) for side in sides]
    wholes = [rules.together(side) for side in by_channel]
    everybody = rules.together(wholes)
    return [
        [rules.estimated(each, whole, everybody) for each in side]
        for side, whole in zip(by_channel, wholes, strict=True)
    ]


def _total(spans: Iterable[_Span]) -> Effort:
    return rules.sum_of(spent for _, _, spent in spans)


def courtship(view: View) -> tuple[Answer, Answer]:
    """What is left of the effort of the three months before they became customers, a month (idea C1)."""
    now, before = (_courtships(view, period) for period in view.periods)
    courting = (rules.sum_of(each.courted for each in of) for of in (now, before))
    since = (rules.sum_of(each.after for each in of) for of in (now, before))
    basis = rules.basis([*courting, *since])
    return _faded(view, now, basis, telling=True), _faded(view, before, basis, telling=False)


def _courtships(view: View, period: Period) -> list[Courtship]:
    standing, touched, archived = view.rungs_on(period.until), view.touched_in(period), view.archived_on(period.until)
    won: list[tuple[int, Period]] = []
    shorter: list[tuple[int, Period]] = []
    for person, moved in view.won.items():
        rest = rules.after(moved, period, view.measures.least_after_days)
        if rest and view.courted[person].touchpoints and standing[person] in rungs.CUSTOMERS and person not in archived:
            (won if rest == period else shorter).append((person, rest))
    after: list[Spent] = [touched.get(person, NO_EFFORT) for person, _ in won]
    after += view.efforts(shorter)
    return [
        Courtship(person, view.courted[person], rest, since)
        for (person, rest), since in zip(won + shorter, after, strict=True)
    ]


def _faded(view: View, compared: list[Courtship], basis: str, *, telling: bool) -> Answer:
    length = view.measures.courtship_months
    courting = [(each.person, rules.courted(view.won[each.person], length), each.courted) for each in compared]
    since = [(each.person, each.rest, each.after) for each in compared]
    amounts = zip(compared, *_amounts(view, basis, courting, since), strict=True)
    rates = {each.person: (courted / length, after / each.months) for each, courted, after in amounts}
    before, after = (sum(rate[side] for rate in rates.values()) for side in (0, 1))
    fewer = [each for each in compared if telling and rates[each.person][1] < rates[each.person][0]]
    fewer.sort(key=lambda each: (rates[each.person][1] - rates[each.person][0], view.handles[each.person]))
    count, spent = len(rates) or 1, _total([*courting, *since])
    says = f"{before / count:.1f} {basis} a month before the deal, {after / count:.1f} since"
    says = f"{rules.about(spent, basis)}{says}{rules.noted(spent, basis)}"
    because = [
        f"{view.name(each.person)}: {rules.about(rules.sum_of((each.courted, each.after)), basis)}"
        f"{rates[each.person][0]:.1f} {basis} a month before, {rates[each.person][1]:.1f} since"
        for each in fewer
    ]
    facts = sum(each.courted.touchpoints for each in compared)
    return Answer(rules.percent(after, before), facts, [each.person for each in fewer], says, because, basis=basis)


def prospects(view: View) -> tuple[Answer, Answer]:
    """The share of your effort that prospects got, next to customers and up (idea E5)."""
    now, before = (_by_side(view, period) for period in view.periods)
    basis = rules.basis(_total(side) for side in (*now, *before))
    return _shared(view, *now, basis, telling=True), _shared(view, *before, basis, telling=False)


def _by_side(view: View, period: Period) -> tuple[list[_Span], list[_Span]]:
    """The effort as prospects, and as customers or higher; by the rung on the day of the touchpoint."""
    standing, touched = view.rungs_on(period.until), view.touched_in(period)
    moved = {person for (person,) in view.connection.execute(_MOVED, days_of(period))}
    courted: list[_Span] = []
    customers: list[_Span] = []
    for person, each in touched.items():
        if person not in moved:
            rung = standing[person]
            if rung in rungs.CUSTOMERS:
                customers.append((person, period, each))
            elif rung not in HARM:
                courted.append((person, period, each))
    stretches = [
        (person, rung, span)
        for person, placings in view.placings_of(sorted(moved & touched.keys())).items()
        for rung, span in rules.stretches(placings, period)
        if rung not in HARM
    ]
    efforts = view.efforts((person, span) for person, _, span in stretches)
    for (person, rung, span), effort in zip(stretches, efforts, strict=True):
        if effort.touchpoints:
            (customers if rung in rungs.CUSTOMERS else courted).append((person, span, effort))
    return courted, customers


def _so_many(amount: float, basis: str) -> str:
    number = f"{amount:.0f}"
    return f"{number} {basis.removesuffix('s') if number == '1' else basis}"


def _shared(view: View, courted: list[_Span], customers: list[_Span], basis: str, *, telling: bool) -> Answer:
    amounts, others = _amounts(view, basis, courted, customers)
    amount = sum(amounts)
    whole = amount + sum(others)
    spent = _total([*courted, *customers])
    says = f"{rules.about(spent, basis)}{amount:.0f} of {whole:.0f} {basis}{rules.noted(spent, basis)}"
    got: dict[int, float] = {}
    if telling:
        for (person, _, _), of_span in zip(courted, amounts, strict=True):
            got[person] = got.get(person, 0) + of_span
    most = sorted(got, key=lambda person: (-got[person], view.handles[person]))
    timed = {person: spent for person, _, spent in courted if spent.timed < spent.touchpoints}
    because = [
        f"{view.name(person)}: {rules.about(timed.get(person, NO_EFFORT), basis)}{_so_many(got[person], basis)}"
        for person in most
    ]
    return Answer(rules.percent(amount, whole), spent.touchpoints, most, says, because, basis=basis)


def offline(view: View) -> tuple[Answer, Answer]:
    """The share of touchpoints in person, by letter or with a gift, of those with a channel (idea A3)."""
    now, before = (_offline(view, period) for period in view.periods)
    return now, before


def _offline(view: View, period: Period) -> Answer:
    counts = _counts(view, period)
    total, met = sum(counts.values()), sum(counts.get(channel, 0) for channel in OFFLINE)
    touched = view.touched_in(period)
    never = [person for person, each in touched.items() if each.channelled and not each.offline]
    never.sort(key=lambda person: (-touched[person].channelled, view.handles[person]))
    says = f"{met} of {total} in person, by letter or with a gift; calls: {counts.get('call', 0)}"
    because = [f"{view.name(person)}: {rules.times(touched[person].channelled)}, never offline" for person in never]
    return Answer(rules.percent(met, total), total, never, says, because, basis="touchpoints")


def _counts(view: View, period: Period) -> dict[str, int]:
    """How many touchpoints went over each channel."""
    found = view.channels_in(period)
    return {channel: found[channel].touchpoints for channel in CHANNELS if channel in found}


def channels(view: View) -> tuple[Answer, Answer]:
    """Whether you live the channels you chose; where none are, how few carry most of it (idea B3)."""
    now, before = (_channels(view, period) for period in view.periods)
    return now, before


def _channels(view: View, period: Period) -> Answer:
    counts, chosen = _counts(view, period), view.asked.channels
    total = sum(counts.values())
    elsewhere = [person for person, _ in view.connection.execute(_ELSEWHERE, days_of(period))]
    used = sorted(counts, key=lambda channel: -counts[channel])
    because = [f"{channel}: {counts[channel]}" for channel in used]
    if not chosen:
        percent = view.measures.carrying_percent
        carrying = rules.carrying(counts, percent)
        verb = "carries" if len(carrying) == 1 else "carry"
        says = f"{', '.join(carrying)} {verb} {percent}% of {total} touchpoints"
        return Answer(len(carrying) or None, total, elsewhere, says, because)
    kept = sum(counts.get(channel, 0) for channel in chosen)
    besides = ", ".join(channel for channel in used if channel not in chosen)
    says = f"{kept} of {total} over {', '.join(chosen)}" + (f"; besides: {besides}" if besides else "")
    return Answer(rules.percent(kept, total), total, elsewhere, says, because, unit="percent")

"""The mirror on effort: courtship, prospects, offline, channels."""

from custlove.reports.mirror.data import Answer, View, days_of
from custlove.rules import mirror as rules
from custlove.rules import rungs
from custlove.rules.guard import HARM
from custlove.rules.mirror import NO_EFFORT, Courtship, Effort, Period, Spent
from custlove.schema.vocabulary import CHANNELS, OFFLINE

_MOVED = "SELECT DISTINCT person_id FROM rung_move WHERE day BETWEEN :since AND :until"
_ELSEWHERE = """
SELECT person.id, count(*) AS other FROM person CROSS JOIN touchpoint_person AS touch ON touch.person_id = person.id
CROSS JOIN touchpoint ON touchpoint.id = touch.touchpoint_id
WHERE person.channel IS NOT NULL AND touch.day BETWEEN :since AND :until AND touchpoint.channel <> person.channel
GROUP BY person.id ORDER BY other DESC, person.id
"""


def courtship(view: View) -> tuple[Answer, Answer]:
    """What is left of the effort of the three months before they became customers, a month (idea C1)."""
    compared = [_courtships(view, period) for period in view.periods]
    sides = [(rules.sum_of(each.courted for each in of), rules.sum_of(each.after for each in of)) for of in compared]
    basis = rules.basis(side for both in sides for side in both)
    (now, now_sides), (before, before_sides) = zip(compared, sides, strict=True)
    return (
        _faded(view, now, now_sides, basis, telling=True),
        _faded(view, before, before_sides, basis, telling=False),
    )


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
        Courtship(person, view.courted[person], since, rest.days / rules.DAYS_OF_MONTH)
        for (person, rest), since in zip(won + shorter, after, strict=True)
    ]


def _faded(view: View, compared: list[Courtship], sides: tuple[Effort, Effort], basis: str, *, telling: bool) -> Answer:
    rates = {each.person: each.rates(basis, sides, view.measures.courtship_months) for each in compared}
    before, after = (sum(rate[side] for rate in rates.values()) for side in (0, 1))
    fewer = [person for person, (courted, since) in rates.items() if telling and since < courted]
    fewer.sort(key=lambda person: (rates[person][1] - rates[person][0], view.handles[person]))
    count = len(rates) or 1
    says = f"{before / count:.1f} {basis} a month before the deal, {after / count:.1f} since"
    facts = sum(each.courted.touchpoints for each in compared)
    return Answer(rules.percent(after, before), facts, fewer, says, basis=basis)


def prospects(view: View) -> tuple[Answer, Answer]:
    """The share of your effort that prospects got, next to customers and up (idea E5)."""
    sides = [_by_side(view, period) for period in view.periods]
    basis = rules.basis(rules.sum_of(of.values()) for by_side in sides for of in by_side)
    now, before = sides
    return _shared(view, *now, basis, telling=True), _shared(view, *before, basis, telling=False)


def _by_side(view: View, period: Period) -> tuple[dict[int, Spent], dict[int, Spent]]:
    """The effort by person: as prospects, and as customers or higher; by the rung on the day of the touchpoint."""
    standing, touched = view.rungs_on(period.until), view.touched_in(period)
    moved = {person for (person,) in view.connection.execute(_MOVED, days_of(period))}
    courted: dict[int, Spent] = {}
    customers: dict[int, Spent] = {}
    for person, each in touched.items():
        if person not in moved:
            rung = standing[person]
            if rung in rungs.CUSTOMERS:
                customers[person] = each
            elif rung not in HARM:
                courted[person] = each
    stretches = [
        (person, rung, span)
        for person, placings in view.placings_of(sorted(moved & touched.keys())).items()
        for rung, span in rules.stretches(placings, period)
        if rung not in HARM
    ]
    efforts = view.efforts((person, span) for person, _, span in stretches)
    for (person, rung, _), effort in zip(stretches, efforts, strict=True):
        side = customers if rung in rungs.CUSTOMERS else courted
        if effort.touchpoints:
            side[person] = rules.sum_of([side[person], effort]) if person in side else effort
    return courted, customers


def _shared(view: View, courted: dict[int, Spent], customers: dict[int, Spent], basis: str, *, telling: bool) -> Answer:
    theirs, others = (rules.sum_of(side.values()) for side in (courted, customers))
    most = list(courted) if telling else []
    most.sort(key=lambda person: (-rules.amount(courted[person], basis, theirs), view.handles[person]))
    amount = rules.amount(theirs, basis)
    whole = amount + rules.amount(others, basis)
    says = f"{amount:.0f} of {whole:.0f} {basis}"
    return Answer(rules.percent(amount, whole), theirs.touchpoints + others.touchpoints, most, says, basis=basis)


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
    return Answer(rules.percent(met, total), total, never, says, basis="touchpoints")


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

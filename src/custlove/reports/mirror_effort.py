"""The mirror on effort: courtship, prospects, offline, channels."""

from collections.abc import Iterable

from custlove.reports.mirror_view import Answer, View, days_of, effort_of
from custlove.rules import mirror as rules
from custlove.rules import rungs
from custlove.rules.mirror import Courtship, Effort, Period
from custlove.rules.words import CHANNELS

_OFFLINE = rules.CHOSEN_BY_HAND
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
    basis = rules.basis(_both([each.courted, each.after] for of in compared for each in of))
    now, before = (_faded(view, of, basis) for of in compared)
    return now, before


def _both(sides: Iterable[list[Effort]]) -> list[Effort]:
    """The efforts of the one side, and of the other, each together."""
    return [_sum(side) for side in zip(*sides, strict=True)]


def _sum(efforts: Iterable[Effort]) -> Effort:
    """All of them together, column by column: of ten thousand, one by one takes too long."""
    columns = list(zip(*efforts, strict=True))
    return Effort(*map(sum, columns))


def _courtships(view: View, period: Period) -> list[Courtship]:
    there = view.people_on(period.until)
    won = []
    for person, moved in view.won.items():
        rung = there[person].rung
        if moved <= period.until and rung and rules.is_customer(rung) and not there[person].archived:
            rest = rules.after(moved, period)
            won += [(person, rules.courted(moved), rest)] if rest else []
    courted = view.efforts((person, span) for person, span, _ in won)
    after = view.efforts((person, rest) for person, _, rest in won)
    return [
        Courtship(person, before, since, rest.days / rules.DAYS_OF_MONTH)
        for (person, _, rest), before, since in zip(won, courted, after, strict=True)
        if before.touchpoints
    ]


def _faded(view: View, compared: list[Courtship], basis: str) -> Answer:
    rates = {each.person: each.rates(basis) for each in compared}
    before, after = (sum(rate[side] for rate in rates.values()) for side in (0, 1))
    fewer = [person for person, (courted, since) in rates.items() if since < courted]
    fewer.sort(key=lambda person: (rates[person][1] - rates[person][0], view.handle(person)))
    count = len(rates) or 1
    says = f"{before / count:.1f} {basis} a month before the deal, {after / count:.1f} since"
    facts = sum(each.courted.touchpoints for each in compared)
    return Answer(rules.percent(after, before), facts, fewer, says, basis=basis)


def prospects(view: View) -> tuple[Answer, Answer]:
    """The share of your effort that prospects got, next to customers and up (idea E5)."""
    sides = [_by_side(view, period) for period in view.periods]
    basis = rules.basis(effort for by_side in sides for effort in map(_sum, (of.values() for of in by_side)))
    now, before = (_shared(view, *by_side, basis) for by_side in sides)
    return now, before


def _by_side(view: View, period: Period) -> tuple[dict[int, Effort], dict[int, Effort]]:
    """The effort by person: as prospects, and as customers or higher; by the rung on the day of the touchpoint."""
    there, touched = view.people_on(period.until), view.touched_in(period)
    moved = {person for (person,) in view.connection.execute(_MOVED, days_of(period))}
    found: tuple[dict[int, Effort], dict[int, Effort]] = ({}, {})
    for person, each in touched.items():
        if person not in moved:
            _add(found, person, there[person].rung or rungs.FIRST_RUNG, effort_of(each))
    stretches = [
        (person, rung, span)
        for person in sorted(moved & touched.keys())
        for rung, span in rules.stretches(view.placings[person], period)
    ]
    efforts = view.efforts((person, span) for person, _, span in stretches)
    for (person, rung, _), effort in zip(stretches, efforts, strict=True):
        _add(found, person, rung, effort)
    return found


def _add(found: tuple[dict[int, Effort], dict[int, Effort]], person: int, rung: str, effort: Effort) -> None:
    if effort.touchpoints and rungs.height(rung) >= rungs.height("prospect"):
        side = found[rules.is_customer(rung)]
        side[person] = side[person].plus(effort) if person in side else effort


def _shared(view: View, courted: dict[int, Effort], customers: dict[int, Effort], basis: str) -> Answer:
    theirs, others = (_sum(side.values()) for side in (courted, customers))
    most = sorted(courted, key=lambda person: (-courted[person].amount(basis), view.handle(person)))
    amount, whole = theirs.amount(basis), theirs.amount(basis) + others.amount(basis)
    says = f"{amount:.0f} of {whole:.0f} {basis}"
    return Answer(rules.percent(amount, whole), theirs.touchpoints + others.touchpoints, most, says, basis=basis)


def offline(view: View) -> tuple[Answer, Answer]:
    """The share of touchpoints in person, by letter or with a gift, of those with a channel (idea A3)."""
    now, before = (_offline(view, period) for period in view.periods)
    return now, before


def _offline(view: View, period: Period) -> Answer:
    counts = _counts(view, period)
    total, met = sum(counts.values()), sum(counts.get(channel, 0) for channel in _OFFLINE)
    counted = view.offline() if period == view.asked.period else {}
    never = [person for person, (_, offline) in counted.items() if not offline]
    never.sort(key=lambda person: (-counted[person][0], view.handle(person)))
    says = f"{met} of {total} in person, by letter or with a gift; calls beside it: {counts.get('call', 0)}"
    return Answer(rules.percent(met, total), total, never, says, basis="touchpoints")


def _counts(view: View, period: Period) -> dict[str, int]:
    """How many touchpoints went over each channel."""
    found = view.channels_in(period)
    return {channel: found[channel].touchpoints for channel in CHANNELS if channel in found}


def channels(view: View) -> tuple[Answer, Answer]:
    """Whether you live the channels you chose; where none are, how few carry nine tenths of it (idea B3)."""
    now, before = (_channels(view, period) for period in view.periods)
    return now, before


def _channels(view: View, period: Period) -> Answer:
    counts, chosen = _counts(view, period), view.asked.channels
    total = sum(counts.values())
    elsewhere = [person for person, _ in view.connection.execute(_ELSEWHERE, days_of(period))]
    used = sorted(counts, key=lambda channel: -counts[channel])
    because = [f"{channel}: {counts[channel]}" for channel in used]
    if not chosen:
        carrying = rules.carrying(counts)
        says = f"{', '.join(carrying)} carry nine tenths of {total} touchpoints"
        return Answer(len(carrying) or None, total, elsewhere, says, because)
    kept = sum(counts.get(channel, 0) for channel in chosen)
    besides = ", ".join(channel for channel in used if channel not in chosen)
    says = f"{kept} of {total} over {', '.join(chosen)}" + (f"; besides: {besides}" if besides else "")
    return Answer(rules.percent(kept, total), total, elsewhere, says, because, unit="percent")

"""Which rung the facts speak for (idea E4): a suggestion with its evidence, never a move. In words: docs/ladder.md.

- a purchase: customer
- three purchases or more at a steady rhythm, their usual gap no longer than 120 days, and not gone quiet: client
- praise that nobody asked for: supporter
- somebody they sent: advocate
- a habit of buying that ended (rules/inactivity.py), with nothing open between you and no word from them in the time:
  from client to customer, from customer to prospect
- bad endings on three of the last five days, over two weeks or more, the last one too, nothing owed then or now, three
  attempts since: toxic?
- a kind ending, a word of praise or an introduction from somebody on toxic or terrorist: prospect?

Of the upward ones the highest counts. Facts that were there when somebody was last moved, or when you declined what was
suggested, do not speak again, and where you owe them something, nobody is suggested downward: what you owe is named
instead. At arm's length nothing is suggested but a kind return. A mistake that was well repaired moves nobody up (the
recovery paradox does not hold for buying again: de Matos, Henrique & Rossi 2007).
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from custlove.rules import harm, inactivity
from custlove.rules.guard import HARM
from custlove.rules.ladder_facts import USUAL_MEASURES, Facts, Measures, Named
from custlove.rules.rungs import height
from custlove.rules.satisfaction import LOW
from custlove.rules.thresholds import USUAL
from custlove.schema.vocabulary import FELT, RUNGS, Rung

# Nobody but the user says of somebody that they are toxic.
QUESTION = "would some distance be better for both of you?"
TO_PROSPECT = "to prospect?"
_ALIKE = USUAL["ladder.gaps_alike"]
_BUYERS = ("client", "customer")
_HABIT = USUAL["ladder.habit_purchases"]
_MOST_NAMED = 6


class Suggestion(NamedTuple):
    """The rung that the facts speak for, and which facts; no rung where what you owe them comes first."""

    rung: Rung | None
    because: tuple[str, ...]


class _Ground(NamedTuple):
    """A rung, the day of the newest fact that speaks for it, the evidence."""

    rung: Rung
    newest: date
    because: tuple[str, ...]


def suggest(facts: Facts, today: date, measures: Measures = USUAL_MEASURES) -> Suggestion | None:
    """What the facts known on a day speak for; None if that is the rung they stand on.

    Where some speak for a rung above and others against them, the newer ones are heard.
    """
    if facts.rung in HARM:
        returned = kind_return(facts)
        return Suggestion("prospect", (f"came back kindly: {_named(returned)}", TO_PROSPECT)) if returned else None
    up = max(_grounds(facts, today, measures), key=lambda ground: height(ground.rung), default=None)
    low = bad_endings(facts, today, measures)
    if low and (up is None or low[-1] > up.newest):
        if facts.owed:
            return _owed_first(facts.owed)
        if asked := _unhappy(facts, low, today, measures):
            return asked
    if up:
        return Suggestion(up.rung, up.because)
    return _gone(facts, today, measures.limits)


def kind_return(facts: Facts) -> list[Named]:
    """What brings somebody back from toxic or terrorist: kind deeds since they were put there, unless harsh ones came.

    Endings at which they left glad or delighted, praise, introductions; none if they left hurt or upset after it.
    """
    known = facts.endings.known if facts.endings else ()
    harsh = max((each.on for each in known if each.felt <= LOW), default=None)
    deeds = [*(Named(each.on, f"left {FELT[each.felt]}") for each in known if each.felt >= harm.KIND), *facts.kind]
    fresh = (each for each in deeds if _is_since(facts, each.on) and (harsh is None or each.on > harsh))
    return sorted(fresh)


def bad_endings(facts: Facts, today: date, measures: Measures = USUAL_MEASURES) -> list[date]:
    """The bad endings for which toxic may be asked about, oldest first; empty where they are too few.

    Those of their last known days that speak against them and came after their last move, if they are enough, lie over
    two weeks or more and the last known day is among them. Attempts count from the first of them on.
    """
    if facts.endings is None or height(facts.rung) <= height("toxic"):
        return []
    last = facts.endings.known[-measures.of_endings :]
    low = [
        each.on
        for each in last
        if each.felt <= LOW and _is_news(facts, each.on) and harm.speaks(each.on, facts.endings.wrongs, today)
    ]
    if len(low) < measures.bad_endings or low[-1] != last[-1].on:
        return []
    return low if measures.bad_endings <= 1 or low[-1] - low[0] >= harm.SPAN else []


def steady(days: Sequence[date], measures: Measures = USUAL_MEASURES) -> tuple[float, int, int] | None:
    """The rhythm of days, oldest first: the median gap in days, how many gaps are like it, of how many.

    A gap is like it when it is within half of it, either way. The rhythm is steady when there are at least two of
    those and they are more than half of all; None if it is not, where there are too few days, and where the usual gap
    is too long for a client: whoever comes once a year buys now and then, however steadily.
    """
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    usual = inactivity.middle(gaps)
    if usual is None or usual > measures.client_gap_days or len(days) < measures.client_purchases:
        return None
    most = usual * measures.rhythm_percent / 100
    alike = sum(abs(gap - usual) <= most for gap in gaps)
    return (usual, alike, len(gaps)) if alike >= _ALIKE and alike * 2 > len(gaps) else None


def _grounds(facts: Facts, today: date, measures: Measures) -> Iterator[_Ground]:
    """What speaks for each rung above theirs, of facts that were not there at their last move."""
    standing = height(facts.rung)
    if standing < height("customer") and (bought := _customer(facts)):
        yield bought
    if standing < height("client") and (rhythm := _client(facts, today, measures)):
        yield rhythm
    if standing < height("supporter") and (praised := _praised(facts)):
        yield praised
    if standing < height("advocate") and (sent := _sent(facts)):
        yield sent


def _customer(facts: Facts) -> _Ground | None:
    fresh = [day for day in facts.purchases if _is_news(facts, day)]
    if not fresh:
        return None
    first = "first purchase" if len(fresh) == len(facts.purchases) else "a purchase since they were moved,"
    more = () if len(fresh) == 1 else (f"{len(fresh)} purchases, the last on {fresh[-1]}",)
    return _Ground("customer", fresh[-1], (f"{first} on {fresh[0]}", *more))


def _client(facts: Facts, today: date, measures: Measures) -> _Ground | None:
    days = sorted(set(facts.purchases))
    if not days or not _is_news(facts, days[-1]) or (rhythm := steady(days, measures)) is None:
        return None
    silence = inactivity.silence(days, today, measures.limits)
    if silence is None or silence.lapsed:
        return None
    usual, alike, gaps = rhythm
    because = (
        f"{len(days)} purchases at a steady rhythm: {_listed(days)}",
        f"about {usual:g} days apart, {alike} of {gaps} gaps within {measures.rhythm_percent}% of that",
    )
    return _Ground("client", days[-1], because)


def _praised(facts: Facts) -> _Ground | None:
    fresh = [each for each in facts.praise if _is_news(facts, each.on)]
    because = tuple(f"{each.text} on {each.on}, unasked" for each in fresh[-_MOST_NAMED:])
    return _Ground("supporter", fresh[-1].on, because) if fresh else None


def _sent(facts: Facts) -> _Ground | None:
    fresh = [each for each in facts.sent if _is_news(facts, each.on)]
    because = tuple(f"sent {each.text} on {each.on}" for each in fresh[-_MOST_NAMED:])
    return _Ground("advocate", fresh[-1].on, because) if fresh else None


def _unhappy(facts: Facts, low: Sequence[date], today: date, measures: Measures) -> Suggestion | None:
    """The question whether somebody is toxic, for whom there are such endings and nothing is owed; None if too soon."""
    if facts.endings is None:
        return None
    tried = harm.attempts((each for each in facts.endings.reached_out if each >= low[0]), today)
    if not tried.enough(measures.patience.attempts):
        return None
    of = len(facts.endings.known[-measures.of_endings :])
    because = (
        f"left hurt or upset on {len(low)} of the last {of} days: {_listed(low)}",
        "nothing owed on your side, then or now",
        f"you reached out to them since: {_listed(tried.days)}",
        QUESTION,
    )
    return Suggestion("toxic", because)


def gone(facts: Facts, today: date, limits: inactivity.Limits) -> inactivity.Silence | None:
    """How quiet somebody is whose habit of buying ended, as far as their purchases tell; None if it did not.

    A single order is a project that was done, however large, and no habit: it takes two days on which they bought.
    """
    if facts.rung not in _BUYERS or not facts.purchases or (today - facts.purchases[-1]).days <= limits.gone_after_days:
        return None
    silence = inactivity.silence(facts.purchases, today, limits)
    if silence is None or not silence.lapsed or silence.times < _HABIT:
        return None
    for decided in (facts.moved_on, facts.stayed_on):
        # Whoever was as quiet when they were moved, or kept where they were, was so with open eyes.
        if decided and silence.last_on <= decided and _was_lapsed(facts, decided, limits):
            return None
    return silence


def _gone(facts: Facts, today: date, limits: inactivity.Limits) -> Suggestion | None:
    silence = gone(facts, today, limits)
    if silence is None:
        return None
    if facts.owed:
        return _owed_first(facts.owed)
    if facts.between.open or _heard_lately(facts, today, limits):
        return None
    because = (
        f"bought {silence.times} times, last on {silence.last_on}, {silence.days_away} days ago",
        f"as quiet as {silence.quiet:.0f} days after a single purchase; above {silence.threshold:.0f} they have gone",
    )
    return Suggestion(RUNGS[height(facts.rung) - 1], because)


def _heard_lately(facts: Facts, today: date, limits: inactivity.Limits) -> bool:
    """Whether they gave a sign of life in the time after which a buyer is gone: then they only do not buy."""
    heard = facts.between.heard_on
    return heard is not None and heard > facts.purchases[-1] and (today - heard).days <= limits.gone_after_days


def _was_lapsed(facts: Facts, day: date, limits: inactivity.Limits) -> bool:
    silence = inactivity.silence(facts.purchases, day, limits)
    return silence is not None and silence.lapsed


def _owed_first(owed: Sequence[str]) -> Suggestion:
    return Suggestion(None, ("first what you owe them", *owed))


def _is_news(facts: Facts, day: date) -> bool:
    """Whether a fact came after their last move, and after you declined the last suggestion.

    One of the very day of a move did, unless the move went down; one of the day on which you declined did not.
    """
    if facts.stayed_on and day <= facts.stayed_on:
        return False
    return facts.moved_on is None or day > facts.moved_on or (day == facts.moved_on and not facts.moved_down)


def _is_since(facts: Facts, day: date) -> bool:
    """Whether a fact came after they were put where they stand, and after you declined their return."""
    return all(day > decided for decided in (facts.since, facts.stayed_on) if decided)


def _listed(days: Sequence[date]) -> str:
    shown = ", ".join(map(str, days[-_MOST_NAMED:]))
    return f"… {shown}" if len(days) > _MOST_NAMED else shown


def _named(deeds: Sequence[Named]) -> str:
    return ", ".join(f"{each.text} on {each.on}" for each in deeds[-_MOST_NAMED:])

"""Which rung the facts speak for (idea E4): a suggestion with its evidence, never a move. In words: docs/ladder.md.

- a purchase: customer
- three purchases or more at a steady rhythm, their usual gap no longer than 120 days, and not gone quiet: client
- praise that nobody asked for: supporter
- somebody they sent: advocate
- a habit of buying that ended (rules/inactivity.py), with nothing open between you and no word from them in the time:
  from client to customer, from customer to prospect
- three of the last five known endings hurt or upset, the last one too, nothing owed, three attempts since: toxic?

Of the upward ones the highest counts. Facts that were there when somebody was last moved do not speak again, and where
you owe them something, nobody is suggested downward: what you owe is named instead. A mistake that was well repaired
moves nobody up (the recovery paradox does not hold for buying again: de Matos, Henrique & Rossi 2007).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from custlove.rules import inactivity, reciprocity
from custlove.rules.guard import Patience
from custlove.rules.rungs import height
from custlove.rules.thresholds import USUAL, value
from custlove.schema.vocabulary import RUNGS, Rung

# Nobody but the user says of somebody that they are toxic.
QUESTION = "would some distance be better for both of you?"
_ALIKE = USUAL["ladder.gaps_alike"]
_BUYERS = ("client", "customer")
_HABIT = USUAL["ladder.habit_purchases"]
_MOST_NAMED = 6


class Measures(NamedTuple):
    """How many facts a rule asks for; `rhythm_percent`: how far a gap may be from their usual one.

    `client_gap_days`: how long their usual gap may be.
    """

    client_purchases: int = USUAL["ladder.client_purchases"]
    rhythm_percent: int = USUAL["ladder.rhythm_percent"]
    client_gap_days: int = USUAL["ladder.client_gap_days"]
    bad_endings: int = USUAL["ladder.bad_endings"]
    of_endings: int = USUAL["ladder.of_endings"]
    patience: Patience = Patience()
    limits: inactivity.Limits = inactivity.Limits()
    taking: reciprocity.Measures = reciprocity.Measures()

    @classmethod
    def of(cls, numbers: Mapping[str, int]) -> "Measures":
        """What the settings say (`ladder.bad_endings` …), the defaults where they say nothing."""
        counts = {name: value(numbers, f"ladder.{name}") for name in cls._fields if f"ladder.{name}" in USUAL}
        return cls(
            **counts,
            patience=Patience.of(numbers),
            limits=inactivity.Limits.of(numbers),
            taking=reciprocity.Measures.of(numbers),
        )


USUAL_MEASURES = Measures()


class Named(NamedTuple):
    """A fact with its day, and what to call it in the evidence."""

    on: date
    text: str


class Endings(NamedTuple):
    """The days on which they left hurt or upset, oldest first, of how many known endings; your attempts since.

    Only of those whom the last known ending left so. `attempts` counts from `unhappy_since`, no further than needed.
    """

    low: Sequence[date]
    of: int
    attempts: int = 0


class Between(NamedTuple):
    """What is open between you, in words, and when they last gave a sign of life; of those who have gone as buyers."""

    open: Sequence[str] = ()
    heard_on: date | None = None


class Facts(NamedTuple):
    """What is known of somebody on a day: the rung, the day of their last move and whether it went down, the facts.

    `moved_on` is None if they were only placed. `purchases` are days, oldest first, as are the others.
    """

    rung: str
    moved_on: date | None = None
    moved_down: bool = False
    purchases: Sequence[date] = ()
    praise: Sequence[Named] = ()
    sent: Sequence[Named] = ()
    endings: Endings | None = None
    owed: Sequence[str] = ()
    between: Between = Between()


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
    up = max(_grounds(facts, today, measures), key=lambda ground: height(ground.rung), default=None)
    unhappy = _unhappy(facts, measures)
    if unhappy and (up is None or unhappy.newest > up.newest):
        if facts.owed:
            return _owed_first(facts.owed)
        if facts.endings and facts.endings.attempts >= measures.patience.attempts:
            return Suggestion("toxic", unhappy.because)
    if up:
        return Suggestion(up.rung, up.because)
    return _gone(facts, today, measures.limits)


def unhappy_since(facts: Facts, measures: Measures = USUAL_MEASURES) -> date | None:
    """The first of the bad endings for which toxic may be asked about: attempts count from there on."""
    return next(iter(_bad_endings(facts, measures)), None)


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


def _unhappy(facts: Facts, measures: Measures) -> _Ground | None:
    """What speaks for asking about toxic, whoever owes what."""
    low = _bad_endings(facts, measures)
    if not low or facts.endings is None:
        return None
    because = (
        f"left hurt or upset {len(low)} of the last {facts.endings.of} times: {_listed(low)}",
        f"nothing owed on your side, at least {facts.endings.attempts} attempts to reach them since",
        QUESTION,
    )
    return _Ground("toxic", low[-1], because)


def _bad_endings(facts: Facts, measures: Measures) -> list[date]:
    """The bad endings, oldest first, if there are enough; all of them newer than their last move."""
    if facts.endings is None or height(facts.rung) <= height("toxic"):
        return []
    low = [day for day in facts.endings.low if _is_news(facts, day)]
    return low if len(low) >= measures.bad_endings else []


def gone(facts: Facts, today: date, limits: inactivity.Limits) -> inactivity.Silence | None:
    """How quiet somebody is whose habit of buying ended, as far as their purchases tell; None if it did not.

    A single order is a project that was done, however large, and no habit: it takes two days on which they bought.
    """
    if facts.rung not in _BUYERS or not facts.purchases or (today - facts.purchases[-1]).days <= limits.gone_after_days:
        return None
    silence = inactivity.silence(facts.purchases, today, limits)
    if silence is None or not silence.lapsed or silence.times < _HABIT:
        return None
    if facts.moved_on and silence.last_on <= facts.moved_on:
        # Whoever was as quiet when they were moved was moved with open eyes.
        before = inactivity.silence(facts.purchases, facts.moved_on, limits)
        if before and before.lapsed:
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


def _owed_first(owed: Sequence[str]) -> Suggestion:
    return Suggestion(None, ("first what you owe them", *owed))


def _is_news(facts: Facts, day: date) -> bool:
    """Whether a fact came after their last move; one of that very day did, unless the move went down."""
    return facts.moved_on is None or day > facts.moved_on or (day == facts.moved_on and not facts.moved_down)


def _listed(days: Sequence[date]) -> str:
    shown = ", ".join(map(str, days[-_MOST_NAMED:]))
    return f"… {shown}" if len(days) > _MOST_NAMED else shown

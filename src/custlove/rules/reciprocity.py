"""Who only takes (ideas B5 and E1): many days in touch that drained you, and nothing given in half a year.

Not who buys little, but who gives nothing at all: no purchase, nobody sent, no praise, no idea, no promise kept. Nobody
takes who praises, brings ideas, told you what to do better so that you did, or is listened to; nor whose life has just
changed, nor whom you let be. With a broken promise of theirs among the facts, arm's length is suggested: a circle, and
no rung.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from custlove.rules.cadence import add_months
from custlove.rules.thresholds import USUAL, value

HIGH, LOW = USUAL["balance.high"], USUAL["balance.low"]
# The fewest days of which the energy is known, so that one tired evening is no verdict.
_KNOWN = USUAL["mirror.fewest"]
_MOST_NAMED = 6


class Measures(NamedTuple):
    """The numbers of the rule, as the settings have them; rules/thresholds.py says where each comes from.

    `months`: how many months back one looks at all.
    """

    taking_months: int = USUAL["balance.taking_months"]
    taking_days: int = USUAL["balance.taking_days"]
    life_days: int = USUAL["balance.life_days"]
    months: int = USUAL["balance.months"]

    @classmethod
    def of(cls, numbers: Mapping[str, int]) -> "Measures":
        """What the settings say (`balance.taking_months` …), the defaults where they say nothing."""
        return cls(*(value(numbers, f"balance.{name}") for name in cls._fields))


USUAL_MEASURES = Measures()


class Day(NamedTuple):
    """A day on which somebody had your time: the sum of its energy (None: not noted), its minutes."""

    on: date
    energy: int | None
    minutes: int


class Broken(NamedTuple):
    """A promise of theirs that was broken: what one calls it by, and when it was due."""

    ref: str
    due: date


class Taking(NamedTuple):
    """What there was with somebody up to a day.

    `since`: when they last gave anything, or when you met; `gave`: what that was, "" if they never did. `decided_on`:
    when you last decided how much of you they get; what was there before does not speak again. `days`: without what
    you only sent them. `fed` and `drained` (zero or less): the energy of all that one looks back at.
    """

    since: date
    gave: str = ""
    decided_on: date | None = None
    days: Sequence[Day] = ()
    broken: Sequence[Broken] = ()
    fed: int = 0
    drained: int = 0

    def first(self, today: date, measures: Measures) -> date:
        """The first day that counts."""
        given = self.since + timedelta(days=1) if self.gave else self.since
        decided = self.decided_on + timedelta(days=1) if self.decided_on else given
        return max(given, decided, add_months(today, -measures.months))

    def is_long_enough(self, today: date, measures: Measures = USUAL_MEASURES) -> bool:
        """Whether they had half a year to give anything."""
        return max(self.since, self.decided_on or self.since) <= add_months(today, -measures.taking_months)


class Credit(NamedTuple):
    """What speaks for somebody, whenever it was: praise, ideas, criticism that you acted on; how far they are heard.

    `life_on`: when you last noted something of their life. `resting`: you let them be on the day.
    """

    praise: int = 0
    ideas: int = 0
    acted: int = 0
    influence: int | None = None
    life_on: date | None = None
    resting: bool = False


def in_favour(credit: Credit, today: date, measures: Measures = USUAL_MEASURES) -> tuple[str, ...]:
    """What speaks against calling somebody a taker, in words; nothing if nothing does."""
    return (
        *(("praised you",) if credit.praise else ()),
        *(("brought ideas",) if credit.ideas else ()),
        *(("told you what to do better, and you did",) if credit.acted else ()),
        *((f"is listened to (influence {credit.influence})",) if (credit.influence or 0) >= HIGH else ()),
        *(("has a lot going on",) if _is_recent(credit.life_on, today, measures) else ()),
        *(("is let be",) if credit.resting else ()),
    )


def takes(taking: Taking, credit: Credit, today: date, measures: Measures = USUAL_MEASURES) -> tuple[str, ...]:
    """The facts by which somebody only takes; nothing if they do not.

    Six days in touch or more in the last twelve months and since they gave anything, which is six months ago or more;
    and of the days that say how they left you, at least three, more than half drained you. What drained you was twice
    what fed you, or more.
    """
    first = taking.first(today, measures)
    days = [day for day in taking.days if first <= day.on <= today]
    known = [day.energy for day in days if day.energy is not None]
    drained = sum(energy < 0 for energy in known)
    if not taking.is_long_enough(today, measures) or len(days) < measures.taking_days:
        return ()
    if not drains(taking.fed, taking.drained):
        return ()
    if len(known) < _KNOWN or 2 * drained <= len(known) or in_favour(credit, today, measures):
        return ()
    minutes = sum(day.minutes for day in days)
    broken = _broken(taking, first, today)
    return (
        f"in touch on {len(days)} days since {days[0].on}" + (f", {minutes} minutes" if minutes else ""),
        f"{drained} of {len(known)} days that say how they left you drained you",
        *((f"broke {_promises(broken)}",) if broken else ()),
        f"nothing given since: {taking.gave} on {taking.since}" if taking.gave else "nothing given so far",
    )


def drains(fed: int, drained: int) -> bool:
    """Whether what drained you (zero or less) was twice what fed you, or more."""
    return -drained >= 2 * fed


def wants_distance(taking: Taking, today: date, measures: Measures = USUAL_MEASURES) -> bool:
    """Whether arm's length is suggested for somebody who takes: a promise of theirs has to be broken as well."""
    return bool(_broken(taking, taking.first(today, measures), today))


def _broken(taking: Taking, first: date, today: date) -> list[Broken]:
    return [each for each in taking.broken if first <= each.due < today]


def _promises(broken: Sequence[Broken]) -> str:
    named = ", ".join(f"{each.ref} of {each.due}" for each in broken[-_MOST_NAMED:])
    count = "a promise" if len(broken) == 1 else f"{len(broken)} promises"
    return f"{count}: {named}"


def _is_recent(life_on: date | None, today: date, measures: Measures) -> bool:
    return life_on is not None and (today - life_on).days <= measures.life_days

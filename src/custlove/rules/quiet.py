"""Who has really gone: how long away, next to how often they came (idea A2).

The rule, in a sentence: *days since they last came, and a third of the pause before that (two months at most), less
two months for every doubling of the number of times they came.* It reads in days: as quiet as somebody who came once,
so many days ago. Tried on the purchases of 2,357 customers next to the rules it was chosen over: docs/quiet.md, and
bench/quiet.py to try it again.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from math import log2
from typing import NamedTuple

# Two months. Anything from 45 to 90 days ranks as well; docs/quiet.md has the figures.
DAYS_FOR_DOUBLING = 60
# A quarter ranks as well; a half and nothing at all rank worse. At most it takes back what one doubling gives, so that
# nobody is quiet on the day on which they come again, however long they had been away.
SHARE_OF_PAUSE = 3
# Five months: the first step of thirty days from which on no more than one in four came back within nine months.
GONE_AFTER = 150
# Who was there in so many days has not gone: the rule adds to the days away at most what one doubling takes back.
SURELY_THERE = GONE_AFTER - DAYS_FOR_DOUBLING
# A rhythm is kept as long as it is kept within half of itself, as for a client on the ladder.
OWN_RHYTHM = 1.5
# Who never was in touch regularly cannot stop: three times make two pauses, the least that can be usual.
FEWEST_FOR_HABIT = 3


class Silence(NamedTuple):
    """How somebody has been heard of up to a day: times they came, days since the last, the score and its threshold.

    `quiet` is in days and higher for those who have more surely gone; for those who come often it is below zero.
    `usual` is their usual pause in days, None where they came once.
    """

    last_on: date
    times: int
    days_away: int
    quiet: float
    threshold: float
    usual: float | None

    @property
    def lapsed(self) -> bool:
        """Whether they have gone, as far as one can tell."""
        return self.quiet > self.threshold

    @property
    def lateness(self) -> float:
        """How far past the threshold, in thresholds: as for a cadence, 0 is just due and 1 is as long again."""
        return round((self.quiet - self.threshold) / self.threshold, 2)


def silence(days: Iterable[date], today: date) -> Silence | None:
    """How quiet somebody is who came on these days, in whatever order; None where they never came up to today.

    Days after today are left out, and a day counts once, whatever happened on it.
    """
    came = sorted({day for day in days if day <= today})
    if not came:
        return None
    pauses = [(later - earlier).days for earlier, later in pairwise(came)]
    away = (today - came[-1]).days
    return Silence(came[-1], len(came), away, score(away, pauses), threshold(pauses), middle(pauses))


def score(days_away: float, pauses: Sequence[int]) -> float:
    """How quiet, in days: time away, a third of the last pause, and two months less for every doubling.

    `pauses` are the days between one time and the next, oldest first; none where they came once.
    """
    before = min(pauses[-1] / SHARE_OF_PAUSE, DAYS_FOR_DOUBLING) if pauses else 0
    return round(days_away + before - DAYS_FOR_DOUBLING * log2(len(pauses) + 1), 2)


def threshold(pauses: Sequence[int]) -> float:
    """The score above which they have gone: five months, or that of one and a half of their usual pauses, if higher.

    The second is for those who come once a year: they are not gone before they are late by their own measure.
    """
    usual = middle(pauses)
    return GONE_AFTER if usual is None else max(GONE_AFTER, score(OWN_RHYTHM * usual, pauses))


def middle(pauses: Sequence[int]) -> float | None:
    """The median; by hand, since the module for it takes longer to load than `today` to answer."""
    if not pauses:
        return None
    ordered, half = sorted(pauses), len(pauses) // 2
    return ordered[half] if len(pauses) % 2 else (ordered[half - 1] + ordered[half]) / 2

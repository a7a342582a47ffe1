"""Who has really gone: how long away, next to how often they came (idea A2).

The rule, in a sentence: *days since they last came, and a third of the pause before that (two months at most), less
two months for every doubling of the number of times they came.* It reads in days: as quiet as somebody who came once,
so many days ago. Tried on the purchases of 2,357 customers next to the rules it was chosen over: docs/quiet.md, and
bench/quiet.py to try it again.

Being in touch is judged by the same rule with one month for two, and by two clocks: contact, which your own letters
keep running, and what came from them. bench/contacts.py tries it on histories of letters and mails.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from math import log2
from typing import NamedTuple

from custlove.rules.thresholds import USUAL, given, value


class Limits(NamedTuple):
    """The numbers of the rule, as the settings have them; rules/thresholds.py says where each comes from.

    Whatever they are, nobody has gone who was there in the last `gone_after_days`: nothing adds to the days away, since
    the pause before takes back at most what the first doubling gives.
    """

    gone_after_days: int = USUAL["quiet.gone_after_days"]
    days_for_doubling: int = USUAL["quiet.days_for_doubling"]
    share_of_pause: int = USUAL["quiet.share_of_pause"]
    own_rhythm_percent: int = USUAL["quiet.own_rhythm_percent"]
    fewest_times: int = USUAL["quiet.fewest_times"]

    @classmethod
    def of(cls, numbers: Mapping[str, int]) -> "Limits":
        """What the settings say (`quiet.gone_after_days` …), the defaults where they say nothing."""
        return cls(*given(numbers, "quiet", cls._fields))

    @classmethod
    def of_contacts(cls, numbers: Mapping[str, int]) -> "Limits":
        """The same for being in touch, where a doubling, and the most that a pause counts, has its own days."""
        return cls.of(numbers)._replace(days_for_doubling=value(numbers, "quiet.contact_days_for_doubling"))


USUAL_LIMITS = Limits()
USUAL_CONTACT_LIMITS = Limits.of_contacts(USUAL)


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


def silence(days: Iterable[date], today: date, limits: Limits = USUAL_LIMITS) -> Silence | None:
    """How quiet somebody is who came on these days, in whatever order; None where they never came up to today.

    Days after today are left out, and a day counts once, whatever happened on it.
    """
    came = sorted({day for day in days if day <= today})
    if not came:
        return None
    pauses = [(later - earlier).days for earlier, later in pairwise(came)]
    away = (today - came[-1]).days
    quiet, most = score(away, pauses, limits), threshold(pauses, limits)
    return Silence(came[-1], len(came), away, quiet, most, middle(pauses))


class TwoClocks(NamedTuple):
    """Being in touch, by two clocks: its `quiet` is the mean of the score over all contacts and over theirs alone.

    `theirs` is the score over what came from them, and `theirs_threshold` its own; `their_last_on` is None, and
    `theirs` the days since your first, where nothing ever came.
    """

    both: Silence
    their_last_on: date | None
    theirs: float
    theirs_threshold: float

    @property
    def gone_by_their_own(self) -> bool:
        """Whether they have gone by what came from them, however often you wrote."""
        return self.theirs > self.theirs_threshold


def two_clocks(
    yours: Iterable[date], theirs: Iterable[date], today: date, limits: Limits = USUAL_CONTACT_LIMITS
) -> TwoClocks | None:
    """How quiet somebody is with whom you were in touch on these days, yours and theirs; None if you never were.

    Letters of yours without an answer keep the one clock running, and not the other: four of them do not hide a year
    of silence. The threshold is that of all contacts.
    """
    came = {day for day in theirs if day <= today}
    contacts = {day for day in yours if day <= today} | came
    both = silence(contacts, today, limits)
    if both is None:
        return None
    own = silence(came, today, limits)
    last, quiet, most = (
        (own.last_on, own.quiet, own.threshold)
        if own
        else (None, float((today - min(contacts)).days), float(limits.gone_after_days))
    )
    return TwoClocks(both._replace(quiet=round((both.quiet + quiet) / 2, 2)), last, quiet, most)


def score(days_away: float, pauses: Sequence[int], limits: Limits = USUAL_LIMITS) -> float:
    """How quiet, in days: time away, a third of the last pause, and two months less for every doubling.

    `pauses` are the days between one time and the next, oldest first; none where they came once.
    """
    doubling = limits.days_for_doubling
    before = min(pauses[-1] / limits.share_of_pause, doubling) if pauses else 0
    return round(days_away + before - doubling * log2(len(pauses) + 1), 2)


def threshold(pauses: Sequence[int], limits: Limits = USUAL_LIMITS) -> float:
    """The score above which they have gone: five months, or that of one and a half of their usual pauses, if higher.

    The second is for those who come once a year: they are not gone before they are late by their own measure.
    """
    usual = middle(pauses)
    if usual is None:
        return limits.gone_after_days
    return max(limits.gone_after_days, score(limits.own_rhythm_percent / 100 * usual, pauses, limits))


def middle(pauses: Sequence[int]) -> float | None:
    """The median; by hand, since the module for it takes longer to load than `today` to answer."""
    if not pauses:
        return None
    ordered, half = sorted(pauses), len(pauses) // 2
    return ordered[half] if len(pauses) % 2 else (ordered[half - 1] + ordered[half]) / 2

"""How often the rule for who has gone was right with your own people: it is asked again at the ends of past months."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from custlove.rules import inactivity
from custlove.rules.inactivity import USUAL_LIMITS, Limits
from custlove.rules.thresholds import USUAL

ENOUGH, DAYS_AFTER = USUAL["quiet.proof_cases"], USUAL["quiet.proof_days"]


class Called(NamedTuple):
    """Somebody called gone at the end of a month: when they had come last, and when they came again, if they did.

    `stayed_away` is over the half year after; None where that is not over yet.
    """

    called_on: date
    last_on: date
    came_back_on: date | None
    stayed_away: bool | None


class Tally(NamedTuple):
    """How many of those called gone stayed away and came back in the half year after; `undecided`: it is not over yet.

    `percent` stayed away, rounded down; None of fewer than twenty, of whom `needs` are missing.
    """

    cases: int
    stayed_away: int
    came_back: int
    undecided: int
    percent: int | None
    needs: int


def called_gone(days: Iterable[date], today: date, limits: Limits = USUAL_LIMITS) -> Iterator[Called]:
    """When somebody who came on these days was called gone, at the first end of a month in each of their silences.

    Asked is what was known on that day. Who stays away for years is one case and not one for every month.
    """
    came = sorted({day for day in days if day <= today})
    pauses = [(later - earlier).days for earlier, later in pairwise(came)]
    for index, last in enumerate(came):
        again = came[index + 1] if index + 1 < len(came) else None
        until = min(today, (again or date.max) - timedelta(days=1))
        # Of most pauses this is all that is asked.
        if (until - last).days < limits.gone_after_days:
            continue
        called = _first_end_of_month(last, pauses[:index], until, limits)
        if called is None:
            continue
        back = again is not None and (again - called).days <= DAYS_AFTER
        over = (today - called).days >= DAYS_AFTER
        yield Called(called, last, again, False if back else True if over else None)


def _first_end_of_month(last: date, pauses: Sequence[int], until: date, limits: Limits) -> date | None:
    """The first end of a month, up to a day, at which they had gone by what was known: when last, and the pauses."""
    end = _end_of_month(last + timedelta(days=limits.gone_after_days))
    threshold = inactivity.threshold(pauses, limits) if end <= until else 0
    while end <= until:
        quiet = inactivity.score((end - last).days, pauses, limits)
        if quiet > threshold:
            return end
        # It grows by one each day; a month at a time, should that be more than was said.
        missing = max(1, int(threshold - quiet))
        end = _end_of_month(end + timedelta(days=missing))
    return None


def _end_of_month(day: date) -> date:
    """The last day of the month of a day."""
    if (day.year, day.month) == (date.max.year, date.max.month):
        return date.max
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def tally(called: Iterable[Called]) -> Tally:
    """What the cases come to, in counts."""
    told = [each.stayed_away for each in called]
    away, back = told.count(True), told.count(False)
    cases = away + back
    percent = 100 * away // cases if cases >= ENOUGH else None
    return Tally(cases, away, back, told.count(None), percent, max(0, ENOUGH - cases))

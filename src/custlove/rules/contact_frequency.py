"""When to make yourself a little scarce (ideas A5 and A8): nobody answers, or you come more often than you meant to."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from custlove.rules import cadence
from custlove.rules.cadence import Cadence
from custlove.rules.thresholds import USUAL

UNANSWERED, PERIODS = USUAL["scarcity.unanswered"], USUAL["scarcity.periods"]
MOST = PERIODS * USUAL["scarcity.times"]


class Ease(NamedTuple):
    """Why to ease off: days without an answer; on how many you reached out in three periods, if that is too many.

    `last_out` is the last day on which you reached out.
    """

    unanswered: int
    crowded: int | None
    last_out: date


def ease_off(reached: Iterable[date], from_them: Iterable[date], rhythm: Cadence, today: date) -> Ease | None:
    """Whether to ease off with a person; None when not.

    `reached` are the days up to today on which you reached out (rules/contact.py), since the start of the last three
    periods and since the last contact from them; `from_them` those on which they came, the last one among them.

    Three days in a row without an answer; or more than twice as many as the rhythm asks for in the last three periods,
    unless they came on at least half as many: a running exchange is no crowd. Where there is no rhythm, only the first.
    A day on which they came, too, is answered.
    """
    days, theirs = set(reached), set(from_them)
    if not days:
        return None
    answered = max(theirs, default=date.min)
    unanswered = sum(1 for day in days if day > answered)
    start = window_start(rhythm, today) or today
    recent = sum(1 for day in days if day > start)
    crowded = recent > MOST and 2 * sum(1 for day in theirs if day > start) < recent
    if unanswered < UNANSWERED and not crowded:
        return None
    return Ease(unanswered, recent if crowded else None, max(days))


def overdone(yours: Iterable[date], theirs: Iterable[date], rhythm: Cadence, on: date) -> int | None:
    """On how many days you had reached out before somebody left low on a day, if the rhythm asks for fewer, else None.

    In the three periods up to that day, by the days on which you reached out and those on which they came. Who came on
    half as many was in a running exchange. No text is read for it.
    """
    start = window_start(rhythm, on)
    if start is None:
        return None
    reached, came = (len({day for day in days if start < day <= on}) for days in (yours, theirs))
    return reached if reached > PERIODS and 2 * came < reached else None


def window_start(rhythm: Cadence, today: date) -> date | None:
    """The day after which the last three periods lie; None if there is no rhythm."""
    if not rhythm:
        return None
    if rhythm.months:
        return cadence.add_months(today, -PERIODS * rhythm.months)
    return today - timedelta(days=PERIODS * rhythm.days)

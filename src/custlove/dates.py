"""Words to days and moments ("friday", "in 2 weeks"), and days back to words (day_names.py).

A small strict grammar (date_grammar.py): what is not listed there is refused, since a wrong day is worse than a second
try.
"""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from custlove import date_grammar
from custlove.date_grammar import Asked, Lean
from custlove.day_names import say_day, say_short, say_weekday
from custlove.rules.moments import Moment
from custlove.zones import settle

__all__ = ["Lean", "read_day", "read_moment", "say_day", "say_short", "say_weekday"]

_DAY_FORMS = (
    "Days: today, friday, next friday, in 2 weeks, 2w, 3 days ago, +2w, -3d, next month, eom, 2026-12-01, 1 dec, "
    "the 15th, 15.12., Dec 1, 2026."
)
_TIME_FORMS = "\nTimes: now, 14:30, noon, 2 hours ago, yesterday 14:30, friday at 9:00, tomorrow 9am, 2026-12-01 09:00."


def read_day(words: str, *, today: date, lean: Lean, order: str | None = None) -> date:
    """The day that `words` mean to somebody whose day is `today`.

    `lean` decides for words that do not say past or future; `order` ("day-first", "month-first") allows 3/4.
    Raises UnreadableDate for anything else, a time of day and years outside 1900 to 2200 included.
    """
    asked = Asked(words, today, lean, order, _DAY_FORMS)
    plain = date_grammar.plain(words)
    if day := date_grammar.day(plain, asked):
        return day
    if (
        plain == "now"
        or re.fullmatch(date_grammar.TIMED, date_grammar.clocked(plain))
        or re.fullmatch(date_grammar.HOURS_AGO, plain)
    ):
        raise asked.refusal("names a time of day, and a day is wanted here")
    raise asked.refusal("cannot be read as a day")


def read_moment(words: str, *, now: datetime, lean: Lean, order: str | None = None) -> Moment:
    """The moment that `words` mean at `now`, which is aware and in the user's ZoneInfo.

    As read_day, with a time of day if one is typed; without one, today is `now` itself and any other day
    its noon. A time the clocks skip moves forward by the gap, one they show twice is the first.
    Raises UnreadableDate.
    """
    asked = Asked(words, now.date(), lean, order, _DAY_FORMS + _TIME_FORMS)
    zone = now.tzinfo
    if not isinstance(zone, ZoneInfo):
        raise TypeError(zone)  # the caller's mistake, not the user's
    plain = date_grammar.plain(words)
    if found := re.fullmatch(date_grammar.TIMED, date_grammar.clocked(plain)):
        return date_grammar.moment(date_grammar.instant(found, asked, zone), zone, asked, timed=True)
    if found := re.fullmatch(date_grammar.HOURS_AGO, plain):
        return date_grammar.moment(date_grammar.hours_ago(found, now), zone, asked, timed=True)
    day = asked.today if plain == "now" else date_grammar.day(plain, asked)
    if day is None:
        raise asked.refusal("cannot be read as a day or a moment")
    at = now if day == asked.today else settle(day, time(12), zone)
    return date_grammar.moment(at, zone, asked, timed=plain == "now")

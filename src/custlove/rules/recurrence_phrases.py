"""Rhythms as one says them, `2 weeks` on `friday`, as recurrence rules."""

import re
from datetime import date

from custlove.quoting import quoted
from custlove.rules import cadence
from custlove.rules.recurrence import Rule, Weekday

_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NTH = {"": 1, "first ": 1, "second ": 2, "third ": 3, "fourth ": 4, "last ": -1}
# February has 28 days: a later day of the month is its last one where it has none so late, as with cadences.
_SURE = 28


def rule(every: str, on: str | None, first: date) -> Rule:
    """The rule for a period such as `2 weeks` or `quarter`, on a weekday or a day of the month, else as `first` is.

    A weekday alone, `friday` or `every other friday`, is a period of weeks. Raises ValueError with a sentence if they
    cannot be read or do not go together.
    """
    if on is None and (said := _weekly(every)):
        every, on = said
    period = cadence.parse(every)
    if not period:
        raise ValueError("A ritual has a rhythm: 2 weeks, month, quarter, year.")
    words = " ".join((on or "").casefold().split())
    if period.months:
        return _months(period.months, words, first)
    if period.days % 7 == 0:
        days = (Weekday(0, _weekday(words)),) if words else ()
        return Rule("WEEKLY", period.days // 7, days)
    if words:
        raise ValueError("A day goes with weeks, months and years.")
    return Rule("DAILY", period.days)


def _weekly(every: str) -> tuple[str, str] | None:
    """A weekday as a period and a day; None for what begins with something else."""
    words = " ".join(every.casefold().split()).removeprefix("every ")
    for begins in ("other ", "second "):
        if words.startswith(begins) and is_weekday(words.removeprefix(begins)):
            return "2 weeks", words.removeprefix(begins)
    return ("week", words) if is_weekday(words) else None


def in_years(every: str) -> bool:
    """Whether a period is one of whole years: then a day to be on is one in the year. Raises ValueError."""
    months = 0 if _weekly(every) else cadence.parse(every).months
    return months > 0 and months % 12 == 0


def is_weekday(words: str) -> bool:
    """Whether words name a weekday, which is not a day in the year."""
    try:
        _weekday(" ".join(words.casefold().split()))
    except ValueError:
        return False
    return True


def _months(months: int, words: str, first: date) -> Rule:
    if months % 12 == 0:
        if words:
            raise ValueError("A yearly ritual needs a day such as 24 dec.")
        return _on_day(Rule("YEARLY", months // 12, months=(first.month,)), first.day)
    rule = Rule("MONTHLY", months)
    if day := re.fullmatch("(?:the )?([0-9]{1,2})(?:st|nd|rd|th)?", words):
        if not 1 <= int(day[1]) <= 31:
            raise ValueError("A day of the month is 1 to 31.")
        return _on_day(rule, int(day[1]))
    if words in ("last day", "the last day"):
        return _on_day(rule, 31)
    if not words:
        return _on_day(rule, first.day)
    nth = next(each for each in reversed(_NTH) if words.removeprefix("the ").startswith(each))
    day_of_week = _weekday(words.removeprefix("the ").removeprefix(nth))
    return rule._replace(weekdays=(Weekday(_NTH[nth], day_of_week),))


def _on_day(rule: Rule, day: int) -> Rule:
    """The rule on that day of the month, on the last one of a month that has none so late."""
    # Of single months, only February changes its length.
    if day <= _SURE or (rule.months and rule.months != (2,)):
        return rule._replace(month_days=(day,))
    return rule._replace(month_days=tuple(range(_SURE, day + 1)), positions=(-1,))


def _weekday(words: str) -> int:
    found = [place for place, name in enumerate(_NAMES) if len(words) >= 2 and name.startswith(words)]
    if len(found) != 1:
        raise ValueError(
            f"{quoted(words, 40)} is not a day for this rhythm: use a weekday, or in months 15 or first friday."
        )
    return found[0]

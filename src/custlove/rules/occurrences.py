"""The days of a recurrence rule, by dateutil; every question is bounded, however hostile the rule."""

from collections import deque
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import dropwhile, islice, takewhile
from typing import NamedTuple

from custlove.rules.recurrence import Rule, Weekday, complete, most_weekdays

# How far ahead the first day of a rule is looked for: 29 February comes at least every eight years.
_YEARS_AHEAD = 10
# The calendar repeats every 400 years, weekdays included. dateutil seeks a day that never comes up to the year 9999;
# asked of a year shortly before that, it stops there.
_CYCLE, _LAST_YEAR, _ROOM = 400, 9999, 100
# Days; ten years are the longest interval.
_FURTHEST_BACK = 366 * 100
_DAYS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}


class Course(NamedTuple):
    """A rule with its first day, which is a day of the rule, and its last one; None where it never ends."""

    rule: Rule
    start: date
    last: date | None


def begin(rule: Rule, day: date) -> Course | None:
    """The course of a rule from the first of its days that is not before `day`, None where none comes in ten years.

    The periods of INTERVAL count from that first day: every second Friday begins with the next one.
    """
    whole = complete(rule, day)
    first = next(_generated(whole._replace(interval=1), day, day), None)
    if first is None or first.year > day.year + _YEARS_AHEAD or (whole.until and first > whole.until):
        return None
    return course(whole, first)


def course(rule: Rule, start: date) -> Course:
    """The course of a rule whose first day is known."""
    whole = complete(rule, start)
    if whole.times is None:
        return Course(whole, start, whole.until)
    *_, last = (start, *islice(_generated(whole, start, start), whole.times))
    return Course(whole, start, last)


def days(course: Course, since: date) -> Iterator[date]:
    """The days of a course from `since` on, one after the other: a day each time it is asked for one."""
    for day in _generated(course.rule, course.start, max(since, course.start)):
        if course.last is not None and day > course.last:
            return
        yield day


def up_to(course: Course, day: date) -> date | None:
    """The last day of a course that is not after `day`; None where it begins later."""
    found = before(course, day)
    return found if found and found >= course.start else None


def before(course: Course, day: date) -> date | None:
    """The same, as if the course had been going on before its first day; None where it never came in a century."""
    end = (day if course.last is None else min(day, course.last)).toordinal()
    back = 2 * course.rule.interval * _DAYS[course.rule.frequency]
    while back < min(end, _FURTHEST_BACK):
        since = date.fromordinal(end - back)
        days = takewhile(date.fromordinal(end).__ge__, _generated(course.rule, course.start, since))
        if found := deque(days, maxlen=1):
            return found[0]
        back *= 2
    return None


def _generated(rule: Rule, start: date, since: date) -> Iterator[date]:
    """The days from `since` on of a rule whose periods count from `start`, whatever its end."""
    from dateutil import rrule

    anchor = _anchor(rule, start, since)
    years = (_LAST_YEAR - _ROOM - anchor.year) // _CYCLE * _CYCLE
    found = rrule.rrule(
        getattr(rrule, rule.frequency),
        dtstart=datetime(anchor.year + years, anchor.month, anchor.day),  # noqa: DTZ001 - a day has no zone
        interval=rule.interval,
        wkst=rule.week_start,
        byweekday=[rrule.weekday(day, nth or None) for nth, day in _weekdays(rule)] or None,
        bymonthday=rule.month_days or None,
        bymonth=rule.months or None,
        bysetpos=rule.positions or None,
    )
    days = (each.date().replace(year=each.year - years) for each in found)
    return dropwhile(since.__gt__, days)


def _anchor(rule: Rule, start: date, since: date) -> date:
    """The first day of the period of the rule in which `since` lies, or of the one before it."""
    step = rule.interval
    if rule.frequency in ("DAILY", "WEEKLY"):
        week = rule.frequency == "WEEKLY"
        first = start - timedelta(days=(start.weekday() - rule.week_start) % 7) if week else start
        size = step * 7 if week else step
        return first + timedelta(days=(since - first).days // size * size)
    if rule.frequency == "MONTHLY":
        month = start.year * 12 + start.month - 1
        month += (since.year * 12 + since.month - 1 - month) // step * step
        return date(month // 12, month % 12 + 1, 1)
    return date(start.year + (since.year - start.year) // step * step, 1, 1)


def _weekdays(rule: Rule) -> Iterator[Weekday]:
    """The weekdays of a rule; where only some have a number, the others get all there are: dateutil wants both."""
    if not any(each.nth for each in rule.weekdays):
        yield from rule.weekdays
        return
    for each in rule.weekdays:
        if each.nth:
            yield each
        else:
            yield from (Weekday(nth, each.day) for nth in range(1, most_weekdays(rule) + 1))

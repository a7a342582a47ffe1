"""Recurrence rules in words: `every 2 weeks on Friday`."""

from collections.abc import Iterable, Iterator, Sequence

from custlove.rules.recurrence import Rule, Weekday

_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "last but one"}
_WORKDAYS = tuple(Weekday(0, day) for day in range(5))


def in_words(rule: Rule) -> str:
    """What a rule says, whole, for somebody who reads no rules."""
    unit = _UNITS[rule.frequency]
    every = f"every {unit}" if rule.interval == 1 else f"every {rule.interval} {unit}s"
    said = " ".join((every, *_when(rule)))
    if rule.times:
        said += ", once" if rule.times == 1 else f", {rule.times} times"
    return said + (f", until {rule.until.day} {_MONTHS[rule.until.month - 1]} {rule.until.year}" if rule.until else "")


def _when(rule: Rule) -> Iterator[str]:
    months = _and(_MONTHS[month - 1] for month in rule.months)
    last_day = tuple(range(28, max(rule.month_days, default=0) + 1))
    if rule.positions == (-1,) and rule.month_days == last_day and not rule.weekdays:
        # How a day that not every month has is said: the last one of a shorter month.
        yield f"on {_day_of(rule.month_days[-1], months)} or the month's last day"
        return
    if rule.positions and rule.weekdays == _WORKDAYS and not rule.month_days:
        yield f"on the {_and(map(_nth, rule.positions))} weekday" + (f" in {months}" if months else "")
        return
    if rule.positions:
        yield f"on the {_and(map(_nth, rule.positions))} of"
    single = len(rule.month_days) == 1 and rule.month_days[0] > 0 and rule.months and not rule.weekdays
    if single and not rule.positions:
        yield f"on {_day_of(rule.month_days[0], months)}"
        return
    if rule.weekdays:
        yield ("" if rule.positions else "on ") + _weekdays(rule.weekdays)
    if rule.month_days:
        days = _and(_month_day(day) for day in rule.month_days)
        yield f"that is the {days}" if rule.weekdays else f"the {days}" if rule.positions else f"on the {days}"
    if months:
        yield f"in {months}"


def _day_of(day: int, months: str) -> str:
    return f"{day} {months}" if months else f"the {_ordinal(day)}"


def _weekdays(days: Sequence[Weekday]) -> str:
    if tuple(days) == _WORKDAYS:
        return "Monday to Friday"
    return _and(f"the {_nth(each.nth)} {_DAYS[each.day]}" if each.nth else _DAYS[each.day] for each in days)


def _month_day(day: int) -> str:
    if day > 0:
        return _ordinal(day)
    return f"{_NTH[day]} day" if day in _NTH else f"{_ordinal(-day)} day from the end"


def _nth(number: int) -> str:
    if number in _NTH:
        return _NTH[number]
    return _ordinal(number) if number > 0 else f"{_ordinal(-number)} from the end"


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _and(words: Iterable[str]) -> str:
    *most, last = [*words] or [""]
    return f"{', '.join(most)} and {last}" if most else last

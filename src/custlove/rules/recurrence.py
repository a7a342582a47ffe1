"""Recurrence rules on calendar days: of RFC 5545 what makes sense without a time and a zone."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from custlove.quoting import quoted

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_LONGEST = 300
# Ten years, as for a cadence.
_LONGEST_INTERVAL = {"DAILY": 3660, "WEEKLY": 522, "MONTHLY": 120, "YEARLY": 10}
# The most days that one period can have.
_PERIOD = {"WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}
# A rule with a number of times is counted from its first day on: daily, three years of them.
_MOST_TIMES = 1000
_FORM = "A rule reads like: FREQ=MONTHLY;BYDAY=1FR, or FREQ=WEEKLY;INTERVAL=2;BYDAY=FR."


class Weekday(NamedTuple):
    """A day of the week, Monday being 0; `nth` of the month or the year, from its end if negative, 0 for each."""

    nth: int
    day: int


class Rule(NamedTuple):
    """A recurrence rule; the parts are those of RFC 5545, section 3.3.10."""

    frequency: str
    interval: int = 1
    weekdays: tuple[Weekday, ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    times: int | None = None
    until: date | None = None
    week_start: int = 0

    def __str__(self) -> str:
        parts: Mapping[str, object] = {
            "FREQ": self.frequency,
            "INTERVAL": self.interval if self.interval > 1 else "",
            "BYMONTH": _joined(self.months),
            "BYMONTHDAY": _joined(self.month_days),
            "BYDAY": ",".join(f"{each.nth or ''}{WEEKDAYS[each.day]}" for each in self.weekdays),
            "BYSETPOS": _joined(self.positions),
            "COUNT": self.times or "",
            "UNTIL": self.until.strftime("%Y%m%d") if self.until else "",
            "WKST": WEEKDAYS[self.week_start] if self.week_start else "",
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def parse(text: str) -> Rule:
    """The rule that a text such as `FREQ=MONTHLY;BYDAY=1FR` stands for; `RRULE:` may stand before it.

    Raises ValueError with a sentence for what is no such rule, has times in it, or is beyond all measure.
    """
    given = _parts(text)
    frequency = given.get("FREQ")
    if frequency is None:
        raise ValueError(f"The rule has no FREQ. {_FORM}")
    if frequency not in FREQUENCIES:
        raise ValueError(f"FREQ={frequency[:20]} is not one of {', '.join(FREQUENCIES)}.")
    rule = Rule(
        frequency=frequency,
        interval=_number("INTERVAL", given.get("INTERVAL", "1"), 1, _LONGEST_INTERVAL[frequency]),
        weekdays=_list("BYDAY", given, _weekday),
        month_days=_numbers("BYMONTHDAY", given, -31, 31),
        months=_numbers("BYMONTH", given, 1, 12),
        positions=_numbers("BYSETPOS", given, -366, 366),
        times=_number("COUNT", given["COUNT"], 1, _MOST_TIMES) if "COUNT" in given else None,
        until=_until(given["UNTIL"]) if "UNTIL" in given else None,
        week_start=_week_start(given.get("WKST", "MO")),
    )
    _check(rule)
    return rule


def complete(rule: Rule, day: date) -> Rule:
    """The rule with what it leaves to its first day said: which weekday, which day of the month, which month."""
    if rule.weekdays or rule.month_days or rule.frequency == "DAILY":
        return rule
    if rule.frequency == "WEEKLY":
        return rule._replace(weekdays=(Weekday(0, day.weekday()),))
    months = rule.months or ((day.month,) if rule.frequency == "YEARLY" else ())
    return rule._replace(month_days=(day.day,), months=months)


def most_weekdays(rule: Rule) -> int:
    """How many of one weekday there can be in what BYDAY counts in; 0 if it cannot count."""
    if rule.frequency == "YEARLY":
        return 5 if rule.months else 53
    return 5 if rule.frequency == "MONTHLY" else 0


def _parts(text: str) -> dict[str, str]:
    plain = text.strip().upper().removeprefix("RRULE:")
    if not plain.isascii() or len(plain) > _LONGEST or any(letter.isspace() for letter in plain):
        raise ValueError(f"A rule has to be a single line. {_FORM}")
    found: dict[str, str] = {}
    for part in plain.split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value:
            raise ValueError(f"{quoted(part, 20)} is not part of a rule. {_FORM}")
        if name in found:
            raise ValueError(f"The rule says {name} twice.")
        if name not in _KNOWN:
            raise ValueError(
                f"{name[:20]} is not supported in a ritual's rule, which goes by days: {', '.join(_KNOWN)}."
            )
        found[name] = value
    return found


_KNOWN = ("FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "COUNT", "UNTIL", "WKST")


def _check(rule: Rule) -> None:
    """Refuse what does not go together, as the RFC does, or can never be."""
    if rule.times and rule.until:
        raise ValueError("COUNT and UNTIL exclude each other.")
    if rule.frequency == "WEEKLY" and rule.month_days:
        raise ValueError("BYMONTHDAY does not go with FREQ=WEEKLY.")
    most = most_weekdays(rule)
    for each in rule.weekdays:
        if each.nth and not most:
            raise ValueError("A number in BYDAY goes with FREQ=MONTHLY or YEARLY.")
        if abs(each.nth) > most:
            raise ValueError(f"BYDAY={each.nth}{WEEKDAYS[each.day]}: there are at most {most} of them.")
    if rule.positions and rule.frequency == "DAILY":
        raise ValueError("BYSETPOS does not go with FREQ=DAILY.")
    if rule.positions and not (rule.weekdays or rule.month_days or rule.months):
        raise ValueError("BYSETPOS needs BYDAY, BYMONTHDAY or BYMONTH to pick from.")
    if any(abs(position) > _PERIOD[rule.frequency] for position in rule.positions):
        raise ValueError(f"BYSETPOS is at most {_PERIOD[rule.frequency]} with FREQ={rule.frequency}.")


def _number(name: str, text: str, least: int, most: int) -> int:
    digits = text.removeprefix("+")
    with suppress(ValueError):
        if len(digits) < 12 and digits.lstrip("-").isdigit() and least <= int(digits) <= most:
            return int(digits)
    raise ValueError(f"{name}={text[:20]} is not a whole number from {least} to {most}.")


def _list(name: str, given: Mapping[str, str], read: Callable[[str], "Weekday | int"]) -> tuple:  # type: ignore[type-arg]
    return tuple(dict.fromkeys(read(each) for each in given[name].split(","))) if name in given else ()


def _numbers(name: str, given: Mapping[str, str], least: int, most: int) -> tuple[int, ...]:
    def read(text: str) -> int:
        if (number := _number(name, text, least, most)) == 0:
            raise ValueError(f"{name} has no 0.")
        return number

    return _list(name, given, read)


def _weekday(text: str) -> Weekday:
    nth, name = text[:-2], text[-2:]
    if name not in _PLACES:
        raise ValueError(
            f"BYDAY={text[:20]} is not a weekday: {', '.join(WEEKDAYS)}, with an optional number before it."
        )
    number = _number("BYDAY", nth, -53, 53) if nth else 0
    if nth and not number:
        raise ValueError("BYDAY has no 0.")
    return Weekday(number, _PLACES[name])


_PLACES = MappingProxyType({name: place for place, name in enumerate(WEEKDAYS)})


def _week_start(text: str) -> int:
    if text not in _PLACES:
        raise ValueError(f"WKST={text[:20]} is not a weekday: {', '.join(WEEKDAYS)}.")
    return _PLACES[text]


def _until(text: str) -> date:
    digits = text.replace("-", "")
    with suppress(ValueError):
        if len(digits) == 8 and digits.isdigit():
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    raise ValueError(f"UNTIL={text[:20]} is not a day; write it like UNTIL=20271231.")


def _joined(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))

"""The grammar of days and moments: what can be typed, and which day each form names."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from custlove.day_names import MONTHS, WEEKDAYS, say_day
from custlove.errors import UnreadableDate
from custlove.quoting import quoted
from custlove.rules.moments import Moment
from custlove.zones import CLOCK, settle, typed_clock, typed_offset

_MONTHS_IN = {"m": 1, "q": 3, "y": 12}
_DAYS_IN = {"d": 1, "w": 7}
_UNITS = {"w": "week", "m": "month", "q": "quarter", "y": "year"}
_NEAR = {"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1}
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_LEAP_GAP = 8  # the longest wait for a 29 Feb, as from 2096 to 2104
_LONGEST = 60
_COUNTS = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


class Lean(Enum):
    """Which way a word like "friday" or "1 dec" leans when nothing else says so."""

    PAST = "past"
    DUE = "due"
    ANY = "any"


class Asked(NamedTuple):
    """What is read: the words as they were typed, for whose day, which way they lean, the forms to name."""

    words: str
    today: date
    lean: Lean
    order: str | None
    forms: str

    def refusal(self, why: str, hint: str = "") -> UnreadableDate:
        """The sentence for words that cannot be read."""
        return UnreadableDate(f"{quoted(self.words, _LONGEST)} {why}.", hint or self.forms)


def plain(words: str) -> str:
    """The words in lower case and one space apart; nothing if they cannot be a day."""
    plain = " ".join(words.split())
    # ASCII before lower(), which would make a plain k of the Kelvin sign.
    return plain.lower() if plain.isascii() and len(plain) <= _LONGEST else ""


def clocked(plain: str) -> str:
    """The words with the one time of day that has a name as a clock shows it."""
    return f"{plain.removesuffix('noon')}12:00" if plain == "noon" or plain.endswith(" noon") else plain


def day(plain: str, asked: Asked) -> date | None:
    """The day; None where no form fits. Raises UnreadableDate where one fits and names no day."""
    for form, reader in _READERS:
        if found := re.fullmatch(form, plain):
            return _checked(reader, found, asked)
    return None


def _checked(reader: "_Reader", found: re.Match[str], asked: Asked) -> date:
    try:
        day = reader(found, asked)
    except (ValueError, OverflowError):
        raise asked.refusal("is not in the calendar") from None
    _check_year(day, asked)
    return date(day.year, day.month, day.day)  # a plain one: sqlite3 cannot bind pendulum's


def _check_year(day: date, asked: Asked) -> None:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise asked.refusal(f"is outside the years {_FIRST_YEAR} to {_LAST_YEAR}")


def moment(at: datetime, zone: ZoneInfo, asked: Asked, *, timed: bool) -> Moment:
    """A moment in the zone of the user; `timed` if a time of day was typed. Raises UnreadableDate for a far year."""
    day = at.astimezone(zone).date()
    _check_year(day, asked)
    return Moment(at.astimezone(UTC), day, zone.key, timed)


def _iso(found: re.Match[str], _asked: Asked) -> date:
    return date.fromisoformat(found[0])


def _near(found: re.Match[str], asked: Asked) -> date:
    return asked.today + timedelta(days=_NEAR[found[0]])


def _slashed(found: re.Match[str], _asked: Asked) -> date:
    year, month, day = map(int, found[0].split("/"))
    return date(year, month, day)


def _ahead(found: re.Match[str], asked: Asked) -> date:
    return _shifted(_count(found), found["unit"], asked)


def _ago(found: re.Match[str], asked: Asked) -> date:
    return _shifted(-_count(found), found["unit"], asked)


def _length(found: re.Match[str], asked: Asked) -> date:
    if asked.lean is Lean.ANY:
        raise asked.refusal("could mean that long ago or from now", "Write it like +2w or -2w.")
    return _ahead(found, asked) if asked.lean is Lean.DUE else _ago(found, asked)


def _count(found: re.Match[str]) -> int:
    typed = found["count"]
    return _COUNTS.index(typed) + 1 if typed in _COUNTS else int(typed)


def hours_ago(found: re.Match[str], now: datetime) -> datetime:
    """So many hours or minutes before now."""
    count = 1 if found["count"] == "an" else _count(found)
    # In UTC, as an hour of the clock may be none or two.
    return now.astimezone(UTC) - timedelta(minutes=count if found["unit"].startswith("min") else count * 60)


def _beside(found: re.Match[str], asked: Asked) -> date:
    return _shifted(1 if found["way"] == "next" else -1, found["unit"], asked)


def _shifted(count: int, unit: str, asked: Asked) -> date:
    if unit == "m":
        raise asked.refusal("could mean minutes or months", "Write mo for months: +2mo, in 2 mo, 2 mo ago.")
    if unit[0] in _DAYS_IN:
        return asked.today + timedelta(days=count * _DAYS_IN[unit[0]])
    import pendulum

    return pendulum.Date.fromordinal(asked.today.toordinal()).add(months=count * _MONTHS_IN[unit[0]])


def _weekday(found: re.Match[str], asked: Asked) -> date:
    way, ahead = found["way"], _place(WEEKDAYS, found["weekday"]) - asked.today.weekday()
    if way == "this" and ahead == 0:
        raise asked.refusal("could mean today or a week from now", f"Write today, or next {found['weekday']}.")
    if way == "this" and ahead > 0 and asked.lean is Lean.PAST:
        raise asked.refusal("has not come yet", f"Write last {found['weekday']}.")
    back = way == "last" if way in ("next", "last") else asked.lean is Lean.PAST
    # Never today itself.
    return asked.today + timedelta(days=-(-ahead % 7 or 7) if back else ahead % 7 or 7)


def _end_of(found: re.Match[str], asked: Asked) -> date:
    unit = found["unit"] or _UNITS[found["letter"]]
    if unit == "week":
        return asked.today + timedelta(days=6 - asked.today.weekday())
    import pendulum

    return pendulum.Date.fromordinal(asked.today.toordinal()).last_of(unit)


def _named(found: re.Match[str], asked: Asked) -> date:
    number = int(found["day"])
    if found["nth"] and found["nth"] != _ordinal(number):
        raise asked.refusal(f"has an ending that does not fit: {number} goes with {_ordinal(number)}")
    day = _of_year(number, _place(MONTHS, found["month"]) + 1, found["year"], asked)
    if found["weekday"] and _place(WEEKDAYS, found["weekday"]) != day.weekday():
        right = say_day(day, asked.today).partition(",")[0]
        raise asked.refusal(f"has the wrong weekday: that day is {right}")
    return day


def _day_of_month(found: re.Match[str], asked: Asked) -> date:
    """That day of this month, or of the nearest one on the side it leans to that has such a day."""
    number = int(found["day"])
    if found["nth"] != _ordinal(number):
        raise asked.refusal(f"has an ending that does not fit: {number} goes with {_ordinal(number)}")
    if asked.lean is Lean.ANY:
        return asked.today.replace(day=number)
    step = -1 if asked.lean is Lean.PAST else 1
    months = asked.today.year * 12 + asked.today.month - 1
    # No two months in a row lack a day.
    for month in (months, months + step, months + 2 * step):
        with suppress(ValueError):
            tried = date(month // 12, month % 12 + 1, number)
            if (tried - asked.today).days * step >= 0:
                return tried
    raise ValueError(number)


def _place(names: tuple[str, ...], word: str) -> int:
    return names.index(word[:3].title())


def _ordinal(number: int) -> str:
    return "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _numeric(found: re.Match[str], asked: Asked) -> date:
    first, second = int(found["first"]), int(found["second"])
    if asked.order == "day-first":
        return _of_year(first, second, found["year"], asked)
    if asked.order == "month-first":
        return _of_year(second, first, found["year"], asked)
    raise asked.refusal(
        "is not read, as the settings do not say whether the day or the month comes first",
        "Write 3 apr or 2026-04-03, or set date_order in the settings to day-first or month-first.",
    )


def _dotted(found: re.Match[str], asked: Asked) -> date:
    return _of_year(int(found["first"]), int(found["second"]), found["year"], asked)


def _of_year(day: int, month: int, year: str | None, asked: Asked) -> date:
    """That day in the year typed, else in the nearest one it leans to. Raises ValueError if there is none."""
    if year and len(year) != len("2026"):
        raise asked.refusal("has no full year", "Write all four digits of it: 1 dec 2026, 2026-12-01.")
    if year or asked.lean is Lean.ANY:
        return date(int(year or asked.today.year), month, day)
    step = -1 if asked.lean is Lean.PAST else 1
    for away in range(_LEAP_GAP + 1):
        with suppress(ValueError):  # 29 Feb
            tried = date(asked.today.year + step * away, month, day)
            if (tried - asked.today).days * step >= 0:
                return tried
    raise ValueError(day)


def instant(found: re.Match[str], asked: Asked, zone: ZoneInfo) -> datetime:
    """The instant of a day with a time behind it; raises UnreadableDate."""
    words, offset = found["date"] or "today", found["offset"]
    on = day(words, asked)
    if on is None:
        raise asked.refusal("cannot be read as a moment")
    if offset and not re.fullmatch(_ISO, words):
        raise asked.refusal("has an offset, which goes only with a day like 2026-12-01")
    try:
        clock = typed_clock(found)
        return datetime.combine(on, clock, typed_offset(offset)) if offset else settle(on, clock, zone)
    except ValueError:
        raise asked.refusal("has a time that no clock shows") from None


_ISO = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DAY_NAME = (
    "(?P<weekday>mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
_MONTH_NAME = (
    "(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?|september"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NTH = "(?P<day>[0-9]{1,2})(?P<nth>st|nd|rd|th)"
_DAY_NUMBER = f"(?:the )?{_NTH}?"
_YEAR = "(?P<year>[0-9]{1,4})"
_NUMBER = f"[0-9]{{1,6}}|(?:{'|'.join(_COUNTS)})(?= )"
_COUNT = f"(?P<count>{_NUMBER}) ?(?P<unit>days?|d|weeks?|w|months?|mo|quarters?|q|years?|y|m)"
HOURS_AGO = f"(?P<count>{_NUMBER}|an(?= )) ?(?P<unit>h|hours?|min|minutes?) ago"
_PAIR = r"(?P<first>[0-9]{1,2})%s(?P<second>[0-9]{1,2})"
# A time stands last, after its day if there is one. Strings, as re compiles and keeps only those it reaches.
TIMED = rf"(?:(?:at )?|(?P<date>.+?)(?:,? (?:at )?|(?<={_ISO})t)){CLOCK}"
_Reader = Callable[[re.Match[str], Asked], date]
_READERS: tuple[tuple[str, _Reader], ...] = (
    (_ISO, _iso),
    ("|".join(_NEAR), _near),
    # Before those that take longer to compile: people promise things by Friday.
    (rf"(?:(?P<way>next|last|this) )?{_DAY_NAME}", _weekday),
    (rf"(?:in |\+(?![a-z])){_COUNT}", _ahead),
    (rf"-(?![a-z]){_COUNT}", _ago),
    (rf"{_COUNT} ago", _ago),
    (_COUNT, _length),
    ("(?P<way>next|last) (?P<unit>week|month|quarter|year)", _beside),
    ("eo(?P<letter>[wmqy])|end of (?:the )?(?P<unit>week|month|quarter|year)", _end_of),
    (rf"(?:{_DAY_NAME},? )?{_DAY_NUMBER} (?:of )?{_MONTH_NAME}(?: {_YEAR})?", _named),
    (rf"(?:{_DAY_NAME},? )?{_MONTH_NAME} {_DAY_NUMBER}(?:,? {_YEAR})?", _named),
    (f"(?:the )?{_NTH}", _day_of_month),
    ("[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}", _slashed),
    (_PAIR % "/" + f"(?:/{_YEAR})?", _numeric),
    # With dots the day comes first wherever they are written.
    (_PAIR % r"\." + rf"\.{_YEAR}?", _dotted),
)

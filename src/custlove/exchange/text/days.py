"""Days as the tables and cards of other programs write them."""

import re
from collections.abc import Iterable
from datetime import date

from custlove.exchange.jsonl import validators
from custlove.exchange.text.values import single_spaced
from custlove.rules.names import fold

# By their beginnings, in the languages of headings.py; a longer one comes before what it begins with.
_MONTHS = (
    ("jan", "gen", "ene"), ("feb", "fev", "feb"), ("mar", "mar", "mrz", "maa", "mrt"), ("apr", "avr", "abr"),
    ("may", "mai", "mag", "mei"), ("juin", "jun", "giu"), ("juil", "jul", "lug"), ("aug", "aou", "ago"),
    ("sep", "set"), ("oct", "okt", "ott", "out"), ("nov",), ("dec", "dez", "dic"),
)  # fmt: skip
_ISO = re.compile(r"(?:(\d{4})[-/.]?|--)(\d\d)[-/.]?(\d\d)(?:[T ].*)?")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ].*)?")
_NUMBERS = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d\d)(?:,? .*)?")
_NO_YEAR_NUMBERS = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2?")
_WORDS = re.compile(
    r"(?:[^\W\d_]+,? )?"
    r"(?:(\d{1,2})(?:\.|er|st|nd|rd|th|º|ª)?[ -](?:de )?([^\W\d_]{3,})\.?,?(?:[ -](?:de )?(\d{4}|\d\d))?"
    r"|([^\W\d_]{3,})\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?)(?:,? \d\d?:.*)?",
    re.IGNORECASE,
)
# How Outlook writes that there is none.
_NONE = re.compile(r"0*[/.-]0*[/.-]0*|0*|-+")
_NO_YEAR = frozenset({1604, 1600, 0, 1})
_LAST_MONTH = 12
# Of a day without its year: two numbers, and what stands between them.
_PARTS = 3
_SHORT = 2


def is_none(words: str) -> bool:
    """Whether it says that there is no day."""
    return _NONE.fullmatch(words.strip()) is not None


def read(words: str, order: str | None, today: date | None) -> str | None:
    """A day as YYYY-MM-DD, or --MM-DD without the year; None if it cannot be read for sure.

    `order`, day-first or month-first, decides what 3/4/1980 is; 14.3.1980 and 14/3/1980 say it themselves. Two digits
    of a year are those of the last hundred years before `today`; without it they say none.
    """
    words = single_spaced(words)
    if found := _ISO.fullmatch(words) or _YEAR_FIRST.fullmatch(words):
        year, month, day = found.group(1, found.re.groups - 1, found.re.groups)
        return _day(int(year) if year else None, int(month), int(day))
    if found := _WORDS.fullmatch(words):
        day, month, year = found.group(1, 2, 3) if found[1] else found.group(5, 4, 6)
        return _day(_year(year, today), _month(month), int(day))
    found = _NUMBERS.fullmatch(words) or _NO_YEAR_NUMBERS.fullmatch(words)
    return None if found is None else _of_numbers(found, order, today)


def of_parts(year: str, month: str, day: str) -> str | None:
    """A day given in three parts, of which the year may be empty; None if they are none."""
    if not (month.isdecimal() and day.isdecimal() and (year.isdecimal() or not year)):
        return None
    return _day(int(year) if year else None, int(month), int(day))


def orders(cells: Iterable[str]) -> frozenset[str]:
    """Which orders of day and month the days of a column show: those of 25/12 or 12/25."""
    found = (_NUMBERS.fullmatch(words) or _NO_YEAR_NUMBERS.fullmatch(words) for words in map(single_spaced, cells))
    return frozenset(
        "day-first" if int(each[1]) > _LAST_MONTH else "month-first"
        for each in found
        if each and each[2] != "." and (int(each[1]) > _LAST_MONTH) != (int(each[3]) > _LAST_MONTH)
    )


def _of_numbers(found: re.Match[str], order: str | None, today: date | None) -> str | None:
    first, second = int(found[1]), int(found[3])
    digits = found[4] if found.re.groups > _PARTS else None
    if digits and len(digits) == _SHORT and today is None:
        return None
    year = _year(digits, today)
    if found[2] == "." or first > _LAST_MONTH:
        order = "day-first"
    elif second > _LAST_MONTH or first == second:
        order = "month-first"
    if order is None:
        return None
    return _day(year, *((first, second) if order == "month-first" else (second, first)))


def _year(digits: str | None, today: date | None) -> int | None:
    """A year; two digits are one of the last hundred."""
    if digits is None or len(digits) != _SHORT or today is None:
        return None if digits is None else int(digits)
    year = 2000 + int(digits)
    return year if year <= today.year else year - 100


def _month(word: str) -> int:
    folded = fold(word)
    return next((at for at, names in enumerate(_MONTHS, 1) if folded.startswith(names)), 0)


def _day(year: int | None, month: int, day: int) -> str | None:
    known = year is not None and year not in _NO_YEAR
    try:
        return validators.birthday(f"{year:04d}-{month:02d}-{day:02d}" if known else f"--{month:02d}-{day:02d}")
    except ValueError:
        return None

"""Days as the tables of other programs write them."""

import re
from datetime import date

from custlove.exchange.jsonl import validators

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - as a calendar lists them
# Those of other languages that do not begin alike.
_OTHERS = {"mär": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12}
_ISO = re.compile(r"(?:(\d{4})[-/]?|--)(\d\d)[-/]?(\d\d)(?:[T ].*)?")
_NUMBERS = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d\d)(?:,? .*)?")
_WORDS = re.compile(r"(\d{1,2})\.?[ -]([^\W\d_]{3,})\.?,?[ -](\d{4})|([^\W\d_]{3,})\.? (\d{1,2}),? (\d{4})")
# How Outlook writes that there is none.
_NONE = re.compile(r"0*[/.-]0*[/.-]0*|0*|-+")
_NO_YEAR = frozenset({1604, 1600, 0, 1})


def is_none(words: str) -> bool:
    """Whether it says that there is no day."""
    return _NONE.fullmatch(words.strip()) is not None


def read(words: str, order: str | None, today: date) -> str | None:
    """A day as YYYY-MM-DD, or --MM-DD without the year; None if it cannot be read for sure.

    `order`, day-first or month-first, decides what 3/4/1980 is; 14.3.1980 and 14/3/1980 say it themselves. Two digits
    of a year are those of the last hundred years.
    """
    words = words.strip()
    if found := _ISO.fullmatch(words):
        year, month, day = found.groups()
        return _day(int(year) if year else None, int(month), int(day))
    if found := _WORDS.fullmatch(words):
        day, month, year = found.group(1, 2, 3) if found[1] else found.group(5, 4, 6)
        return _day(int(year), _month(month), int(day))
    found = _NUMBERS.fullmatch(words)
    return None if found is None else _of_numbers(found, order, today)


def _of_numbers(found: re.Match[str], order: str | None, today: date) -> str | None:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if len(found[4]) == 2:
        year += 2000 if 2000 + year <= today.year else 1900
    if found[2] == "." or first > 12:
        order = "day-first"
    elif second > 12 or first == second:
        order = "month-first"
    if order is None:
        return None
    return _day(year, *((first, second) if order == "month-first" else (second, first)))


def _month(word: str) -> int:
    short = word[:3].casefold()
    return _MONTHS.index(short) + 1 if short in _MONTHS else _OTHERS.get(short, 0)


def _day(year: int | None, month: int, day: int) -> str | None:
    known = year is not None and year not in _NO_YEAR
    try:
        return validators.birthday(f"{year:04d}-{month:02d}-{day:02d}" if known else f"--{month:02d}-{day:02d}")
    except ValueError:
        return None

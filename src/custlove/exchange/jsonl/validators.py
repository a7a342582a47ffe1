"""How a value in a line is checked. What comes back is kept; None says nothing, and is left out."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from custlove.rules import cadence
from custlove.rules.scales import level

# Each raises ValueError or TypeError with the end of a sentence: "felt is 9; it has to be …".
Check = Callable[[Any], Any]


class BadLine(Exception):
    """A line that cannot be read in, with the reason."""


# Numbers are packed into 36 bits of the search index, and the ones after them have to fit as well.
HIGHEST_ID = (1 << 32) - 1
MOST = (1 << 63) - 1
_LONGEST_UID = 100
# As long as the name of a file, which a zone is.
LONGEST_ZONE = 255
_LONGEST_SAID = 60
_DAY = re.compile(r"(?:19|20|21)\d\d-\d\d-\d\d|2200-\d\d-\d\d", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_BIRTHDAY = re.compile(r"(?:\d{4}|-)-\d\d-\d\d", re.ASCII)


def say(value: Any) -> str:
    """A value in a sentence, cut if it is long."""
    said = json.dumps(value, ensure_ascii=False)
    return said if len(said) <= _LONGEST_SAID else f"{said[: _LONGEST_SAID - 1]}…"


def derived(_: Any) -> None:
    """What an export says for its readers; the journal works it out anew."""


def verbatim(value: Any) -> str:
    """A text as it is."""
    if type(value) is not str:
        raise TypeError("it has to be a text")
    return value


def text(value: Any) -> str | None:
    """A text, where an empty one says nothing."""
    return verbatim(value) or None


def words(value: Any) -> str:
    """A text that says something."""
    if not verbatim(value):
        raise ValueError("it has to say something")
    return str(value)


def name(value: Any) -> str:
    """A text that names somebody."""
    if type(value) is not str:
        raise TypeError("it has to be a text")
    if not value.strip():
        raise ValueError("it has to name somebody")
    return value


def names(value: Any) -> list[str]:
    """A list of at least one name."""
    if type(value) is not list or not value:
        raise TypeError("it has to be a list of names")
    for each in value:
        name(each)
    return value


def texts(value: Any) -> list[str] | None:
    """A list of texts."""
    if type(value) is not list:
        raise TypeError("it has to be a list of texts")
    return [verbatim(each) for each in value] or None


def uid(value: Any) -> str:
    """An identity: a UUID, or whatever else tells things apart."""
    if not verbatim(value).strip() or len(value) > _LONGEST_UID:
        raise ValueError(f"it has to be a text of 1 to {_LONGEST_UID} characters")
    return verbatim(value)


def whole(lowest: int, highest: int = MOST) -> Check:
    """A whole number of a range."""
    upper = f" to {highest}" if highest < MOST else " up"

    def check(value: Any) -> int:
        if type(value) is not int or not lowest <= value <= highest:
            raise ValueError(f"it has to be a whole number from {lowest}{upper}")
        return value

    return check


def on_scale(scale: dict[int, str]) -> Check:
    """A number of a scale, or its word."""
    numbers = frozenset(scale)

    def check(value: Any) -> int:
        if type(value) is int and value in numbers:
            return value
        return level(str(value) if type(value) is int else verbatim(value), scale)

    return check


def flag(value: Any) -> bool:
    """Yes or no."""
    if type(value) is not bool:
        raise TypeError("it has to be true or false")
    return value


def unless(default: object) -> Check:
    """Whatever it is, for the class of its table to check; the default says nothing."""

    def check(value: Any) -> Any:
        return None if value == default and type(value) is type(default) else value

    return check


def one_of(words: Sequence[str], default: str | None = None) -> Check:
    """One of these words, of which the default says nothing."""

    def check(value: Any) -> str | None:
        if value not in words:
            raise ValueError(f"it has to be one of: {', '.join(words)}")
        return None if value == default else str(value)

    return check


def day(value: Any) -> str:
    """A day from 1900 to 2200 as YYYY-MM-DD."""
    if not _is_day(verbatim(value)):
        raise ValueError("it has to be a day like 2026-12-01")
    return str(value)


@lru_cache(maxsize=4096)
def _is_day(words: str) -> bool:
    if not _DAY.fullmatch(words):
        return False
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True


def birthday(value: Any) -> str:
    """A day, or one of any year as --MM-DD."""
    words = verbatim(value)
    # A leap year, so that 29 February is a day.
    full = words.replace("--", "2000-", 1) if words.startswith("--") else words
    try:
        if _BIRTHDAY.fullmatch(words) and date.fromisoformat(full):
            return words
    except ValueError:
        pass
    raise ValueError("it has to be like 1980-03-14, or --03-14 without the year")


def currency(value: Any) -> str:
    """A currency by its code of three letters."""
    if not _CURRENCY.fullmatch(verbatim(value)):
        raise ValueError("it has to be a currency like EUR")
    return str(value)


def zone(value: Any) -> str:
    """An IANA time zone."""
    return _zone(verbatim(value)[: LONGEST_ZONE + 1])


@lru_cache(maxsize=1024)
def _zone(words: str) -> str:
    try:
        return ZoneInfo(words).key
    except (ValueError, LookupError, OSError) as fault:
        raise ValueError("it has to be a time zone like Europe/Berlin") from fault


def every(value: Any) -> str:
    """A cadence in words, as the journal keeps it."""
    return cadence.parse(verbatim(value)).code


def rows(value: Any) -> dict[str, list[int]]:
    """The numbers that parts had in the journal they come from."""
    if type(value) is not dict or not all(type(numbers) is list for numbers in value.values()):
        raise TypeError("it has to be an object of lists of numbers")
    if not all(type(each) is int and 0 < each <= HIGHEST_ID for numbers in value.values() for each in numbers):
        raise TypeError("it has to be an object of lists of numbers")
    return value


def several(needed: Sequence[str], fields: Mapping[str, Check]) -> Check:
    """A list of objects with these fields."""

    def one(value: Any) -> dict[str, Any]:
        if type(value) is not dict or not fields.keys() >= value.keys():
            raise TypeError(f"each has to be an object with {', '.join(fields)}")
        checked = {field: check(value[field]) for field, check in fields.items() if value.get(field) is not None}
        if missing := [field for field in needed if field not in checked]:
            raise ValueError(f"{missing[0]} is missing")
        return {field: each for field, each in checked.items() if each is not None}

    def check(value: Any) -> list[dict[str, Any]] | None:
        if type(value) is not list:
            raise TypeError("it has to be a list")
        return [one(each) for each in value] or None

    return check

"""Days that matter, year after year or once: YYYY-MM-DD, or --MM-DD where the year is not known."""

from datetime import date

_LEAP_DAY = "02-29"


def celebrated(on: date) -> list[str]:
    """The MM-DD whose day it is: on 28 February also 29 February, in years that have none."""
    month_day = on.isoformat()[5:]
    return [month_day, _LEAP_DAY] if month_day == "02-28" and not _is_leap(on.year) else [month_day]


def next_on(day: str, today: date, *, yearly: bool) -> date:
    """The first time from today on that a day comes; one that comes once is when it is, also if that is past."""
    year = known_year(day)
    if not yearly and year is not None:
        return date.fromisoformat(day)
    first = max(today.year, year or today.year)
    # 31 December seen on 1 January lies in this year, 1 January seen on 31 December in the next.
    return next(on for each in (first, first + 1) if (on := _in_year(day, each)) >= today)


def turns(day: str, on: date) -> int | None:
    """How many years it has been on one of its days; None where the year is not known."""
    year = known_year(day)
    return None if year is None else on.year - year


def known_year(day: str) -> int | None:
    """The year of a day, if it is known."""
    return None if day.startswith("-") else int(day[:4])


def _is_leap(year: int) -> bool:
    # As calendar.isleap, which would load locale with it.
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _in_year(day: str, year: int) -> date:
    month_day = day[-5:]
    return date.fromisoformat(f"{year:04}-{'02-28' if month_day == _LEAP_DAY and not _is_leap(year) else month_day}")

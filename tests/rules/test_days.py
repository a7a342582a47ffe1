"""When a day comes next, by hand and by walking the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules import days

DATES = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("on", "celebrated"),
    [
        (date(2026, 11, 22), ["11-22"]),
        (date(2027, 2, 28), ["02-28", "02-29"]),
        (date(2028, 2, 28), ["02-28"]),
        (date(2028, 2, 29), ["02-29"]),
        (date(2100, 2, 28), ["02-28", "02-29"]),
        (date(2026, 12, 31), ["12-31"]),
    ],
)
def test_whose_day_it_is(on: date, celebrated: list[str]) -> None:
    assert days.celebrated(on) == celebrated


@pytest.mark.parametrize(
    ("day", "yearly", "today", "next_on", "turns"),
    [
        ("--03-14", True, date(2026, 3, 14), date(2026, 3, 14), None),
        ("--03-14", True, date(2026, 3, 15), date(2027, 3, 14), None),
        ("2020-03-14", True, date(2026, 3, 15), date(2027, 3, 14), 7),
        # Not before it was for the first time.
        ("2028-03-14", True, date(2026, 3, 15), date(2028, 3, 14), 0),
        ("--01-01", True, date(2026, 12, 28), date(2027, 1, 1), None),
        ("--12-31", True, date(2027, 1, 1), date(2027, 12, 31), None),
        ("--02-29", True, date(2027, 2, 1), date(2027, 2, 28), None),
        ("--02-29", True, date(2027, 3, 1), date(2028, 2, 29), None),
        ("2000-02-29", True, date(2028, 2, 29), date(2028, 2, 29), 28),
        ("2000-02-29", True, date(2028, 3, 1), date(2029, 2, 28), 29),
        ("2026-03-14", False, date(2026, 11, 22), date(2026, 3, 14), 0),
        # The next one that has it, where the year is not known.
        ("--03-14", False, date(2026, 11, 22), date(2027, 3, 14), None),
    ],
)
def test_when_it_comes_next(day: str, yearly: bool, today: date, next_on: date, turns: int | None) -> None:
    assert days.next_on(day, today, yearly=yearly) == next_on
    assert days.turns(day, next_on) == turns


@given(DATES, DATES)
def test_the_next_one_is_the_first_on_which_it_is_celebrated(first: date, today: date) -> None:
    on = days.next_on(first.isoformat(), today, yearly=True)
    assert first.isoformat()[5:] in days.celebrated(on)
    assert on >= today
    assert on.year >= first.year
    between = (max(today, date(first.year, 1, 1)) + timedelta(days=each) for each in range(366 * 2))
    assert on == next(each for each in between if first.isoformat()[5:] in days.celebrated(each))

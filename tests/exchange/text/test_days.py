from datetime import date

import pytest

from custlove.exchange.text import days

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "order", "expected"),
    [
        ("1980-03-14", None, "1980-03-14"),
        (" --03-14", None, "--03-14"),
        ("19800314", None, "1980-03-14"),
        ("1980/03/14", None, "1980-03-14"),
        ("1980-03-14 10:15", None, "1980-03-14"),
        ("1604-03-14", None, "--03-14"),
        ("04 Mar 2024", None, "2024-03-04"),
        ("4-Mar-2024", None, "2024-03-04"),
        ("March 4, 2024", None, "2024-03-04"),
        ("14. März 1980", None, "1980-03-14"),
        ("3/14/1980", None, "1980-03-14"),
        ("14/3/1980", None, "1980-03-14"),
        ("14/3/1980", "month-first", "1980-03-14"),
        ("3/4/1980", "month-first", "1980-03-04"),
        ("3/4/1980", "day-first", "1980-04-03"),
        ("3/4/80", "month-first", "1980-03-04"),
        ("3/4/25", "month-first", "2025-03-04"),
        ("3.4.1980", "month-first", "1980-04-03"),
        ("2/29/2024 12:00:00 AM", "month-first", "2024-02-29"),
        ("3/4/1980", None, None),
        ("2/30/1980", "month-first", None),
        ("4 Foo 1980", None, None),
        ("spring", None, None),
        ("", None, None),
    ],
)
def test_days(words: str, order: str | None, expected: str | None) -> None:
    assert days.read(words, order, TODAY) == expected


@pytest.mark.parametrize("words", ["0/0/00", "00/00/0000", "", "0", "--"])
def test_no_day(words: str) -> None:
    assert days.is_none(words)

"""Days and moments of other programs."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from custlove.exchange.jsonl.timestamps import LineClock
from custlove.exchange.jsonl.validators import BadLine
from custlove.exchange.text import iso_dates
from tests.conftest import NOW, ZONE

CLOCK = LineClock(NOW, NOW, ZoneInfo(ZONE))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("20261130T230000Z", "2026-12-01"),
        ("20261130T225959Z", "2026-11-30"),
        ("2026-11-30T23:00:00.000000Z", "2026-12-01"),
        ("2026-11-30 23:00:00", "2026-11-30"),
        ("2026-06-30T23:00:00+01:00", "2026-07-01"),
        ("20261201", "2026-12-01"),
        ("2028-02-29", "2028-02-29"),
    ],
)
def test_a_moment_is_a_day_of_the_users_own(words: str, day: str) -> None:
    assert iso_dates.day(words, CLOCK) == day


def test_midnight_in_utc_may_stand_for_the_day() -> None:
    assert iso_dates.moment("2026-01-05T00:00:00.000000Z", CLOCK, of_days=True).day == "2026-01-05"
    late = iso_dates.moment("2026-01-05T23:30:00Z", CLOCK, of_days=True)
    assert (late.day, late.at) == ("2026-01-06", datetime(2026, 1, 5, 23, 30, tzinfo=UTC))
    assert iso_dates.moment("2026-01-05T10:11:12.123456789Z", CLOCK).at.microsecond == 123456


@pytest.mark.parametrize(
    "words", [None, 12, "", "soon", "2026-13-01", "2026-02-30", "2026-02-28T25:00", "0001-01-01T00:00:00Z"]
)
def test_what_is_no_day_is_said(words: object) -> None:
    with pytest.raises(BadLine):
        iso_dates.day(words, CLOCK)


def test_what_has_been_cannot_lie_ahead() -> None:
    with pytest.raises(BadLine, match="is in the future"):
        iso_dates.moment("2026-11-23", CLOCK)

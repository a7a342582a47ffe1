"""What time it is for one run, and what words for days mean in it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from custlove.clock import Clock
from custlove.errors import Refused, UnreadableDate
from tests.conftest import NOW

Made = Callable[..., Clock]


@pytest.fixture
def clock(tmp_path: Path) -> Made:
    """A clock in Berlin on Sunday, 22 November 2026, 10:30, asked about a day with --today or not."""

    def make(asked: str | None = None, now: datetime = NOW, zone: str = "Europe/Berlin", settings: str = "") -> Clock:
        file = tmp_path / "config.toml"
        file.write_text(settings)
        made = Clock({"TZ": zone, "CUSTLOVE_CONFIG": str(file), "HOME": str(tmp_path)}, now)
        made.asked_today = asked
        return made

    return make


def test_today_is_the_users_own_day(clock: Made) -> None:
    night = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert clock(now=night).today == date(2026, 11, 23)
    assert clock(now=night, zone="America/New_York").today == date(2026, 11, 22)
    assert clock(now=night, settings='zone = "Pacific/Auckland"').today == date(2026, 11, 23)
    assert clock(now=night, settings='zone = "Pacific/Auckland"').zone.key == "Pacific/Auckland"


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("yesterday", date(2026, 11, 21)),
        ("last friday", date(2026, 11, 20)),
        ("+2w", date(2026, 12, 6)),
        ("1 mar", date(2026, 3, 1)),
    ],
)
def test_another_day_is_asked_about_as_at_its_end(clock: Made, asked: str, day: date) -> None:
    run = clock(asked)
    assert run.today == day
    assert (run.now.date(), run.now.hour, run.now.minute) == (day, 23, 59)
    # The history tells when something was written, whatever day is asked about.
    assert run.clock_stamp.at == NOW
    assert (run.stamp.day, run.stamp.timed) == (day, False)
    assert run.stamp.at.astimezone(run.zone).hour == 12


@pytest.mark.parametrize("asked", [None, "today", "2026-11-22", "sunday"])
def test_the_day_itself_is_asked_about_as_it_is_now(clock: Made, asked: str | None) -> None:
    if asked == "sunday":
        asked = "2026-11-22"
    run = clock(asked)
    assert run.now == NOW
    assert run.stamp == run.clock_stamp
    assert run.stamp.timed


def test_a_day_that_cannot_be_read_is_told(clock: Made) -> None:
    with pytest.raises(UnreadableDate):
        _ = clock("someday").today
    with pytest.raises(UnreadableDate):
        _ = clock("3/4").today
    assert clock("3/4", settings='date_order = "day-first"').today == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("asked", "words", "day", "at"),
    [
        (None, None, "2026-11-22", "2026-11-22 09:30"),
        (None, "now", "2026-11-22", "2026-11-22 09:30"),
        (None, "today", "2026-11-22", "2026-11-22 09:30"),
        (None, "10:30", "2026-11-22", "2026-11-22 09:30"),
        (None, "09:00", "2026-11-22", "2026-11-22 08:00"),
        (None, "yesterday", "2026-11-21", "2026-11-21 11:00"),
        (None, "yesterday 23:59", "2026-11-21", "2026-11-21 22:59"),
        (None, "friday", "2026-11-20", "2026-11-20 11:00"),
        # A day without a year lies behind.
        (None, "1 dec", "2025-12-01", "2025-12-01 11:00"),
        ("2026-03-01", None, "2026-03-01", "2026-03-01 11:00"),
        ("2026-03-01", "yesterday", "2026-02-28", "2026-02-28 11:00"),
        ("2026-03-01", "20:00", "2026-03-01", "2026-03-01 19:00"),
        ("2026-03-01", "friday", "2026-02-27", "2026-02-27 11:00"),
        ("2026-03-01", "3 months ago", "2025-12-01", "2025-12-01 11:00"),
    ],
)
def test_when_something_was(clock: Made, asked: str | None, words: str | None, day: str, at: str) -> None:
    found = clock(asked).past_moment(words)
    assert (found.day.isoformat(), found.at.strftime("%Y-%m-%d %H:%M"), found.zone) == (day, at, "Europe/Berlin")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (None, "tomorrow"),
        (None, "10:31"),
        (None, "today 18:00"),
        (None, "2026-11-23"),
        (None, "+1d"),
        ("2026-03-01", "2026-03-02"),
        ("2026-03-01", "tomorrow"),
        # Later than that day, if long ago by now.
        ("2026-03-01", "2026-11-01"),
    ],
)
def test_nothing_has_been_that_lies_ahead(clock: Made, asked: str | None, words: str) -> None:
    with pytest.raises(Refused, match="is in the future; only past events can be recorded"):
        clock(asked).past_moment(words)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        (None, None),
        ("90d", "2026-08-24"),
        ("2w", "2026-11-08"),
        ("2 weeks", "2026-11-08"),
        ("  2   Weeks ", "2026-11-08"),
        ("3mo", "2026-08-22"),
        ("1 year", "2025-11-22"),
        ("1 quarter", "2026-08-22"),
        ("-90d", "2026-08-24"),
        ("3 days ago", "2026-11-19"),
        ("monday", "2026-11-16"),
        ("2026-01-01", "2026-01-01"),
        ("1 dec", "2025-12-01"),
        ("today", "2026-11-22"),
    ],
)
def test_since_counts_back(clock: Made, words: str | None, day: str | None) -> None:
    found = clock().since(words)
    assert (found and found.isoformat()) == day


def test_since_counts_back_from_the_day_asked_about(clock: Made) -> None:
    assert clock("2026-03-01").since("1mo") == date(2026, 2, 1)


@pytest.mark.parametrize("words", ["1m", "x", "90", "d", "1dec", "90d 5"])
def test_since_echoes_what_it_cannot_read(clock: Made, words: str) -> None:
    with pytest.raises(UnreadableDate) as refused:
        clock().since(words)
    assert words in refused.value.message


def test_a_due_day_lies_ahead(clock: Made) -> None:
    run = clock()
    assert run.due_day("friday") == date(2026, 11, 27)
    assert run.due_day("1 nov") == date(2027, 11, 1)
    assert clock("2026-03-01").due_day("friday") == date(2026, 3, 6)

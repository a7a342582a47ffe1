import sys
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.errors import UsageError
from custlove.reminders import plan
from custlove.reminders.plan import Plan, Timing

BERLIN = ZoneInfo("Europe/Berlin")
some_days = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))
moments = st.integers(946_684_800, 4_102_444_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("weekdays", (0, 1, 2, 3, 4)),
        ("weekends", (5, 6)),
        ("daily", (0, 1, 2, 3, 4, 5, 6)),
        ("mon-sun", (0, 1, 2, 3, 4, 5, 6)),
        ("mon,wed,fri", (0, 2, 4)),
        (" Fri , MON - wed ", (0, 1, 2, 4)),
        ("sat-mon", (0, 5, 6)),
        ("sun", (6,)),
        ("tue-tue,tue", (1,)),
    ],
)
def test_days_are_read(words: str, days: tuple[int, ...]) -> None:
    assert plan.read_days(words) == days


@pytest.mark.parametrize(
    "words", ["", "monday", "mon-", "-mon", "mon..fri", "mon,,fri", "mon-wed-fri", "1-5", "*", "never"]
)
def test_days_that_cannot_be_read(words: str) -> None:
    with pytest.raises(UsageError, match=r"--days .* cannot be read") as caught:
        plan.read_days(words)
    assert caught.value.hint == "Days: mon-fri, mon,wed,fri, daily, weekdays, weekends."


@given(some_days)
def test_days_are_said_as_they_are_read(days: tuple[int, ...]) -> None:
    assert plan.read_days(plan.say_days(days)) == days


@pytest.mark.parametrize(("words", "said"), [("mon-fri", "mon-fri"), ("sat,sun", "sat,sun"), ("mon-sun", "daily")])
def test_days_are_said_shortly(words: str, said: str) -> None:
    assert plan.say_days(plan.read_days(words)) == said


@pytest.mark.parametrize(
    ("words", "clock"),
    [("08:30", time(8, 30)), (" 8:05 ", time(8, 5)), ("9am", time(9)), ("12 PM", time(12)), ("00:00", time(0))],
)
def test_a_time_is_read(words: str, clock: time) -> None:
    assert plan.read_time(words) == clock


@pytest.mark.parametrize("words", ["", "9", "24:00", "8:60", "13pm", "08:30:15", "08:30+01:00", "08:30z", "noon"])
def test_a_time_that_cannot_be_read(words: str) -> None:
    with pytest.raises(UsageError, match=r"--at .* cannot be read"):
        plan.read_time(words)


@pytest.mark.parametrize(
    ("now", "days", "clock", "runs"),
    [
        # Before and after it on the same day, a Monday.
        ("2026-11-23T08:29:59+01:00", "mon-fri", "08:30", "2026-11-23T08:30:00+01:00"),
        ("2026-11-23T08:30:00+01:00", "mon-fri", "08:30", "2026-11-24T08:30:00+01:00"),
        ("2026-11-20T09:00:00+01:00", "weekdays", "08:30", "2026-11-23T08:30:00+01:00"),
        ("2026-11-22T10:30:00+01:00", "sun", "08:30", "2026-11-29T08:30:00+01:00"),
        # Over the end of summer time, and over its beginning.
        ("2026-10-24T20:00:00+02:00", "daily", "08:30", "2026-10-25T08:30:00+01:00"),
        ("2026-03-28T20:00:00+01:00", "daily", "08:30", "2026-03-29T08:30:00+02:00"),
        # A time that is skipped, and one that comes twice.
        ("2026-03-28T20:00:00+01:00", "daily", "02:30", "2026-03-29T03:30:00+02:00"),
        ("2026-10-24T20:00:00+02:00", "daily", "02:30", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T02:45:00+02:00", "daily", "02:30", "2026-10-26T02:30:00+01:00"),
        # The moment is told in another zone, where it is still Sunday.
        ("2026-11-22T23:30:00+00:00", "sun", "08:30", "2026-11-29T08:30:00+01:00"),
    ],
)
def test_the_next_run(now: str, days: str, clock: str, runs: str) -> None:
    timing = Timing(plan.read_time(clock), plan.read_days(days))
    assert plan.next_run(timing, datetime.fromisoformat(now), BERLIN).isoformat() == runs


@given(moments, clocks, some_days, st.sampled_from(["UTC", "Europe/Berlin"]))
def test_the_next_run_is_ahead_and_within_a_week(now: datetime, clock: time, days: tuple[int, ...], zone: str) -> None:
    runs = plan.next_run(Timing(clock, days), now, ZoneInfo(zone))
    assert now < runs <= now + timedelta(days=7, hours=1)
    assert runs.weekday() in days


def _script(folder: Path, name: str = "custlove") -> Path:
    script = folder / name
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    return script


def test_the_program_is_the_script_that_was_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = _script(tmp_path)
    assert plan.program([str(script), "schedule"]) == (str(script),)
    monkeypatch.chdir(tmp_path)
    assert plan.program(["custlove"]) == (str(script),)


def test_the_program_is_else_the_script_beside_the_interpreter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python3"))
    assert plan.program(["/somewhere/custlove/__main__.py"]) == (str(tmp_path / "python3"), "-m", "custlove")
    assert plan.program(["/somewhere/custlove"]) == (str(tmp_path / "python3"), "-m", "custlove")
    script = _script(tmp_path)
    assert plan.program(["/somewhere/custlove/__main__.py"]) == (str(script),)


NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _machine_in_berlin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "machine_zone", lambda: BERLIN)


def test_the_usual_places_need_no_environment(tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path), "TZ": "Europe/Berlin", "LANG": "de_DE.UTF-8"}
    usual = tmp_path / ".local" / "share" / "custlove" / "journal.db"
    assert plan.environment(environ, usual, NOW, named=False) == {}


def test_a_journal_that_was_named_is_named_by_its_full_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    environ = {"HOME": str(tmp_path), "TZ": "Europe/Berlin"}
    found = plan.environment(environ, Path("clients.db"), NOW, named=True)
    assert found == {"CUSTLOVE_JOURNAL": str(tmp_path / "clients.db")}


def test_what_the_scheduler_would_not_know_is_told(tmp_path: Path) -> None:
    home, data, config = str(tmp_path), tmp_path / "data", tmp_path / "config"
    environ = {"HOME": home, "XDG_DATA_HOME": str(data), "XDG_CONFIG_HOME": str(config), "TZ": "Asia/Tokyo"}
    assert plan.environment(environ, data / "custlove" / "journal.db", NOW, named=False) == {
        "CUSTLOVE_JOURNAL": str(data / "custlove" / "journal.db"),
        "CUSTLOVE_CONFIG": str(config / "custlove" / "config.toml"),
        "TZ": "Asia/Tokyo",
    }


@pytest.mark.parametrize(
    ("other", "same"), [("Europe/Berlin", True), ("Europe/Zurich", True), ("Africa/Lagos", False), ("UTC", False)]
)
def test_zones_with_the_same_clock(other: str, same: bool) -> None:
    # In November it is as late in Lagos as in Berlin, in summer not.
    assert plan.same_clock(BERLIN, ZoneInfo(other), NOW) is same


@pytest.mark.parametrize("path", ["/a\nb", "/a\rb", "/a\0b", "/a\x1bb", "/a\udcffb", "/a\u2028b"])
def test_what_no_table_can_hold_is_refused(path: str) -> None:
    timing = Timing(time(8, 30), (0,))
    with pytest.raises(UsageError, match="cannot be scheduled"):
        plan.check(Plan(timing, (path, "remind"), {}))
    with pytest.raises(UsageError, match="cannot be scheduled"):
        plan.check(Plan(timing, ("custlove",), {"CUSTLOVE_JOURNAL": path}))


def test_what_any_table_can_hold_is_taken() -> None:
    given = Plan(Timing(time(8, 30), (0,)), ("/a b/👩\u200d💻/é%$\\'\"", "remind"), {"CUSTLOVE_JOURNAL": "/c\u00a0d"})
    assert plan.check(given) is given

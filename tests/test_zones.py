"""Where the user's zone is found, and what its clocks mean."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.zones import local_zone, settle

NOON = datetime(2026, 11, 22, 12)  # noqa: DTZ001


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A machine in Vienna whose zone folder holds a link, as Debian's does."""
    (tmp_path / "etc").mkdir()
    zones = tmp_path / "usr/share/zoneinfo/Europe"
    zones.mkdir(parents=True)
    (zones / "Belgrade").touch()
    (zones / "Zagreb").symlink_to("Belgrade")
    (tmp_path / "etc/localtime").symlink_to("/usr/share/zoneinfo/Europe/Vienna")
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (":Europe/Berlin", "Europe/Berlin"),
        (" Europe/Berlin\n", "Europe/Berlin"),
        ("UTC", "UTC"),
        ("EST5EDT", "EST5EDT"),
        ("/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        (":/usr/share/zoneinfo/America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ("/usr/share/zoneinfo/posix/Asia/Tokyo", "Asia/Tokyo"),
        ("right/Asia/Tokyo", "Asia/Tokyo"),
        ("", "UTC"),
        (":", "UTC"),
        ("UTC+3", "Etc/GMT+3"),
        ("UTC-3", "Etc/GMT-3"),
        ("EST5", "Etc/GMT+5"),
        ("CET-1", "Etc/GMT-1"),
        ("cet-1", "Etc/GMT-1"),
        ("<+03>-3", "Etc/GMT-3"),
        ("<-03>+3", "Etc/GMT+3"),
        ("XXX-14", "Etc/GMT-14"),
        ("XXX12:00:00", "Etc/GMT+12"),
        ("UTC0", "UTC"),
        ("XXX-00:00", "UTC"),
    ],
)
def test_tz_is_understood(root: Path, typed: str, key: str) -> None:
    assert local_zone({"TZ": typed}, root=root).key == key


def test_utc_plus_three_is_three_hours_west() -> None:
    assert NOON.replace(tzinfo=local_zone({"TZ": "UTC+3"})).utcoffset() == timedelta(hours=-3)


@pytest.mark.parametrize(
    "typed",
    [
        *("Europe/Nowhere", "Europe", "../etc/passwd", "tzdata.zi", "localtime", "posixrules", "a\0b"),
        *("nonsense", "UTC+5:30", "CET-1CEST", "XXX-15", "XXX13", "X3", "/etc/localtime", ":/etc/localtime"),
        *("/nowhere/zone", "x" * 10_000, "\udcff", "right/", "💔", "/usr/share/zoneinfo/", "/etc/\0"),
    ],
)
def test_a_tz_that_cannot_be_read_gives_way_to_the_machines_own(root: Path, typed: str) -> None:
    assert local_zone({"TZ": typed}, root=root).key == "Europe/Vienna"


@pytest.mark.parametrize(
    ("target", "key"),
    [
        ("../usr/share/zoneinfo/Asia/Kolkata", "Asia/Kolkata"),
        ("/var/db/timezone/zoneinfo/Europe/Paris", "Europe/Paris"),
        ("/usr/share/zoneinfo/Europe/Zagreb", "Europe/Zagreb"),  # itself a link, to Belgrade
        ("/etc/static/localtime", "Australia/Sydney"),
        ("static/localtime", "Australia/Sydney"),
    ],
)
def test_the_link_behind_localtime(root: Path, target: str, key: str) -> None:
    (root / "etc/static").mkdir()
    (root / "etc/static/localtime").symlink_to("/etc/zoneinfo/Australia/Sydney")
    (root / "etc/localtime").unlink()
    (root / "etc/localtime").symlink_to(target)
    assert local_zone({}, root=root).key == key


@pytest.mark.parametrize("target", ["/usr/share/zoneinfo/Europe/Nowhere", "/etc/localtime", "gone", None])
def test_etc_timezone_comes_next_and_utc_last(root: Path, target: str | None) -> None:
    link = root / "etc/localtime"
    link.unlink()
    link.symlink_to(target) if target else link.write_bytes(b"TZif2")
    assert local_zone({}, root=root).key == "UTC"
    (root / "etc/timezone").write_text(" Europe/Lisbon \n")
    assert local_zone({}, root=root).key == "Europe/Lisbon"
    (root / "etc/timezone").write_bytes(b"\xff\xfe")
    assert local_zone({}, root=root).key == "UTC"


def test_a_machine_that_says_nothing_is_in_utc(tmp_path: Path) -> None:
    assert local_zone({}, root=tmp_path).key == "UTC"


@given(st.one_of(st.text(), st.from_regex(r"\A:?/?[A-Za-z<>/+:.-]{0,9}[0-9]{0,3}\Z")))
def test_no_tz_makes_it_fail(typed: str) -> None:
    zone = local_zone({"TZ": typed}, root=Path("/nowhere"))
    assert NOON.replace(tzinfo=zone).utcoffset() is not None
    assert zone == ZoneInfo(zone.key)


@pytest.mark.parametrize(
    ("key", "on", "at", "expected"),
    [
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), "2026-03-29T01:30:00+00:00"),
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30), "2026-10-25T00:30:00+00:00"),
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30, fold=1), "2026-10-25T00:30:00+00:00"),
        ("America/New_York", date(2026, 3, 8), time(2, 30), "2026-03-08T07:30:00+00:00"),
        ("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01T05:30:00+00:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-03T15:45:00+00:00"),  # half an hour
        ("Pacific/Apia", date(2011, 12, 30), time(12), "2011-12-30T22:00:00+00:00"),  # skipped this day whole
    ],
)
def test_skipped_and_doubled_times(key: str, on: date, at: time, expected: str) -> None:
    assert settle(on, at, ZoneInfo(key)).isoformat() == expected

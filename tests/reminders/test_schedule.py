from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from custlove.errors import CannotCreate
from custlove.reminders import schedule
from custlove.reminders.plan import Plan, Timing
from tests.reminders.fakes import fake_crontab, fake_launchctl, fake_manager

PLAN = Plan(Timing(time(8, 30), (0, 1, 2, 3, 4)), ("/opt/bin/custlove", "remind"), {})
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """A home, and a PATH on which there is nothing yet but what a script needs."""
    (tmp_path / "place").mkdir()
    for name in ("cat", "mv", "rm"):
        (tmp_path / name).symlink_to(f"/bin/{name}" if Path(f"/bin/{name}").exists() else f"/usr/bin/{name}")
    return {"PATH": str(tmp_path), "HOME": str(tmp_path / "place")}


def test_there_has_to_be_one(environ: dict[str, str]) -> None:
    with pytest.raises(CannotCreate, match="no cron, systemd or launchd"):
        schedule.chosen(None, environ)
    assert [schedule.chosen(name, environ).name for name in schedule.NAMES] == list(schedule.NAMES)


def test_what_the_machine_has_is_chosen(tmp_path: Path, environ: dict[str, str]) -> None:
    fake_manager(tmp_path)
    assert schedule.chosen(None, environ).name == "systemd"
    fake_crontab(tmp_path)
    # A timer shows a notification, which needs a desktop; cron sends a mail.
    assert schedule.chosen(None, environ).name == "cron"
    assert schedule.chosen(None, {**environ, "DISPLAY": ":0"}).name == "systemd"
    fake_manager(tmp_path, running=False)
    assert schedule.chosen(None, {**environ, "WAYLAND_DISPLAY": "wayland-0"}).name == "cron"
    fake_launchctl(tmp_path)
    assert schedule.chosen(None, environ).name == "launchd"


def test_what_is_in_use_is_chosen_again(tmp_path: Path, environ: dict[str, str]) -> None:
    fake_manager(tmp_path)
    fake_crontab(tmp_path)
    schedule.named("systemd", environ).install(PLAN)
    assert schedule.chosen(None, environ).name == "systemd"
    schedule.named("cron", environ).install(PLAN)
    assert [each.name for each in schedule.in_use(environ)] == ["cron", "systemd"]


def test_a_crontab_that_may_not_be_read_holds_nothing_of_ours(tmp_path: Path, environ: dict[str, str]) -> None:
    fake_crontab(tmp_path).replace("#!/bin/sh\necho you are not allowed >&2\nexit 1\n")
    assert schedule.in_use(environ) == []


def test_a_block_that_was_spoilt_is_still_ours(tmp_path: Path, environ: dict[str, str]) -> None:
    fake_crontab(tmp_path).put(b"# BEGIN custlove remind\n")
    assert [each.name for each in schedule.in_use(environ)] == ["cron"]


def test_how_it_stands(tmp_path: Path, environ: dict[str, str]) -> None:
    fake_crontab(tmp_path)
    cron = schedule.named("cron", environ)
    later = PLAN._replace(timing=Timing(time(17, 5), (6,)))
    assert schedule.standing(cron, None, NOW, BERLIN)[1:] == ("not_installed", [], None, None)
    absent = schedule.standing(cron, PLAN, NOW, BERLIN)
    assert (absent.state, absent.pieces, absent.timing) == ("not_installed", cron.pieces(PLAN), PLAN.timing)
    assert str(absent.next_run) == "2026-11-23 08:30:00+01:00"
    cron.install(later)
    assert schedule.standing(cron, PLAN, NOW, BERLIN) == absent._replace(state="different")
    there = schedule.standing(cron, None, NOW, BERLIN)
    assert there == schedule.standing(cron, later, NOW, BERLIN)
    assert (there.state, str(there.next_run)) == ("installed", "2026-11-22 17:05:00+01:00")


def test_only_systemd_is_told_a_zone(environ: dict[str, str]) -> None:
    tokyo = {**environ, "TZ": "Asia/Tokyo"}
    clocks = [schedule.clock(schedule.named(name, environ), tokyo, BERLIN).key for name in schedule.NAMES]
    assert clocks == ["Asia/Tokyo", "Europe/Berlin", "Asia/Tokyo"]


def test_only_cron_mails_what_is_printed(environ: dict[str, str]) -> None:
    given = {name: schedule.defaults(schedule.named(name, environ)) for name in schedule.NAMES}
    assert given == {
        "cron": ("--once-a-day",),
        "systemd": ("--once-a-day", "--notify"),
        "launchd": ("--once-a-day", "--notify"),
    }

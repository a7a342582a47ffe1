import os
import plistlib
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from custlove.reminders import plan
from tests.conftest import ZONE, Program
from tests.reminders.fakes import (
    ODD_TABLES,
    FakeCrontab,
    calls,
    fake_crontab,
    fake_launchctl,
    fake_manager,
    nobodys_crontab,
)

PROGRAM = "/opt/custlove/bin/custlove"


@pytest.fixture(autouse=True)
def programs(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH on which no scheduler is found but a test's own; a home as cron knows it; a machine in Berlin."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("cat", "mv", "rm"):
        (folder / name).symlink_to(shutil.which(name) or "")
    monkeypatch.setenv("PATH", str(folder))
    for name in [name for name in os.environ if name.startswith("XDG_")] + ["DISPLAY", "WAYLAND_DISPLAY"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(plan, "machine_zone", lambda: ZoneInfo(ZONE))
    monkeypatch.setattr(plan, "program", lambda _argv: (PROGRAM,))
    return folder


@pytest.fixture
def crontab(programs: Path) -> FakeCrontab:
    return fake_crontab(programs)


def _block(line: str, note: str = "") -> str:
    return f"# BEGIN custlove remind{note}\n{line}\n# END custlove remind\n"


def test_show_says_what_it_would_install_and_when_it_runs_next(custlove: Program, crontab: FakeCrontab) -> None:
    assert custlove("schedule", "show").out == (
        "Nothing is scheduled in your crontab; it would become:\n\n"
        f"# BEGIN custlove remind\n30 8 * * 1-5 {PROGRAM} remind --once-a-day\n# END custlove remind\n\n"
        "Next: Mon 23 Nov 2026, tomorrow, at 08:30. To have it so: custlove schedule install, with these options.\n"
    )
    assert crontab.table is None


def test_show_as_json(custlove: Program, crontab: FakeCrontab) -> None:
    assert custlove("schedule", "show", "--at", "7pm", "--days", "sat,wed", "--json").json == {
        "with": "cron",
        "state": "not_installed",
        "at": "19:00",
        "days": ["wed", "sat"],
        "next": "2026-11-25T19:00:00+01:00",
        "pieces": [{"place": "crontab", "text": _block(f"0 19 * * 3,6 {PROGRAM} remind --once-a-day")}],
    }


def test_install_show_install_again_change_and_remove(custlove: Program, crontab: FakeCrontab) -> None:
    crontab.put(b"0 1 * * * true\n")
    away = "To take it away: custlove schedule remove\n"
    said = custlove("schedule", "install").out
    assert said == f"Scheduled in your crontab: mon-fri at 08:30, next Mon 23 Nov 2026, tomorrow, at 08:30. {away}"
    first = crontab.table
    assert first == b"0 1 * * * true\n" + _block(f"30 8 * * 1-5 {PROGRAM} remind --once-a-day").encode()
    assert custlove("schedule", "install").out == f"Already {said[0].lower()}{said[1:]}"
    assert (crontab.table, crontab.calls.count("-")) == (first, 1)
    said = custlove("schedule", "install", "--at", "11:00", "--days", "daily").out
    assert said == f"Scheduled in your crontab: daily at 11:00, next Sun 22 Nov 2026, today, at 11:00. {away}"
    assert custlove("schedule", "show").out == (
        "Scheduled in your crontab:\n\n"
        + _block(f"0 11 * * * {PROGRAM} remind --once-a-day")
        + "\nNext: Sun 22 Nov 2026, today, at 11:00.\n"
    )
    assert custlove("schedule", "show", "--at", "9:00").out.startswith(
        "Another schedule is in your crontab; it would become:\n"
    )
    assert custlove("schedule", "remove").out == "Removed from your crontab.\n"
    assert crontab.table == b"0 1 * * * true\n"
    assert custlove("schedule", "remove").out == "Nothing of custlove is scheduled.\n"


@pytest.mark.parametrize("table", ODD_TABLES.values(), ids=ODD_TABLES)
def test_other_peoples_lines_come_back_to_the_byte(
    custlove: Program, crontab: FakeCrontab, table: bytes | None
) -> None:
    crontab.put(table)
    for words in (("install",), ("install", "--at", "17:00"), ("show",), ("remove", "--dry-run"), ("remove",)):
        custlove("schedule", *words)
    assert crontab.table == table


def test_install_and_remove_as_json(custlove: Program, crontab: FakeCrontab) -> None:
    given = custlove("schedule", "install", "--days", "sun", "--json").json
    assert given == {
        "with": "cron",
        "state": "installed",
        "at": "08:30",
        "days": ["sun"],
        "next": "2026-11-29T08:30:00+01:00",
        "pieces": [{"place": "crontab", "text": _block(f"30 8 * * 0 {PROGRAM} remind --once-a-day")}],
        "changed": True,
        "dry_run": False,
        "left_to_do": [],
    }
    again = custlove("schedule", "install", "--days", "sun", "--json").json
    assert again == {**given, "changed": False}
    shown = custlove("schedule", "show", "--json").json
    assert shown == {name: given[name] for name in ("with", "state", "at", "days", "next", "pieces")}
    assert custlove("schedule", "remove", "--json").json == {"with": ["cron"], "changed": True, "dry_run": False}
    assert custlove("schedule", "remove", "--json").json == {"with": [], "changed": False, "dry_run": False}


def test_a_dry_run_does_nothing(custlove: Program, crontab: FakeCrontab, home: Path) -> None:
    would = custlove("schedule", "install", "--dry-run")
    block = _block(f"30 8 * * 1-5 {PROGRAM} remind --once-a-day")
    assert would.out == f"Would be scheduled in your crontab:\n\n{block}"
    told = custlove("schedule", "install", "--dry-run", "--json").json
    assert (told["state"], told["changed"], told["dry_run"]) == ("not_installed", True, True)
    for name in ("systemd", "launchd"):
        custlove("schedule", "install", "--with", name, "--dry-run")
    assert (crontab.table, list(home.iterdir())) == (None, [])
    custlove("schedule", "install")
    assert custlove("schedule", "remove", "--dry-run").out == f"Would be removed from your crontab:\n\n{block}"
    assert custlove("schedule", "remove", "--dry-run", "--json").json == {
        "with": ["cron"],
        "changed": True,
        "dry_run": True,
    }
    assert crontab.table is not None


def test_options_of_remind(custlove: Program, crontab: FakeCrontab) -> None:
    options = ("--only", "broken,overdue", "--exec", "mail -s 'a 100% $(touch x)' me", "--quiet-hours", "20:00-07:00")
    text = custlove("schedule", "show", "--json", "--", *options).json["pieces"][0]["text"]
    line = text.split("\n")[1].replace("\\%", "%")
    assert shlex.split(line)[5:] == [PROGRAM, "remind", *options]


@pytest.mark.parametrize(
    "words",
    [
        ("--at", "25:00"),
        ("--at", "noon"),
        ("--days", "mon-"),
        ("--days", "someday"),
        ("--with", "at"),
        ("--", "--wrong"),
        ("--", "--only", "foo"),
        ("--", "--ahead", "soon"),
        ("--", "--quiet-hours", "20-7"),
        ("--", "--exec", "'open"),
        ("--", "--max", "none"),
        ("--", "today"),
        ("--", "--exec", "a\nb"),
    ],
)
def test_wrong_usage_is_said_and_nothing_is_done(
    custlove: Program, crontab: FakeCrontab, words: tuple[str, ...]
) -> None:
    said = custlove("schedule", "install", *words, code=2)
    assert (said.out, crontab.table) == ("", None)
    assert custlove("schedule", "show", *words, code=2).out == ""


def test_a_journal_that_was_named_is_named_to_the_scheduler(
    custlove: Program, crontab: FakeCrontab, tmp_path: Path
) -> None:
    path = tmp_path / "my clients 100%.db"
    said = custlove("--journal", path, "schedule", "install", code=66)
    assert (said.err.startswith("custlove: There is no journal at "), crontab.table) == (True, None)
    custlove("init", path)
    custlove("--journal", path, "schedule", "install")
    assert crontab.table is not None
    line = crontab.table.decode().split("\n")[1].replace("\\%", "%")
    assert shlex.split(line)[5:] == [f"CUSTLOVE_JOURNAL={path}", PROGRAM, "remind", "--once-a-day"]
    first = crontab.table
    custlove("schedule", "install", env={"CUSTLOVE_JOURNAL": str(path)})
    assert crontab.table == first


def test_nothing_of_the_journal_is_in_the_text(custlove: Program, crontab: FakeCrontab) -> None:
    empty = custlove("schedule", "show", "--json").out
    custlove("person", "add", "Anna %s $(id)\n0 * * * * rm -rf ~", "--as", "anna", "--on", "2026-01-01")
    custlove("promise", "add", "anna", "# END custlove remind", "--by", "2026-11-01", "--on", "2026-10-01")
    assert custlove("schedule", "show", "--json").out == empty


def test_systemd(custlove: Program, programs: Path, home: Path) -> None:
    fake_manager(programs)
    said = custlove("schedule", "install", "--with", "systemd", "--at", "07:45")
    assert said.err == ""
    assert said.out.startswith("Scheduled in a systemd timer: mon-fri at 07:45, next Mon 23 Nov 2026, tomorrow, at ")
    units = home / ".config" / "systemd" / "user"
    assert f"\nExecStart={PROGRAM} remind --once-a-day --notify\n" in (units / "custlove-remind.service").read_text()
    assert custlove("schedule", "show", "--json").json["at"] == "07:45"
    assert calls(programs, "systemctl")[-1] == "--user enable --now custlove-remind.timer"
    assert custlove("schedule", "remove").out == "Removed from a systemd timer.\n"
    assert list(home.iterdir()) == []


def test_systemd_without_a_manager_says_what_is_left_to_do(custlove: Program) -> None:
    command = "systemctl --user enable --now custlove-remind.timer"
    said = custlove("schedule", "install", "--with", "systemd")
    assert said.err == f"What is left to do, where you are logged in: {command}\n"
    assert custlove("schedule", "install", "--with", "systemd", "--json").json["left_to_do"] == [command]


def test_launchd(custlove: Program, programs: Path, home: Path) -> None:
    fake_launchctl(programs)
    custlove("schedule", "install", "--days", "mon")
    agent = plistlib.loads((home / "Library" / "LaunchAgents" / "custlove.remind.plist").read_bytes())
    assert agent["ProgramArguments"] == [PROGRAM, "remind", "--once-a-day", "--notify"]
    assert agent["StartCalendarInterval"] == [{"Weekday": 1, "Hour": 8, "Minute": 30}]
    shown = custlove("schedule", "show").out
    assert shown.startswith("Scheduled in a launch agent:\n")
    assert shown.endswith("Next: Mon 23 Nov 2026, tomorrow, at 08:30.\n")
    custlove("schedule", "remove")
    assert list(home.iterdir()) == []


def test_two_at_once_are_pointed_out_and_removed_together(custlove: Program, crontab: FakeCrontab) -> None:
    custlove("schedule", "install", "--with", "cron")
    said = custlove("schedule", "install", "--with", "systemd")
    assert said.err.splitlines()[1:] == ["There is another in your crontab: custlove schedule remove --with cron"]
    assert custlove("schedule", "remove").out == "Removed from your crontab and a systemd timer.\n"
    assert crontab.table is None


def test_only_the_one_that_is_named_is_removed(custlove: Program, crontab: FakeCrontab, home: Path) -> None:
    custlove("schedule", "install", "--with", "cron")
    custlove("schedule", "install", "--with", "systemd")
    assert custlove("schedule", "remove", "--with", "systemd").out == "Removed from a systemd timer.\n"
    assert (crontab.table is None, list(home.iterdir())) == (False, [])


def test_a_machine_without_any(custlove: Program) -> None:
    assert "no cron, systemd or launchd" in custlove("schedule", "show", code=73).err
    assert "no cron, systemd or launchd" in custlove("schedule", "install", code=73).err
    assert "There is no crontab" in custlove("schedule", "install", "--with", "cron", code=73).err
    assert custlove("schedule", "remove").out == "Nothing of custlove is scheduled.\n"


def test_lines_that_somebody_changed_are_shown_as_they_are(custlove: Program, crontab: FakeCrontab) -> None:
    crontab.put(_block("@daily custlove remind \x1b[31m").encode())
    said = custlove("schedule", "show").out
    assert "\n@daily custlove remind ␛[31m\n" in said
    assert said.endswith("Next: unknown, as somebody has changed it.\n")
    told = custlove("schedule", "show", "--json").json
    assert (told["state"], told["at"], told["days"], told["next"]) == ("installed", None, [], None)


def test_marks_that_were_spoilt_are_refused(custlove: Program, crontab: FakeCrontab) -> None:
    table = b"# BEGIN custlove remind\n0 1 * * * true\n"
    crontab.put(table)
    for words in (("show",), ("install",), ("remove",)):
        assert "do not belong together" in custlove("schedule", *words, code=4).err
    assert crontab.table == table
    # The other schedulers have nothing to do with it.
    assert "another in your crontab" in custlove("schedule", "install", "--with", "systemd").err


def test_the_next_run_over_the_end_of_summer_time(custlove: Program, crontab: FakeCrontab) -> None:
    saturday = datetime(2026, 10, 24, 18, tzinfo=UTC)
    told = custlove("schedule", "show", "--days", "daily", "--json", now=saturday).json
    assert told["next"] == "2026-10-25T08:30:00+01:00"


def test_a_machine_in_another_zone(
    custlove: Program, crontab: FakeCrontab, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "machine_zone", lambda: ZoneInfo("UTC"))
    settings = home / ".config" / "custlove" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('zone = "Europe/Berlin"\n')
    # Half past eight on that machine is half past nine where the user is.
    said = custlove("schedule", "install", "--with", "cron", env={"TZ": "UTC"})
    assert "next Mon 23 Nov 2026, tomorrow, at 09:30." in said.out
    assert said.err == "cron goes by the clock of this machine (UTC), which is not Europe/Berlin.\n"
    told = custlove("schedule", "show", "--with", "systemd", "--at", "08:30", "--json", env={"TZ": "UTC"}).json
    assert told["next"] == "2026-11-23T08:30:00+01:00"
    assert "\nOnCalendar=Mon,Tue,Wed,Thu,Fri *-*-* 08:30:00 Europe/Berlin\n" in told["pieces"][1]["text"]


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Path]:
    """The real crontab program, and nobody's crontab."""
    (tmp_path / "real").mkdir()
    with nobodys_crontab(tmp_path / "real") as program:
        yield program


def test_the_installed_program_in_a_real_crontab(real: Path, home: Path) -> None:
    environ = {"PATH": f"{real.parent}:/usr/bin:/bin", "HOME": str(home)}
    table = b"MAILTO=me\r\n# mine \xff\n0 1 * * * printf 'a\\r' 100\\%\n"
    subprocess.run([real, "-"], input=table, check=True)
    command = [sys.executable, "-m", "custlove", "schedule"]
    subprocess.run([*command, "install", "--with", "cron"], env=environ, check=True, capture_output=True)
    listed = subprocess.run([real, "-l"], check=True, capture_output=True).stdout
    line = next(line for line in listed.splitlines() if b"remind --once-a-day" in line)
    # What cron would run, in the environment that it would run it in: nothing is due, so nothing is said.
    bare = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LC_ALL": "C"}
    run = subprocess.run(["/bin/sh", "-c", line.split(maxsplit=5)[5]], env=bare, capture_output=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")
    subprocess.run([*command, "remove"], env=environ, check=True, capture_output=True)
    shown = subprocess.run([real, "-e"], env={**environ, "EDITOR": "cat"}, check=True, capture_output=True)
    assert shown.stdout == table

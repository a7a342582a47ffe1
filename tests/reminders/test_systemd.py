import errno
import os
import shutil
import subprocess
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove import private_files
from custlove.errors import CannotCreate, NoPermission, OutputFailed
from custlove.reminders import systemd
from custlove.reminders.plan import Plan, Timing
from custlove.reminders.scheduler import Piece
from custlove.reminders.systemd import Systemd
from tests.reminders.fakes import calls, fake_manager

PLAN = Plan(Timing(time(8, 30), (0, 1, 2, 3, 4)), ("/opt/bin/custlove", "remind", "--once-a-day", "--notify"), {})
LATER = PLAN._replace(timing=Timing(time(17, 5), (5, 6)))
RELOAD, START = "--user daemon-reload", "--user enable --now custlove-remind.timer"
STOP, RESTART = "--user disable --now custlove-remind.timer", "--user restart custlove-remind.timer"
NASTY = "/a b%c$h`i é#;${HOME}&="
timings = st.builds(
    Timing,
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An empty home."""
    place = tmp_path / "place"
    place.mkdir()
    return place


@pytest.fixture
def scheduler(tmp_path: Path, place: Path) -> Systemd:
    """The user's units in that home, without a manager."""
    return Systemd({"PATH": str(tmp_path), "HOME": str(place)})


def _tree(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_the_units() -> None:
    plan = PLAN._replace(environment={"CUSTLOVE_JOURNAL": "/home/me/my clients.db"}, zone="Europe/Berlin")
    assert systemd.service(plan) == (
        "# Made by custlove; to take it away: custlove schedule remove\n"
        "[Unit]\n"
        "Description=What you owe people today (custlove)\n"
        "\n"
        "[Service]\n"
        "Type=oneshot\n"
        'Environment="CUSTLOVE_JOURNAL=/home/me/my clients.db"\n'
        "ExecStart=/opt/bin/custlove remind --once-a-day --notify\n"
    )
    assert systemd.timer(plan) == (
        "# Made by custlove; to take it away: custlove schedule remove\n"
        "[Unit]\n"
        "Description=When custlove reminds\n"
        "\n"
        "[Timer]\n"
        "OnCalendar=Mon,Tue,Wed,Thu,Fri *-*-* 08:30:00 Europe/Berlin\n"
        "Persistent=true\n"
        "\n"
        "[Install]\n"
        "WantedBy=timers.target\n"
    )


def test_every_day_needs_no_names() -> None:
    assert "\nOnCalendar=*-*-* 08:30:00\n" in systemd.timer(PLAN._replace(timing=Timing(time(8, 30), tuple(range(7)))))


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (("/a b/custlove", "c d", ""), 'ExecStart="/a b/custlove" "c d" ""\n'),
        (("/a%h", "100%"), "ExecStart=/a%%h 100%%\n"),
        (("/a$b", "$HOME", "${X}"), 'ExecStart="/a$b" "$$HOME" "$${X}"\n'),
        (("/a", ";", '"', "\\", "'"), 'ExecStart=/a ";" "\\"" "\\\\" "\'"\n'),
        (("/it's", "x"), 'ExecStart=/bin/sh -c "exec \\"$$0\\" \\"$$@\\"" "/it\'s" x\n'),
    ],
)
def test_words_are_written_as_systemd_reads_them(command: tuple[str, ...], line: str) -> None:
    assert systemd.service(PLAN._replace(command=command)).endswith(line)


@given(timings)
def test_the_timing_of_the_units_reads_back(timing: Timing) -> None:
    scheduler = Systemd({"HOME": "/home/me"})
    assert scheduler.timing(scheduler.pieces(PLAN._replace(timing=timing, zone="Europe/Berlin"))) == timing


@pytest.mark.parametrize("line", ["OnCalendar=weekly", "OnCalendar=*:0/5", "OnBootSec=5min", ""])
def test_the_timing_of_a_timer_that_somebody_changed_is_not_guessed(line: str) -> None:
    assert Systemd({}).timing([Piece("x.timer", f"[Timer]\n{line}\n")]) is None


def test_without_a_manager_the_command_to_run_is_told(scheduler: Systemd, place: Path) -> None:
    assert scheduler.install(PLAN) == ["systemctl --user enable --now custlove-remind.timer"]
    assert scheduler.installed() == scheduler.pieces(PLAN)
    assert _tree(place)[-2:] == [
        ".config/systemd/user/custlove-remind.service",
        ".config/systemd/user/custlove-remind.timer",
    ]


def test_units_go_where_the_user_keeps_settings(tmp_path: Path, place: Path) -> None:
    own = Systemd({"PATH": str(tmp_path), "HOME": str(place), "XDG_CONFIG_HOME": str(tmp_path / "own")})
    own.install(PLAN)
    assert [Path(piece.place).parent for piece in own.installed()] == [tmp_path / "own" / "systemd" / "user"] * 2
    own.remove()
    assert _tree(tmp_path / "own") == []
    relative = Systemd({"HOME": str(place), "XDG_CONFIG_HOME": "relative"})
    assert relative.pieces(PLAN)[0].place == str(place / ".config/systemd/user/custlove-remind.service")


def test_a_manager_is_told(tmp_path: Path, scheduler: Systemd) -> None:
    fake_manager(tmp_path)
    asked = "--user show-environment"
    assert scheduler.install(PLAN) == []
    assert scheduler.install(PLAN) == []
    assert calls(tmp_path, "systemctl") == [asked, RELOAD, START] * 2
    scheduler.install(LATER)
    assert scheduler.installed() == scheduler.pieces(LATER)
    assert calls(tmp_path, "systemctl")[6:] == [asked, RELOAD, START, RESTART]
    scheduler.remove()
    assert calls(tmp_path, "systemctl")[10:] == [asked, STOP, RELOAD]


def test_a_manager_that_does_not_run_is_not_told(tmp_path: Path, scheduler: Systemd) -> None:
    fake_manager(tmp_path, running=False)
    assert scheduler.available()
    assert scheduler.install(PLAN) == ["systemctl --user enable --now custlove-remind.timer"]
    assert calls(tmp_path, "systemctl") == ["--user show-environment"]


@pytest.mark.parametrize("before", [None, LATER])
def test_a_manager_that_refuses_leaves_all_as_it_was(
    tmp_path: Path, scheduler: Systemd, place: Path, before: Plan | None
) -> None:
    if before:
        scheduler.install(before)
    tree, pieces = _tree(place), scheduler.installed()
    fake_manager(tmp_path, failing="enable")
    with pytest.raises(OutputFailed, match=r"enable --now .* failed: no luck") as caught:
        scheduler.install(PLAN)
    assert caught.value.hint == "Nothing was changed."
    assert (_tree(place), scheduler.installed()) == (tree, pieces)


def test_a_place_that_cannot_be_written_leaves_all_as_it_was(scheduler: Systemd, place: Path) -> None:
    (place / ".config" / "systemd" / "user" / "custlove-remind.timer" / "in the way").mkdir(parents=True)
    before = _tree(place)
    with pytest.raises(NoPermission, match="cannot be read: Is a directory"):
        scheduler.install(PLAN)
    assert _tree(place) == before


def test_units_come_both_or_not_at_all(scheduler: Systemd, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = private_files.replace_text

    def full(path: Path, text: str) -> None:
        if "timer" in path.name:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(path, text)

    with monkeypatch.context() as patch:
        patch.setattr(private_files, "replace_text", full)
        with pytest.raises(CannotCreate, match="No space left"):
            scheduler.install(PLAN)
    assert _tree(place) == []


def test_no_trace_is_left(scheduler: Systemd, place: Path) -> None:
    scheduler.install(PLAN)
    wanted = place / ".config/systemd/user/timers.target.wants/custlove-remind.timer"
    stamp = place / ".local/share/systemd/timers/stamp-custlove-remind.timer"
    for path in (wanted, stamp):
        path.parent.mkdir(parents=True)
    wanted.symlink_to("../custlove-remind.timer")
    stamp.touch()
    scheduler.remove()
    assert (_tree(place), scheduler.installed()) == ([], [])
    scheduler.remove()


def test_what_others_keep_there_stays(scheduler: Systemd, place: Path) -> None:
    other = place / ".config" / "systemd" / "user" / "backup.timer"
    other.parent.mkdir(parents=True)
    other.touch()
    before = _tree(place)
    scheduler.install(PLAN)
    scheduler.remove()
    assert _tree(place) == before


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze here")
@pytest.mark.parametrize("nasty", [False, True])
def test_systemd_takes_the_units(scheduler: Systemd, place: Path, nasty: bool) -> None:
    script = place / (NASTY.lstrip("/") if nasty else "bin") / "custlove"
    script.parent.mkdir(parents=True)
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    command = (str(script), "remind", "--exec", f"{NASTY} '\"\\")
    scheduler.install(PLAN._replace(command=command, environment={"CUSTLOVE_JOURNAL": NASTY}, zone="Europe/Berlin"))
    said = _verify([piece.place for piece in scheduler.installed()], place)
    assert (said.returncode, [line for line in said.stderr.splitlines() if "custlove" in line]) == (0, [])


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze here")
def test_what_systemd_does_not_take_would_be_seen(scheduler: Systemd, place: Path) -> None:
    scheduler.install(PLAN)
    timer = Path(scheduler.installed()[1].place)
    timer.write_text(timer.read_text().replace("08:30", "28:30"))
    assert "custlove-remind.timer" in _verify([str(timer)], place).stderr


def _verify(units: list[str], home: Path) -> "subprocess.CompletedProcess[str]":
    command = [shutil.which("systemd-analyze") or "", "--user", "verify", *units]
    environ = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze here")
def test_systemd_reads_the_days_as_we_do() -> None:
    line = next(line for line in systemd.timer(LATER).splitlines() if line.startswith("OnCalendar="))
    command = [shutil.which("systemd-analyze") or "", "calendar", line.partition("=")[2]]
    said = subprocess.run(command, capture_output=True, text=True, check=True, env={"LC_ALL": "C"}).stdout
    assert "Normalized form: Sat,Sun *-*-* 17:05:00" in said

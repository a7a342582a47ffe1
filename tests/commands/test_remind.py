import json
import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.conftest import NOW, Program, written_once
from tests.reminders.fakes import Programs

Installed = Callable[..., "CompletedProcess[str]"]
TODAY = ("--today", "2026-11-22")
SEED = (
    ("promise", "add", "anna", "the offer", "--by", "2026-11-10", "--on", "2026-10-01"),
    ("followup", "add", "anna", "2026-11-21", "call her", "--on", "2026-10-01"),
    ("followup", "add", "anna", "2026-11-24", "write", "--on", "2026-10-01"),
)


@pytest.fixture
@written_once
def owing(anna: Program) -> Program:
    """A promise broken, a follow-up overdue and one in two days."""
    for words in SEED:
        anna(*words)
    return anna


@pytest.fixture
def programs(tmp_path: Path) -> Programs:
    folder = tmp_path / "programs"
    folder.mkdir()
    return Programs(folder)


@pytest.fixture(autouse=True)
def _no_desktop(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


def _marks(home: Path) -> list[Path]:
    return list((home / "state").rglob("reminded-*"))


def test_silence_where_there_is_no_journal_and_nothing_is_made(custlove: Program, home: Path) -> None:
    said = custlove("remind", "--once-a-day", "--notify", "--exec", "false")
    assert (said.out, said.err, list(home.iterdir())) == ("", "", [])


def test_silence_when_nothing_is_due(custlove: Program, home: Path) -> None:
    custlove("person", "add", "Anna Karenina")
    for form in ("text", "markdown", "html", "json"):
        said = custlove("remind", "--once-a-day", "--format", form)
        assert (said.out, said.err) == ("", "")
    assert _marks(home) == []


def test_a_journal_that_was_named_has_to_be_there(custlove: Program, tmp_path: Path) -> None:
    said = custlove("--journal", tmp_path / "none.db", "remind", code=66)
    assert (said.out, said.err.count("no journal")) == ("", 1)


def test_the_message(owing: Program) -> None:
    said = owing("remind", tty=True)
    assert said.err == ""
    lines = said.out.split("\n")
    assert lines[0] == "1 broken promise, 1 follow-up overdue, 1 person gone quiet"
    assert [line for line in lines[1:] if line and not line.startswith("  ")] == [
        "Broken promises",
        "Overdue follow-ups",
        "Gone quiet",
    ]
    assert "\x1b" not in said.out


def test_only_what_is_asked_for_and_what_is_ahead(owing: Program) -> None:
    assert owing("remind", "--only", "overdue").out.startswith("1 follow-up overdue\n\nOverdue follow-ups\n  Anna")
    ahead = owing("remind", "--only", "overdue,due", "--ahead", "2d")
    assert ahead.out.startswith("1 follow-up overdue, 1 follow-up due\n")
    assert owing("remind", "--only", "days").out == ""


def test_at_most_so_many_lines(owing: Program) -> None:
    said = owing("remind", "--max", "1", "--only", "broken,overdue").out
    assert said.startswith("1 broken promise, 1 follow-up overdue\n")
    assert said.endswith("\nand 1 more: custlove today\n")
    assert "call her" not in said


def test_the_forms(owing: Program) -> None:
    assert owing("remind", "--format", "markdown").out.startswith("**1 broken promise, ")
    assert owing("remind", "--format", "html").out.startswith("<p><strong>1 broken promise, ")
    said = owing("remind", "--format", "json").json
    assert (said["today"], said["count"], list(said["sections"])) == (
        "2026-11-22",
        3,
        ["broken_promises", "overdue_follow_ups", "gone_quiet"],
    )


@pytest.mark.parametrize(
    "words",
    [
        ("--only", "foo"),
        ("--ahead", "-3d"),
        ("--ahead", "soon"),
        ("--max", "0"),
        ("--format", "pdf"),
        ("--quiet-hours", "20-7"),
        ("--quiet-hours", "20:00"),
        ("--quiet-hours", "25:00-07:00"),
        ("--quiet-hours", "20:00-24:01"),
        ("--quiet-hours", "20:00+01:00-07:00"),
        ("--exec", ""),
        ("--exec", "'open"),
        ("what",),
    ],
)
def test_wrong_usage_is_said_even_when_nothing_is_due(custlove: Program, words: tuple[str, ...]) -> None:
    said = custlove("remind", *words, code=2)
    assert said.out == ""


def test_once_a_day_and_again_the_next(owing: Program, home: Path, journal: Path) -> None:
    first = owing("remind", "--once-a-day").out
    assert first == owing("remind").out
    assert owing("remind", "--once-a-day", "--only", "broken").out == ""
    assert owing("remind", "--once-a-day", now=NOW + timedelta(days=1)).out != ""
    (mark,) = _marks(home)
    assert mark.read_text() == "2026-11-23\n"
    assert [path.name for path in journal.parent.iterdir()] == ["journal.db"]


def test_what_fell_due_while_the_machine_was_off_is_there_once(owing: Program) -> None:
    owing("remind", "--once-a-day")
    later = NOW + timedelta(days=9)
    assert owing("remind", "--once-a-day", now=later).out.startswith("1 broken promise, 2 follow-ups overdue, ")
    assert owing("remind", "--once-a-day", now=later + timedelta(hours=3)).out == ""


def test_what_falls_due_after_a_silent_run_is_given_the_same_day(anna: Program) -> None:
    assert anna("remind", "--once-a-day", "--only", "broken").out == ""
    for words in SEED:
        anna(*words)
    assert anna("remind", "--once-a-day", "--only", "broken").out != ""


def test_the_mark_is_the_journals(owing: Program, tmp_path: Path, journal: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(journal, copy)
    assert owing("remind", "--once-a-day").out != ""
    assert owing("--journal", copy, "remind", "--once-a-day").out != ""
    assert owing("--journal", journal, "remind", "--once-a-day").out == ""


@pytest.mark.slow
def test_two_at_once_give_it_once(owing: Program) -> None:
    command = [sys.executable, "-m", "custlove", *TODAY, "remind", "--once-a-day"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = sorted(each.communicate(timeout=120)[0] for each in both)
    assert said[0] == ""
    assert said[1].startswith("1 broken promise, ")
    assert [each.returncode for each in both] == [0, 0]


@pytest.mark.parametrize(
    ("hours", "clock", "quiet"),
    [
        ("20:00-07:00", "19:59", False),
        ("20:00-07:00", "20:00", True),
        ("20:00-07:00", "00:00", True),
        ("20:00-07:00", "06:59", True),
        ("20:00-07:00", "07:00", False),
        ("12:00-13:30", "12:00", True),
        ("12:00-13:30", "13:30", False),
        ("8:00 - 24:00", "23:59", True),
        ("8:00 - 24:00", "07:59", False),
        ("08:00-08:00", "08:00", False),
    ],
)
def test_quiet_hours(owing: Program, home: Path, hours: str, clock: str, quiet: bool) -> None:
    # Berlin is an hour ahead of UTC in November.
    now = datetime.fromisoformat(f"2026-11-23T{clock}:00+01:00").astimezone(UTC)
    said = owing("remind", "--once-a-day", "--quiet-hours", hours, now=now)
    assert (said.out == "", said.err, _marks(home) == []) == (quiet, "", quiet)


def test_a_notification_in_place_of_the_message(owing: Program, programs: Programs) -> None:
    calls = programs.record("notify-send")
    desktop = {"PATH": str(programs.folder), "DISPLAY": ":0"}
    said = owing("remind", "--notify", env=desktop)
    assert (said.out, said.err) == ("", "")
    assert calls()[-1]["args"][2:] == ["custlove", "1 broken promise, 1 follow-up overdue, 1 person gone quiet"]
    owing("remind", "--notify", "--names", "--only", "broken", env=desktop)
    assert calls()[-1]["args"][2:] == ["custlove", "1 broken promise\nAnna Karenina"]


def test_without_a_desktop_it_says_so_once_and_prints(owing: Program, programs: Programs) -> None:
    programs.record("notify-send")
    said = owing("remind", "--notify", "--once-a-day", env={"PATH": str(programs.folder)})
    assert said.err == "There is no desktop to notify here.\n"
    assert said.out == owing("remind").out


def test_a_command_is_given_the_message(owing: Program, programs: Programs) -> None:
    calls = programs.record("post")
    command = f"{programs.folder}/post '--to=a b' $HOME"
    said = owing("remind", "--exec", command, "--format", "json", "--only", "broken", "--once-a-day")
    assert (said.out, said.err) == ("", "")
    (call,) = calls()
    assert call["args"] == ["--to=a b", "$HOME"]
    assert json.loads(call["stdin"])["subject"] == call["env"]["CUSTLOVE_SUBJECT"] == "1 broken promise"
    assert (call["env"]["CUSTLOVE_COUNT"], call["env"]["CUSTLOVE_NAMES"]) == ("1", "Anna Karenina")


def test_a_command_and_a_notification(owing: Program, programs: Programs) -> None:
    posted, shown = programs.record("post"), programs.record("notify-send")
    command = ("remind", "--exec", f"{programs.folder}/post", "--notify")
    assert owing(*command, env={"PATH": str(programs.folder), "DISPLAY": ":0"}).out == ""
    assert (len(posted()), len(shown())) == (1, 1)
    said = owing(*command, env={"PATH": str(programs.folder)})
    # The command has got it; only the notification is missing.
    assert (said.out, said.err, len(posted())) == ("", "There is no desktop to notify here.\n", 2)


@pytest.mark.parametrize("command", ["post", "/nowhere/post"])
def test_a_command_that_fails_has_given_nothing(owing: Program, programs: Programs, home: Path, command: str) -> None:
    programs.record("post", 1)
    environ = {"PATH": str(programs.folder)}
    said = owing("remind", "--once-a-day", "--exec", command, env=environ, code=74)
    assert said.out == ""
    assert said.err.startswith(f"custlove: {command} ")
    assert owing("remind", "--once-a-day", env=environ).out != ""
    assert len(_marks(home)) == 1


@pytest.mark.slow
def test_an_output_that_fails_has_given_nothing(owing: Program, installed: Installed) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    with Path("/dev/full").open("w") as full:
        said = installed(*TODAY, "remind", "--once-a-day", stdout=full, stderr=subprocess.PIPE)
    assert (said.returncode, said.stderr.count("cannot be written")) == (74, 1)
    assert installed(*TODAY, "remind", "--once-a-day").stdout != ""


def test_names_are_nothing_but_text(custlove: Program, programs: Programs, tmp_path: Path) -> None:
    name = '$(touch pwned) `id`; "<b>" [red] \\n \x1b[31m %s'
    calls = programs.record("post")
    custlove("person", "add", name, "--as", "x", "--on", "2026-01-01", "--every", "1 week")
    text = custlove("remind").out
    assert '  $(touch pwned) `id`; "<b>" [red] \\n ␛[31m %s: every 7 days' in text
    custlove("remind", "--exec", f"{programs.folder}/post")
    assert calls()[0]["stdin"] == text
    assert not list(tmp_path.rglob("pwned"))


def test_the_journal_is_left_as_it_is(owing: Program, journal: Path) -> None:
    before, at = journal.read_bytes(), journal.stat().st_mtime_ns
    for words in ((), ("--once-a-day",), ("--exec", "true"), ("--notify",), ("--format", "json", "--ahead", "1y")):
        owing("remind", *words)
    assert (journal.read_bytes(), journal.stat().st_mtime_ns) == (before, at)
    assert [path.name for path in journal.parent.iterdir()] == ["journal.db"]


@pytest.fixture
def read_only(owing: Program, journal: Path) -> Iterator[list[str]]:
    """A journal and its folder that nobody may write; how to start a program that is held by that even as root."""
    journal.chmod(0o400)
    journal.parent.chmod(0o500)
    if os.getuid() != 0:
        yield []
    elif shutil.which("setpriv"):
        yield ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]
    else:
        pytest.skip("root may write everything, and there is no setpriv here")
    journal.parent.chmod(0o700)


@pytest.mark.slow
def test_a_journal_that_may_not_be_written_is_enough(read_only: list[str], journal: Path) -> None:
    command = [*read_only, sys.executable, "-m", "custlove", *TODAY, "remind", "--once-a-day"]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.startswith("1 broken promise, ")
    writing = [*read_only, sys.executable, "-m", "custlove", "person", "add", "Bo"]
    assert subprocess.run(writing, capture_output=True, check=False).returncode == 77


def _as_cron_would(journal: Path, tmp_path: Path, *words: str, **environ: str) -> "CompletedProcess[bytes]":
    given = {"CUSTLOVE_JOURNAL": str(journal), "CUSTLOVE_CONFIG": str(tmp_path / "none"), **environ}
    command = [sys.executable, "-m", "custlove", *TODAY, "remind", *words]
    return subprocess.run(command, env=given, stdin=subprocess.DEVNULL, capture_output=True, check=False, cwd="/")


def test_an_empty_environment(owing: Program, journal: Path, tmp_path: Path) -> None:
    said = _as_cron_would(journal, tmp_path)
    assert (said.returncode, said.stderr) == (0, b"")
    assert said.stdout.startswith(b"1 broken promise, ")


@pytest.mark.slow
@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
@pytest.mark.parametrize("encoding", ["ascii", "ascii:strict", "latin-1"])
def test_an_output_that_knows_few_letters(
    custlove: Program, journal: Path, tmp_path: Path, form: str, encoding: str
) -> None:
    custlove("person", "add", "Zoë Ωmega 佐藤 ❤", "--on", "2026-01-01", "--every", "1 week")
    environ = {"LC_ALL": "C", "PYTHONIOENCODING": encoding, "PYTHONCOERCECLOCALE": "0"}
    said = _as_cron_would(journal, tmp_path, "--format", form, **environ)
    assert (said.returncode, said.stderr) == (0, b"")
    shown = "Zoë ?mega ?? ?".encode(encoding.partition(":")[0], "replace")
    assert (b"Zo&#235; &#937;mega &#20304;&#34276; &#10084;" if form == "html" else shown) in said.stdout


@pytest.mark.slow
def test_a_locked_journal_waits_and_then_says_so_on_one_line(
    owing: Program, journal: Path, tmp_path: Path, home: Path
) -> None:
    held = sqlite3.connect(journal, isolation_level=None)
    try:
        held.execute("BEGIN EXCLUSIVE")
        said = _as_cron_would(journal, tmp_path, "--once-a-day", CUSTLOVE_LOCK_TIMEOUT="0.3", HOME=str(home))
    finally:
        held.close()
    assert (said.returncode, said.stdout) == (75, b"")
    assert said.stderr.decode() == f"custlove: {journal} is in use by another program. No reminder this time.\n"
    assert _marks(home) == []


@pytest.mark.slow
def test_a_lock_that_goes_away_in_time_is_waited_for(owing: Program, journal: Path, tmp_path: Path) -> None:
    program = textwrap.dedent("""
        import sqlite3, sys, time
        held = sqlite3.connect(sys.argv[1], isolation_level=None)
        held.execute("BEGIN EXCLUSIVE")
        print("held", flush=True)
        time.sleep(1)
        held.close()
    """)
    with subprocess.Popen([sys.executable, "-c", program, str(journal)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        said = _as_cron_would(journal, tmp_path)
    assert (said.returncode, said.stderr) == (0, b"")
    assert said.stdout.startswith(b"1 broken promise, ")


def test_looking_loads_neither_the_orm_nor_what_draws_tables(owing: Program, home: Path) -> None:
    program = textwrap.dedent("""
        import sys
        from custlove.cli import app
        assert app.run(sys.argv[1:]) == 0
        heavy = {"sqlmodel", "sqlalchemy", "pydantic", "rich", "pendulum", "custlove.services"}
        sys.stderr.write(" ".join(sorted(heavy & set(sys.modules))))
    """)
    command = [sys.executable, "-c", program, *TODAY, "remind", "--once-a-day"]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert said.stdout.startswith("1 broken promise, ")
    assert said.stderr == ""

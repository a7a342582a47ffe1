"""`custlove today` before typer: the very same answer as the ordinary way, whatever stands in its way."""

import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from custlove.cli import app, today
from custlove.store import file
from tests.conftest import NOW, Program, Result

ASKED: list[list[str]] = [
    [], ["today"], ["--json"], ["today", "--json"], ["today", "--csv"], ["today", "--plain"], ["today", "--count"],
    ["today", "--ids"], ["today", "--exit-code"], ["--plain", "--exit-code"], ["today", "--json", "--csv"],
    ["today", "--json", "--json"], ["today", "--by-person"], ["today", "--by-person", "--json"], ["today", "--all"],
]  # fmt: skip
NOT_KNOWN: list[list[str]] = [
    ["today", "today"], ["today", "--ahead", "7d"], ["--today", "2026-03-01"], ["today", "--help"], ["--version"],
    ["--no-color"], ["-q", "today"], ["today", "--jso"], ["--json", "today"], ["log"], ["today", ""], ["--"],
    ["today", "--only", "low"],
]  # fmt: skip


def _empty(journal: Path) -> None:
    journal.unlink()
    file.create(journal)


def _folder(journal: Path) -> None:
    journal.unlink()
    journal.mkdir()


def _link(journal: Path) -> None:
    journal.unlink()
    journal.symlink_to("gone.db")


def _spoilt(journal: Path) -> None:
    data = bytearray(journal.read_bytes())
    data[4096 : len(data) // 2] = b"\x55" * (len(data) // 2 - 4096)
    journal.write_bytes(data)


def _newer(journal: Path) -> None:
    with closing(sqlite3.connect(journal)) as connection:
        connection.execute("PRAGMA user_version = 99")


def _no_day(journal: Path) -> None:
    with closing(sqlite3.connect(journal)) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        connection.execute("UPDATE promise SET due_on = 'no day'")
        connection.commit()


def _settings(text: str | bytes) -> Callable[[Path], object]:
    def write(journal: Path) -> None:
        place = journal.parents[2] / "config" / "custlove" / "config.toml"
        place.parent.mkdir(parents=True)
        place.write_bytes(text.encode() if isinstance(text, str) else text)

    return write


def _hidden(journal: Path) -> None:
    with closing(sqlite3.connect(journal)) as connection:
        connection.execute("UPDATE person SET name = 'A\x1b[31m\u202eann\u00e4 \u8349' WHERE handle = 'anna'")
        connection.commit()


# What befalls a journal with a year in it, by name.
STATES: dict[str, Callable[[Path], object]] = {
    "a year": lambda _: None,
    "none": lambda journal: journal.unlink(),
    "empty": _empty,
    "no bytes": lambda journal: journal.write_bytes(b""),
    "a folder": _folder,
    "a link to nothing": _link,
    "text": lambda journal: journal.write_text("Dear diary,\n"),
    "spoilt": _spoilt,
    "a day that is none": _no_day,
    "newer": _newer,
    "hidden letters": _hidden,
    "settings": _settings('zone = "Asia/Tokyo"\n[today]\ndays_ahead = 90\n[cadence]\nclient = "2 weeks"\n'),
    "settings that are no TOML": _settings("zone = \n"),
    "settings with an unknown key": _settings('colour = "red"\n'),
    "settings that are no text": _settings(b"\xff\xfe"),
    "settings with no zone": _settings('zone = "Mars/Olympus"\n'),
}
ENVIRONMENTS: dict[str, dict[str, str]] = {
    "as usual": {},
    "another journal": {"CUSTLOVE_JOURNAL": "~/nowhere/./else.db"},
    "no time to wait": {"CUSTLOVE_LOCK_TIMEOUT": "soon"},
    "no colour": {"NO_COLOR": "1"},
    "a dumb terminal": {"TERM": "dumb"},
    "a narrow terminal": {"COLUMNS": "40"},
    "hardly a terminal": {"COLUMNS": "7"},
    "no columns": {"COLUMNS": "none"},
    "another zone": {"TZ": "Pacific/Kiritimati"},
    "west": {"TZ": "UTC+3"},
    "no zone": {"TZ": "Mars/Olympus"},
    "no language": {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
}

Ways = Callable[..., tuple[Result, Result]]


class _Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def both(home: Path, monkeypatch: pytest.MonkeyPatch) -> Ways:
    """One command line answered both ways: before typer, and by it."""

    def once(way: Callable[[], int], encoding: str, *, tty: bool) -> Result:
        kind = _Terminal if tty else io.TextIOWrapper
        out, err = io.BytesIO(), io.BytesIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
            patch.setattr(sys, "stdout", kind(out, encoding=encoding, write_through=True))
            patch.setattr(sys, "stderr", kind(err, encoding=encoding, write_through=True))
            code = way()
            return Result(out.getvalue().decode(encoding), err.getvalue().decode(encoding), code)

    def run(
        arguments: list[str], *, tty: bool = False, encoding: str = "utf-8", clock: datetime = NOW
    ) -> tuple[Result, Result]:
        assert today.knows(arguments)
        quick = once(lambda: today.run(arguments, os.environ, clock), encoding, tty=tty)
        return quick, once(lambda: app.run(arguments, clock), encoding, tty=tty)

    return run


@pytest.mark.parametrize("arguments", NOT_KNOWN, ids=" ".join)
def test_what_has_to_be_parsed_is_left_to_the_ordinary_way(arguments: list[str]) -> None:
    assert not today.knows(arguments)


@pytest.mark.parametrize("arguments", ASKED, ids=" ".join)
@pytest.mark.parametrize("tty", [False, True])
def test_every_form_is_answered_the_same(stocked: Program, both: Ways, arguments: list[str], *, tty: bool) -> None:
    del stocked
    quick, ordinary = both(arguments, tty=tty)
    assert quick == ordinary
    assert quick.out or quick.err


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("tty", [False, True])
def test_every_journal_is_answered_the_same(
    stocked: Program, journal: Path, both: Ways, state: str, *, tty: bool
) -> None:
    del stocked
    STATES[state](journal)
    for arguments in ([], ["today", "--json"], ["today", "--exit-code"]):
        quick, ordinary = both(arguments, tty=tty)
        assert quick == ordinary
        assert quick.out or quick.err


@pytest.mark.parametrize("environment", ENVIRONMENTS)
@pytest.mark.parametrize("tty", [False, True])
def test_every_environment_is_answered_the_same(
    stocked: Program, both: Ways, monkeypatch: pytest.MonkeyPatch, environment: str, *, tty: bool
) -> None:
    del stocked
    for name, value in ENVIRONMENTS[environment].items():
        monkeypatch.setenv(name, value)
    for encoding in ("utf-8", "ascii", "cp1252"):
        quick, ordinary = both(["today"], tty=tty, encoding=encoding)
        assert quick == ordinary
        assert quick.out or quick.err


def test_a_locked_journal_is_told_once_and_in_time(
    stocked: Program, journal: Path, both: Ways, monkeypatch: pytest.MonkeyPatch
) -> None:
    del stocked
    monkeypatch.setenv("CUSTLOVE_LOCK_TIMEOUT", "0.3")
    with closing(sqlite3.connect(journal, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        begun = time.monotonic()
        quick, ordinary = both(["today"])
        assert time.monotonic() - begun < 3
    assert quick == ordinary
    assert quick.code == 75


def _process(arguments: list[str], **options: Any) -> "subprocess.CompletedProcess[bytes]":
    options.setdefault("stdout", subprocess.PIPE)
    command = [sys.executable, "-m", "custlove", *arguments]
    return subprocess.run(command, stderr=subprocess.PIPE, check=False, timeout=60, **options)


# The ordinary way, as a process of its own: an option that changes nothing here.
ORDINARY = ["--no-input", "today"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_full_device_is_told_the_same(stocked: Program) -> None:
    del stocked
    with Path("/dev/full").open("wb") as full:
        quick, ordinary = (_process(asked, stdout=full) for asked in ([], ORDINARY))
    assert (quick.returncode, quick.stderr) == (ordinary.returncode, ordinary.stderr)
    assert quick.returncode == 74


@pytest.mark.skipif(sys.platform == "win32", reason="there is no sh")
@pytest.mark.parametrize("redirected", [">&-", "2>&-", ">&- 2>&-", "| true", "2>/dev/full", "</dev/null >/dev/null"])
def test_streams_that_are_closed_or_full_are_answered_the_same(stocked: Program, redirected: str) -> None:
    del stocked
    whole = ["sh", sys.executable, "-m", "custlove"]
    script = f'"$@" {redirected}; echo "$?"'
    answers = [
        subprocess.run(["sh", "-c", script, *whole, *asked], capture_output=True, check=False, timeout=60)
        for asked in (["today"], ORDINARY)
    ]
    assert answers[0].stdout == answers[1].stdout
    assert answers[0].stderr == answers[1].stderr


_INTERRUPTED = """
import sys
from custlove.reports import today
def broken_off(*_):
    raise KeyboardInterrupt
today.today = broken_off
sys.argv = ["custlove", *sys.argv[1:]]
from custlove.__main__ import main
main()
"""


def test_breaking_off_is_answered_the_same(stocked: Program) -> None:
    del stocked
    quick, ordinary = (
        subprocess.run([sys.executable, "-c", _INTERRUPTED, *asked], capture_output=True, check=False, timeout=60)
        for asked in (["today"], ORDINARY)
    )
    assert (quick.returncode, quick.stdout, quick.stderr) == (ordinary.returncode, ordinary.stdout, ordinary.stderr)
    assert quick.returncode == 128 + signal.SIGINT


def test_a_journal_that_may_only_be_read_is_answered_the_same(stocked: Program, journal: Path, both: Ways) -> None:
    del stocked
    journal.chmod(0o400)
    journal.parent.chmod(0o500)
    try:
        quick, ordinary = both(["today"])
    finally:
        journal.parent.chmod(0o700)
    assert quick == ordinary


# What is loaded for an answer, by the whole names of modules.
_LOADED = """
import json, os, sys
bare = set(sys.modules)
os._exit = lambda code: None
sys.argv = ["custlove", *sys.argv[2:]]
from custlove.__main__ import main
main()
open(os.environ["NOTES"], "w").write(json.dumps(sorted(set(sys.modules) - bare)))
"""
HEAVY = {"typer", "click", "sqlmodel", "sqlalchemy", "pydantic", "pendulum", "dateutil", "tzlocal"}
# Each costs a tenth of the answer or more.
AVOIDED = {
    "pathlib",
    "shutil",
    "inspect",
    "dataclasses",
    "tempfile",
    "calendar",
    "locale",
    "json",
    "tomllib",
    "unicodedata",
}


def _loaded(folder: Path, stdout: int) -> set[str]:
    notes = folder / "loaded.json"
    command = [sys.executable, "-c", _LOADED, "-", "today"]
    subprocess.run(command, env={**os.environ, "NOTES": str(notes)}, stdout=stdout, check=True, timeout=60)
    return set(json.loads(notes.read_text()))


def test_nothing_is_loaded_that_it_can_do_without(anna: Program, tmp_path: Path) -> None:
    anna("promise", "add", "anna", "the offer", "--by", "friday")
    loaded = _loaded(tmp_path, subprocess.DEVNULL)
    assert "custlove.reports.today" in loaded
    assert loaded & (HEAVY | AVOIDED | {"rich"}) == set()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_terminal_loads_rich_and_nothing_else_that_is_heavy(anna: Program, tmp_path: Path) -> None:
    anna("promise", "add", "anna", "the offer", "--by", "friday")
    ours, theirs = os.openpty()
    try:
        loaded = _loaded(tmp_path, theirs)
    finally:
        os.close(ours)
        os.close(theirs)
    assert "rich.table" in loaded
    assert loaded & HEAVY == set()

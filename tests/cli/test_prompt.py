import io
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custlove.cli import prompt
from custlove.store.version import SCHEMA_VERSION
from tests.conftest import Program, written_once

if TYPE_CHECKING:
    from subprocess import CompletedProcess

Installed = Callable[..., "CompletedProcess[str]"]


@pytest.fixture
@written_once
def owing(anna: Program) -> Program:
    """Two promises broken, a follow-up overdue and one due, all on Sun 22 November."""
    for day in ("2026-11-01", "2026-11-20"):
        anna("promise", "add", "anna", "the offer", "--by", day, "--on", "2026-10-01")
    anna("followup", "add", "anna", "2026-11-21", "call", "--on", "2026-10-01")
    anna("followup", "add", "anna", "2026-11-22", "write", "--on", "2026-10-01")
    return anna


def test_the_line_counts_what_is_due(owing: Program, journal: Path) -> None:
    counts = prompt.count(str(journal), "2026-11-22")
    assert counts == {"broken": 2, "overdue": 1, "due": 1, "feedback": 0, "mistakes": 0}
    assert prompt.line(counts, ascii_only=False) == "♥ 2 broken 1 overdue 1 due"
    assert prompt.line(counts, ascii_only=True) == "2 broken 1 overdue 1 due"


def test_a_format_is_filled_and_nothing_else_in_it_is_read(owing: Program, journal: Path) -> None:
    counts = prompt.count(str(journal), "2026-11-22")
    assert counts is not None
    assert prompt.filled("{broken}!{total} {other} {0} %s", counts) == "2!4 {other} {0} %s"


def test_the_installed_prompt_reads_the_file_and_loads_no_command_line(owing: Program, installed: Installed) -> None:
    said = installed("prompt", "--ascii")
    assert (said.returncode, said.stderr) == (0, "")
    # By the real clock everything of November 2026 may lie ahead or behind; the words are the same.
    assert set(said.stdout.split()) <= {"broken", "overdue", "due", *map(str, range(5))}
    assert installed("prompt", "--help").stdout.startswith("Usage: custlove prompt")
    assert installed("prompt", "--wrong").returncode == 2


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "ascii"])
def test_what_the_output_cannot_show_is_no_traceback_before_every_prompt(
    owing: Program, journal: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setattr(prompt, "_today", lambda _settings: "2026-11-22")
    said = []
    for arguments in ([], ["--format", "☃ {due} ö"]):
        shown = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        monkeypatch.setattr(sys, "stdout", shown)
        assert prompt.run(arguments, {"CUSTLOVE_JOURNAL": str(journal)}) == 0
        shown.seek(0)
        said.append(shown.read())
    assert said == ["2 broken 1 overdue 1 due\n", f"? 1 {'?' if encoding == 'ascii' else 'ö'}\n"]


def test_it_stands_behind_a_global_option_as_well(owing: Program, journal: Path, tmp_path: Path) -> None:
    assert owing("--journal", tmp_path / "nothing.db", "prompt").out == ""
    assert owing("--journal", journal, "prompt", "--help").out.startswith("Usage: custlove prompt")


def test_as_of_another_day_nothing_later_counts(owing: Program) -> None:
    owing("mistake", "add", "anna", "the wrong file", "--on", "2026-11-21")
    owing("promise", "keep", "1")
    assert owing("--today", "2026-11-22", "prompt", "--ascii").out == "1 broken 1 overdue 1 due 1 mistake\n"
    assert owing("--today", "2026-11-21", "prompt", "--format", "{broken} {overdue} {due} {total}").out == "2 0 1 3\n"
    assert owing("--today", "2026-10-01", "prompt").out == ""


def _locked(journal: Path) -> None:
    _HELD.append(sqlite3.connect(journal, isolation_level=None))
    _HELD[-1].execute("BEGIN EXCLUSIVE")


def _old(journal: Path) -> None:
    with closing(sqlite3.connect(journal)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION - 1}")


_HELD: list[sqlite3.Connection] = []


@pytest.fixture(autouse=True)
def _released() -> Iterator[None]:
    yield
    while _HELD:
        _HELD.pop().close()


@pytest.mark.parametrize(
    "spoil",
    [_locked, _old, Path.unlink, lambda path: path.write_bytes(b""), lambda path: path.write_text("no journal")],
)
def test_it_is_silent_and_quick_where_the_journal_does_not_answer(
    owing: Program, journal: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[Path], Any]
) -> None:
    spoil(journal)
    started = time.monotonic()
    assert prompt.run([], {"CUSTLOVE_JOURNAL": str(journal)}) == 0
    assert capsys.readouterr() == ("", "")
    # The promise is 200 ms; a loaded machine is given room.
    assert time.monotonic() - started < 2


def test_a_zone_in_the_settings_goes_before_the_systems(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings_file = home / "config.toml"
    settings_file.write_text('zone = "Pacific/Kiritimati"  # UTC+14\n')
    monkeypatch.setenv("TZ", "UTC")
    ahead = prompt._today(prompt._settings({"CUSTLOVE_CONFIG": str(settings_file)}))
    assert ahead == datetime.fromtimestamp(time.time() + 14 * 3600, UTC).strftime("%Y-%m-%d")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


days = st.integers(-40, 40)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(days, days, st.booleans()), max_size=4),
    st.lists(st.tuples(days, days), max_size=4),
    st.lists(st.lists(days, max_size=3), max_size=3),
    days,
)
def test_its_counts_are_those_of_today(
    anna: Program,
    journal: Path,
    promises: list[tuple[int, int, bool]],
    follow_ups: list[tuple[int, int]],
    mistakes: list[list[int]],
    asked: int,
) -> None:
    def day(offset: int) -> str:
        return datetime.fromordinal(datetime(2026, 10, 22, tzinfo=UTC).toordinal() + offset).strftime("%Y-%m-%d")

    journal.unlink()
    anna("person", "add", "Anna", "--on", "2026-09-01")
    for number, (due, kept, is_kept) in enumerate(promises, start=1):
        anna("promise", "add", "anna", "x", "--by", day(due), "--on", "2026-09-02")
        if is_kept and day(kept) <= "2026-11-22":
            anna("promise", "keep", str(number), "--on", day(kept))
    for number, (due, until) in enumerate(follow_ups, start=1):
        anna("followup", "add", "anna", day(due), "--on", "2026-09-02")
        if until >= due:
            anna("followup", "snooze", str(number), day(until), "--on", "2026-09-03")
    for number, steps in enumerate(mistakes, start=1):
        anna("mistake", "add", "anna", "x", "--on", "2026-10-01")
        for verb, offset in zip(("own", "repair", "followup"), sorted(steps), strict=False):
            if "2026-10-01" <= day(offset) <= "2026-11-22":
                anna("mistake", verb, str(number), "x", "--on", day(offset), "--anyway")
    newest = max([day(asked), "2026-11-22"])
    owed = anna("--today", newest, "today", "--json").json
    assert prompt.count(str(journal), newest) == {
        "broken": len(owed["broken_promises"]),
        "overdue": len(owed["overdue_follow_ups"]),
        "due": len(owed["promises_due"]) + len(owed["follow_ups_due"]),
        "feedback": 0,
        "mistakes": len(owed["open_mistakes"]),
    }


def test_how_long_a_mistake_may_wait_is_as_in_the_settings(anna: Program, home: Path, journal: Path) -> None:
    anna("mistake", "add", "anna", "x", "--on", "2026-11-20")
    file = home / "config.toml"
    for text, due in (
        ("", 1),
        ("[mistakes]\nown_days = 3\n", 0),
        ('mistakes.own_days = "2" # two\n', 1),
        ("[mistakes]\nown_days = soon\n", 1),
    ):
        file.write_text(text)
        waits = prompt._days(prompt._settings({"CUSTLOVE_CONFIG": str(file)}))
        found = prompt.count(str(journal), "2026-11-22", waits)
        assert found is not None
        assert found["mistakes"] == due, text

"""Several programs at once, and programs that are killed: nothing acknowledged is lost, nothing is half-done."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.store.test_undo import words_in_the_index, words_of_a_fresh_index

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

_LONGEST = 240

# Each is a process of its own that runs one command line after another, so that starting Python is paid for once.
WRITER = """
import sys
from custlove.cli import app

name, count = sys.argv[1], int(sys.argv[2])
codes = [app.run(["person", "add", name.title(), "--as", name])]
codes += [app.run(["log", name, f"{name} said {number}", "--next", "+2w"]) for number in range(count)]
sys.exit(max(codes))
"""
READER = """
import io, json, pathlib, sys
from custlove.cli import app

out, asked = sys.stdout, 0
while not pathlib.Path(sys.argv[1]).exists():
    sys.stdout = io.StringIO()
    code = app.run(["today", "--json"])
    json.loads(sys.stdout.getvalue())
    if code:
        sys.exit(code)
    asked += 1
out.write(f"{asked}\\n")
"""
LOGGER = """
import sys
from custlove.cli import app

sys.stdout.reconfigure(write_through=True)
print("ready")
for number in range(int(sys.argv[2])):
    if app.run(["log", "anna", f"{sys.argv[1]} {number}", "--tag", "killed", "--next", "+2w"]):
        sys.exit(1)
"""


def started(script: str, *arguments: object) -> "subprocess.Popen[str]":
    """A script as a process of its own, its output in pipes."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"CUSTLOVE_LOCK_TIMEOUT": "120"},
    )


def ended(process: "subprocess.Popen[str]") -> tuple[str, str, int]:
    """What a process said, and its exit code."""
    out, err = process.communicate(timeout=_LONGEST)
    return out, err, process.returncode


def asked(journal: Path, sql: str) -> list[tuple[object, ...]]:
    """What a statement finds."""
    with closing(sqlite3.connect(journal)) as connection:
        return connection.execute(sql).fetchall()


def assert_whole(journal: Path) -> None:
    """Structure, references, history and index are as they should be, and nothing is left beside the journal."""
    assert asked(journal, "PRAGMA integrity_check") == [("ok",)]
    assert asked(journal, "PRAGMA foreign_key_check") == []
    # Each change wrote what a `log` writes, or is not there at all.
    halves = (
        "SELECT id FROM change WHERE command LIKE 'log %' AND (SELECT group_concat(table_name) FROM"
        " (SELECT DISTINCT table_name FROM change_row WHERE change_id = change.id ORDER BY 1))"
        " NOT IN ('follow_up,touchpoint,touchpoint_person', 'follow_up,touchpoint,touchpoint_person,touchpoint_tag')"
    )
    assert asked(journal, halves) == []
    assert words_in_the_index(journal) == words_of_a_fresh_index(journal)


@contextmanager
def reading_all_the_time(stop: Path) -> "Iterator[subprocess.Popen[str]]":
    """A process that asks for `today` again and again until the block is over."""
    process = started(READER, stop)
    try:
        yield process
    finally:
        stop.touch()


def test_eight_programs_write_and_one_reads_and_all_is_there(home: Path, journal: Path, tmp_path: Path) -> None:
    # None of them finds a journal: all eight would start one.
    names = [f"person{number}" for number in range(8)]
    with reading_all_the_time(tmp_path / "stop") as reader:
        writers = [started(WRITER, name, 50) for name in names]
        answers = [ended(writer) for writer in writers]
    assert [answer[2] for answer in answers] == [0] * 8, answers
    notes = [err for _, err, _ in answers if err]
    assert notes == [f"Started a journal at {journal}\n"]
    assert sum(out.count("Touchpoint t") for out, _, _ in answers) == 400
    out, err, code = ended(reader)
    assert (err, code) == ("", 0)
    assert int(out) > 0
    counts = asked(
        journal, "SELECT handle, count(*) FROM person JOIN touchpoint_person ON person_id = person.id GROUP BY 1"
    )
    assert counts == [(name, 50) for name in names]
    assert asked(journal, "SELECT count(*), min(id), max(id) FROM touchpoint") == [(400, 1, 400)]
    assert asked(journal, "SELECT count(*), max(id) FROM change") == [(408, 408)]
    # Every log closed what was due; nobody closed anybody else's, and no update was lost on the way.
    assert asked(journal, "SELECT count(*), count(DISTINCT uid) FROM follow_up") == [(400, 400)]
    assert_whole(journal)
    assert [each.name for each in journal.parent.iterdir()] == ["journal.db"]


def _killed(process: "subprocess.Popen[str]", seconds: float, lines: int = 0) -> tuple[str, str, int]:
    """What a process said that was killed so long after it was ready and had said so many lines; its exit code."""
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "ready\n"
        said = [process.stdout.readline() for _ in range(lines)]
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        # With what was read ahead of the lines, which communicate() would leave out.
        return "".join((*said, process.stdout.read())), process.stderr.read(), process.wait()


def test_what_was_acknowledged_outlives_a_kill(home: Path, journal: Path) -> None:
    acknowledged: set[str] = set()
    assert ended(started(WRITER, "anna", 0))[2] == 0
    # On a busy machine no time is long enough: the last is killed when it has acknowledged something.
    for turn, (lines, seconds) in enumerate(((0, 0.0), (0, 0.1), (0, 0.23), (0, 0.37), (0, 0.52), (1, 0.2))):
        out, err, code = _killed(started(LOGGER, turn, 30), seconds, lines)
        assert (err, code) in (("", -signal.SIGKILL), ("", 0))
        now = {f"{turn} {number}" for number in range(out.count("Touchpoint t"))}
        there = {str(text) for (text,) in asked(journal, "SELECT text FROM touchpoint")}
        # What was being written when it was killed is there whole, or not at all.
        assert acknowledged | now <= there
        assert len(there - acknowledged - now) <= 1
        acknowledged = there
        assert_whole(journal)
    assert acknowledged


def test_a_first_write_that_is_killed_leaves_a_whole_journal_or_none(home: Path, journal: Path) -> None:
    for seconds in (0.1, 0.35, 0.5, 0.7, 1.0):
        process = started(f"print('ready', flush=True)\nimport custlove.services.people\n{WRITER}", "anna", 0)
        out, _, _ = _killed(process, seconds)
        if journal.exists():
            assert asked(journal, "SELECT handle FROM person") == [("anna",)]
            assert asked(journal, "PRAGMA integrity_check") == [("ok",)]
            journal.unlink()
        else:
            assert out == ""
    # Whatever was left over, the next one starts a journal.
    assert ended(started(WRITER, "anna", 0))[2] == 0


PROMISER = """
import sys
from custlove.cli import app

sys.exit(max(app.run(["log", "anna", "--promise", "x", "--by", "today"]) for _ in range(30)))
"""
SHOWER = """
import io, json, pathlib, sys
from custlove.cli import app

seen = set()
while not pathlib.Path(sys.argv[1]).exists():
    sys.stdout = io.StringIO()
    code = app.run(["show", "anna", "--json"])
    kinds = [entry["kind"] for entry in json.loads(sys.stdout.getvalue())["timeline"]]
    seen.add((kinds.count("touchpoint"), kinds.count("promise")))
    if code:
        sys.exit(code)
sys.__stdout__.write(json.dumps(sorted(seen)))
"""


def test_a_report_is_of_one_moment(home: Path, journal: Path, tmp_path: Path) -> None:
    # Each touchpoint is written with a promise: no answer has the one without the other.
    assert ended(started(WRITER, "anna", 0))[2] == 0
    stop = tmp_path / "stop"
    reader = started(SHOWER, stop)
    assert ended(started(PROMISER))[2] == 0
    stop.touch()
    out, err, code = ended(reader)
    assert (err, code) == ("", 0)
    seen = json.loads(out)
    assert len(seen) > 1
    assert [(touched, promised) for touched, promised in seen if touched != promised] == []


def test_a_hot_journal_is_rolled_back_by_the_next_reader(home: Path, journal: Path) -> None:
    """A program that died between the rollback journal and the commit: whoever looks first brings the file back."""
    assert ended(started(WRITER, "anna", 3))[2] == 0
    before = asked(journal, "SELECT * FROM touchpoint")
    dying = """
import os, signal, sqlite3, sys

connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size=1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE touchpoint SET text = 'half' || hex(randomblob(50000))")
os.kill(os.getpid(), signal.SIGKILL)
"""
    assert ended(started(dying, journal))[2] == -signal.SIGKILL
    assert journal.with_name("journal.db-journal").exists()
    reader = started("import sys; from custlove.cli import app; sys.exit(app.run(['touchpoint', 'list', '--json']))")
    out, err, code = ended(reader)
    assert (err, code) == ("", 0)
    assert [each["text"] for each in json.loads(out)] == ["anna said 2", "anna said 1", "anna said 0"]
    assert asked(journal, "SELECT * FROM touchpoint") == before
    assert_whole(journal)

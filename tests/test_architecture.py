"""How the program is built: what a command may load, seen from outside (never in milliseconds), rooms and sizes."""

import ast
import json
import os
import pkgutil
import re
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import custlove
from tests import examples
from tests.cli.test_registry import BEYOND, EXAMPLES
from tests.conftest import NOW, Program

ROOT = Path(__file__).parent.parent
LONGEST_MODULE, LONGEST_FUNCTION = 300, 45
ORM = {"sqlmodel", "sqlalchemy", "pydantic", "pydantic_core"}
SHOWING = {"rich", "pygments", "markdown_it"}
# Answers that no example gives: help, the version, lists as they come, and wrong usage.
OTHER_LOOKS = [
    "--help", "--version", "today", "today --json", "today --csv", "--today 2026-03-01 today", "show anna --json",
    "promise", "followup", "feedback --all", "touchpoint", "person --json", "ladder --json", "ladder moves",
    "find coffee --json", "history --json", "promise --help", "ladder move --help", "show nobody", "promise keep",
    "no-such-command", "today --when",
]  # fmt: skip
# Runs command lines one after the other, and notes what each of them loaded.
_SCRIPT = """
import json, sys
from datetime import datetime
from custlove.cli import app
lines, clock, loaded, known = json.loads(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), {}, set()
for line in lines:
    app.run(line, clock=clock)
    now = {name.partition(".")[0] for name in sys.modules}
    loaded[" ".join(line)] = sorted(now - known)
    known = now
open(sys.argv[3], "w").write(json.dumps(loaded))
"""


def _loaded(lines: list[tuple[str, ...]], folder: Path, stdout: int = subprocess.DEVNULL) -> dict[str, set[str]]:
    notes = folder / "loaded.json"
    environ = {**os.environ, "TMPDIR": str(folder), "EDITOR": "true"}
    command = [sys.executable, "-c", _SCRIPT, json.dumps(lines), NOW.isoformat(), str(notes)]
    subprocess.run(command, env=environ, cwd=folder, stdout=stdout, stderr=subprocess.DEVNULL, check=True, timeout=120)
    return {line: set(names) for line, names in json.loads(notes.read_text()).items()}


def _offenders(loaded: dict[str, set[str]], banned: set[str]) -> dict[str, set[str]]:
    return {line: names & banned for line, names in loaded.items() if names & banned}


def _changes(journal: Path) -> int:
    with closing(sqlite3.connect(journal)) as connection:
        return int(connection.execute("SELECT count(*) FROM change").fetchone()[0])


def _split(program: Program, journal: Path, folder: Path) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The command lines of the examples: those that only look, and those that write to a journal."""
    looks: list[tuple[str, ...]] = []
    writes: list[tuple[str, ...]] = []
    start, there = journal.read_bytes(), set(folder.iterdir())
    for example in EXAMPLES:
        if example.command in BEYOND:
            continue
        first = examples.before(example.command)
        for line in first:
            program(*line)
        before = _changes(journal)
        program(*example.arguments)
        # An import of what is there already writes no change, and a demo writes elsewhere.
        if _changes(journal) != before or example.command in ("demo", "import jsonl"):
            writes += [*first, example.arguments]
        else:
            looks.append(example.arguments)
        journal.write_bytes(start)
        # What an example wrote beside the journal it can write only once.
        for made in set(folder.iterdir()) - there:
            shutil.rmtree(made) if made.is_dir() else made.unlink()
    return looks, writes


@pytest.mark.slow
def test_looking_loads_neither_the_orm_nor_tables(stocked: Program, journal: Path, tmp_path: Path) -> None:
    looks = [*map(examples.words, OTHER_LOOKS), *_split(stocked, journal, tmp_path)[0]]
    loaded = _loaded(looks, tmp_path)
    assert {line[0] for line in looks} >= {"today", "show", "find", "ladder", "history", "remind", "config", "help"}
    assert _offenders(loaded, ORM | SHOWING | {"pendulum"}) == {}


@pytest.mark.slow
def test_writing_loads_neither_the_orm_nor_tables(stocked: Program, journal: Path, tmp_path: Path) -> None:
    writes = _split(stocked, journal, tmp_path)[1]
    assert {line[0] for line in writes} >= {"log", "promise", "person", "import", "undo", "review"}
    assert _offenders(_loaded(writes, tmp_path), ORM | SHOWING) == {}
    # What is looked for is what the classes load.
    code = "import sys, custlove.models.people; print(*sys.modules)"
    classes = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert set(classes.stdout.split()) >= ORM


@pytest.mark.slow
def test_writing_down_a_weekday_loads_no_pendulum(anna: Program, tmp_path: Path) -> None:
    anna("followup", "add", "anna", "monday")
    by_friday = ("--promise", "the offer", "--by", "next friday", "--next", "in 2 weeks", "--on", "last monday")
    lines = [("log", "anna", "Coffee"), ("log", "anna", "Tea", *by_friday)]
    loaded = _loaded([*lines, ("promise", "add", "anna", "the plan", "--by", "friday")], tmp_path)
    assert _offenders(loaded, {"pendulum"} | SHOWING) == {}


@pytest.mark.slow
def test_days_of_rules_are_reckoned_only_where_a_ritual_may_be_due(anna: Program, tmp_path: Path) -> None:
    anna("ritual", "add", "anna", "a card", "--every", "year", "--from", "in 6 months")
    assert "dateutil" not in _loaded([("today",)], tmp_path)["today"]
    anna("ritual", "add", "anna", "a call", "--every", "week")
    assert "dateutil" in _loaded([("today",)], tmp_path)["today"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_table_loads_no_orm(stocked: Program, tmp_path: Path) -> None:
    del stocked
    ours, theirs = os.openpty()
    try:
        loaded = _loaded([("today",), ("show", "anna"), ("ladder",)], tmp_path, stdout=theirs)
    finally:
        os.close(ours)
        os.close(theirs)
    assert _offenders(loaded, ORM | {"pendulum"}) == {}
    assert "rich" in loaded["today"]


def test_every_room_has_its_contract() -> None:
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    held: set[str] = set()
    for contract in configuration["tool"]["importlinter"]["contracts"]:
        named = " ".join((*contract.get("source_modules", ()), *contract.get("layers", ())))
        held |= set(re.findall(r"custlove\.(\w+)", named))
    rooms = {module.name for module in pkgutil.iter_modules(custlove.__path__)}
    assert rooms - held == {"__main__"}


def test_modules_and_functions_stay_small() -> None:
    modules = sorted((ROOT / "src").rglob("*.py"))
    assert modules
    # All that are too long at once, and not the first of them.
    assert [each for path in modules for each in _too_long(path)] == []


def _too_long(path: Path) -> Iterator[str]:
    text, place = path.read_text(encoding="utf-8"), path.relative_to(ROOT)
    # What a program has written is as long as it is.
    if (lines := len(text.splitlines())) > LONGEST_MODULE and "do not edit" not in text.splitlines()[0]:
        yield f"{place}: {lines} lines"
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    for function in functions:
        if _lines(function) > LONGEST_FUNCTION:
            yield f"{place}: {function.name} has {_lines(function)} lines"


def _lines(function: ast.FunctionDef) -> int:
    # The body: a command's signature has a line for every option.
    return (function.end_lineno or 0) - function.body[0].lineno + 1

"""The program as a fixture, in a home of its own, at a fixed moment."""

import functools
import inspect
import io
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import pytest
from hypothesis import HealthCheck, settings

from custlove.cli import app
from custlove.store import file

# Sunday, 10:30 in Berlin.
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ZONE = "Europe/Berlin"

# How long an example takes says how busy the machine is.
settings.register_profile("anywhere", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("anywhere")


@dataclass(frozen=True)
class Result:
    """What one run wrote, and its exit code."""

    out: str
    err: str
    code: int

    @property
    def json(self) -> Any:
        """The answer under --json."""
        import json

        return json.loads(self.out)


class Program(Protocol):
    """Runs a command line: `custlove("log", "anna", "Coffee")`; fails the test on another exit code than expected."""

    def __call__(
        self,
        *arguments: str | Path,
        code: int = 0,
        stdin: str | bytes = "",
        tty: bool = False,
        columns: int = 80,
        now: datetime = NOW,
        env: Mapping[str, str] | None = None,
    ) -> Result: ...


class _Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


# Each change waits for the disk, which a test has no use for: its folders are in memory where that is there.
_IN_MEMORY = "/dev/shm"  # noqa: S108 - what is made in it has folders of its own
_ENOUGH = 2 << 30


def pytest_configure() -> None:
    """Have the folders of the tests in memory, unless somebody has said where they are to be."""
    if hasattr(os, "statvfs") and os.access(_IN_MEMORY, os.W_OK):
        found = os.statvfs(_IN_MEMORY)
        # Some tests make programs there.
        if found.f_bavail * found.f_frsize >= _ENOUGH and not found.f_flag & os.ST_NOEXEC:
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", _IN_MEMORY)


# Fixtures that start programs.
_PROGRAMS = frozenset({"installed", "shell", "bound", "real", "answered"})


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what starts programs, and of what tries the same with many command lines all but the first.

    What is slow for another reason is marked where it stands.
    """
    tried: set[str] = set()
    for item in items:
        asked: frozenset[str] = frozenset(getattr(item, "fixturenames", ()))
        test = item.nodeid.partition("[")[0]
        if asked & _PROGRAMS or ("custlove" in asked and test in tried):
            item.add_marker(pytest.mark.slow)
        tried.add(test)


@pytest.fixture(scope="session", autouse=True)
def _interruptible() -> Iterator[None]:
    """Ctrl-C as a terminal starts a program: after `nohup … &` it is ignored, here and in every program started."""
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    # None is a handler that no Python installed.
    signal.signal(signal.SIGINT, signal.SIG_DFL if inherited is None else inherited)


@pytest.fixture(scope="session")
def _connected() -> Iterator[list[sqlite3.Connection]]:
    """The connections to SQLite as they are made."""
    made: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def noted(*given: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*given, **options)
        # A test with thousands of examples keeps no more than it has to.
        if len(made) >= 100:
            made[:] = filter(_is_open, made)
        made.append(connection)
        return connection

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", noted)
        yield made


@pytest.fixture(autouse=True)
def _nothing_left_open(_connected: list[sqlite3.Connection]) -> Iterator[None]:
    """Every test closes what it opened: only from 3.13 on Python says so, and in whatever test runs by then."""
    _connected.clear()
    yield
    left = list(filter(_is_open, _connected))
    _connected.clear()
    for connection in left:
        connection.close()
    assert not left, f"{len(left)} connections to SQLite were left open"


def _is_open(connection: sqlite3.Connection) -> bool:
    try:
        return connection.total_changes >= 0
    except sqlite3.ProgrammingError:
        return False


@pytest.fixture(scope="session", autouse=True)
def _made_once(_connected: list[sqlite3.Connection]) -> Iterator[None]:
    """An empty journal is made by the steps once, and copied for whoever begins another in this process.

    To make one takes ten times as long as most of what is done with it. What tries how one is made asks for
    `made_by_the_steps`.
    """
    with closing(file.empty()) as made:
        image = made.serialize()

    def empty() -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        # One that was read from an image has a name, and is taken for a file.
        with closing(sqlite3.connect(":memory:")) as source:
            source.deserialize(image)
            source.backup(connection)
        return connection

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(file, "empty", empty)
        patch.setattr(file, "_fill", lambda path: path.write_bytes(image))
        yield


_BY_THE_STEPS = file.empty, file._fill


@pytest.fixture
def made_by_the_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """New journals as users get them."""
    empty, fill = _BY_THE_STEPS
    monkeypatch.setattr(file, "empty", empty)
    monkeypatch.setattr(file, "_fill", fill)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home: nothing of the real one is read or written."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name in [name for name in os.environ if name.startswith(("CUSTLOVE_", "XDG_"))]:
        monkeypatch.delenv(name)
    for name in (
        "NO_COLOR", "FORCE_COLOR", "PY_COLORS", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "GITHUB_ACTIONS",
        "COLUMNS", "LINES", "COLORTERM", "VISUAL", "EDITOR",
    ):  # fmt: skip
        monkeypatch.delenv(name, raising=False)
    for name, place in (("DATA", "share"), ("CONFIG", "config"), ("STATE", "state"), ("CACHE", "cache")):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / place))
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("TZ", ZONE)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("SHELL", "/bin/sh")
    monkeypatch.setenv("CUSTLOVE_LOCK_TIMEOUT", "5")
    # A copy of each journal that is written to: where backups are tried, they are on.
    monkeypatch.setenv("CUSTLOVE_BACKUPS", "off")
    return folder


@pytest.fixture
def journal(home: Path) -> Path:
    """Where the journal is, once it is begun."""
    return home / "share" / "custlove" / "journal.db"


@pytest.fixture
def custlove(home: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """The program, run in this process."""

    def run(
        *arguments: str | Path,
        code: int = 0,
        stdin: str | bytes = "",
        tty: bool = False,
        columns: int = 80,
        now: datetime = NOW,
        env: Mapping[str, str] | None = None,
    ) -> Result:
        stream = _Terminal if tty else io.TextIOWrapper
        out, err = io.BytesIO(), io.BytesIO()
        given = stdin.encode() if isinstance(stdin, str) else stdin
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
            patch.setattr(sys, "stdout", stream(out, encoding="utf-8", write_through=True))
            patch.setattr(sys, "stderr", stream(err, encoding="utf-8", write_through=True))
            patch.setenv("COLUMNS", str(columns))
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            got = app.run([str(argument) for argument in arguments], clock=now)
            # Before the streams go, which closes what is under them.
            result = Result(out.getvalue().decode(), err.getvalue().decode(), got)
        assert got == code, f"exit code {got}, not {code}\n{result.out}\n{result.err}"
        return result

    return run


@pytest.fixture
def installed(home: Path) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """The program as a process of its own, as a shell or cron would start it."""

    def run(*arguments: str | Path, **options: Any) -> "subprocess.CompletedProcess[str]":
        options.setdefault("env", dict(os.environ))
        options.setdefault("capture_output", "stdout" not in options)
        command = [sys.executable, "-m", "custlove", *map(str, arguments)]
        return subprocess.run(command, text=True, check=False, timeout=120, **options)

    return run


@pytest.fixture
def rows(journal: Path) -> Callable[[], dict[str, list[tuple[Any, ...]]]]:
    """Every row of every table of the journal but the history and the index, to compare before and after."""

    def read() -> dict[str, list[tuple[Any, ...]]]:
        connection = sqlite3.connect(journal)
        try:
            tables = connection.execute(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
                " AND name NOT IN ('change', 'change_row', 'sqlite_schema')"
            ).fetchall()
            return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for (name,) in tables}
        finally:
            connection.close()

    return read


_WRITTEN: dict[Callable[..., Program], bytes] = {}


def written_once(build: Callable[..., Program]) -> Callable[..., Program]:
    """A fixture that writes the same each time: run for the first test that asks, and copied for every other.

    It takes a program, writes to the usual journal and nowhere else, and gives the program back.
    """
    parameters = list(inspect.signature(build).parameters.values())

    def fixture(request: pytest.FixtureRequest, **given: Any) -> Program:
        home, journal = (request.getfixturevalue(name) for name in ("home", "journal"))
        program: Program = given[parameters[0].name]
        if build not in _WRITTEN:
            assert build(**given) is program
            assert [path for path in home.rglob("*") if path.is_file()] == [journal]
            _WRITTEN[build] = journal.read_bytes()
        else:
            journal.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            journal.touch(mode=0o600)
            journal.write_bytes(_WRITTEN[build])
        return program

    asked = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    vars(fixture)["__signature__"] = inspect.Signature([asked, *parameters])
    return functools.update_wrapper(fixture, build, ("__module__", "__name__", "__qualname__", "__doc__"), ())


@pytest.fixture
@written_once
def anna(custlove: Program) -> Program:
    """The program with a journal in which Anna Karenina has been a customer since 1 September."""
    card = ("--as", "anna", "--org", "Oblonsky & Co", "--rung", "customer", "--every", "3 weeks")
    custlove("person", "add", "Anna Karenina", *card, "--on", "2026-09-01")
    return custlove


class Refusal(Protocol):
    """Runs a command line that must be refused with `code`, and gives back its sentence and hint."""

    def __call__(self, *arguments: str, code: int = 4) -> str: ...


@pytest.fixture
def refused(custlove: Program, rows: Callable[[], dict[str, list[tuple[Any, ...]]]]) -> Refusal:
    """A refused command line: nothing on the standard output, and every row as it was."""

    def run(*arguments: str, code: int = 4) -> str:
        before = rows()
        said = custlove(*arguments, code=code)
        assert said.out == ""
        assert rows() == before
        return said.err

    return run


_stock: list[bytes] = []


@pytest.fixture
def stocked(custlove: Program, journal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """The program with a journal that has in it what the examples of the help speak of, in a folder of its own."""
    from tests import examples

    if not _stock:
        examples.stock(custlove)
        _stock.append(journal.read_bytes())
    journal.parent.mkdir(parents=True, exist_ok=True)
    journal.write_bytes(_stock[0])
    examples.files(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return custlove

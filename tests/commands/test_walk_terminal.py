"""The walk in a terminal of its own: its keys counted, and what Ctrl-C leaves behind."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from tests.conftest import Program, written_once

if sys.platform == "win32":
    pytest.skip("no terminals to open", allow_module_level=True)
import termios

# The program with its input as the terminal that Ctrl-C comes from.
_START = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "os.execv(sys.executable, [sys.executable, '-m', 'custlove', *sys.argv[1:]])"
)
_PATIENCE = 20
_PROMPT = "? help: "


class _Typist:
    """Somebody at a terminal, who sees what is on it and types."""

    def __init__(self, *arguments: str, term: str) -> None:
        self.here, self.there = os.openpty()
        self.seen = ""
        self._program = subprocess.Popen(
            [sys.executable, "-c", _START, *arguments],
            stdin=self.there, stdout=self.there, stderr=self.there,
            start_new_session=True, env={**os.environ, "TERM": term},
        )  # fmt: skip

    def until(self, words: str, times: int = 1) -> None:
        """Wait until words were shown so often."""
        end = time.monotonic() + _PATIENCE
        while self.seen.count(words) < times:
            assert time.monotonic() < end, self.seen
            if select.select([self.here], [], [], 0.1)[0]:
                self.seen += os.read(self.here, 65536).decode()

    def gives_keys(self) -> bool:
        """Whether the terminal comes to give single keys."""
        end = time.monotonic() + _PATIENCE
        while termios.tcgetattr(self.there)[3] & termios.ICANON:
            assert time.monotonic() < end
            time.sleep(0.01)
        return True

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.here, keys.encode())

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        self._program.send_signal(number)

    def end(self) -> int:
        """The exit code."""
        return self._program.wait(_PATIENCE)

    def leave(self) -> None:
        """Nothing stays open, whatever the test found."""
        self._program.kill()
        self._program.wait()
        os.close(self.here)
        os.close(self.there)


@pytest.fixture
def sits_down() -> Iterator[Callable[..., _Typist]]:
    """Starts the program at a terminal, and ends it with the test."""
    started: list[_Typist] = []

    def start(*arguments: str, term: str = "xterm") -> _Typist:
        started.append(_Typist("--today", "2026-11-22", "today", *arguments, term=term))
        return started[-1]

    yield start
    for each in started:
        each.leave()


@pytest.fixture
@written_once
def owed(custlove: Program) -> Program:
    """Twenty things: seven promises, seven follow-ups, a ritual each of six people."""
    people = ("Anna", "Bela", "Cosima", "Dora", "Emil", "Franz")
    for name in people:
        custlove("person", "add", name, "--on", "2026-11-01", "--every", "none")
        custlove("ritual", "add", name, "the Sunday call", "--every", "week", "--from", "2026-11-22")
    for number in range(7):
        custlove("promise", "add", "anna", f"letter {number}", "--by", "2026-11-20", "--on", "2026-11-10")
        custlove("followup", "add", "bela", "2026-11-20", f"question {number}", "--on", "2026-11-10")
    return custlove


def test_twenty_things_in_thirty_keys(owed: Program, sits_down: Callable[..., _Typist]) -> None:
    keys = "d" * 4 + "m2w\n" * 3 + "d" * 13
    assert len(keys) <= 30
    typist = sits_down("--walk")
    typist.until(_PROMPT)
    # Faster than it answers: nothing is lost between a key and a line.
    typist.type(keys)
    typist.until("17 done, 3 moved, 0 left.")
    assert typist.end() == 0
    assert owed("today", "--json").json["broken_promises"] == []
    # Each is a change of its own.
    assert len(owed("history", "--json").json) == 6 + 6 + 14 + 20
    assert owed("undo").out.startswith("Undone: ritual keep r6")


def test_it_can_be_broken_off_at_any_key(owed: Program, sits_down: Callable[..., _Typist]) -> None:
    typist = sits_down("-i")
    before = termios.tcgetattr(typist.there)
    typist.until(_PROMPT)
    typist.type("dm")
    typist.until("Until when? ")
    # As the terminal was: what is typed is shown again.
    assert termios.tcgetattr(typist.there) == before
    typist.type("\n")
    typist.until("Nothing was changed.")
    typist.until(_PROMPT, 3)
    assert typist.gives_keys()
    typist.type("\x03")
    typist.until("1 done, 0 moved, 19 left.")
    assert typist.end() == 130
    assert owed("promise", "list", "--state", "kept_late", "--count").out == "1\n"


def test_it_goes_on_where_it_was_stopped(owed: Program, sits_down: Callable[..., _Typist]) -> None:
    typist = sits_down("-i")
    typist.until(_PROMPT)
    assert typist.gives_keys()
    lines = termios.tcgetattr(typist.there)
    lines[3] |= termios.ICANON
    # As a shell leaves the terminal to a program that comes back.
    termios.tcsetattr(typist.there, termios.TCSADRAIN, lines)
    typist.signal(signal.SIGCONT)
    assert typist.gives_keys()
    typist.type("q")
    typist.until("0 done, 0 moved, 20 left.")
    assert typist.end() == 0
    assert len(owed("history", "--json").json) == 6 + 6 + 14


def test_a_dumb_terminal_has_a_line_for_each_key(owed: Program, sits_down: Callable[..., _Typist]) -> None:
    typist = sits_down("--walk", term="dumb")
    typist.until(_PROMPT)
    typist.type("d\nm friday\nq\n")
    typist.until("1 done, 1 moved, 18 left.")
    assert typist.end() == 0
    assert "\x1b" not in typist.seen

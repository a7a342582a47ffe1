"""Runs processes and measures them: wall clock, processor time, peak memory."""

import errno
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from statistics import median
from typing import NamedTuple

# A terminal as wide as the table that is timed on it.
COLUMNS = 100
_CHUNK, _KEPT = 1 << 16, 2_000


class Command(NamedTuple):
    """What is run: the whole command line, its environment, whether at a terminal or into a pipe."""

    line: list[str]
    environ: Mapping[str, str]
    terminal: bool = False


class Run(NamedTuple):
    """One run: seconds by the clock, seconds of the processor, how its output begins."""

    wall: float
    cpu: float
    out: bytes


class Failed(Exception):
    """A command that is measured did not do its work."""


def run(command: Command) -> Run:
    """Run a command to its end and read all it writes; raises Failed for any other exit code than 0."""
    ours, theirs = os.openpty() if command.terminal else os.pipe()
    with tempfile.TemporaryFile() as words:
        # A terminal is the child's standard input and error as well.
        ends = {0: theirs, 1: theirs, 2: theirs} if command.terminal else {1: theirs, 2: words.fileno()}
        actions = [(os.POSIX_SPAWN_DUP2, end, stream) for stream, end in ends.items()]
        begun = time.perf_counter()
        child = os.posix_spawn(command.line[0], command.line, dict(command.environ), file_actions=actions)
        os.close(theirs)
        out = _read(ours)
        _, status, used = os.wait4(child, 0)
        wall = time.perf_counter() - begun
        os.close(ours)
        if code := os.waitstatus_to_exitcode(status):
            words.seek(0)
            said = (out + words.read()).decode(errors="replace")
            raise Failed(f"exit code {code}: {' '.join(command.line)}\n{said}")
    return Run(wall, used.ru_utime + used.ru_stime, out)


def peak_memory(command: Command) -> float:
    """The most memory that a command into a pipe needs at once, in MB; raises Failed as run does."""
    launched = [sys.executable, "-I", "-S", "-c", _LAUNCHER, *command.line]
    words = run(command._replace(line=launched)).out.split()
    return int(words[0]) * (1 if sys.platform == "darwin" else 1024) / 1e6


# A child's peak is never told as less than what its parent had at the start: this parent has next to nothing.
_LAUNCHER = """
import os, sys
nowhere = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=nowhere)
_, status, used = os.wait4(child, 0)
print(used.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def _read(descriptor: int) -> bytes:
    # All is read, little is kept.
    out = b""
    while part := _part(descriptor):
        out = out if len(out) > _KEPT else out + part
    return out


def _part(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, _CHUNK)
    except OSError as fault:
        # How Linux says that nobody is left at the other end of a terminal.
        if fault.errno == errno.EIO:
            return b""
        raise


class Paired(NamedTuple):
    """The runs of a command and those of what it is compared with, each taken right before it."""

    runs: list[Run]
    bases: list[Run]

    @property
    def wall(self) -> float:
        """By the clock, the median of the one over the median of the other."""
        return median(run.wall for run in self.runs) / median(run.wall for run in self.bases)

    @property
    def cpu(self) -> float:
        """The same by processor time, which other programs on the machine disturb less."""
        return median(run.cpu for run in self.runs) / median(run.cpu for run in self.bases)

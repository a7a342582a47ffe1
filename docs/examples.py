"""The examples in README.md and in docs/: run them, and put what the program answers behind each.

    python docs/examples.py

An example is a block fenced as `console`. Its lines that begin with `$ custlove` are run, in the order of the page
and in one fresh home, at a terminal of 80 columns on a Sunday; what stands under each is what was answered. A page may
say that it continues another (`<!-- continues guide.md -->`): then that one is run before it.
"""

import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

DOCS = Path(__file__).parent
PAGES = (DOCS.parent / "README.md", *sorted(DOCS.glob("*.md")))
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
COLUMNS = 80
PROMPT = "$ custlove"
_CONTINUES = re.compile(r"^<!-- continues (\S+) -->$", re.MULTILINE)
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def refreshed(page: str) -> str:
    """The page with the answers that its examples get now."""
    if before := _CONTINUES.search(page):
        refreshed((DOCS / before[1]).read_text(encoding="utf-8"))
    return _BLOCK.sub(lambda found: "".join(_answered(found[0])), page)


def _answered(block: str) -> Iterator[str]:
    for line in block.splitlines():
        if line.startswith(PROMPT):
            answer = run(shlex.split(line.removeprefix(PROMPT)))
            yield f"{line}\n" + "".join(f"{each.rstrip()}\n" for each in answer.splitlines())


@contextmanager
def fresh_home() -> Iterator[None]:
    """An empty home, a fixed zone and a terminal of a fixed width, for the programs that run inside."""
    with tempfile.TemporaryDirectory() as home:
        fresh = {"HOME": home, "TZ": "Europe/Berlin", "TERM": "dumb", "COLUMNS": str(COLUMNS)}
        with mock.patch.dict(os.environ, {**fresh, "PATH": os.environ["PATH"]}, clear=True):
            yield


def run(arguments: list[str]) -> str:
    """What one command line writes; raises RuntimeError where it fails."""
    from custlove.cli import app

    screen = _Terminal()
    with mock.patch.multiple(sys, stdin=_Terminal(), stdout=screen, stderr=screen):
        code = app.run(arguments, clock=NOW)
    if code:
        raise RuntimeError(f"exit code {code}: {shlex.join(arguments)}\n{screen.getvalue()}")
    return screen.getvalue().replace(os.environ["HOME"], "~")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _refresh(page: Path) -> None:
    with fresh_home():
        page.write_text(refreshed(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    for each in PAGES:
        _refresh(each)

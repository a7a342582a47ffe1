"""Rows in order, however many there are: sorted on the disk, in nameless files, with a bounded part in memory."""

import heapq
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import IO, Any, Self

# Rows in memory at once; some ten megabytes of them.
_AT_ONCE = 20_000


class ExternalSort:
    """Rows of texts and numbers, which come back sorted by their first texts, as often as they are asked for.

    To be closed, by `with`, as it may keep files.
    """

    def __init__(self, at_once: int = _AT_ONCE) -> None:
        self._at_once = at_once
        self._lines: list[str] = []
        self._runs: list[IO[str]] = []
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def add(self, row: Sequence[Any]) -> None:
        """Keep a row."""
        self._lines.append(json.dumps(row) + "\n")
        if len(self._lines) >= self._at_once:
            self._write()

    def __iter__(self) -> Iterator[list[Any]]:
        self._lines.sort()
        for run in self._runs:
            run.seek(0)
        return map(json.loads, heapq.merge(*self._runs, self._lines))

    def _write(self) -> None:
        self._lines.sort()
        run = tempfile.TemporaryFile("w+", encoding="ascii")  # noqa: SIM115 - the stack closes it
        self._stack.enter_context(run)
        run.writelines(self._lines)
        self._runs.append(run)
        self._lines = []

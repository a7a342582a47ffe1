"""Rows out of the lines of a table: cells in quotes, over several lines, and where a quote was never closed."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from custlove.exchange.text.encodings import LONGEST, mended

DELIMITERS = (",", ";", "\t", "|")
# A quote that is not closed costs a second look at up to 1 MB; past so many of them a row is what it comes to.
_MOST_RESCUES = 100


class Row(NamedTuple):
    """The cells of a row, the line it begins in, what it said; `fault` says what is wrong with it."""

    line: int
    cells: list[str]
    raw: str
    fault: str = ""


class _TooLong(Exception):
    """More than a record may have."""


def rows(lines: Iterable[str], delimiter: str, first: int = 1) -> Iterator[Row]:
    """The rows of these lines, of which the first has the number `first`; empty lines make none."""
    # Set for the process, which reads no other tables; the limit of a whole row is ours.
    csv.field_size_limit(2 * LONGEST)
    feed = _Feed(lines)
    reader = csv.reader(feed, delimiter=delimiter)
    rescues, number = 0, first
    while True:
        fault = ""
        cells: list[str] = []
        try:
            cells = next(reader)
            # A row that is whole needs no line more.
            if feed.ended:
                cells, fault = [], "a quote is not closed"
        except StopIteration:
            return
        except _TooLong:
            fault = "it is longer than 1 MB" if len(feed.taken) == 1 else "a quote is not closed within 1 MB"
        except csv.Error as wrong:
            fault = f"it cannot be read: {wrong}"
        if fault and rescues < _MOST_RESCUES:
            rescues += 1
            feed.give_back()
        if fault:
            reader = csv.reader(feed, delimiter=delimiter)
        raw, size = "".join(feed.taken), len(feed.taken)
        feed.taken = []
        if fault or any(cell.strip() for cell in cells) or delimiter in raw:
            yield Row(number, [mended(cell) for cell in cells], raw, fault)
        number += size


class _Feed:
    """Lines for a reader of tables, which remembers those that it took for a row."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._back: deque[str] = deque()
        self.taken: list[str] = []
        self.ended = False
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if not self.taken:
            self._size = 0
        line = self._next()
        self.taken.append(line)
        self._size += len(line)
        if self._size > LONGEST:
            raise _TooLong
        return line

    def give_back(self) -> None:
        """Keep the first line of the row that failed, and have the others read once more."""
        first, *rest = self.taken
        self._back.extendleft(reversed(rest))
        self.taken = [first]
        self.ended = False

    def _next(self) -> str:
        if self._back:
            return self._back.popleft()
        line = next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        if len(line) >= LONGEST and not line.endswith(("\n", "\r")):
            # Its other pieces are no lines of their own.
            for piece in self._lines:
                if piece.endswith(("\n", "\r")):
                    break
            return line + " \n"
        return line


def cells_of(line: str, delimiter: str) -> list[str]:
    """The cells of one line."""
    return [mended(cell).strip() for cell in next(csv.reader([line.rstrip("\r\n\0")], delimiter=delimiter), [])]

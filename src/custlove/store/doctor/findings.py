"""What an examination found."""

import sqlite3
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

# structure: pages, references, the schema's text; content: rows and history against their digests; derived: what is
# worked out from them; place: the file and what is around it.
Area = Literal["structure", "content", "derived", "place"]
# What mends it: `repair` makes it anew, `salvage` brings what can be read into a new file, `accept` takes it as it is;
# `backup`: nothing here does.
Mend = Literal["repair", "salvage", "accept", "backup", "none"]
# How many units of work are done.
Advance = Callable[[int], None]
# What is raised of a damaged file: SQLite's own message may hold what is no text any more.
UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
# https://www.sqlite.org/rescode.html: whatever was raised in a callback broke it off
_INTERRUPTED = 9
# So many rows are named one by one.
_MOST_NAMED = 10


class Finding(NamedTuple):
    """One thing that was found: `hurt`, or a note; of which rows of which table, where rows are meant.

    `kind` is the stable word for scripts; `text` a sentence without its full stop.
    """

    area: Area
    kind: str
    hurt: bool
    text: str
    mend: Mend = "none"
    table: str | None = None
    rows: tuple[int, ...] = ()


class Findings(NamedTuple):
    """What was looked at, and what was found; `chain` names the whole history up to the last change."""

    rows: int
    changes: int
    chain: str | None
    found: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is hurt; notes do not count."""
        return not any(each.hurt for each in self.found)

    def mended_by(self, *mends: Mend) -> list[Finding]:
        """What can be mended so."""
        return [each for each in self.found if each.mend in mends]


def raise_interruption(fault: Exception) -> None:
    """Raise KeyboardInterrupt where SQLite broke off because of one, which it has dropped."""
    if getattr(fault, "sqlite_errorcode", 0) == _INTERRUPTED:
        raise KeyboardInterrupt from fault


def damage(area: Area, kind: str, text: str, mend: Mend, table: str | None = None, rows: Iterable[int] = ()) -> Finding:
    """Something that is hurt."""
    return Finding(area, kind, True, text, mend, table, tuple(sorted(rows)))  # noqa: FBT003 - this is its name


def note(
    area: Area, kind: str, text: str, mend: Mend = "none", table: str | None = None, rows: Iterable[int] = ()
) -> Finding:
    """Something to know, which hurts nothing."""
    return Finding(area, kind, False, text, mend, table, tuple(sorted(rows)))  # noqa: FBT003 - this is its name


def named(table: str, rows: Iterable[int]) -> str:
    """Rows of a table in words: `promise 3`, `promises 3, 4 and 5`, `34 rows of promise (3, 4, 5 …)`."""
    numbers = sorted(rows)
    noun = table.replace("_", " ")
    if len(numbers) == 1:
        return f"{noun} {numbers[0]}"
    first = ", ".join(map(str, numbers[:_MOST_NAMED]))
    more = " …" if len(numbers) > _MOST_NAMED else ""
    return f"{len(numbers):,} rows of {noun} ({first}{more})"


def ignore(_units: int) -> None:
    """For whoever does not want to know how far it has come."""

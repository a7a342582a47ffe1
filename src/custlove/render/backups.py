"""Backups in words."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from custlove.render.page import Column, Page, listing

if TYPE_CHECKING:
    from custlove.services.backups import BackupRow, ChangeRef, Comparison

_MOST_NAMED = 8
_KIB = 1024


def size(count: int) -> str:
    """A number of bytes as people say it: 640 kB, 12 MB."""
    number, unit = float(count), "bytes"
    for unit in ("bytes", "kB", "MB", "GB"):  # noqa: B007 - the last one counts
        if number < _KIB:
            break
        number /= _KIB
    return f"{number:.0f} {unit}" if number >= 10 or unit == "bytes" else f"{number:.1f} {unit}"


def table(rows: "Sequence[BackupRow]") -> Page:
    """The backups, the newest first."""
    columns = (
        Column("name", lambda row: row.name),
        Column("day", lambda row: row.day, table=False),
        Column("why", lambda row: row.why),
        Column("bytes", lambda row: row.bytes, shown=lambda row: size(row.bytes), right=True, title="size"),
        Column("chain", lambda row: row.chain, table=False),
        Column("path", lambda row: row.path, table=False),
    )
    return listing(columns, rows, "There is no backup yet. To make one: custlove backup")


def comparison(found: "Comparison") -> Iterator[str]:
    """What restoring a backup would change, a line each."""
    if not found.readable:
        yield "There is no journal that can be read: what would be lost is not known. What is there is kept."
        return
    if found.lost:
        yield f"{_changes(len(found.lost))} since {found.backup.name} would be gone:"
        yield from _named(found.lost, ": custlove history")
    if found.gained:
        yield f"{_changes(len(found.gained))} would come back that the journal does not have:"
        yield from _named(found.gained, "")
    if not (found.lost or found.gained):
        yield f"The journal and {found.backup.name} have the same history; what another program wrote is not in it."


def _changes(count: int) -> str:
    return f"{count:,} change{'s' if count != 1 else ''}"


def _named(changes: "Sequence[ChangeRef]", where: str) -> Iterator[str]:
    for each in reversed(changes[-_MOST_NAMED:]):
        yield f"  {each.id}  {each.at[:16].replace('T', ' ')}  {each.command}"
    if len(changes) > _MOST_NAMED:
        yield f"  and {len(changes) - _MOST_NAMED:,} more{where}"

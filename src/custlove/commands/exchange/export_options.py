"""What the commands that write the journal out share: their options, the part that is wanted, files and pipes."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from custlove.context import Context
from custlove.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from custlove.exchange.jsonl.writer import Source

OfPeople = Annotated[list[str] | None, typer.Option("--who", metavar="WHO", help="Only this person; can be repeated.")]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="WHEN", help="Leave out what ended before this date (90d = 90 days ago)."),
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite existing files.")]


def check_answer(path: str, *, json: bool) -> None:
    """Refuse an answer as JSON where the data themselves are the answer."""
    if path == "-" and json:
        raise UsageError("--json needs a file: here the data go to standard output.")


@contextmanager
def source(
    run: Context, who: Iterable[str] | None = None, since: str | None = None, *, showing: bool = False
) -> "Iterator[Source]":
    """What an export is made from; with a progress bar at a terminal, unless the data themselves show there."""
    from custlove.exchange.engine.selection import Selection
    from custlove.exchange.jsonl.writer import Source
    from custlove.reports.journal_wide import export_rows
    from custlove.reports.people import lookup as people

    first_day = run.since(since)
    with ExitStack() as stack:
        connection = stack.enter_context(run.reading())
        handles = frozenset(each.handle for each in people.several(connection, who)) if who else None
        journal = Source(
            connection,
            run.settings.cadences,
            run.now,
            Selection(handles, first_day.isoformat() if first_day else None),
        )
        if run.stderr.isatty() and not (run.terminal and showing):
            from custlove.render import progress

            advance = stack.enter_context(progress.bar(run.stderr, "Exporting", export_rows.count(connection)))
            journal = journal._replace(advance=advance)
        yield journal


def whole_file(
    run: Context, path: str, pieces: Iterable[str], *, force: bool, head: str = "", end: str = ""
) -> "tuple[Path | None, int]":
    """Write a file whole or not at all, or to the standard output for `-`; where it is, and how many pieces it has."""
    if path == "-":
        run.stdout.flush()
        count = _written(run.stdout.buffer, pieces, head, end)
        run.stdout.buffer.flush()
        return None, count
    from custlove.exchange.engine import files

    place = run.place(path)
    with files.being_written(place, force=force) as stream:
        return place, _written(stream, pieces, head, end)


def _written(stream: "BinaryIO", pieces: Iterable[str], head: str, end: str) -> int:
    count = 0
    stream.write(head.encode())
    for piece in pieces:
        stream.write(piece.encode())
        count += 1
    stream.write(end.encode())
    return count


def counted(number: int, noun: str) -> str:
    """A number and what it counts."""
    several = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else several}"

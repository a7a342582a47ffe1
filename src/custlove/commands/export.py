"""The command `custlove export`."""

from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import Json, group, here
from custlove.context import Context
from custlove.errors import UsageError

if TYPE_CHECKING:
    from typing import BinaryIO

app = group("Write everything out.")


@app.callback()
def export() -> None:
    """Write everything out."""


@app.command()
def jsonl(
    context: typer.Context,
    path: Annotated[str, typer.Argument(metavar="[PATH|-]", help="The file; - writes to the standard output.")] = "-",
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    json: Json = False,
) -> None:
    """Write everything as JSON lines, one object a line, as import jsonl reads it back. The history stays here.

    Example: custlove export jsonl journal.jsonl
    """
    run = here(context)
    if path == "-":
        if json:
            raise UsageError("--json tells about a file; what goes to the standard output is JSON already.")
        run.stdout.flush()
        _write(run, run.stdout.buffer)
        run.stdout.buffer.flush()
        return
    from custlove.exchange import files

    place = run.place(path)
    with files.being_written(place, force=force) as stream:
        count = _write(run, stream)
    run.answer(f"Wrote {count:,} lines to {place}.", {"path": str(place), "lines": count}, json=json)


def _write(run: Context, stream: "BinaryIO") -> int:
    from custlove.exchange import exporting
    from custlove.render import safe
    from custlove.reports import everything

    count = 0
    with ExitStack() as stack:
        connection = stack.enter_context(run.reading())
        advance = None
        # At a terminal the lines themselves are to be seen.
        if run.stderr.isatty() and not (run.terminal and stream is run.stdout.buffer):
            from custlove.render import progress

            advance = stack.enter_context(progress.bar(run.stderr, "Exporting", everything.count(connection)))
        escaped = partial(safe.to_json, indent=None)
        for line in exporting.lines(connection, run.settings.cadences, run.now, escaped):
            stream.write(line.encode() + b"\n")
            count += 1
            if advance is not None:
                advance(1)
    return count

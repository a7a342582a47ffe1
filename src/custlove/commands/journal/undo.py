"""The command `custlove undo`."""

from typing import Annotated

import typer

from custlove.commands.options import Json, get_context
from custlove.errors import Refused

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def undo(
    context: typer.Context,
    change: Annotated[
        int | None, typer.Argument(metavar="[CHANGE]", min=1, help="Its number in the history, if not the last.")
    ] = None,
    json: Json = False,
) -> None:
    """Take the last change back, whole; again for the one before. An undo is undone by its number.

    Example: custlove undo
    """
    run = get_context(context)
    if not run.begun:
        raise Refused("There is nothing to undo: there is no journal yet.")
    run.check_output()
    from custlove.store import undo as store

    stamp = run.clock_stamp
    undone, number = store.in_file(run.journal, run.lock_timeout, change, stamp.at, stamp.zone, run.command)
    run.committed = number
    from custlove.reports.lists import history as report

    with run.reading() as connection:
        origin = report.origin(connection, undone.id)
    verb = "Brought back" if origin.stands else "Undone"
    line = f"{verb}: {origin.command} (change {origin.id}). To take this back: custlove undo {number}"
    run.answer(line, {"id": number, "undoes": undone.id, "command": undone.command}, json=json)

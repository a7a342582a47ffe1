"""The command `custlove undo`."""

from typing import Annotated

import typer

from custlove.commands import refs
from custlove.commands.options import Json, get_context
from custlove.errors import Refused, UsageError
from custlove.quoting import quoted

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def undo(
    context: typer.Context,
    change: Annotated[
        str | None, typer.Argument(metavar="[CHANGE]", help="Its reference in the history (default: the last one).")
    ] = None,
    json: Json = False,
) -> None:
    """Undo the last change; repeat it for the one before. Undo an undo by its number.

    Example: custlove undo
    """
    run = get_context(context)
    if not run.begun:
        raise Refused("There is nothing to undo: there is no journal yet.")
    number = None if change is None else refs.number(change, "change")
    if change is not None and number is None:
        raise UsageError(f"{quoted(change)} is not the reference of a change.", "Their references: custlove history")
    run.check_output()
    from custlove.services import undo as service

    undone = service.undo(run.journal, number, run.clock_stamp, run.command, run.lock_timeout)
    run.committed = undone.number
    origin = undone.origin
    verb = "Brought back" if origin.stands else "Undone"
    line = f"{verb}: {origin.command} (change {origin.id}). To take this back: custlove undo {undone.number}"
    run.answer(line, undone, json=json)

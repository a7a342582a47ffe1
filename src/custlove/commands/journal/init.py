"""The command `custlove init`."""

from pathlib import Path
from typing import Annotated

import typer

from custlove.commands.options import Json, get_context

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def init(
    context: typer.Context,
    path: Annotated[
        Path | None, typer.Argument(metavar="[PATH]", help="Where to create it (default: the usual place).")
    ] = None,
    json: Json = False,
) -> None:
    """Create an empty journal.

    Example: custlove init ~/clients.db
    """
    run = get_context(context)
    run.check_output()
    from custlove.store import file

    place = run.journal if path is None else run.place(path)
    file.create(place)
    run.stands = f"The journal was started all the same, at {place}."
    how = f" To use it: --journal {place}, or CUSTLOVE_JOURNAL." if place != run.journal else ""
    run.answer(f"Started a journal at {place}.{how}", {"journal": str(place)}, json=json)

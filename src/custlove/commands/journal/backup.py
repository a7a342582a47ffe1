"""The command `custlove backup`."""

from typing import Annotated

import typer

from custlove.commands.options import Json, get_context
from custlove.errors import NoSuchFile

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def backup(
    context: typer.Context,
    target: Annotated[
        str | None,
        typer.Argument(metavar="[FILE|FOLDER]", help="Where to (default: the folder backups beside the journal)."),
    ] = None,
    json: Json = False,
) -> None:
    """Back up the journal, and examine the backup before it gets its name.

    Example: custlove backup
    """
    run = get_context(context)
    if not run.begun:
        raise NoSuchFile(
            "There is no journal yet: nothing can be backed up.", "The first command that writes starts one."
        )
    run.check_output()
    from shlex import quote

    from custlove.render import progress
    from custlove.render.backups import size
    from custlove.services import backups

    place = run.place(target) if target else None
    if target and target.endswith("/") and place is not None and not place.is_dir():
        raise NoSuchFile(f"There is no folder {place}.", "Nothing was written. Make it, or name another.")
    with progress.late(run.stderr, "Examining", backups.units(run.journal, run.lock_timeout)) as advance:
        made = backups.make(run.journal, place, run.clock_now.astimezone(run.zone).date(), run.lock_timeout, advance)
    what = f"{made.changes:,} changes, {made.rows:,} rows, {size(made.backup.size)}"
    named = f" {quote(str(made.backup.path))}" if target else ""
    verb = "Backed up to" if made.new else "There is the same backup already:"
    line = f"{verb} {made.backup.path}: {what}, examined. To restore it: custlove restore{named}"
    run.answer(line, backups.data(made), json=json)

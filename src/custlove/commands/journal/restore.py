"""The command `custlove restore`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import Csv, Json, Plain, get_context
from custlove.errors import Refused, UsageError

if TYPE_CHECKING:
    from custlove.context import Context
    from custlove.services.backups import Comparison

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def restore(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME|FILE]", help="Which: a name, a day or a file (default: the newest)."),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the backups.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be lost, and change nothing.")] = False,
    json: Json = False,
    csv: Csv = False,
    plain: Plain = False,
) -> None:
    """Restore a backup, after showing what would be lost; the journal is set aside as a backup first.

    Without a terminal it needs custlove --yes. Restoring what was set aside takes it back.

    Example: custlove restore --list
    """
    run = get_context(context)
    from custlove.render import backups as render
    from custlove.services import backups

    if list_:
        rows = backups.listing(run.journal)
        run.show(render.table(rows), rows, run.output(json=json, csv=csv, plain=plain))
        return
    if csv or plain:
        raise UsageError("--csv and --plain are for --list.", "Like this: custlove restore --list --plain")
    run.check_output()
    backup = backups.find(run.journal, name or "")
    comparison = backups.compare(run.journal, backup, run.lock_timeout)
    for line in render.comparison(comparison):
        run.note(line)
    if dry_run:
        run.answer("Nothing was changed.", comparison.data(), json=json)
        return
    _ask(run, comparison, name or "")
    from custlove.render import progress

    with progress.late(run.stderr, "Examining", backups.units(backup, run.lock_timeout)) as advance:
        day = run.clock_now.astimezone(run.zone).date()
        asked = backups.RestoreBackup(backup, day, run.clock_stamp, run.now, run.settings)
        done = backups.restore(run.journal, asked, run.lock_timeout, advance)
    for each in done.forgotten:
        run.note(f"{each} was in it, who was forgotten since: forgotten in it, too.")
    kept = f" The journal as it was is kept; to take this back: custlove restore {done.kept.name}" if done.kept else ""
    run.answer(f"Restored {backup.name}.{kept}", done.data(), json=json)


def _ask(run: "Context", comparison: "Comparison", asked: str) -> None:
    """Raise Refused unless somebody agrees."""
    from shlex import quote

    if run.agreed:
        return
    if not run.at_terminal:
        raise Refused(
            f"{comparison.backup.name} was not restored: nobody said yes.",
            f"To do it: custlove --yes restore{f' {quote(asked)}' if asked else ''}",
        )
    if run.ask("Restore it? (y/N) ").casefold() not in ("y", "yes"):
        raise Refused("It was not restored.", "Nothing was changed.")

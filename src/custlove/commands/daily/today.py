"""The command `custlove today`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import get_context, reporting
from custlove.errors import UsageError

if TYPE_CHECKING:
    from custlove.render.page import Output

app = typer.Typer(rich_markup_mode=None, add_completion=False)
Ahead = Annotated[
    str | None, typer.Option("--ahead", metavar="PERIOD", help="Include everything due within this period, such as 7d.")
]

Walk = Annotated[
    bool, typer.Option("--walk", "-i", help="Go through it at the terminal: one thing at a time, one key each.")
]


@app.command()
@reporting
def today(context: typer.Context, ahead: Ahead = None, walk: Walk = False, *, output: "Output") -> int:
    """Show what you owe people today; with --walk go through it, one thing and one key at a time.

    Example: custlove today --ahead 7d
    """
    run = get_context(context)
    if walk and run.begun:
        if output.form != "table" or output.exit_code or ahead is not None:
            raise UsageError("--walk asks at a terminal, and goes with no other option.")
        from custlove.commands.daily import walk as walking

        return walking.walk(run)
    from custlove.cli import today as quick

    return quick.answer(run, output, 0 if ahead is None else run.days_ahead(ahead, "--ahead"))

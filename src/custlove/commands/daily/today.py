"""The command `custlove today`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import get_context, reporting

if TYPE_CHECKING:
    from custlove.render.page import Output

app = typer.Typer(rich_markup_mode=None, add_completion=False)
Ahead = Annotated[
    str | None, typer.Option("--ahead", metavar="PERIOD", help="Include everything due within this period, such as 7d.")
]


@app.command()
@reporting
def today(context: typer.Context, ahead: Ahead = None, *, output: "Output") -> int:
    """Show what you owe people today.

    Example: custlove today --ahead 7d
    """
    run = get_context(context)
    from custlove.cli import today as quick

    return quick.answer(run, output, 0 if ahead is None else run.days_ahead(ahead, "--ahead"))

"""The command `custlove today`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import Who, choices, get_context, reporting
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
Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="broken,overdue,…",
        help="Only these: broken, promises, overdue, due, feedback, mistakes, low, rituals, days, quiet, ease-off,"
        " returns, asks, intentions.",
    ),
]
ByPerson = Annotated[bool, typer.Option("--by-person", help="Put together what concerns one person, the worst first.")]
All = Annotated[bool, typer.Option("--all", help="Show everything, however small the screen is.")]


@app.command()
@reporting
def today(
    context: typer.Context,
    ahead: Ahead = None,
    who: Who = None,
    only: Only = None,
    by_person: ByPerson = False,
    every: All = False,
    walk: Walk = False,
    *,
    output: "Output",
) -> int:
    """Show what you owe people today, as much as the screen holds; with --walk go through it, a key for each thing.

    Example: custlove today --by-person
    """
    run = get_context(context)
    from custlove.cli import today as quick

    days = 0 if ahead is None else run.days_ahead(ahead, "--ahead")
    asked = quick.TodayOptions(days, ahead, who, _sections(only), by_person, every)
    if walk and run.begun:
        if run.terminal and (output.form != "table" or output.exit_code):
            raise UsageError("--walk asks at a terminal, and is not a report.", "To see what is owed: custlove today")
        from custlove.commands.daily import walk as walking

        return walking.walk(run, lambda connection: quick.read(run, connection, asked), by_person=by_person)
    return quick.answer(run, output, asked)


def _sections(typed: list[str] | None) -> list[str]:
    from custlove.reports.today_parts import ALL_SECTIONS

    return choices(typed, "--only", tuple(ALL_SECTIONS))

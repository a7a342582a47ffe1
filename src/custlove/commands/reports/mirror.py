"""The command `custlove mirror`."""

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import get_context, reporting

if TYPE_CHECKING:
    from custlove.render.page import Output

app = typer.Typer(rich_markup_mode=None, add_completion=False)
Since = Annotated[
    str | None, typer.Option("--since", metavar="WHEN", help="Since this date (default: 90d, or mirror.days).")
]


@app.command()
@reporting
def mirror(context: typer.Context, since: Since = None, *, output: "Output") -> int:
    """Ask yourself twelve questions: how you are doing, each compared with the period before.

    Example: custlove mirror --since 90d
    """
    run = get_context(context)
    from custlove.render import mirror as render
    from custlove.render import progress
    from custlove.reports.mirror import questions as report
    from custlove.reports.mirror.data import MirrorOptions
    from custlove.rules.mirror import QUESTIONS, Period

    settings = run.settings
    first = run.since(since) or run.today - timedelta(days=settings.numbers["mirror.days"])
    period = Period(first, run.today)
    asked = MirrorOptions(period, run.now, settings.cadences, settings.numbers, settings.channels, settings.complaints)
    with run.reading() as connection, progress.late(run.stderr, "Looking", len(QUESTIONS)) as advance:
        found = []
        for answer in report.reflections(connection, asked):
            found.append(answer)
            advance(1)
    return run.show(render.page(found, period, run.today), found, output)

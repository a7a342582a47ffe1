"""The command `custlove circles`."""

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import get_context, reporting

if TYPE_CHECKING:
    from custlove.render.page import Output

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
@reporting
def circles(
    context: typer.Context,
    since: Annotated[
        str | None, typer.Option("--since", metavar="WHEN", help="Since this date (default: 90d, or circles.days).")
    ] = None,
    *,
    output: "Output",
) -> int:
    """Compare how much of your time people get with what their cadences ask for.

    Example: custlove circles --since 90d
    """
    run = get_context(context)
    from custlove.render import circles as render
    from custlove.render import progress
    from custlove.reports.journal_wide import circles as report

    first = run.since(since) or run.today - timedelta(days=run.settings.numbers["circles.days"])
    with run.reading() as connection, progress.late(run.stderr, "Reading", report.size(connection)) as advance:
        found = report.circles(connection, run.settings.cadences, first, run.today, advance)
    # What there is to count, or to call by a handle, are people; the three circles are always there.
    only_people = output.form in ("count", "ids")
    code = run.show(render.people(found) if only_people else render.page(found), found, output)
    return code and int(bool(found.more or found.less or found.promised))

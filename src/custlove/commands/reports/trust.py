"""The command `custlove trust`."""

from typing import TYPE_CHECKING

import typer

from custlove.commands.options import Since, Who, get_context, reporting
from custlove.errors import UsageError

if TYPE_CHECKING:
    from custlove.render.page import Output

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
@reporting
def trust(
    context: typer.Context,
    who: Who = None,
    since: Since = None,
    *,
    output: "Output",
) -> int:
    """Show an account of trust, or without WHO your deeds to mend.

    Example: custlove trust anna
    """
    run = get_context(context)
    from custlove.render import trust as render
    from custlove.reports.journal_wide import trust as report
    from custlove.reports.people import lookup as people

    first = run.since(since)
    if who is None and first is not None:
        raise UsageError("--since is for the statement of one person.", "Like this: custlove trust anna --since 90d")
    rates = report.rates(run.settings.numbers)
    with run.reading() as connection:
        if who is None:
            from custlove.reports.journal_wide import deeds_to_mend

            found = deeds_to_mend.deeds_to_mend(connection, rates, run.now)
            return run.show(render.to_mend(found, run.today), found, output)
        person = people.one(connection, who).id
        account = report.statement(connection, person, rates, run.now, first)
    return run.show(render.statement(account, run.today), account, output)

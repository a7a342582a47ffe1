"""The command `custlove history`."""

from typing import TYPE_CHECKING

import typer

from custlove.commands.options import Limit, get_context, reporting

if TYPE_CHECKING:
    from custlove.render.page import Output

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
@reporting
def history(context: typer.Context, limit: Limit = None, *, output: "Output") -> int:
    """List all changes, newest first, and which of them were undone.

    Example: custlove history --limit 10
    """
    run = get_context(context)
    from custlove.render import lists
    from custlove.reports.lists import history as report

    with run.reading() as connection:
        if output.form == "count":
            return run.show_count(report.count(connection, limit), output)
        found = report.history(connection, limit)
    return run.show(lists.history(found), found, output)

"""The command `custlove history`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import Limit, Who, get_context, reporting

if TYPE_CHECKING:
    from custlove.render.page import Output

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
@reporting
def history(
    context: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]", help="Only commands with all these words in them.")
    ] = None,
    who: Who = None,
    limit: Limit = None,
    *,
    output: "Output",
) -> int:
    """List all changes, newest first, and which of them were undone.

    Example: custlove history promise --who anna
    """
    run = get_context(context)
    from custlove.render import lists
    from custlove.reports.lists import history as report
    from custlove.reports.people import lookup as people

    with run.reading() as connection:
        asked = report.HistoryFilter(people.one(connection, who).id if who else None, words or ())
        if output.form == "count":
            return run.show_count(report.count(connection, limit, asked), output)
        found = report.history(connection, limit, asked)
    return run.show(lists.history(found), found, output)

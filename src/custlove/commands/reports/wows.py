"""The command `custlove wows`."""

from typing import TYPE_CHECKING

import typer

from custlove.commands.options import Since, Who, get_context, reporting

if TYPE_CHECKING:
    from custlove.render.page import Output

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
@reporting
def wows(context: typer.Context, who: Who = None, since: Since = None, *, output: "Output") -> int:
    """List moments worth repeating: touchpoints that they will remember, newest first.

    Example: custlove wows --since 365d
    """
    run = get_context(context)
    from custlove.render import lists
    from custlove.reports.lists import touchpoints as report
    from custlove.reports.people import lookup as people

    first = run.since(since)
    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        asked = report.TouchpointFilter(person, since=first, wow=True)
        if output.form == "count":
            return run.show_count(report.count(connection, asked, run.today), output)
        found = report.listing(connection, asked, run.today)
    page = lists.touchpoints(found, run.today)
    return run.show(page._replace(empty="No wow yet. The first: custlove log WHO TEXT --wow"), found, output)

"""The command `custlove find`."""

from typing import Annotated

import typer

from custlove.commands.options import Csv, Json, Limit, Plain, Since, Who, here

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def find(
    context: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help="Words, or their beginnings; all of them must be there.")
    ],
    who: Who = None,
    since: Since = None,
    limit: Limit = None,
    json: Json = False,
    csv: Csv = False,
    plain: Plain = False,
) -> None:
    """Search touchpoints, promises, feedback, names and notes, newest first.

    Example: custlove find invoice --who anna
    """
    run = here(context)
    output = run.output(json=json, csv=csv, plain=plain)
    from custlove.render import views
    from custlove.reports import find as report
    from custlove.reports import who as people

    first = run.since(since)
    with run.reading() as connection:
        handle = people.one(connection, who).handle if who else None
        found = report.find(connection, words, handle, first, run.today, limit)
    run.show(views.hits(found, run.today), found, output)

"""The command `custlove history`."""

import typer

from custlove.commands.options import Csv, Json, Limit, Plain, here

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def history(
    context: typer.Context, limit: Limit = None, json: Json = False, csv: Csv = False, plain: Plain = False
) -> None:
    """What was written, newest first, and what of it was undone.

    Example: custlove history --limit 10
    """
    run = here(context)
    output = run.output(json=json, csv=csv, plain=plain)
    from custlove.render import views
    from custlove.reports import history as report

    with run.reading() as connection:
        found = report.history(connection, limit)
    run.show(views.history(found), found, output)

"""The command `custlove today`."""

from typing import Annotated

import typer

from custlove.commands.options import Csv, Json, Plain, days_ahead, here

app = typer.Typer(rich_markup_mode=None, add_completion=False)
Ahead = Annotated[
    str | None, typer.Option("--ahead", metavar="PERIOD", help="Also what falls due in this period, such as 7d.")
]

_BEGINNING = """\
There is no journal yet; the first thing you write down starts one:
  custlove person add "Anna Karenina"                  somebody you care for
  custlove log anna "Coffee, she moves" --felt glad    how it was
  custlove promise add anna "the offer" --by friday    what you owe her
To look around first: custlove demo. Every command says more with --help.
"""


@app.command()
def today(
    context: typer.Context, ahead: Ahead = None, json: Json = False, csv: Csv = False, plain: Plain = False
) -> None:
    """What you owe people today.

    Example: custlove today --ahead 7d
    """
    run = here(context)
    output = run.output(json=json, csv=csv, plain=plain)
    from custlove.render import today as render
    from custlove.reports import today as report

    days = days_ahead(run, ahead)
    if not run.begun and output.form in ("table", "plain"):
        run.stdout.write(_BEGINNING)
        return
    with run.reading() as connection:
        owed = report.today(connection, run.settings.cadences, run.now, days)
        coming = None if owed.things or output.form == "json" else report.next_coming(connection, owed.today)
    run.show(render.page(owed, coming), owed, output)
    if not owed.things and output.form == "plain":
        run.note(render.page(owed, coming).empty)

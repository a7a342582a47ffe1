"""The command `custlove today`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import days_ahead, get_context, reporting

if TYPE_CHECKING:
    from custlove.render.page import Output

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
@reporting
def today(context: typer.Context, ahead: Ahead = None, *, output: "Output") -> int:
    """What you owe people today.

    Example: custlove today --ahead 7d
    """
    run = get_context(context)
    from custlove.render import today as render
    from custlove.reports import today as report

    days = days_ahead(run, ahead)
    if not run.begun and output.form in ("table", "plain"):
        run.stdout.write(_BEGINNING)
        return 0
    with run.reading() as connection:
        owed = report.today(connection, run.settings.cadences, run.now, days, run.settings.numbers)
        named = not owed.things and output.form != "json"
        coming = report.next_coming(connection, owed.today, run.settings.numbers) if named else None
    page = render.page(owed, coming)
    if not owed.things and output.form == "plain":
        run.note(page.empty)
    if page.foot and output.form == "plain":
        run.note(page.foot)
    return run.show(page, owed, output)

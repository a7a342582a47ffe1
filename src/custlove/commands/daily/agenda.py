"""The command `custlove agenda`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import Who, get_context, reporting

if TYPE_CHECKING:
    from custlove.render.page import Output

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_DAYS = 14
Days = Annotated[
    int, typer.Option("--days", min=0, max=366, metavar="NUMBER", help="How many days ahead.", show_default=True)
]


@app.command()
@reporting
def agenda(context: typer.Context, days: Days = _DAYS, who: Who = None, *, output: "Output") -> int:
    """Show what is coming, by day: promises, follow-ups, rituals, days that matter, and who comes back.

    Example: custlove agenda --days 30
    """
    run = get_context(context)
    from custlove.render import agenda as render
    from custlove.reports import agenda as report
    from custlove.reports.people import lookup

    with run.reading() as connection:
        person = lookup.one(connection, who).handle if who else None
        found = report.agenda(connection, run.now, days, run.settings.numbers, person)
    page = render.page(found)
    if output.form == "plain":
        for line in filter(None, (page.title, "" if page.things else page.empty)):
            run.note(line)
    return run.show(page, found, output)

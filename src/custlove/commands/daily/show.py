"""The command `custlove show`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import get_context, reporting

if TYPE_CHECKING:
    from custlove.render.page import Output

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
@reporting
def show(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="The person, or an organisation.")],
    everything: Annotated[bool, typer.Option("--all", help="Show the whole timeline at a terminal, too.")] = False,
    *,
    output: "Output",
) -> int:
    """Show everything about somebody: who they are, how things stand, one timeline; or the page of an organisation.

    Example: custlove show anna
    """
    run = get_context(context)
    from custlove.render import show as render
    from custlove.reports import show as report
    from custlove.reports.people import lookup as people

    with run.reading() as connection:
        known = people.one_or_organisation(connection, who)
        if isinstance(known, people.Organisation):
            from custlove.render import organisation as render_page
            from custlove.reports import organisation

            found = organisation.page(connection, known, run.settings.cadences, run.today)
            return run.show(render_page.page(found), found, output)
        portrait = report.portrait(connection, known.id, run.settings.cadences, run.now, run.settings.numbers)
    if output.form == "table":
        render.emit(portrait, output, run.settings.labels, run.today, whole=everything)
        return int(output.exit_code and bool(portrait.timeline))
    return run.show(render.timeline(portrait), portrait, output)

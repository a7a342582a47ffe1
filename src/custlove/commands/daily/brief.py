"""The command `custlove brief`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import get_context, reporting
from custlove.context import Context
from custlove.errors import Question, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custlove.render.page import Output

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
@reporting
def brief(
    context: typer.Context,
    who: Annotated[
        list[str] | None, typer.Argument(metavar="WHO...", help="The people you meet: several names, or anna,anton.")
    ] = None,
    org: Annotated[str | None, typer.Option("--org", help="Everybody from this organisation.")] = None,
    *,
    output: "Output",
) -> int:
    """Show what to know before you meet somebody, on one page: effort, mindfulness, respect.

    Example: custlove brief anna
    """
    run = get_context(context)
    if not who and not org:
        raise UsageError("Whom do you meet?", "Like this: custlove brief anna", Question("who"))
    return show(run, who or (), output, org)


def show(run: Context, who: "Sequence[str]", output: "Output", org: str | None = None) -> int:
    """Show the page of people, and of everybody of an organisation; raises NotFound, Ambiguous."""
    from custlove.render import brief as render
    from custlove.reports import brief as report
    from custlove.reports.people import lookup as people

    settings = run.settings
    with run.reading() as connection:
        known = people.several(connection, who)
        there = {person.id for person in known}
        if org:
            known += [person for person in people.of_organisation(connection, org, run.today) if person.id not in there]
        ids = [person.id for person in known]
        found = report.meeting(connection, ids, settings.cadences, run.now, settings.numbers)
    page = render.whole(found, settings.brand, settings.labels, run.today)
    if output.form == "table":
        from custlove.render import brief_screen

        brief_screen.emit(found, settings.brand, settings.labels, run.today, output, run.namesakes or ())
        return int(output.exit_code and page.things > 0)
    data = _with_ending(found.people[0] if len(found.people) == 1 else found, settings.brand)
    return run.show(page, data, output)


def _with_ending(found: object, brand: object) -> dict[str, object]:
    from custlove.plain import plain

    return {**plain(found), "brand": brand}

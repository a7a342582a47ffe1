"""The command `custlove person spread`."""

from typing import Annotated

import typer

from custlove.commands.options import Json, get_context


def spread(
    context: typer.Context,
    over: Annotated[str, typer.Option("--over", metavar="PERIOD", help="The period: 60d, 3 months.")] = "60d",
    tag: Annotated[str | None, typer.Option("--tag", help="Only with this tag.")] = None,
    everybody: Annotated[bool, typer.Option("--all", help="Include people who were not imported.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show who would be due when, and change nothing.")] = False,
    json: Json = False,
) -> int:
    """Spread the first due days of imported people, so that they do not all go quiet on one morning.

    Only people without a touchpoint; nobody becomes due sooner. A first touchpoint starts their cadence as always.

    Example: custlove person spread --over 60d
    """
    run = get_context(context)
    from custlove.render import spread as render
    from custlove.services import spread as service

    asked = service.SpreadPeople(run.days_ahead(over, "--over"), tag, everybody)
    with run.reading() as connection:
        planned = service.plan(connection, run.settings.cadences, run.today, asked)
    if planned.moved and not dry_run:
        with run.changing() as change:
            planned = service.apply(change, asked)
    line = render.sentence(planned, run.today, dry_run=dry_run)
    if dry_run and not json and planned.people:
        run.show(render.page(planned.people, run.today), planned, run.output())
        run.note(line)
    else:
        run.answer(line, planned.data(), json=json)
    return 0

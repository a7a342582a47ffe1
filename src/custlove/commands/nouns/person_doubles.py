"""The command `custlove person doubles`."""

from typing import TYPE_CHECKING

import typer

from custlove.commands.options import get_context, reporting

if TYPE_CHECKING:
    from custlove.render.page import Output


@reporting
def doubles(context: typer.Context, *, output: "Output") -> int:
    """List people who may be in the journal twice, why, and the command that makes them one.

    Two people who only look alike are left out once there is a link between them: custlove link add WHO OTHER spouse.

    Example: custlove person doubles
    """
    run = get_context(context)
    from custlove.render import doubles as render
    from custlove.reports.people import doubles as report

    with run.reading() as connection:
        found = report.listing(connection, run.today)
    code = run.show(render.page(found), found, output)
    if found and run.terminal:
        first = found[0]
        run.note(f"If they are two: custlove link add {first.person} {first.other} KIND")
    return code

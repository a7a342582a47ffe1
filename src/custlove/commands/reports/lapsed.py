"""The command `custlove lapsed`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import get_context, reporting
from custlove.errors import UsageError

if TYPE_CHECKING:
    from custlove.render.page import Output

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
@reporting
def lapsed(
    context: typer.Context,
    everybody: Annotated[
        bool, typer.Option("--all", help="Show everybody who ever bought, with how quiet they are.")
    ] = False,
    proof: Annotated[
        bool, typer.Option("--proof", help="Show how often the rule was right with your people so far.")
    ] = False,
    *,
    output: "Output",
) -> int:
    """List people who bought and have gone quiet, and what was good then.

    Example: custlove lapsed --all
    """
    run = get_context(context)
    if proof and everybody:
        raise UsageError("--proof and --all exclude each other.")
    from custlove.render import lapsed as render
    from custlove.reports.journal_wide import lapsed as report
    from custlove.rules.inactivity import Limits

    limits = Limits.of(run.settings.numbers)
    with run.reading() as connection:
        if proof:
            from custlove.reports.journal_wide import lapsed_proof

            replayed = lapsed_proof.proof(connection, run.today, limits)
            return run.show(render.proof(replayed, run.today), replayed, output)
        if everybody:
            buyers = report.buyers(connection, run.today, limits)
            return run.show(render.buyers(buyers, run.today), buyers, output)
        found = report.lapsed(connection, run.today, limits)
    page = render.sections if output.form == "table" else render.lines
    return run.show(page(found, run.today), found, output)

"""The command `custlove balance`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import Since, get_context, reporting
from custlove.errors import UsageError
from custlove.quoting import quoted
from custlove.schema.vocabulary import Figure

if TYPE_CHECKING:
    from custlove.render.page import Output

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
@reporting
def balance(
    context: typer.Context,
    who: Annotated[str | None, typer.Argument(metavar="[WHO]", help="The person (default: everybody).")] = None,
    since: Since = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="COLUMN", help="Sort by this column, or by a currency.")
    ] = None,
    open_: Annotated[Figure | None, typer.Option("--open", help="Show the facts behind this figure.")] = None,
    *,
    output: "Output",
) -> int:
    """Compare who gives and who takes, side by side: figures of a period, not a single number.

    Example: custlove balance --since 180d --by touchpoints
    """
    run = get_context(context)
    from custlove.render import balance as render
    from custlove.render import table
    from custlove.reports.journal_wide import balance as report
    from custlove.reports.people import lookup as people
    from custlove.rules.cadence import add_months

    first = run.since(since) or add_months(run.today, -run.settings.numbers["balance.months"])
    column = None if by is None else _column(by)
    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        wanted = report.BalanceOptions(first, run.today, person)
        if open_ is not None:
            facts = report.facts(connection, open_, wanted)
            return run.show(render.facts(facts, run.today), facts, output)
        found = report.balances(connection, wanted)
    if column is not None:
        found = report.ordered(found, column)
    page = render.page(found)
    if not found or output.form != "table" or table.fits(page, output.width):
        return run.show(page, found, output)
    given, taken = render.halves(found)
    run.show(given, found, output)
    return run.show(taken, found, output)


def _column(words: str) -> str:
    from custlove.reports.journal_wide.balance import Balance
    from custlove.rules import money

    column = words.strip().replace("-", "_").casefold()
    if column in Balance._fields and column != "spent":
        return column
    if (currency := money.code(words)) is not None:
        return currency
    known = ", ".join(name for name in Balance._fields if name != "spent")
    raise UsageError(f"--by {quoted(words)} is neither a column nor a currency.", f"The columns: {known}.")

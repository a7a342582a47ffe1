"""The command `custlove balance`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import Since, Who, get_context, reporting
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
    who: Who = None,
    since: Since = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="COLUMN", help="Sort by this column, most first, or by a currency.")
    ] = None,
    reverse: Annotated[bool, typer.Option("--reverse", help="Sort the other way, least first.")] = False,
    open_: Annotated[Figure | None, typer.Option("--open", help="Show the facts behind this figure.")] = None,
    *,
    output: "Output",
) -> int:
    """Compare who gives and who takes: three lists with their facts, then the figures side by side.

    Example: custlove balance --since 180d --by touch
    """
    run = get_context(context)
    from custlove.render import balance as render
    from custlove.render import layout
    from custlove.reports.journal_wide import balance as report
    from custlove.reports.journal_wide import balance_facts
    from custlove.reports.people import lookup as people
    from custlove.rules.cadence import add_months
    from custlove.rules.reciprocity import Measures

    first = run.since(since) or add_months(run.today, -run.settings.numbers["balance.months"])
    column = None if by is None else _column(by)
    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        wanted = report.BalanceOptions(first, run.today, person, Measures.of(run.settings.numbers))
        if open_ is not None:
            facts = balance_facts.facts(connection, open_, wanted)
            return run.show(render.facts(facts, run.today), facts, output)
        found = report.balances(connection, wanted)
    if column is not None or reverse:
        found = report.ordered(found, column or "minutes", reverse=reverse)
    page = render.page(found)
    if not found or output.form != "table":
        return run.show(page, found, output)
    run.show(render.lists(found), found, output)
    if layout.fits(page, output.width):
        return run.show(page._replace(gap=True, title="The figures"), found, output)
    given, taken = render.halves(found)
    run.show(given._replace(gap=True), found, output)
    return run.show(taken, found, output)


def _column(words: str) -> str:
    """The column that is meant, by its name or by the heading of the table, or a currency; raises UsageError."""
    from custlove.render.balance import HEADINGS
    from custlove.reports.journal_wide.balance import Balance
    from custlove.rules import money

    column = words.strip().replace("-", "_").casefold()
    column = HEADINGS.get(column, column)
    if column in Balance._fields and column not in ("because", "command"):
        return column
    if (currency := money.code(words)) is not None:
        return currency
    known = ", ".join(name for name in Balance._fields if name not in ("because", "command"))
    raise UsageError(f"--by {quoted(words)} is neither a column nor a currency.", f"The columns: {known}.")

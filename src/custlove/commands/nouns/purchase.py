"""The command `custlove purchase`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands import amounts, refs
from custlove.commands.added_people import say_added
from custlove.commands.options import Json, On, OnUndated, Ref, Since, Who, choices, get_context, group, reporting
from custlove.errors import UsageError
from custlove.quoting import quoted
from custlove.rules import money

if TYPE_CHECKING:
    from custlove.render.page import Output

app = group("Record what people bought.")


@app.command()
def add(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="The person who bought.")],
    amount: Annotated[
        str | None, typer.Argument(metavar="AMOUNT", help="120, 120.50 or 120,50; -- -20 for a refund.")
    ] = None,
    currency: Annotated[
        str | None, typer.Argument(metavar="[CURRENCY]", help="EUR, chf (default: that of their last purchase).")
    ] = None,
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="The text, or - for standard input.")] = None,
    repeat: Annotated[
        bool, typer.Option("--repeat", help="Repeat their last purchase; anything you give replaces its value.")
    ] = False,
    new: Annotated[bool, typer.Option("--new", help="Add the person if they are not in the journal yet.")] = False,
    on: On = None,
    json: Json = False,
) -> None:
    """Add a purchase.

    Example: custlove purchase add anna 1200.50 EUR "the second workshop"
    """
    run = get_context(context)
    typed = amounts.arguments([word for word in (amount, currency, text) if word is not None])
    from custlove.render import purchases as render
    from custlove.services import purchases

    what = run.text(typed.text) or None
    day = run.past_moment(on).day
    asked = purchases.AddPurchase(who, day, typed.amount, typed.currency, what, repeat, new)
    with run.changing() as change:
        added = purchases.add(change, asked)
    run.answer(render.said(added.purchase, run.today), added.purchase, json=json)
    say_added(run, [added.person])


@app.command("list")
@reporting
def list_(context: typer.Context, who: Who = None, since: Since = None, *, output: "Output") -> int:
    """List purchases, newest first, with the total in each currency.

    Example: custlove purchase list --who anna --since 365d
    """
    run = get_context(context)
    from custlove.render import purchases as render
    from custlove.reports.lists import purchases as report
    from custlove.reports.people import lookup as people

    first = run.since(since)
    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        found = report.listing(connection, person, first, run.today)
    return run.show(render.page(found, run.today), found, output)


@app.command()
def edit(
    context: typer.Context,
    ref: Ref,
    amount: Annotated[
        str | None, typer.Option("--amount", metavar="AMOUNT", help="120, 120.50 or 120,50; -20 for a refund.")
    ] = None,
    currency: Annotated[str | None, typer.Option("--currency", metavar="CURRENCY", help="EUR, chf.")] = None,
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="What was bought.")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="WHEN", help="The day it was.")] = None,
    clear: Annotated[list[str] | None, typer.Option("--clear", metavar="text", help="Empty a field.")] = None,
    json: Json = False,
) -> None:
    """Correct a purchase.

    Example: custlove purchase edit 2 --amount 1250.50
    """
    run = get_context(context)
    from custlove.render import purchases as render
    from custlove.services import purchases

    edits = purchases.PurchaseEdits()
    if amount is not None:
        edits["amount"] = amount
    if currency is not None:
        if (code := money.code(currency)) is None:
            raise UsageError(f"{quoted(currency)} is not a currency.", "A currency is three letters: EUR")
        edits["currency"] = code
    if text is not None:
        edits["what"] = run.required_text(text, "text")
    if choices(clear, "--clear", ["text"]):
        edits["what"] = None
    if on is not None:
        edits["day"] = run.past_moment(on).day
    if not edits:
        raise UsageError("Nothing to correct was given.", "Look at: custlove purchase edit --help")
    refs.change(
        run,
        refs.read(run, ref, "purchase"),
        lambda change, each: purchases.edit(change, each, edits),
        lambda each: render.said(each, run.today),
        json=json,
    )


@app.command()
def remove(context: typer.Context, ref: Ref, on: OnUndated = None, json: Json = False) -> None:
    """Remove a purchase.

    Example: custlove purchase remove 2
    """
    run = get_context(context)
    run.past_moment(on)
    from custlove.render import purchases as render
    from custlove.services import purchases

    refs.change(
        run,
        refs.read(run, ref, "purchase"),
        purchases.remove,
        lambda each: f"Removed: {render.said(each, run.today)}",
        json=json,
    )

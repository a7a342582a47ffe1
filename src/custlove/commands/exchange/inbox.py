"""The command `custlove inbox`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands import refs
from custlove.commands.added_people import say_added
from custlove.commands.options import Json, get_context, group, reporting
from custlove.errors import UsageError
from custlove.quoting import quoted

if TYPE_CHECKING:
    from custlove.render.page import Output

app = group("Sort out mails and meetings with people who are not in the journal: list, take, drop.")
_Number = Annotated[str, typer.Argument(metavar="REF", help="Its reference (e12).")]


@app.command("list")
@reporting
def list_(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Include taken and dropped entries.")] = False,
    *,
    output: "Output",
) -> int:
    """List mails and meetings with people who are not in the journal, the latest of each.

    Example: custlove inbox list --json
    """
    run = get_context(context)
    from custlove.render import inbox as render
    from custlove.reports.lists import inbox as report

    with run.reading() as connection:
        found = report.listing(connection, run.today, settled=everything)
    return run.show(render.page(found, run.today), found, output)


@app.command()
def take(
    context: typer.Context,
    ref: _Number,
    who: Annotated[
        str | None,
        typer.Argument(metavar="WHO", help="The person, or several: anna,anton (with --new: the person it names)."),
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Add the person if they are not in the journal yet.")] = False,
    json: Json = False,
) -> None:
    """Take an entry for somebody: it becomes a touchpoint, and their address is saved for the next import.

    Example: custlove inbox take 1 anna
    """
    run = get_context(context)
    number = _number(ref)
    with run.changing() as change:
        from custlove.services.imports import inbox

        taken = inbox.take(change, inbox.TakeFromInbox(number, who, new))
    from custlove.render import inbox as render

    names = [each.name for each in taken.people]
    line = render.taken(taken.record, names, taken.touchpoint, taken.addresses, run.today)
    run.answer(line, taken.data(), json=json)
    say_added(run, taken.people)


@app.command()
def drop(
    context: typer.Context,
    references: Annotated[
        list[str], typer.Argument(metavar="REF", help="Their references (e12), or - for standard input.")
    ],
    json: Json = False,
) -> None:
    """Drop an entry: it does not wait any more, and no import brings it back.

    Example: custlove inbox drop 2
    """
    run = get_context(context)
    from custlove.render import inbox as render
    from custlove.services.imports import inbox

    refs.change(
        run,
        refs.read(run, references, "inbox entry"),
        lambda change, each: inbox.drop(change, _number(each[0])),
        lambda each: render.dropped(each, run.today),
        json=json,
    )


def _number(ref: str) -> int:
    number = refs.number(ref, "inbox entry")
    if number is None:
        raise UsageError(
            f"{quoted(ref)} is not the reference of an inbox entry.", "Their references: custlove inbox list"
        )
    return number

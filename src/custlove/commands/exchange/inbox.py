"""The command `custlove inbox`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands import refs
from custlove.commands.added_people import say_added
from custlove.commands.options import Json, get_context, group, reporting
from custlove.errors import UsageError
from custlove.quoting import quoted
from custlove.rules.references import as_number

if TYPE_CHECKING:
    from custlove.context import Context
    from custlove.render.page import Output
    from custlove.reports.lists.inbox import Waiting
    from custlove.services.change import Change

app = group("Sort out mails and meetings with people who are not in the journal: list, take, drop.")
_Number = Annotated[str, typer.Argument(metavar="REF", help="Its number (12, #12).")]


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
        from custlove.exchange.engine import inbox
        from custlove.exchange.jsonl.timestamps import Clock
        from custlove.render import inbox as render
        from custlove.reports.lists import inbox as report
        from custlove.services import inbox as verbs
        from custlove.services import participants

        waiting = report.one(change.connection, number, run.today)
        verbs.check_waits(change, number)
        people = participants.several(change, [who or _said(waiting, new=new)], run.today, new=new)
        clock = Clock(run.now, run.stamp.at, run.zone)
        taken = inbox.take(change, report.kept(change.connection, number), people, clock)
        now = report.one(change.connection, number, run.today)
    line = render.taken(now, [each.name for each in people], taken.touchpoint, taken.addresses, run.today)
    answer = {"people": [each.handle for each in people], "touchpoint": taken.touchpoint, "noted": taken.addresses}
    run.answer(line, {**now._asdict(), **answer}, json=json)
    say_added(run, people)


@app.command()
def drop(
    context: typer.Context,
    references: Annotated[list[str], typer.Argument(metavar="REF…|-", help="The numbers, or - for standard input.")],
    json: Json = False,
) -> None:
    """Drop an entry: it does not wait any more, and no import brings it back.

    Example: custlove inbox drop 2
    """
    run = get_context(context)
    asked = [word for words in refs.several(run, references) for word in words]
    if not asked:
        run.note("Nothing to drop: no references on the standard input.")
        return
    with run.changing() as change:
        told = [_dropped(run, change, _number(word)) for word in asked]
    run.answers(told, json=json, several=len(asked) > 1 or references[0] == "-")


def _dropped(run: "Context", change: "Change", number: int) -> "tuple[str, Waiting]":
    from custlove.render import inbox as render
    from custlove.reports.lists import inbox as report
    from custlove.services import inbox as verbs

    report.one(change.connection, number, run.today)
    verbs.drop(change, number)
    now = report.one(change.connection, number, run.today)
    return render.dropped(now, run.today), now


def _number(ref: str) -> int:
    number = as_number(ref)
    if number is None:
        raise UsageError(f"{quoted(ref)} is no number of the inbox.", "Their numbers: custlove inbox list")
    return number


def _said(waiting: "Waiting", *, new: bool) -> str:
    """Whom it names, to be added by that name; raises UsageError where nobody said so, or it names several."""
    if not new:
        raise UsageError("Whose is it?", f"Like this: custlove inbox take {waiting.id} anna, or --new")
    if len(waiting.emails) > 1:
        raise UsageError("It names several people.", f'Say who: custlove inbox take {waiting.id} "Anna Karenina" --new')
    return waiting.who

"""The command `custlove link`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands import refs
from custlove.commands.added_people import say_archived
from custlove.commands.options import Json, On, OnUndated, Ref, Who, get_context, group, reporting
from custlove.errors import UsageError

if TYPE_CHECKING:
    from custlove.render.page import Output

app = group("Record who knows whom, and how.")


@app.command()
def add(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="One of the two people.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The other one; the order does not matter.")],
    kind: Annotated[str, typer.Argument(metavar="KIND", help='How: friends, "went to school together".')],
    on: On = None,
    json: Json = False,
) -> None:
    """Add a link: two people know each other.

    Example: custlove link add anna anna-2 "went to school together"
    """
    run = get_context(context)
    words = run.required_text(kind, "kind").strip()
    day = run.past_moment(on).day
    from custlove.render import links as render
    from custlove.services import links

    with run.changing() as change:
        added = links.add(change, links.AddLink(who, other, words, day))
    run.answer(render.said(added, run.today), added, json=json)
    say_archived(run, (added.person, added.other))


@app.command("list")
@reporting
def list_(context: typer.Context, who: Who = None, *, output: "Output") -> int:
    """List who knows whom, newest first.

    Example: custlove link list --who anna
    """
    run = get_context(context)
    from custlove.render import links as render
    from custlove.reports.lists import links as report
    from custlove.reports.people import lookup as people

    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        found = report.listing(connection, person, run.today)
    return run.show(render.page(found, run.today), found, output)


@app.command()
def edit(
    context: typer.Context,
    ref: Ref,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help='How: friends, "went to school together".')
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="WHEN", help="The day since which it is known.")] = None,
    json: Json = False,
) -> None:
    """Correct a link; where it was somebody else, remove it and add another.

    Example: custlove link edit 1 --kind cousins
    """
    run = get_context(context)
    from custlove.render import links as render
    from custlove.services import links

    edits = links.LinkEdits()
    if kind is not None:
        edits["kind"] = run.required_text(kind, "kind").strip()
    if on is not None:
        edits["day"] = run.past_moment(on).day
    if not edits:
        raise UsageError("Nothing to correct was given.", "Look at: custlove link edit --help")
    refs.change(
        run,
        refs.read(run, ref, "link"),
        lambda change, each: links.edit(change, each, edits),
        lambda each: render.said(each, run.today),
        json=json,
    )


@app.command()
def remove(context: typer.Context, ref: Ref, on: OnUndated = None, json: Json = False) -> None:
    """Remove a link; both people stay.

    Example: custlove link remove 1
    """
    run = get_context(context)
    run.past_moment(on)
    from custlove.render import links as render
    from custlove.services import links

    refs.change(
        run,
        refs.read(run, ref, "link"),
        links.remove,
        lambda each: f"Removed: {render.said(each, run.today)}",
        json=json,
    )

"""The command `custlove introduction`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands import refs
from custlove.commands.added_people import say_archived
from custlove.commands.options import Json, On, OnUndated, Ref, Since, Who, choices, get_context, group, reporting
from custlove.errors import UsageError

if TYPE_CHECKING:
    from custlove.render.page import Output

app = group("Record who sent whom: advocates bring people.")


@app.command()
def add(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="The person who sent them.")],
    person: Annotated[
        str, typer.Argument(metavar="NEWPERSON", help="The person they sent; added as a prospect if new.")
    ],
    text: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="How it came about, or - for standard input.")
    ] = None,
    on: On = None,
    json: Json = False,
) -> None:
    """Add an introduction: somebody sent you somebody.

    Example: custlove introduction add anna "Stepan Oblonsky" "her brother, looking for a studio"
    """
    run = get_context(context)
    words = run.text(text) or None
    day = run.past_moment(on).day
    from custlove.render import introductions as render
    from custlove.services import introductions

    with run.changing() as change:
        added = introductions.add(change, introductions.AddIntroduction(who, person, day, words))
    sent = added.person
    more = f" {sent.name} is new here, as {sent.handle}: prospect." if sent.added else ""
    run.answer(render.said(added.introduction, run.today) + more, added.introduction, json=json)
    say_archived(run, (added.introduction.by, added.introduction.person))


@app.command("list")
@reporting
def list_(context: typer.Context, who: Who = None, since: Since = None, *, output: "Output") -> int:
    """List who sent whom, newest first.

    Example: custlove introduction list --who anna
    """
    run = get_context(context)
    from custlove.render import introductions as render
    from custlove.reports.lists import introductions as report
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
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="How it came about.")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="WHEN", help="The day it was.")] = None,
    clear: Annotated[list[str] | None, typer.Option("--clear", metavar="text", help="Empty a field.")] = None,
    json: Json = False,
) -> None:
    """Correct an introduction; where it was somebody else, remove it and add another.

    Example: custlove introduction edit 1 --on yesterday
    """
    run = get_context(context)
    from custlove.render import introductions as render
    from custlove.services import introductions

    edits = introductions.IntroductionEdits()
    if text is not None:
        edits["text"] = run.required_text(text, "text")
    if choices(clear, "--clear", ["text"]):
        edits["text"] = None
    if on is not None:
        edits["day"] = run.past_moment(on).day
    if not edits:
        raise UsageError("Nothing to correct was given.", "Look at: custlove introduction edit --help")
    refs.change(
        run,
        refs.read(run, ref, "introduction"),
        lambda change, each: introductions.edit(change, each, edits),
        lambda each: render.said(each, run.today),
        json=json,
    )


@app.command()
def remove(context: typer.Context, ref: Ref, on: OnUndated = None, json: Json = False) -> None:
    """Remove an introduction; both people stay.

    Example: custlove introduction remove 1
    """
    run = get_context(context)
    run.past_moment(on)
    from custlove.render import introductions as render
    from custlove.services import introductions

    refs.change(
        run,
        refs.read(run, ref, "introduction"),
        introductions.remove,
        lambda each: f"Removed: {render.said(each, run.today)}",
        json=json,
    )

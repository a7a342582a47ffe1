"""The command `custlove touchpoint`."""

from typing import TYPE_CHECKING, Annotated, cast

import typer

from custlove.commands import refs
from custlove.commands.options import (
    Json,
    Limit,
    Minutes,
    OnChannel,
    OnUndated,
    Ref,
    Since,
    Tags,
    Until,
    Who,
    choices,
    duration,
    get_context,
    group,
    level,
    reporting,
)
from custlove.errors import UsageError
from custlove.schema.synonyms import ENERGY_SYNONYMS, FELT_SYNONYMS
from custlove.schema.vocabulary import ENERGY, FELT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custlove.context import Context
    from custlove.render.page import Output
    from custlove.services.touchpoints import TouchpointFields

_CLEARABLE = ("text", "channel", "felt", "energy", "minutes")

app = group("Edit, remove and list touchpoints. To add one, use custlove log.")


@app.command()
def edit(
    context: typer.Context,
    ref: Ref,
    text: Annotated[
        str | None, typer.Option("--text", metavar="TEXT", help="The text, or - for standard input.")
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="WHEN", help="Move it to this day.")] = None,
    channel: OnChannel = None,
    incoming: Annotated[bool, typer.Option("--in", help="They came to you.")] = False,
    outgoing: Annotated[bool, typer.Option("--out", help="You went to them.")] = False,
    both: Annotated[bool, typer.Option("--both", help="It went both ways.")] = False,
    felt: Annotated[
        str | None, typer.Option("--felt", metavar="1-5", help="How they left: hurt, upset, fine, glad or delighted.")
    ] = None,
    energy: Annotated[
        str | None,
        typer.Option("--energy", metavar="-2..2", help="How it left you: drained, tired, even, warm or fed."),
    ] = None,
    minutes: Minutes = None,
    wow: Annotated[bool | None, typer.Option("--wow/--no-wow", help="Mark it as a memorable moment for them.")] = None,
    with_: Annotated[list[str] | None, typer.Option("--with", metavar="WHO", help="Add a participant.")] = None,
    without: Annotated[list[str] | None, typer.Option("--without", metavar="WHO", help="Remove a participant.")] = None,
    tag: Tags = None,
    no_tag: Annotated[list[str] | None, typer.Option("--no-tag", help="Remove a tag.")] = None,
    clear: Annotated[
        list[str] | None, typer.Option("--clear", metavar="|".join(_CLEARABLE), help="Empty a field.")
    ] = None,
    editing: Annotated[bool, typer.Option("--edit", "-e", help="Change the text in your editor.")] = False,
    json: Json = False,
) -> None:
    """Correct a touchpoint; follow-ups that it closed follow it to another day, or open again.

    Example: custlove touchpoint edit 7 --felt glad --on yesterday
    """
    run = get_context(context)
    if incoming + outgoing + both > 1:
        raise UsageError("--in, --out and --both exclude each other.")
    if editing and text is not None:
        raise UsageError("--edit and --text exclude each other.", "Give one of them.")
    words = run.edited(_text_of(run, ref)) if editing else None if text is None else run.text(text)
    given: dict[str, object] = {
        "text": words,
        "channel": channel,
        "direction": "in" if incoming else "out" if outgoing else "both" if both else None,
        "felt": level(felt, "--felt", FELT, FELT_SYNONYMS),
        "energy": level(energy, "--energy", ENERGY, ENERGY_SYNONYMS),
        "minutes": duration(minutes),
        "wow": wow,
    }
    fields = {column: value for column, value in given.items() if value is not None}
    fields |= {column: "" if column == "text" else None for column in choices(clear, "--clear", _CLEARABLE)}
    moment = None if on is None else run.past_moment(on)
    if not (fields or moment or with_ or without or tag or no_tag):
        raise UsageError("Nothing to correct was given.", "Look at: custlove touchpoint edit --help")
    from custlove.render import touchpoints as render
    from custlove.services import touchpoints

    asked = touchpoints.EditTouchpoint(
        ref, cast("TouchpointFields", fields), moment, with_ or (), without or (), tag or (), no_tag or ()
    )
    refs.change(
        run,
        refs.read(run, ref, "touchpoint"),
        lambda change, each: touchpoints.edit(change, asked._replace(ref=each)),
        lambda each: render.edited(each, run.today),
        about=lambda each: each.touchpoint,
        json=json,
    )


@app.command()
def remove(context: typer.Context, ref: Ref, on: OnUndated = None, json: Json = False) -> None:
    """Remove a touchpoint; follow-ups that it closed open again, facts from it stay.

    Example: custlove touchpoint remove 7
    """
    run = get_context(context)
    run.past_moment(on)
    from custlove.render import touchpoints as render
    from custlove.services import touchpoints

    refs.change(
        run,
        refs.read(run, ref, "touchpoint"),
        touchpoints.remove,
        lambda each: render.removed(each, run.today),
        about=lambda each: each.touchpoint,
        json=json,
    )


@app.command("list")
@reporting
def list_(
    context: typer.Context,
    who: Who = None,
    org: Annotated[str | None, typer.Option("--org", help="Only people from this organisation.")] = None,
    channel: OnChannel = None,
    tag: Annotated[str | None, typer.Option("--tag", help="Only with this tag.")] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    *,
    output: "Output",
) -> int:
    """List touchpoints, newest first.

    Example: custlove touchpoint list --who anna --since 90d
    """
    run = get_context(context)
    from custlove.render import lists
    from custlove.reports.lists import touchpoints as report
    from custlove.reports.people import lookup as people
    from custlove.rules.names import tag_key

    first, last = run.since(since), run.since(until)
    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        asked = report.TouchpointFilter(
            person,
            people.organisation(connection, org).key if org else None,
            channel,
            tag_key(tag) if tag else None,
            first,
            last,
            limit,
        )
        if output.form == "count":
            return run.show_count(report.count(connection, asked, run.today), output)
        found = report.listing(connection, asked, run.today)
    return run.show(lists.touchpoints(found, run.today), found, output)


def _text_of(run: "Context", ref: "Sequence[str]") -> str:
    """The text as it stands, as one to begin with in the editor; raises UsageError for several."""
    if refs.leading(ref) > 1 or ref[0] == "-":
        raise UsageError("--edit takes one touchpoint.", "Name it by its reference.")
    from custlove.reports.lists import touchpoints as report
    from custlove.services import references, touchpoints

    with run.reading() as connection:
        return report.one(connection, references.number(connection, ref, touchpoints.noun(connection))).text

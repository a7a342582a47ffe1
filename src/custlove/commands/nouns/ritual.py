"""The command `custlove ritual`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands import recurrence_options, refs
from custlove.commands.added_people import say_added
from custlove.commands.options import (
    Json,
    On,
    OnChannel,
    OnUndated,
    Ref,
    Who,
    Why,
    get_context,
    group,
    level,
    reporting,
)
from custlove.context import Context
from custlove.errors import UsageError
from custlove.schema.synonyms import FELT_SYNONYMS
from custlove.schema.vocabulary import FELT

if TYPE_CHECKING:
    from collections.abc import Callable

    from custlove.render.page import Output
    from custlove.reports.lists.rituals import Ritual

app = group("Keep rituals, moments that come again: the Friday call, the yearly card.")
Every = Annotated[
    str | None, typer.Option("--every", metavar="PERIOD", help="How often: friday, 2 weeks, month, year.")
]
OnDay = Annotated[
    str | None,
    typer.Option("--on", metavar="DAY", help="On which day: friday; in months also 15, first friday; 24 dec in years."),
]
From = Annotated[str | None, typer.Option("--from", metavar="WHEN", help="The first day (default: today).")]
Rule = Annotated[
    str | None,
    typer.Option("--rule", metavar="RULE", help="A recurrence rule in place of --every: FREQ=MONTHLY;BYDAY=1FR."),
]


@app.command()
def add(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="The person.")],
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="The text, or - for standard input.")] = None,
    every: Every = None,
    on: OnDay = None,
    from_: From = None,
    rule: Rule = None,
    new: Annotated[bool, typer.Option("--new", help="Add the person if they are not in the journal yet.")] = False,
    json: Json = False,
) -> None:
    """Add a ritual: a moment that comes again.

    Example: custlove ritual add anna "the Friday football call" --every "2 weeks" --on friday
    """
    run = get_context(context)
    what = run.required_text(text, "ritual")
    course = recurrence_options.course(run, every, on, from_, rule)
    from custlove.render import rituals as render
    from custlove.services import rituals

    asked = rituals.AddRitual(who, what, str(course.rule), course.start, min(run.today, course.start), new)
    with run.changing() as change:
        added = rituals.add(change, asked)
    run.answer(render.sentence(added.ritual, run.today), added.ritual, json=json)
    say_added(run, [added.person])


@app.command()
def keep(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar="REF [TEXT]", help="Its number, or WHO and a word of its text; then an optional text."),
    ],
    channel: OnChannel = None,
    felt: Annotated[
        str | None, typer.Option("--felt", metavar="1-5", help="How they left: hurt, upset, fine, glad or delighted.")
    ] = None,
    on: On = None,
    json: Json = False,
) -> None:
    """Mark a ritual as kept, and log the touchpoint.

    Example: custlove ritual keep anna football "3:1, she scored twice" --felt glad
    """
    run = get_context(context)
    said = refs.with_text(run, words)
    moment = run.past_moment(on)
    left = level(felt, "--felt", FELT, FELT_SYNONYMS)
    from custlove.render import rituals as render
    from custlove.services import rituals

    asked = refs.read(run, said, "ritual", "maybe text")
    refs.change(
        run,
        asked,
        lambda change, each: rituals.keep(change, rituals.KeepRitual(each, moment, channel, left)),
        lambda each: render.kept(each, run.today),
        about=lambda each: each.ritual,
        json=json,
    )


@app.command()
def skip(context: typer.Context, ref: Ref, why: Why = None, on: On = None, json: Json = False) -> None:
    """Skip the missed occurrence, or the next one if none was missed.

    Example: custlove ritual skip anna football --why "she is away"
    """
    run = get_context(context)
    from custlove.services import rituals

    reason = run.text(why) or None
    day = run.past_moment(on).day
    asked = refs.read(run, ref, "ritual")
    refs.change(
        run,
        asked,
        lambda change, each: rituals.skip(change, rituals.SkipRitual(each, day, reason)),
        _say(run),
        json=json,
    )


@app.command()
def pause(context: typer.Context, ref: Ref, on: On = None, json: Json = False) -> None:
    """Pause a ritual: nothing is due until you resume it.

    Example: custlove ritual pause anna football
    """
    run = get_context(context)
    from custlove.services import rituals

    day = run.past_moment(on).day
    asked = refs.read(run, ref, "ritual")
    refs.change(run, asked, lambda change, each: rituals.pause(change, each, day), _say(run), json=json)


@app.command()
def resume(context: typer.Context, ref: Ref, on: On = None, json: Json = False) -> None:
    """Resume a ritual; nothing counts as missed during the pause.

    Example: custlove ritual resume anna football
    """
    run = get_context(context)
    from custlove.services import rituals

    day = run.past_moment(on).day
    asked = refs.read(run, ref, "ritual")
    refs.change(run, asked, lambda change, each: rituals.resume(change, each, day), _say(run), json=json)


@app.command()
def edit(
    context: typer.Context,
    ref: Ref,
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="The new text.")] = None,
    every: Every = None,
    on: OnDay = None,
    from_: From = None,
    rule: Rule = None,
    json: Json = False,
) -> None:
    """Change the text of a ritual, or how often it comes, from today or --from on.

    Example: custlove ritual edit anna football --every month --on "first friday"
    """
    run = get_context(context)
    from custlove.services import rituals

    edits = rituals.RitualEdits()
    if text is not None:
        edits["what"] = run.required_text(text, "ritual")
    if every or rule:
        course = recurrence_options.course(run, every, on, from_, rule)
        edits["rule"], edits["starts_on"] = str(course.rule), course.start
    elif on or from_:
        raise UsageError("--on and --from go with --every or --rule.", 'Like this: --every "2 weeks" --on friday')
    if not edits:
        raise UsageError("Nothing to correct was given.", "Look at: custlove ritual edit --help")
    asked = refs.read(run, ref, "ritual")
    refs.change(run, asked, lambda change, each: rituals.edit(change, each, edits), _say(run), json=json)


@app.command()
def remove(context: typer.Context, ref: Ref, on: OnUndated = None, json: Json = False) -> None:
    """Remove a ritual; the touchpoints that kept it stay.

    Example: custlove ritual remove 2
    """
    run = get_context(context)
    from custlove.render import rituals as render
    from custlove.services import rituals

    run.past_moment(on)
    refs.change(
        run,
        refs.read(run, ref, "ritual"),
        rituals.remove,
        lambda each: f"Removed: {render.sentence(each, run.today)}",
        json=json,
    )


@app.command("list")
@reporting
def list_(
    context: typer.Context,
    who: Who = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only rituals with a missed occurrence.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Include rituals that have ended.")] = False,
    *,
    output: "Output",
) -> int:
    """List rituals, the next one first, paused ones last.

    Example: custlove ritual list --who anna
    """
    run = get_context(context)
    from custlove.render import rituals as render
    from custlove.reports.lists import rituals as report
    from custlove.reports.people import lookup as people

    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        found = report.listing(connection, person, run.today, over=everything)
    if overdue:
        found = [each for each in found if each.missed]
    return run.show(render.rituals(found, run.today), found, output)


def _say(run: Context) -> "Callable[[Ritual], str]":
    from custlove.render import rituals as render

    return lambda each: render.sentence(each, run.today)

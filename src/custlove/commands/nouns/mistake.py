"""The command `custlove mistake`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands import refs, removal, workflow
from custlove.commands.added_people import say_added
from custlove.commands.options import Anyway, Json, On, OnUndated, Ref, Who, get_context, group, level, reporting
from custlove.context import Context
from custlove.errors import Question, UsageError
from custlove.rules.mistakes import SEVERITY, USUAL_SEVERITY, Waits

if TYPE_CHECKING:
    from collections.abc import Callable

    from custlove.render.page import Output
    from custlove.services.change import Change
    from custlove.services.mistakes import MistakeStep
    from custlove.services.references import Ref as Words

Hidden = Annotated[bool, typer.Option("--hidden", help="Denied or concealed: it can only be followed up.")]
Severity = Annotated[
    str | None, typer.Option("--severity", metavar="1-3", help="How bad: small, real (the default) or grave.")
]
app = group("Record your mistakes, and make them right: notice, own, repair, follow up.")
RefText = Annotated[
    list[str],
    typer.Argument(
        metavar="REF [TEXT]",
        help="Its number, or WHO and a word of its text; then your words, or - for standard input.",
    ),
]


@app.command()
def add(
    context: typer.Context,
    who: Annotated[
        str | None, typer.Argument(metavar="[WHO]", help="The person (not needed with --promise or --feedback).")
    ] = None,
    text: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="What went wrong, or - for standard input.")
    ] = None,
    severity: Severity = None,
    promise: Annotated[
        str | None, typer.Option("--promise", metavar="REF", help="Take over this broken promise of yours.")
    ] = None,
    feedback: Annotated[str | None, typer.Option("--feedback", metavar="REF", help="Take over this criticism.")] = None,
    hidden: Hidden = False,
    new: Annotated[bool, typer.Option("--new", help="Add the person if they are not in the journal yet.")] = False,
    on: On = None,
    json: Json = False,
) -> None:
    """Add a mistake on your side, or take over a broken promise or criticism.

    Example: custlove mistake add anna "the invoice went out twice" --severity small
    """
    run = get_context(context)
    taken_over = promise is not None or feedback is not None
    if who is None and not taken_over:
        like_this = 'Like this: custlove mistake add anna "the invoice went out twice"'
        raise UsageError("With whom?", like_this, Question("who"))
    words = run.text(text) if taken_over else run.required_text(text, "mistake")
    weight = level(severity, "--severity", SEVERITY) or USUAL_SEVERITY
    from custlove.render import mistakes as render
    from custlove.services import mistakes

    asked = mistakes.AddMistake(who, words, run.past_moment(on).day, weight, promise, feedback, new, hidden)
    with run.changing() as change:
        added = mistakes.add(change, asked)
    run.answer(render.sentence(added.mistake, run.today), added.mistake, json=json)
    say_added(run, [added.person])


@app.command()
def edit(
    context: typer.Context,
    ref: Ref,
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="What went wrong.")] = None,
    severity: Severity = None,
    hidden: Hidden = False,
    open_: Annotated[bool, typer.Option("--not-hidden", help="Neither denied nor concealed.")] = False,
    on: Annotated[str | None, typer.Option("--on", metavar="WHEN", help="The day it was noticed.")] = None,
    json: Json = False,
) -> None:
    """Correct a mistake.

    Example: custlove mistake edit anna invoice --hidden
    """
    run = get_context(context)
    if hidden and open_:
        raise UsageError("--hidden and --not-hidden exclude each other.")
    from custlove.render import mistakes as render
    from custlove.services import mistakes

    edits = mistakes.MistakeEdits()
    if text is not None:
        edits["what"] = run.required_text(text, "mistake")
    if (weight := level(severity, "--severity", SEVERITY)) is not None:
        edits["severity"] = weight
    if hidden or open_:
        edits["hidden"] = hidden
    if on is not None:
        edits["noticed_on"] = run.past_moment(on).day
    if not edits:
        raise UsageError("Nothing to correct was given.", "Look at: custlove mistake edit --help")
    refs.change(
        run,
        refs.read(run, ref, "mistake"),
        lambda change, each: mistakes.edit(change, each, edits),
        lambda each: render.sentence(each, run.today),
        json=json,
    )


@app.command()
def remove(context: typer.Context, ref: Ref, on: OnUndated = None, json: Json = False) -> None:
    """Remove a mistake that was none; what it was taken over from stays.

    Example: custlove mistake remove 1
    """
    run = get_context(context)
    run.past_moment(on)
    from custlove.render import mistakes as render
    from custlove.render import removals
    from custlove.services import mistakes

    removal.remove(run, ref, "mistake", mistakes.remove, render.sentence, removals.mistake_lost, json=json)


@app.command()
def own(context: typer.Context, words: RefText, anyway: Anyway = False, on: On = None, json: Json = False) -> None:
    """Record that you said sorry, without excuses.

    Example: custlove mistake own 1 "called her, no excuses"
    """
    run = get_context(context)
    typed = workflow.typed(run, words, on, "mistake")
    from custlove.services import mistakes
    from custlove.services.workflow import Step

    _change(
        run,
        typed.refs,
        lambda change, ref: mistakes.own(change, Step(ref, typed.moment, anyway=anyway)),
        json=json,
    )


@app.command()
def repair(context: typer.Context, words: RefText, anyway: Anyway = False, on: On = None, json: Json = False) -> None:
    """Record that you made it right.

    Example: custlove mistake repair anna figures "brought them myself"
    """
    run = get_context(context)
    typed = workflow.typed(run, words, on, "mistake")
    from custlove.services import mistakes
    from custlove.services.workflow import Step

    _change(
        run,
        typed.refs,
        lambda change, ref: mistakes.repair(change, Step(ref, typed.moment, anyway=anyway)),
        json=json,
    )


@app.command("followup")
def follow_up(
    context: typer.Context,
    words: RefText,
    card: workflow.Card = False,
    call: workflow.Call = False,
    email: workflow.Email = False,
    in_person: workflow.InPerson = False,
    anyway: Anyway = False,
    on: On = None,
    json: Json = False,
) -> None:
    """Record that you asked how things are now, which closes it; a card by hand turns an error into loyalty.

    Example: custlove mistake followup 3 "a card: are the invoices on time now?" --card
    """
    run = get_context(context)
    typed = workflow.typed(run, words, on, "mistake")
    channel = workflow.channel({"card": card, "call": call, "email": email, "in-person": in_person})
    from custlove.services import mistakes
    from custlove.services.workflow import Step

    _change(
        run,
        typed.refs,
        lambda change, ref: mistakes.follow_up(change, Step(ref, typed.moment, channel, anyway)),
        json=json,
    )


@app.command("list")
@reporting
def list_(
    context: typer.Context,
    open_: Annotated[bool, typer.Option("--open", help="Only open mistakes (the default).")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Include closed mistakes.")] = False,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only mistakes whose next step is due.")] = False,
    who: Who = None,
    *,
    output: "Output",
) -> int:
    """List mistakes, oldest first, each with its next step.

    Example: custlove mistake list --who anna --all
    """
    run = get_context(context)
    if open_ + everything + overdue > 1:
        raise UsageError("--open, --overdue and --all exclude each other.")
    from custlove.render import mistakes as render
    from custlove.reports.lists import mistakes as report
    from custlove.reports.people import lookup as people

    waits = Waits.of(run.settings.numbers)
    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        asked = report.MistakeFilter(person, open=not everything)
        if output.form == "count" and not overdue:
            return run.show_count(report.count(connection, asked, run.today), output)
        found = report.listing(connection, asked, run.today, waits)
    if overdue:
        found = [each for each in found if each.due]
    return run.show(render.page(found, run.today), found, output)


def _change(run: Context, asked: refs.Refs, act: "Callable[[Change, Words], MistakeStep]", *, json: bool) -> None:
    from custlove.render import mistakes as render
    from custlove.render import sentences

    refs.change(
        run,
        asked,
        act,
        lambda each: sentences.with_touch(render.sentence(each.mistake, run.today), each.touched),
        lambda each: each.mistake,
        json=json,
    )

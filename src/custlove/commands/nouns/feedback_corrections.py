"""The commands of `custlove feedback` that correct, drop and remove: feedback, and what you asked."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands import refs, removal
from custlove.commands.options import Json, On, OnChannel, OnUndated, Ref, Why, choices, get_context
from custlove.errors import UsageError
from custlove.schema.vocabulary import FeedbackKind

if TYPE_CHECKING:
    from custlove.reports.lists.feedback import Feedback
    from custlove.services.change import Change
    from custlove.services.references import Ref as Words


def edit(
    context: typer.Context,
    ref: Ref,
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="Their words.")] = None,
    kind: Annotated[FeedbackKind | None, typer.Option("--kind", help="The kind.")] = None,
    score: Annotated[
        int | None, typer.Option("--score", min=0, max=10, help="How likely they are to recommend you, 0 to 10.")
    ] = None,
    unasked: Annotated[bool, typer.Option("--unasked", help="It came by itself: the ask waits again.")] = False,
    on: Annotated[str | None, typer.Option("--on", metavar="WHEN", help="When it was heard.")] = None,
    clear: Annotated[list[str] | None, typer.Option("--clear", metavar="score", help="Empty a field.")] = None,
    json: Json = False,
) -> None:
    """Correct what you heard; how far the loop came stays.

    Example: custlove feedback edit 4 --kind idea
    """
    run = get_context(context)
    from custlove.render import removals, sentences
    from custlove.services import feedback_corrections as feedback

    edits = feedback.FeedbackEdits()
    if text is not None:
        edits["text"] = run.required_text(text, "feedback")
    if kind is not None:
        edits["kind"] = kind
    if score is not None or choices(clear, "--clear", ["score"]):
        edits["score"] = score
    if unasked:
        edits["unasked"] = True
    if on is not None:
        edits["moment"] = run.past_moment(on)
    if not edits:
        raise UsageError("Nothing to correct was given.", "Look at: custlove feedback edit --help")
    before: list[Feedback] = []

    def edited(change: "Change", each: "Words") -> "Feedback":
        before.append(feedback.found(change, each))
        return feedback.edit(change, each, edits)

    asked = refs.read(run, ref, "feedback")
    found = refs.change(run, asked, edited, lambda each: sentences.feedback(each, run.today), json=json)
    for was, now in zip(before, found, strict=True):
        if line := removals.no_longer_owed(was, now.thing):
            run.note(line)


def remove(context: typer.Context, ref: Ref, on: OnUndated = None, json: Json = False) -> None:
    """Remove feedback that was never said; the ask that it answered waits again.

    Example: custlove feedback remove 4
    """
    run = get_context(context)
    run.past_moment(on)
    from custlove.render import removals, sentences
    from custlove.services import feedback_corrections as feedback

    removal.remove(run, ref, "feedback", feedback.remove, sentences.feedback, removals.feedback_lost, json=json)


def drop_ask(context: typer.Context, ref: Ref, why: Why = None, on: On = None, json: Json = False) -> None:
    """Stop waiting for an answer to what you asked; that you asked stays.

    Example: custlove feedback drop-ask anna --why "she told me on the phone that all is well"
    """
    run = get_context(context)
    from custlove.render import sentences
    from custlove.services import asks

    reason = run.text(why) or None
    day = run.past_moment(on).day
    asked = refs.read(run, ref, "ask")
    refs.change(
        run,
        asked,
        lambda change, each: asks.drop(change, asks.DropAsk(each, day, reason)),
        lambda each: sentences.ask(each, run.today),
        json=json,
    )


def edit_ask(
    context: typer.Context,
    ref: Ref,
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="Your question.")] = None,
    channel: OnChannel = None,
    on: Annotated[str | None, typer.Option("--on", metavar="WHEN", help="When you asked.")] = None,
    clear: Annotated[list[str] | None, typer.Option("--clear", metavar="text|channel", help="Empty a field.")] = None,
    json: Json = False,
) -> None:
    """Correct what you asked.

    Example: custlove feedback edit-ask anna --channel call
    """
    run = get_context(context)
    from custlove.render import sentences
    from custlove.services import asks

    edits = asks.AskEdits()
    cleared = choices(clear, "--clear", ["text", "channel"])
    if text is not None or "text" in cleared:
        edits["text"] = "" if text is None else run.required_text(text, "question")
    if channel is not None or "channel" in cleared:
        edits["channel"] = channel
    if on is not None:
        edits["moment"] = run.past_moment(on)
    if not edits:
        raise UsageError("Nothing to correct was given.", "Look at: custlove feedback edit-ask --help")
    asked = refs.read(run, ref, "ask")
    refs.change(
        run,
        asked,
        lambda change, each: asks.edit(change, each, edits),
        lambda each: sentences.ask(each, run.today),
        json=json,
    )


def remove_ask(context: typer.Context, ref: Ref, on: OnUndated = None, json: Json = False) -> None:
    """Remove an ask that never was; feedback that answered it stays, as unasked.

    Example: custlove feedback remove-ask 1
    """
    run = get_context(context)
    run.past_moment(on)
    from custlove.render import sentences
    from custlove.services import asks

    removal.remove(run, ref, "ask", asks.remove, sentences.ask, json=json)

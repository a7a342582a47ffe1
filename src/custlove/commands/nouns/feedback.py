"""The command `custlove feedback`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands import workflow
from custlove.commands.added_people import say_added
from custlove.commands.nouns import feedback_corrections
from custlove.commands.options import Anyway, Json, Limit, On, OnChannel, Since, Who, get_context, group, reporting
from custlove.context import Context
from custlove.errors import UsageError
from custlove.schema.vocabulary import FeedbackKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from custlove.commands.refs import Refs
    from custlove.render.page import Output
    from custlove.services.change import Change
    from custlove.services.feedback import FeedbackStep
    from custlove.services.references import Ref

app = group("Collect feedback on your work, and close the loop: ask, hear, confirm, act, thank.")
RefText = Annotated[
    list[str],
    typer.Argument(
        metavar="REF [TEXT]",
        help="Its number, or WHO and a word of its text; then your words, or - for standard input.",
    ),
]
New = Annotated[bool, typer.Option("--new", help="Add the person if they are not in the journal yet.")]
FromWho = Annotated[str, typer.Argument(metavar="WHO", help="The person.")]


@app.command()
def ask(
    context: typer.Context,
    who: FromWho,
    text: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="Your question, or - for standard input.")
    ] = None,
    channel: OnChannel = None,
    new: New = False,
    on: On = None,
    json: Json = False,
) -> None:
    """Record that you asked for feedback.

    Example: custlove feedback ask anna "what should we do differently?" --channel call
    """
    run = get_context(context)
    from custlove.render import sentences
    from custlove.services import feedback

    words = run.text(text)
    asking = feedback.AskForFeedback(who, words, run.past_moment(on), channel, new)
    with run.changing() as change:
        asked = feedback.ask(change, asking)
    run.answer(sentences.ask(asked.ask, run.today), asked.ask, json=json)
    say_added(run, [asked.person])


@app.command()
def hear(
    context: typer.Context,
    who: FromWho,
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="Their words, or - for standard input.")] = None,
    kind: Annotated[FeedbackKind | None, typer.Option("--kind", help="The kind.")] = None,
    score: Annotated[
        int | None, typer.Option("--score", min=0, max=10, help="How likely they are to recommend you, 0 to 10.")
    ] = None,
    unasked: Annotated[
        bool, typer.Option("--unasked", help="It came by itself and does not answer an open ask.")
    ] = False,
    new: New = False,
    on: On = None,
    json: Json = False,
) -> None:
    """Record their feedback; it answers your oldest open ask.

    Example: custlove feedback hear anna "the invoices come too late" --kind criticism --score 6
    """
    run = get_context(context)
    words = run.required_text(text, "feedback")
    if kind is None:
        raise UsageError("What is it?", "Say --kind criticism, --kind praise or --kind idea.")
    from custlove.render import sentences
    from custlove.services import feedback

    hearing = feedback.HearFeedback(who, kind, words, run.past_moment(on), score, unasked, new)
    with run.changing() as change:
        heard = feedback.hear(change, hearing)
    run.answer(sentences.heard(heard.feedback, run.today), heard.feedback, json=json)
    say_added(run, [heard.person])


@app.command()
def confirm(
    context: typer.Context,
    words: RefText,
    agreed: Annotated[
        bool | None,
        typer.Option("--agreed/--not-agreed", help="Whether they agreed; if not, the loop stays open."),
    ] = None,
    on: On = None,
    json: Json = False,
) -> None:
    """Record that you said it back to them: "let me say this back to you".

    Example: custlove feedback confirm 4 "you want invoices by the 5th" --agreed
    """
    run = get_context(context)
    typed = workflow.typed(run, words, on, "feedback")
    from custlove.services import feedback
    from custlove.services.workflow import Step

    _change(
        run, typed.refs, lambda change, ref: feedback.confirm(change, Step(ref, typed.moment), agreed=agreed), json=json
    )


@app.command("act")
def act_(
    context: typer.Context,
    words: RefText,
    wanted: Annotated[
        str | None,
        typer.Option("--wanted", metavar="TEXT", help="What would make it right, in their words."),
    ] = None,
    anyway: Anyway = False,
    on: On = None,
    json: Json = False,
) -> None:
    """Record how you made it right: what they wanted, and what you did.

    Example: custlove feedback act 4 "invoices go out on the 3rd" --wanted "an invoice before my rent is due"
    """
    run = get_context(context)
    theirs = run.text(wanted) or None
    typed = workflow.typed(
        run, _with_what_was_done(run, words) if theirs and run.at_terminal else words, on, "feedback"
    )
    from custlove.services import feedback
    from custlove.services.workflow import Step

    _change(
        run,
        typed.refs,
        lambda change, ref: feedback.act(change, Step(ref, typed.moment, anyway=anyway), wanted=theirs),
        json=json,
    )


@app.command()
def thank(
    context: typer.Context,
    words: RefText,
    card: workflow.Card = False,
    call: workflow.Call = False,
    video: workflow.Video = False,
    email: workflow.Email = False,
    chat: workflow.Chat = False,
    in_person: workflow.InPerson = False,
    gift: workflow.Gift = False,
    anyway: Anyway = False,
    on: On = None,
    json: Json = False,
) -> None:
    """Record that you thanked them, which closes the loop; praise and ideas with a good score need only this.

    Example: custlove feedback thank anna invoices "for telling us" --card
    """
    run = get_context(context)
    typed = workflow.typed(run, words, on, "feedback")
    ways = {"card": card, "call": call, "video": video, "email": email, "chat": chat, "in-person": in_person}
    channel = workflow.channel({**ways, "gift": gift})
    from custlove.services import feedback
    from custlove.services.workflow import Step

    _change(
        run, typed.refs, lambda change, ref: feedback.thank(change, Step(ref, typed.moment, channel, anyway)), json=json
    )


app.command()(feedback_corrections.edit)
app.command()(feedback_corrections.remove)
app.command("drop-ask")(feedback_corrections.drop_ask)
app.command("edit-ask")(feedback_corrections.edit_ask)
app.command("remove-ask")(feedback_corrections.remove_ask)


@app.command("list")
@reporting
def list_(
    context: typer.Context,
    open_: Annotated[bool, typer.Option("--open", help="Only open loops (the default).")] = False,
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Only criticism without an answer in 24 hours, or not made right in time.")
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help="Include closed loops.")] = False,
    waiting: Annotated[bool, typer.Option("--waiting", help="Your asks without an answer.")] = False,
    stats: Annotated[bool, typer.Option("--stats", help="Counts, and how soon you answered.")] = False,
    since: Since = None,
    kind: Annotated[FeedbackKind | None, typer.Option("--kind", help="Only this kind.")] = None,
    who: Who = None,
    *,
    output: "Output",
) -> int:
    """List feedback, oldest first; or counts, and how soon you answered.

    Example: custlove feedback list --overdue
    """
    run = get_context(context)
    if open_ + overdue + everything + waiting + stats > 1:
        raise UsageError("--open, --overdue, --all, --waiting and --stats exclude each other.")
    if stats and kind is not None:
        raise UsageError("--stats counts every kind.", "Leave --kind out.")
    if since is not None and not stats:
        raise UsageError("--since goes with --stats.", "Like this: custlove feedback list --stats --since 90d")
    if stats:
        return _counts(run, who, since, output)
    from custlove.render import lists
    from custlove.reports.lists import asks
    from custlove.reports.lists import feedback as report
    from custlove.reports.people import lookup as people

    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        if waiting:
            asked = asks.listing(connection, person, run.today)
            return run.show(lists.asks(asked, run.today), asked, output)
        act_days = run.settings.numbers["feedback.act_days"]
        wanted = report.FeedbackFilter(person, kind, open=not everything, overdue=overdue)
        if output.form == "count":
            return run.show_count(report.count(connection, wanted, run.now, act_days), output)
        found = report.listing(connection, wanted, run.now, act_days)
    return run.show(lists.feedback(found, run.today), found, output)


@app.command()
@reporting
def due(context: typer.Context, limit: Limit = None, *, output: "Output") -> int:
    """List people you have not asked for feedback in six months, clients, supporters and advocates first.

    Example: custlove feedback due --limit 5
    """
    run = get_context(context)
    from custlove.render import feedback_stats as render
    from custlove.reports.lists import feedback_due as report

    with run.reading() as connection:
        found = report.due(connection, run.settings.numbers["feedback.ask_months"], run.today)[:limit]
    return run.show(render.due(found, run.settings.labels, run.today), found, output)


def _counts(run: Context, who: str | None, since: str | None, output: "Output") -> int:
    from custlove.render import feedback_stats as render
    from custlove.reports.journal_wide import feedback_stats as report
    from custlove.reports.people import lookup as people

    first = run.since(since)
    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        found = report.stats(connection, person, first, run.now)
    return run.show(render.counts(found), found, output)


def _with_what_was_done(run: Context, words: list[str]) -> list[str]:
    """A reference with the text behind it, asked for if it was left out: before the journal is locked."""
    if words[0] == "-":
        return words
    from custlove.reports.lists import feedback as report
    from custlove.services import feedback, references

    with run.reading() as connection:
        noun = feedback.noun(connection, run.now)
        number, text = references.number_and_text(connection, words, noun)
        report.one(connection, number, run.now)
    return words if text else [str(number), run.required_text(None, "text of what you did")]


def _change(run: Context, asked: "Refs", act: "Callable[[Change, Ref], FeedbackStep]", *, json: bool) -> None:
    from custlove.commands import refs
    from custlove.render import sentences

    refs.change(
        run,
        asked,
        act,
        lambda each: sentences.with_touch(sentences.feedback(each.feedback, run.today), each.touched),
        lambda each: each.feedback,
        json=json,
    )

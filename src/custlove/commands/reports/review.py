"""The command `custlove review`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands import refs
from custlove.commands.options import Json, On, Since, get_context, reporting
from custlove.errors import UsageError
from custlove.quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from custlove.context import Context
    from custlove.render.page import Output
    from custlove.reports.lists.intentions import Intention
    from custlove.reports.reviews import LookBack
    from custlove.services.reviews import SettleIntention

app = typer.Typer(rich_markup_mode=None, add_completion=False, invoke_without_command=True)
Intend = Annotated[
    list[str] | None, typer.Option("--intend", metavar="TEXT", help="An intention; at most three in one review.")
]
Settle = Annotated[
    list[str] | None, typer.Option("--settle", metavar="REF=OUTCOME", help="The outcome of an intention: 3=done.")
]


@app.callback()
@reporting
def review(
    context: typer.Context, since: Since = None, intend: Intend = None, settle: Settle = None, *, output: "Output"
) -> int:
    """Review what happened since the last review, what is open, and what you intend next.

    At a terminal it asks for the outcome of each intention, and for up to three new ones. Nothing is written unless
    you answer, or use --intend or --settle.

    Example: custlove review --intend "ask before they call"
    """
    if context.invoked_subcommand is not None:
        return 0
    run = get_context(context)
    intended = [run.required_text(text, "intention") for text in intend or ()]
    became = [_settled(each) for each in settle or ()]
    first = run.since(since)
    found = _look_back(run, first)
    if intended or became:
        _write(run, found, became, intended, json=output.form == "json")
        return 0
    from custlove.render import reviews as render

    code = run.show(render.page(found, render.ending(run.settings.brand)), found, output)
    if run.at_terminal and output.form == "table":
        became, intended = _ask(run, found.intentions)
        if became or intended:
            _write(run, found, became, intended, json=False)
    return code


@app.command("settle")
def settle_(
    context: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="The reference of the intention (n1).")],
    outcome: Annotated[str, typer.Argument(metavar="done|partly|not-done|dropped", help="The outcome.")],
    note: Annotated[str | None, typer.Argument(metavar="[NOTE]", help="A note, or - for standard input.")] = None,
    on: On = None,
    json: Json = False,
) -> None:
    """Settle an intention with its outcome.

    Example: custlove review settle 1 partly "twice of five times"
    """
    run = get_context(context)
    said = run.text(note) or None
    became = _settled(f"{ref}={outcome}")
    day = run.past_moment(on).day
    from custlove.render import reviews as render
    from custlove.services import reviews

    with run.changing() as change:
        told = reviews.settle(change, became._replace(note=said), day)
    run.answer(render.settled(told, run.today), told, json=json)


@app.command()
def edit(
    context: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="The reference of the intention (n1).")],
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="Your words, or - for standard input.")] = None,
    json: Json = False,
) -> None:
    """Correct the words of an intention.

    Example: custlove review edit 1 "call before they do"
    """
    run = get_context(context)
    words, number = run.required_text(text, "intention"), _number(ref)
    from custlove.services import reviews

    with run.changing() as change:
        edited = reviews.edit_intention(change, number, words)
    run.answer(f"Intention {edited.ref}, “{edited.text}”.", edited, json=json)


@app.command()
def remove(
    context: typer.Context,
    ref: Annotated[list[str], typer.Argument(metavar="REF", help="The reference of the intention (n1), or several.")],
    json: Json = False,
) -> None:
    """Remove an intention; for one that you gave up, use review settle REF dropped.

    Example: custlove review remove 1
    """
    run = get_context(context)
    from custlove.services import reviews

    refs.change(
        run,
        refs.read(run, ref, "intention"),
        lambda change, each: reviews.remove_intention(change, _number(each[0])),
        lambda each: f"Removed: Intention {each.ref}, “{each.text}”.",
        json=json,
    )


@app.command("list")
@reporting
def list_(context: typer.Context, *, output: "Output") -> int:
    """List past reviews, with your intentions and their outcomes.

    Example: custlove review list
    """
    run = get_context(context)
    from custlove.render import reviews as render
    from custlove.reports import reviews as report

    with run.reading() as connection:
        found = report.listing(connection, run.today)
    return run.show(render.reviews(found, run.today), found, output)


def _look_back(run: "Context", since: "date | None") -> "LookBack":
    from custlove.reports import reviews as report

    with run.reading() as connection:
        return report.look_back(connection, since, run.now, run.settings.cadences, run.settings.numbers)


def _number(ref: str) -> int:
    if (number := refs.number(ref, "intention")) is None:
        raise UsageError(
            f"{quoted(ref)} is not the reference of an intention.", "Their references: custlove review list"
        )
    return number


def _settled(words: str) -> "SettleIntention":
    from custlove.rules import reviews as rules
    from custlove.services.reviews import SettleIntention

    ref, _, outcome = words.partition("=")
    number = refs.number(ref, "intention")
    if number is None:
        raise UsageError(f"{quoted(words)} is not of the form REF=OUTCOME.", "Like this: --settle n3=done")
    try:
        return SettleIntention(number, rules.outcome(outcome))
    except ValueError as fault:
        raise UsageError(f"{quoted(outcome)} cannot be read. {fault}", "Like this: --settle n3=done") from fault


def _ask(run: "Context", waiting: "Sequence[Intention]") -> "tuple[list[SettleIntention], list[str]]":
    """What became of each intention, and the new ones, as they are answered; nothing is open meanwhile."""
    from custlove.rules.reviews import MOST_INTENTIONS

    waiting = [each for each in waiting if each.outcome is None]
    became = [answer for each in waiting if (answer := _ask_about(run, each))]
    # One too many would be refused in the end, and all the answers with it.
    room = MOST_INTENTIONS - sum(each.made_on == run.today for each in waiting)
    intended: list[str] = []
    while len(intended) < room and (text := run.ask("What do you intend next? (Enter: nothing more) ")):
        intended.append(run.remember(text))
    return became, intended


def _ask_about(run: "Context", each: "Intention") -> "SettleIntention | None":
    from custlove.rules import reviews as rules
    from custlove.services.reviews import SettleIntention

    while words := run.ask(f"{each.ref} {each.text}: done, partly, not, drop? (Enter: later) "):
        if words.casefold() in ("later", "l"):
            return None
        try:
            outcome = rules.outcome(words)
        except ValueError as fault:
            run.note(str(fault))
            continue
        return SettleIntention(each.id, outcome, run.remember(run.ask("A word about it? (Enter: none) ")) or None)
    return None


def _write(
    run: "Context", found: "LookBack", became: "Sequence[SettleIntention]", intended: "Sequence[str]", *, json: bool
) -> None:
    """One change: the review, what became of the intentions, the new ones."""
    from custlove.render import reviews as render
    from custlove.services import reviews

    asked = reviews.WriteReview(found.since, run.today, became, intended)
    with run.changing() as change:
        written = reviews.write(change, asked)
    settled = (render.settled(each, run.today) for each in written.settled)
    run.answer(" ".join([render.written(written.review, run.today), *settled]), written.data(), json=json)

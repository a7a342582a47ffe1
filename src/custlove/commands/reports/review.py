"""The command `custlove review`."""

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from custlove.commands import refs
from custlove.commands.options import Json, On, Since, get_context, reporting
from custlove.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from custlove.context import Context
    from custlove.render.page import Output
    from custlove.reports.lists.intentions import Intention
    from custlove.reports.reviews import LookBack

app = typer.Typer(rich_markup_mode=None, add_completion=False, invoke_without_command=True)
Intend = Annotated[
    list[str] | None, typer.Option("--intend", metavar="TEXT", help="What you intend next; up to three times.")
]
Settle = Annotated[
    list[str] | None, typer.Option("--settle", metavar="REF=OUTCOME", help="What became of an intention: 3=done.")
]


class Settled(NamedTuple):
    """What became of the intention of a number, as the journal keeps it, with a note."""

    number: int
    outcome: str
    note: str | None = None


@app.callback()
@reporting
def review(
    context: typer.Context, since: Since = None, intend: Intend = None, settle: Settle = None, *, output: "Output"
) -> int:
    """What happened since the last review, what is open, and what you intend next.

    At a terminal it asks what became of each intention, and for up to three new ones. Nothing is written unless
    something was answered, or given with --intend or --settle.

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
    ref: Annotated[str, typer.Argument(metavar="REF", help="The number of the intention.")],
    outcome: Annotated[str, typer.Argument(metavar="done|partly|not-done|dropped", help="What became of it.")],
    note: Annotated[str | None, typer.Argument(metavar="[NOTE]", help="A word about it; - reads it.")] = None,
    on: On = None,
    json: Json = False,
) -> None:
    """What became of an intention.

    Example: custlove review settle 1 partly "twice of five times"
    """
    run = get_context(context)
    said = run.text(note) or None
    became = _settled(f"{ref}={outcome}")
    day = run.past_moment(on).day
    with run.writing() as change:
        from custlove.render import reviews as render
        from custlove.reports.lists import intentions
        from custlove.services import reviews as verbs

        verbs.settle(change.session, became.number, became.outcome, day, said)
        told = intentions.one(change.connection, became.number, run.today)
    run.answer(render.settled(told, run.today), told, json=json)


@app.command("list")
@reporting
def list_(context: typer.Context, *, output: "Output") -> int:
    """The reviews there were, with what you intended and what became of it.

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
        return report.look_back(connection, since, run.now, run.settings.numbers)


def _settled(words: str) -> Settled:
    from custlove.rules import reviews as rules

    ref, _, outcome = words.partition("=")
    number = refs.as_number(ref.strip())
    if number is None:
        raise UsageError(f"{words!a} names no intention by its number.", "Like this: --settle 3=done")
    try:
        return Settled(number, rules.outcome(outcome))
    except ValueError as fault:
        raise UsageError(f"{outcome!a} cannot be read. {fault}", "Like this: --settle 3=done") from fault


def _ask(run: "Context", waiting: "Sequence[Intention]") -> tuple[list[Settled], list[str]]:
    """What became of each intention, and the new ones, as they are answered; nothing is open meanwhile."""
    from custlove.rules.reviews import MOST_INTENTIONS

    became = [answer for each in waiting if (answer := _ask_about(run, each))]
    # One too many would be refused in the end, and all the answers with it.
    room = MOST_INTENTIONS - sum(each.made_on == run.today for each in waiting)
    intended: list[str] = []
    while len(intended) < room and (text := run.ask("What do you intend next? (Enter: nothing more) ")):
        intended.append(run.remember(text))
    return became, intended


def _ask_about(run: "Context", each: "Intention") -> Settled | None:
    from custlove.rules import reviews as rules

    while words := run.ask(f"#{each.id} {each.text}: done, partly, not, drop? (Enter: later) "):
        if words.casefold() in ("later", "l"):
            return None
        try:
            outcome = rules.outcome(words)
        except ValueError as fault:
            run.note(str(fault))
            continue
        return Settled(each.id, outcome, run.remember(run.ask("A word about it? (Enter: none) ")) or None)
    return None


def _write(
    run: "Context", found: "LookBack", became: "Sequence[Settled]", intended: "Sequence[str]", *, json: bool
) -> None:
    """One change: the review, what became of the intentions, the new ones."""
    with run.writing() as change:
        from custlove.render import reviews as render
        from custlove.reports import reviews as report
        from custlove.reports.lists import intentions
        from custlove.services import reviews as verbs

        for each in became:
            verbs.settle(change.session, each.number, each.outcome, run.today, each.note)
        row = verbs.add(change.session, found.since, run.today, intended)
        written = report.one(change.connection, row.id or 0, run.today)
        told = [intentions.one(change.connection, each.number, run.today) for each in became]
    line = " ".join([render.written(written, run.today), *(render.settled(each, run.today) for each in told)])
    run.answer(line, {**written._asdict(), "settled": told}, json=json)

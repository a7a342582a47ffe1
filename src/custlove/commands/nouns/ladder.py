"""The command `custlove ladder`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.added_people import say_archived
from custlove.commands.options import AtRung, Json, On, Since, Until, Who, get_context, reporting
from custlove.errors import Refused, UsageError
from custlove.schema.vocabulary import Rung

if TYPE_CHECKING:
    from custlove.context import Context
    from custlove.render.page import Output
    from custlove.services.ladder import TakeSuggestion

app = typer.Typer(rich_markup_mode=None, add_completion=False, invoke_without_command=True)


@app.callback()
@reporting
def ladder(context: typer.Context, rung: AtRung = None, *, output: "Output") -> int:
    """Show who stands on which of seven rungs, and since when.

    Example: custlove ladder --rung client
    """
    if context.invoked_subcommand is not None:
        return 0
    run = get_context(context)
    from custlove.render import ladder as render
    from custlove.render import safe
    from custlove.reports import ladder as report

    with run.reading() as connection:
        found = report.ladder(connection, run.settings.labels, run.today, rung)
    plain = not safe.holds(output.stream.encoding or "utf-8", "↑↓")
    return run.show(render.page(found, run.settings.labels, plain=plain), found, output)


@app.command()
def move(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="The person.")],
    rung: Annotated[
        Rung | None, typer.Argument(metavar="RUNG", help="The new rung; leave it out with --suggested.")
    ] = None,
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="The reason; required.")] = None,
    suggested: Annotated[
        bool, typer.Option("--suggested", help="Take the rung of ladder suggest; its evidence is the reason.")
    ] = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Move to toxic or terrorist although something stands against it.")
    ] = False,
    on: On = None,
    json: Json = False,
) -> None:
    """Move somebody to another rung.

    Moving down to toxic or terrorist is refused while you owe them something, or before three attempts to reach them
    over two weeks or more.

    Example: custlove ladder move anna client --why "third project this year"
    """
    run = get_context(context)
    if suggested == (rung is not None):
        raise UsageError("Where to?", "Name the rung, or take what is suggested: custlove ladder move anna --suggested")
    from custlove.render import sentences
    from custlove.services import ladder as service

    reason = run.text(why)
    day = run.past_moment(on).day
    taken = service.TakeSuggestion(who, day, reason, anyway)
    if rung is None and not run.agreed:
        _ask_first(run, taken)
    with run.changing() as change:
        if rung is None:
            asked = service.plan(change.connection, run.settings.numbers, run.today, taken)
        else:
            asked = service.MoveOnLadder(who, rung, day, reason, anyway)
        moved = service.told(change.connection, service.move(change, asked))
    run.answer(sentences.moved(moved, run.settings.labels, run.today), moved, json=json)
    say_archived(run, [moved.moved.person])


def _ask_first(run: "Context", taken: "TakeSuggestion") -> None:
    """Ask whether somebody is toxic, where that is suggested, and nothing is open meanwhile; raises Refused if not."""
    from custlove.services import ladder as service

    with run.reading() as connection:
        question = service.question(connection, run.settings.numbers, run.today, taken)
    if question is None:
        return
    if not run.at_terminal:
        raise Refused(
            f"{question.said} Only you can say whether they are toxic.",
            f"To say so: custlove --yes ladder move {question.person} --suggested",
        )
    if run.ask(f"{question.said}\nMove them to toxic? (yes or no) ").casefold() not in ("y", "yes"):
        raise Refused(
            f"{question.name} was not moved.",
            f"To hear no more of it: custlove ladder stay {question.person} --why TEXT",
        )


@app.command()
def stay(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="The person.")],
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="The reason; required.")] = None,
    on: On = None,
    json: Json = False,
) -> None:
    """Decline what ladder suggest suggests for somebody; only new facts suggest it again.

    Example: custlove ladder stay anna --why "she orders for her whole office"
    """
    run = get_context(context)
    from custlove.render import sentences
    from custlove.services import ladder as service

    asked = service.DeclineSuggestion(who, run.past_moment(on).day, run.text(why))
    with run.changing() as change:
        declined = service.stay(change, asked)
    run.answer(sentences.stays(declined, run.settings.labels, run.today), declined, json=json)


@app.command()
@reporting
def suggest(
    context: typer.Context,
    who: Who = None,
    declined: Annotated[bool, typer.Option("--declined", help="List the suggestions that you declined.")] = False,
    *,
    output: "Output",
) -> int:
    """Suggest other rungs, with the facts behind them; nobody is moved.

    Example: custlove ladder suggest --who anna
    """
    run = get_context(context)
    if declined:
        return _declined(run, who, output)
    from custlove.render import suggestions as render
    from custlove.reports.journal_wide import suggestions as report
    from custlove.reports.people import lookup as people
    from custlove.rules.ladder_facts import Measures

    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        found = report.suggestions(connection, run.today, Measures.of(run.settings.numbers), person)
    page = render.sections(found, run.settings.labels) if output.form == "table" else render.page(found)
    return run.show(page, found, output)


def _declined(run: "Context", who: str | None, output: "Output") -> int:
    from custlove.render import suggestions as render
    from custlove.reports.lists import stays as report
    from custlove.reports.people import lookup as people

    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        found = report.listing(connection, run.today, person)
    return run.show(render.declined(found, run.settings.labels, run.today), found, output)


@app.command()
@reporting
def allies(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="The person.")],
    *,
    output: "Output",
) -> int:
    """List advocates and supporters near somebody, and how they are connected.

    Example: custlove ladder allies anna
    """
    run = get_context(context)
    from custlove.render import suggestions as render
    from custlove.reports.people import connections as report
    from custlove.reports.people import lookup as people

    with run.reading() as connection:
        person = people.one(connection, who)
        found = report.allies(connection, person.id, run.today)
    return run.show(render.allies(found, person.name, run.settings.labels), found, output)


@app.command()
@reporting
def path(context: typer.Context, *, output: "Output") -> int:
    """Show the typical ways up: how long people stood on a rung before the next, if at least five did.

    Example: custlove ladder path
    """
    run = get_context(context)
    from custlove.render import ladder as render
    from custlove.reports.journal_wide import ladder_moves as report

    with run.reading() as connection:
        found = report.path(connection, run.today)
    return run.show(render.path(found, run.settings.labels), found, output)


@app.command()
@reporting
def moves(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    table: Annotated[
        bool, typer.Option("--table", help="Only the counts from rung to rung, and their totals.")
    ] = False,
    *,
    output: "Output",
) -> int:
    """List moves up and down, with counts from rung to rung.

    Example: custlove ladder moves --since 90d
    """
    run = get_context(context)
    from custlove.render import lists
    from custlove.reports import ladder as report

    first = run.since(since)
    last = min(run.since(until) or run.today, run.today)
    with run.reading() as connection:
        found = report.moves(connection, first, last)
    if not table and (output.form != "table" or not found):
        return run.show(lists.moves(found, run.today), found, output)
    from custlove.render import ladder as render
    from custlove.reports.journal_wide import ladder_moves

    counted = ladder_moves.movement(found, first, last)
    if not table:
        run.show(lists.moves(found, run.today), found, output)
    return run.show(render.movement(counted, run.settings.labels)._replace(gap=not table), counted, output)


@app.command()
@reporting
def history(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="The person.")],
    *,
    output: "Output",
) -> int:
    """Show how somebody came to their rung; at a terminal also as a line over time.

    Example: custlove ladder history anna
    """
    run = get_context(context)
    from custlove.render import lists
    from custlove.reports import ladder as report
    from custlove.reports.people import lookup as people

    with run.reading() as connection:
        found = report.history(connection, people.one(connection, who).id, run.today)
    line: list[str] = []
    if output.form == "table":
        from custlove.render import safe, step_line

        # A terminal that has no letters for lines gets those that every one has.
        plain = not safe.holds(output.stream.encoding or "utf-8", "─│┘┌┐└┤")
        line = step_line.drawn(found, run.today, run.settings.labels, output.width, plain=plain)
    return run.show(lists.history_of(found, run.today, line), found, output)

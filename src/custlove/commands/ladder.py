"""The command `custlove ladder`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.options import AtRung, Json, On, Rung, Since, Until, here, reporting
from custlove.errors import UsageError

if TYPE_CHECKING:
    from custlove.render.page import Output

app = typer.Typer(rich_markup_mode=None, add_completion=False, invoke_without_command=True)


@app.callback()
@reporting
def ladder(context: typer.Context, rung: AtRung = None, *, output: "Output") -> int:
    """The seven rungs: who stands where and since when; who moved.

    Example: custlove ladder --rung client
    """
    if context.invoked_subcommand is not None:
        return 0
    run = here(context)
    from custlove.render import ladder as render
    from custlove.reports import ladder as report

    with run.reading() as connection:
        found = report.ladder(connection, run.settings.labels, run.today, rung)
    return run.show(render.page(found), found, output)


@app.command()
def move(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="The person.")],
    rung: Annotated[Rung, typer.Argument(metavar="RUNG", help="The rung they stand on now.")],
    why: Annotated[
        str | None, typer.Option("--why", metavar="TEXT", help="The reason; it is always asked for.")
    ] = None,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="To toxic or terrorist although something stands against it.")
    ] = False,
    on: On = None,
    json: Json = False,
) -> None:
    """Move somebody on the ladder; only you do that.

    Down to toxic or terrorist only when you owe them nothing and tried three times to reach them.

    Example: custlove ladder move anna client --why "third project this year"
    """
    run = here(context)
    reason = run.text(why)
    if not reason.strip():
        raise UsageError("Why?", 'A move has a reason: --why "third project this year"')
    day = run.past_moment(on).day
    with run.writing() as change:
        from custlove.journal import ladder as verbs
        from custlove.render import sentences
        from custlove.reports import guard
        from custlove.reports import ladder as report
        from custlove.reports import who as people
        from custlove.rules.guard import HARM, Patience

        person = people.one(change.connection, who)
        patience = Patience.of(run.settings.numbers)
        stands = guard.against(change.connection, person.id, day, run.today, patience) if rung in HARM else []
        verbs.move(change.session, person.id, rung, day, reason, verbs.Against(stands, anyway))
        moved = next(each for each in reversed(report.history(change.connection, person.id, day)))
    run.answer(sentences.moved(moved, run.settings.labels, run.today), moved, json=json)


@app.command()
@reporting
def moves(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    *,
    output: "Output",
) -> int:
    """Who moved up and down.

    Example: custlove ladder moves --since 90d
    """
    run = here(context)
    from custlove.render import views
    from custlove.reports import ladder as report

    last = min(run.since(until) or run.today, run.today)
    with run.reading() as connection:
        found = report.moves(connection, run.since(since), last)
    return run.show(views.moves(found, run.today), found, output)


@app.command()
@reporting
def history(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="The person.")],
    *,
    output: "Output",
) -> int:
    """How somebody came to stand where they stand.

    Example: custlove ladder history anna
    """
    run = here(context)
    from custlove.render import views
    from custlove.reports import ladder as report
    from custlove.reports import who as people

    with run.reading() as connection:
        found = report.history(connection, people.one(connection, who).id, run.today)
    return run.show(views.moves(found, run.today), found, output)

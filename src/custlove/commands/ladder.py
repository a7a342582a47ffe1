"""The command `custlove ladder`."""

from typing import Annotated

import typer

from custlove.commands.options import AtRung, Csv, Json, On, Plain, Rung, Since, Until, here
from custlove.errors import UsageError

app = typer.Typer(
    help="The seven rungs: who stands where, and who moved.",
    rich_markup_mode=None,
    add_completion=False,
    invoke_without_command=True,
)


@app.callback()
def ladder(
    context: typer.Context, rung: AtRung = None, json: Json = False, csv: Csv = False, plain: Plain = False
) -> None:
    """The seven rungs: who stands where and since when.

    Example: custlove ladder --rung client
    """
    if context.invoked_subcommand is not None:
        return
    run = here(context)
    output = run.output(json=json, csv=csv, plain=plain)
    from custlove.render import ladder as render
    from custlove.reports import ladder as report

    with run.reading() as connection:
        found = report.ladder(connection, run.settings.labels, run.today, rung)
    run.show(render.page(found), found, output)


@app.command()
def move(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="The person.")],
    rung: Annotated[Rung, typer.Argument(metavar="RUNG", help="The rung they stand on now.")],
    why: Annotated[
        str | None, typer.Option("--why", metavar="TEXT", help="The reason; it is always asked for.")
    ] = None,
    on: On = None,
    json: Json = False,
) -> None:
    """Move somebody on the ladder; only you do that.

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
        from custlove.reports import ladder as report
        from custlove.reports import who as people

        person = people.one(change.connection, who)
        verbs.move(change.session, person.id, person.name, rung, day, reason)
        moved = next(each for each in reversed(report.history(change.connection, person.id, day)))
    run.answer(sentences.moved(moved, run.settings.labels, run.today), moved, json=json)


@app.command()
def moves(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    json: Json = False,
    csv: Csv = False,
    plain: Plain = False,
) -> None:
    """Who moved up and down.

    Example: custlove ladder moves --since 90d
    """
    run = here(context)
    output = run.output(json=json, csv=csv, plain=plain)
    from custlove.render import views
    from custlove.reports import ladder as report

    last = min(run.since(until) or run.today, run.today)
    with run.reading() as connection:
        found = report.moves(connection, run.since(since), last)
    run.show(views.moves(found, run.today), found, output)


@app.command()
def history(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="The person.")],
    json: Json = False,
    csv: Csv = False,
    plain: Plain = False,
) -> None:
    """How somebody came to stand where they stand.

    Example: custlove ladder history anna
    """
    run = here(context)
    output = run.output(json=json, csv=csv, plain=plain)
    from custlove.render import views
    from custlove.reports import ladder as report
    from custlove.reports import who as people

    with run.reading() as connection:
        found = report.history(connection, people.one(connection, who).id, run.today)
    run.show(views.moves(found, run.today), found, output)

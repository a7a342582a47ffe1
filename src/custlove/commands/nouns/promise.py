"""The command `custlove promise`."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from custlove.commands import refs
from custlove.commands.options import Json, On, Ref, Since, Who, Why, choices, get_context, group, reporting
from custlove.commands.resolve_people import person_or_new, say_added
from custlove.context import Context
from custlove.errors import UsageError
from custlove.rules.promises import STATES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from custlove.render.page import Output
    from custlove.services.session import Writing

app = group("What was promised, by you and to you.")
Theirs = Annotated[bool, typer.Option("--theirs", help="Promised to you by them.")]
Per = Literal["person", "month"]
Mine = Annotated[bool, typer.Option("--mine", help="Promised by you.")]


@app.command()
def add(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="To whom, or by whom with --theirs.")],
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="What; - reads the standard input.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="WHEN", help="The day it is due.")] = None,
    theirs: Theirs = False,
    new: Annotated[bool, typer.Option("--new", help="Add the person if they are not there yet.")] = False,
    on: On = None,
    json: Json = False,
) -> None:
    """Promise something, or note what was promised to you.

    Example: custlove promise add anna "the revised offer" --by friday
    """
    run = get_context(context)
    what = run.required_text(text, "promise")
    if by is None:
        raise UsageError("By when?", "Like this: --by friday")
    made = run.past_moment(on).day
    due = run.due_day(by)
    with run.writing() as change:
        from custlove.services import promises as verbs

        person = person_or_new(change, who, made, new=new)
        written = verbs.add(change.session, person.id, what, "theirs" if theirs else "mine", made, due)
        line, data = _standing(run, change, written.id or 0)
    run.answer(line, data, json=json)
    say_added(run, [person])


@app.command()
def keep(
    context: typer.Context,
    ref: Ref,
    on: On = None,
    extra: Annotated[str | None, typer.Option("--extra", metavar="TEXT", help="What went beyond the promise.")] = None,
    json: Json = False,
) -> None:
    """A promise is kept.

    Example: custlove promise keep anna offer --extra "with a drawing"
    """
    run = get_context(context)
    more = run.text(extra) or None
    day = run.past_moment(on).day
    _change(run, ref, lambda change, number: _verbs().keep(change.session, number, day, more), json=json)


@app.command()
def move(
    context: typer.Context,
    ref: Ref,
    to: Annotated[str, typer.Option("--to", metavar="WHEN", help="The day it is due now.")],
    why: Why = None,
    on: On = None,
    json: Json = False,
) -> None:
    """A promise is agreed anew for another day: before it falls due, or it was broken once.

    Example: custlove promise move 12 --to "next friday" --why "waiting for their figures"
    """
    run = get_context(context)
    reason = run.text(why) or None
    day = run.past_moment(on).day
    due = run.due_day(to)
    _change(run, ref, lambda change, number: _verbs().move(change.session, number, day, due, reason), json=json)


@app.command()
def release(context: typer.Context, ref: Ref, why: Why = None, on: On = None, json: Json = False) -> None:
    """They let you off, or you let them off.

    Example: custlove promise release 12 --why "no longer needed"
    """
    run = get_context(context)
    reason = run.text(why) or None
    day = run.past_moment(on).day
    _change(run, ref, lambda change, number: _verbs().release(change.session, number, day, reason), json=json)


@app.command()
def edit(
    context: typer.Context,
    ref: Ref,
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="What was promised.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="WHEN", help="The day it was due all along.")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="WHEN", help="The day it was made.")] = None,
    extra: Annotated[str | None, typer.Option("--extra", metavar="TEXT", help="What went beyond it.")] = None,
    theirs: Theirs = False,
    mine: Mine = False,
    json: Json = False,
) -> None:
    """Correct what was written down wrongly; a new agreement is a move.

    Example: custlove promise edit 12 --text "the offer, with drawings"
    """
    run = get_context(context)
    if mine and theirs:
        raise UsageError("--mine and --theirs exclude each other.")
    changes: dict[str, Any] = {"by": "theirs"} if theirs else {"by": "mine"} if mine else {}
    if text is not None:
        changes["what"] = run.required_text(text, "promise")
    if extra is not None:
        changes["extra"] = run.text(extra) or None
    if on is not None:
        changes["made_on"] = run.past_moment(on).day
    if by is not None:
        changes["due_on"] = run.due_day(by)
    if not changes:
        raise UsageError("Nothing to correct was given.", "Look at: custlove promise edit --help")
    _change(run, ref, lambda change, number: _verbs().edit(change.session, number, changes), json=json)


@app.command("list")
@reporting
def list_(
    context: typer.Context,
    state: Annotated[
        list[str] | None,
        typer.Option("--state", metavar="|".join(STATES), help="Only in this state; may be given again."),
    ] = None,
    who: Who = None,
    mine: Mine = False,
    theirs: Theirs = False,
    *,
    output: "Output",
) -> int:
    """The promises, in the order in which they are due.

    Example: custlove promise list --state broken --mine
    """
    run = get_context(context)
    from custlove.render import lists
    from custlove.reports.lists import promises as report
    from custlove.reports.people import lookup as people

    states = choices(state, "--state", STATES)
    by = None if mine == theirs else "mine" if mine else "theirs"
    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        found = report.listing(connection, report.Filter(person, by, states), run.today)
    return run.show(lists.promises(found, run.today), found, output)


@app.command()
@reporting
def rate(
    context: typer.Context,
    who: Who = None,
    since: Since = None,
    per: Annotated[Per | None, typer.Option("--per", help="A row a person, or a row a month.")] = None,
    *,
    output: "Output",
) -> int:
    """How many promises that fell due were kept on or before their day, how early, and why others were moved.

    Example: custlove promise rate --since 90d --per month
    """
    run = get_context(context)
    from custlove.render import promise_rate as render
    from custlove.reports.journal_wide import promise_rate as report
    from custlove.reports.people import lookup as people

    first = run.since(since)
    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        found = report.rate(connection, report.Wanted(person, first, per), run.today)
    code = run.show(render.page(found, per), found, output)
    if output.form == "table":
        for line in render.notes(found, run.today):
            run.note(line)
    return code


def _verbs() -> Any:
    from custlove.services import promises

    return promises


def _change(run: Context, ref: list[str], verb: "Callable[[Writing, int], object]", *, json: bool) -> None:
    asked = refs.several(run, ref)
    if not asked:
        run.note("Nothing to change: no references on the standard input.")
        return
    with run.writing() as change:
        noun = refs.Noun("promise", lambda person: _open(run, change.connection, person))
        told = []
        for one in asked:
            number = refs.number(change.connection, one, noun)
            verb(change, number)
            told.append(_standing(run, change, number))
    run.answers(told, json=json, several=ref[0] == "-")


def _open(run: Context, connection: "sqlite3.Connection", person: int) -> list[tuple[int, str]]:
    from custlove.reports.lists import promises as report

    found = report.listing(connection, report.Filter(person, None, ("open", "due", "broken")), run.today)
    return [(each.id, each.what) for each in found]


def _standing(run: Context, change: "Writing", number: int) -> tuple[str, object]:
    from custlove.render import sentences
    from custlove.reports.lists import promises as report

    written = report.one(change.connection, number, run.today)
    return sentences.promise(written, run.today), written

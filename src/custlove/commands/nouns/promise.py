"""The command `custlove promise`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands import due_days, refs, removal
from custlove.commands.added_people import say_added
from custlove.commands.options import Json, On, OnUndated, Ref, Since, Who, Why, choices, get_context, group, reporting
from custlove.context import Context
from custlove.errors import Question, UsageError
from custlove.rules.promises import STATES
from custlove.schema.vocabulary import Per

if TYPE_CHECKING:
    from collections.abc import Callable

    from custlove.render.page import Output
    from custlove.reports.lists.promises import Promise
    from custlove.services.change import Change
    from custlove.services.references import Ref as Words

app = group("Track promises, yours and theirs.")
Theirs = Annotated[bool, typer.Option("--theirs", help="Promised by them to you.")]
Mine = Annotated[bool, typer.Option("--mine", help="Promised by you.")]


@app.command()
def add(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="The person.")],
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="The text, or - for standard input.")] = None,
    when: due_days.When = None,
    by: due_days.By = None,
    theirs: Theirs = False,
    new: Annotated[bool, typer.Option("--new", help="Add the person if they are not in the journal yet.")] = False,
    on: On = None,
    json: Json = False,
) -> None:
    """Add a promise of yours, or with --theirs one to you.

    Example: custlove promise add anna "the revised offer" --by friday
    """
    run = get_context(context)
    typed = due_days.text_and_day(run, text, when, by)
    what = run.required_text(typed.text, "promise")
    if typed.day is None:
        raise UsageError("By when?", "Like this: --by friday", Question("due", "--by"))
    from custlove.render import sentences
    from custlove.services import promises

    made = run.past_moment(on).day
    asked = promises.AddPromise(who, what, made, run.due_day(typed.day), "theirs" if theirs else "mine", new)
    with run.changing() as change:
        added = promises.add(change, asked)
    run.answer(sentences.promised(added, run.today), added, json=json)
    say_added(run, [added.person])


@app.command()
def keep(
    context: typer.Context,
    ref: Ref,
    on: On = None,
    extra: Annotated[str | None, typer.Option("--extra", metavar="TEXT", help="Anything beyond the promise.")] = None,
    json: Json = False,
) -> None:
    """Mark a promise as kept.

    Example: custlove promise keep anna offer --extra "with a drawing"
    """
    run = get_context(context)
    from custlove.services import promises

    more = run.text(extra) or None
    day = run.past_moment(on).day
    asked = refs.read(run, ref, "promise")
    refs.change(
        run,
        asked,
        lambda change, each: promises.keep(change, promises.KeepPromise(each, day, more)),
        _say(run),
        json=json,
    )


@app.command()
def move(
    context: typer.Context,
    words: due_days.RefWhen,
    to: due_days.To = None,
    why: Why = None,
    on: On = None,
    json: Json = False,
) -> None:
    """Move a promise to another due date; if the old one has passed, it was broken once.

    Example: custlove promise move 12 "next friday" --why "waiting for their figures"
    """
    run = get_context(context)
    ref, to = due_days.ref_and_day(run, words, to, 'Like this: custlove promise move 12 "next friday"')
    from custlove.services import promises

    reason = run.text(why) or None
    day = run.past_moment(on).day
    due = run.due_day(to)
    _change(
        run, ref, lambda change, each: promises.move(change, promises.MovePromise(each, day, due, reason)), json=json
    )


@app.command()
def release(context: typer.Context, ref: Ref, why: Why = None, on: On = None, json: Json = False) -> None:
    """Release a promise: they let you off, or you let them off; if its due date has passed, it was broken once.

    Example: custlove promise release 12 --why "no longer needed"
    """
    run = get_context(context)
    from custlove.services import promises

    reason = run.text(why) or None
    day = run.past_moment(on).day
    _change(
        run, ref, lambda change, each: promises.release(change, promises.ReleasePromise(each, day, reason)), json=json
    )


@app.command()
def edit(
    context: typer.Context,
    ref: Ref,
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="What was promised.")] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="WHEN", help="Correct the due date (for a new agreement use `promise move`)."),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="WHEN", help="The day it was made.")] = None,
    extra: Annotated[str | None, typer.Option("--extra", metavar="TEXT", help="Anything beyond the promise.")] = None,
    theirs: Theirs = False,
    mine: Mine = False,
    json: Json = False,
) -> None:
    """Correct a promise; for a new agreement use promise move.

    Example: custlove promise edit 12 --text "the offer, with drawings"
    """
    run = get_context(context)
    if mine and theirs:
        raise UsageError("--mine and --theirs exclude each other.")
    from custlove.services import promises

    edits = promises.PromiseEdits()
    if mine or theirs:
        edits["by"] = "theirs" if theirs else "mine"
    if text is not None:
        edits["what"] = run.required_text(text, "promise")
    if extra is not None:
        edits["extra"] = run.text(extra) or None
    if on is not None:
        edits["made_on"] = run.past_moment(on).day
    if by is not None:
        edits["due_on"] = run.due_day(by)
    if not edits:
        raise UsageError("Nothing to correct was given.", "Look at: custlove promise edit --help")
    _change(run, ref, lambda change, each: promises.edit(change, each, edits), json=json)


@app.command()
def remove(context: typer.Context, ref: Ref, on: OnUndated = None, json: Json = False) -> None:
    """Remove a promise that was never made; a mistake taken over from it stays.

    Example: custlove promise remove 12
    """
    run = get_context(context)
    run.past_moment(on)
    from custlove.render import removals, sentences
    from custlove.services import promises

    removal.remove(run, ref, "promise", promises.remove, sentences.promise, removals.promise_lost, json=json)


@app.command("list")
@reporting
def list_(
    context: typer.Context,
    state: Annotated[
        list[str] | None,
        typer.Option("--state", metavar="|".join(STATES), help="Only this state; can be repeated."),
    ] = None,
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Only promises past their due date: --state broken.")
    ] = False,
    who: Who = None,
    mine: Mine = False,
    theirs: Theirs = False,
    *,
    output: "Output",
) -> int:
    """List promises, in the order in which they are due.

    Example: custlove promise list --state broken --mine
    """
    run = get_context(context)
    from custlove.render import lists
    from custlove.reports.lists import promises as report
    from custlove.reports.people import lookup as people

    states = choices(state, "--state", STATES)
    if overdue and states:
        raise UsageError("--overdue and --state exclude each other.", "--overdue is short for --state broken.")
    states = ["broken"] if overdue else states
    by = None if mine == theirs else "mine" if mine else "theirs"
    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        asked = report.PromiseFilter(person, by, states)
        if output.form == "count":
            return run.show_count(report.count(connection, asked, run.today), output)
        found = report.listing(connection, asked, run.today)
    return run.show(lists.promises(found, run.today), found, output)


@app.command()
@reporting
def rate(
    context: typer.Context,
    who: Who = None,
    since: Since = None,
    per: Annotated[Per | None, typer.Option("--per", help="Group by person or by month.")] = None,
    *,
    output: "Output",
) -> int:
    """Show how many due promises were kept on or before their due date, how early, and why others were moved.

    Example: custlove promise rate --since 90d --per month
    """
    run = get_context(context)
    from custlove.render import promise_rate as render
    from custlove.reports.journal_wide import promise_rate as report
    from custlove.reports.people import lookup as people

    first = run.since(since)
    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        found = report.rate(connection, report.PromiseRateOptions(person, first, per), run.today)
    code = run.show(render.page(found, per), found, output)
    if output.form == "table":
        for line in render.notes(found, run.today):
            run.note(line)
    return code


def _say(run: Context) -> "Callable[[Promise], str]":
    from custlove.render import sentences

    return lambda each: sentences.promise(each, run.today)


def _change(run: Context, ref: list[str], act: "Callable[[Change, Words], Promise]", *, json: bool) -> None:
    """Change promises; where one that was broken no longer counts as that, this is said as well."""
    from custlove.render import sentences
    from custlove.services import promises

    before: list[Promise] = []

    def changed(change: "Change", each: "Words") -> "Promise":
        stood = promises.found(change, each)
        now = act(change, each)
        before.append(stood)
        return now

    changes = refs.change(run, refs.read(run, ref, "promise"), changed, _say(run), json=json)
    now = [each.thing for each in changes if not each.already]
    for unbroken in filter(None, (sentences.unbroken(*each, run.today) for each in zip(before, now, strict=True))):
        run.note(unbroken)

"""The command `custlove followup`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands import due_days, refs, removal
from custlove.commands.added_people import say_added
from custlove.commands.options import Json, On, OnUndated, Ref, Who, get_context, group, reporting
from custlove.context import Context
from custlove.errors import Question, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from custlove.render.page import Output
    from custlove.reports.lists.follow_ups import FollowUp

app = group("Add, finish, snooze, correct and list follow-ups.")


@app.command()
def add(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="The person (anna,anton: one each).")],
    when: Annotated[
        str | None, typer.Argument(metavar="WHEN", help="The due date; or the reason, and the date behind it.")
    ] = None,
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="The reason, or - for standard input.")] = None,
    by: due_days.By = None,
    new: Annotated[bool, typer.Option("--new", help="Add people who are not in the journal yet.")] = False,
    on: On = None,
    json: Json = False,
) -> None:
    """Add a follow-up: come back to somebody on a day.

    Example: custlove followup add anna "in 2 weeks" "ask how the move went"
    """
    run = get_context(context)
    from custlove.render import sentences
    from custlove.services import follow_ups

    typed = due_days.text_and_day(run, when, text, by, day_first=True)
    why = run.text(typed.text)
    if typed.day is None:
        like_this = 'Like this: custlove followup add anna friday "ask how it went"'
        raise UsageError("When?", like_this, Question("due", "--by"))
    made = run.past_moment(on).day
    asked = follow_ups.AddFollowUps([who], why, made, due_days.due(run, typed), new)
    with run.changing() as change:
        added = follow_ups.add(change, asked)
    line = " ".join(sentences.follow_up(each, run.today) for each in added.follow_ups)
    run.answer(line, added.follow_ups[0] if len(added.follow_ups) == 1 else added.follow_ups, json=json)
    say_added(run, added.people)


@app.command()
def done(context: typer.Context, ref: Ref, on: On = None, json: Json = False) -> None:
    """Mark a follow-up as done.

    Example: custlove followup done anna move
    """
    run = get_context(context)
    from custlove.services import follow_ups

    day = run.past_moment(on).day
    asked = refs.read(run, ref, "follow-up")
    refs.change(
        run,
        asked,
        lambda change, each: follow_ups.done(change, follow_ups.FinishFollowUp(each, day)),
        _say(run),
        json=json,
    )


@app.command()
def snooze(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="REF WHEN",
            help="Its reference (f12), several, or WHO and a word of its text; then the new date.",
        ),
    ] = None,
    to: due_days.To = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="All overdue follow-ups, in place of REF.")] = False,
    on: On = None,
    json: Json = False,
) -> None:
    """Put follow-ups off until another day.

    Example: custlove followup snooze f3 "next monday"
    """
    run = get_context(context)
    like_this = 'Like this: custlove followup snooze f3 "next monday", custlove followup snooze --overdue monday'
    if overdue:
        when = due_days.alone(words or [], to, like_this)
        asked = _overdue(run)
    elif words:
        ref, when = due_days.ref_and_day(run, words, to, like_this)
        asked = refs.read(run, ref, "follow-up")
    else:
        raise UsageError("Which follow-up?", like_this, Question("follow_up"))
    from custlove.services import follow_ups

    day = run.past_moment(on).day
    until = run.due_day(when)
    refs.change(
        run,
        asked,
        lambda change, each: follow_ups.snooze(change, follow_ups.SnoozeFollowUp(each, day, until)),
        _say(run),
        json=json,
    )


@app.command()
def edit(
    context: typer.Context,
    ref: Ref,
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="The reason.")] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="WHEN", help="Correct the due date (to put it off use `followup snooze`)."),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="WHEN", help="The day it was made.")] = None,
    json: Json = False,
) -> None:
    """Correct a follow-up; to put it off, use followup snooze.

    Example: custlove followup edit anna move --text "ask how the new studio is"
    """
    run = get_context(context)
    from custlove.services import follow_ups

    edits = follow_ups.FollowUpEdits()
    if text is not None:
        edits["why"] = run.required_text(text, "reason")
    if on is not None:
        edits["made_on"] = run.past_moment(on).day
    if by is not None:
        edits["due_on"] = run.due_day(by)
    if not edits:
        raise UsageError("Nothing to correct was given.", "Look at: custlove followup edit --help")
    asked = refs.read(run, ref, "follow-up")
    refs.change(run, asked, lambda change, each: follow_ups.edit(change, each, edits), _say(run), json=json)


@app.command()
def remove(context: typer.Context, ref: Ref, on: OnUndated = None, json: Json = False) -> None:
    """Remove a follow-up that was a mistake; a touchpoint that closed it stays.

    Example: custlove followup remove 3
    """
    run = get_context(context)
    run.past_moment(on)
    from custlove.render import sentences
    from custlove.services import follow_ups

    removal.remove(run, ref, "follow-up", follow_ups.remove, sentences.follow_up, json=json)


@app.command("list")
@reporting
def list_(
    context: typer.Context,
    open_: Annotated[bool, typer.Option("--open", help="Only open follow-ups (the default).")] = False,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only overdue follow-ups.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Include done follow-ups.")] = False,
    who: Who = None,
    *,
    output: "Output",
) -> int:
    """List follow-ups, in the order in which they are due.

    Example: custlove followup list --overdue
    """
    run = get_context(context)
    if open_ + overdue + everything > 1:
        raise UsageError("--open, --overdue and --all exclude each other.")
    from custlove.render import lists
    from custlove.reports.lists import follow_ups as report
    from custlove.reports.people import lookup as people

    states: tuple[str, ...] = ("overdue",) if overdue else () if everything else report.OPEN_STATES
    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        asked = report.FollowUpFilter(person, states)
        if output.form == "count":
            return run.show_count(report.count(connection, asked, run.today), output)
        found = report.listing(connection, asked, run.today)
    return run.show(lists.follow_ups(found, run.today), found, output)


def _overdue(run: Context) -> refs.Refs:
    """All overdue follow-ups; tells where there are none."""
    from custlove.reports.lists import follow_ups as report

    with run.reading() as connection:
        found = report.listing(connection, report.FollowUpFilter(None, ("overdue",)), run.today)
    if not found:
        run.note("No follow-up is overdue.")
    return refs.Refs(tuple((each.ref,) for each in found), several=True)


def _say(run: Context) -> "Callable[[FollowUp], str]":
    from custlove.render import sentences

    return lambda each: sentences.follow_up(each, run.today)

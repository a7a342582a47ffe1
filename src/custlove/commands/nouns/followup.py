"""The command `custlove followup`."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands import refs
from custlove.commands.options import Json, On, Ref, Who, get_context, group, reporting
from custlove.commands.resolve_people import people_or_new, say_added
from custlove.context import Context
from custlove.errors import UsageError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from custlove.render.page import Output
    from custlove.services.session import Writing

app = group("What you want to come back to.")


@app.command()
def add(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="With whom (anna,anton: one each).")],
    when: Annotated[str, typer.Argument(metavar="WHEN", help="The day it is due.")],
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="Why; - reads the standard input.")] = None,
    new: Annotated[bool, typer.Option("--new", help="Add people who are not there yet.")] = False,
    on: On = None,
    json: Json = False,
) -> None:
    """Come back to somebody on a day.

    Example: custlove followup add anna "in 2 weeks" "ask how the move went"
    """
    run = get_context(context)
    why = run.text(text)
    made = run.past_moment(on).day
    due = run.due_day(when)
    with run.writing() as change:
        from custlove.services import orm_follow_ups as verbs

        people = people_or_new(change, [who], made, new=new)
        numbers = [verbs.add(change.session, person.id, made, due, why).id or 0 for person in people]
        answers = [_standing(run, change, number) for number in numbers]
    data = [each for _, each in answers]
    run.answer(" ".join(line for line, _ in answers), data[0] if len(data) == 1 else data, json=json)
    say_added(run, people)


@app.command()
def done(context: typer.Context, ref: Ref, on: On = None, json: Json = False) -> None:
    """A follow-up is done.

    Example: custlove followup done anna move
    """
    run = get_context(context)
    day = run.past_moment(on).day

    def act(change: "Writing", number: int) -> None:
        from custlove.services import orm_follow_ups as verbs

        verbs.done(change.session, number, day)

    _change(run, ref, act, json=json)


@app.command()
def snooze(
    context: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="REF WHEN", help="Its number, or WHO and a word of it; until when.")
    ],
    on: On = None,
    json: Json = False,
) -> None:
    """Put a follow-up off until a day.

    Example: custlove followup snooze 3 "next monday"
    """
    run = get_context(context)
    # A number is the whole reference, so the rest need not be in quotes.
    cut = 1 if words[0] == "-" or refs.as_number(words[0]) is not None else -1
    ref, when = words[:cut], " ".join(words[cut:])
    if not ref or not when:
        raise UsageError("Until when?", 'Like this: custlove followup snooze 3 "next monday"')
    day = run.past_moment(on).day
    until = run.due_day(when)

    def act(change: "Writing", number: int) -> None:
        from custlove.services import orm_follow_ups as verbs

        verbs.snooze(change.session, number, day, until)

    _change(run, ref, act, json=json)


@app.command("list")
@reporting
def list_(
    context: typer.Context,
    open_: Annotated[bool, typer.Option("--open", help="What is not done (the default).")] = False,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what is overdue.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Also what is done.")] = False,
    who: Who = None,
    *,
    output: "Output",
) -> int:
    """The follow-ups, in the order in which they are due.

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
        found = report.listing(connection, person, states, run.today)
    return run.show(lists.follow_ups(found, run.today), found, output)


def _change(run: Context, ref: list[str], act: "Callable[[Writing, int], None]", *, json: bool) -> None:
    asked = refs.several(run, ref)
    if not asked:
        run.note("Nothing to change: no references on the standard input.")
        return
    with run.writing() as change:
        noun = refs.Noun("follow-up", lambda person: _open(run, change.connection, person))
        told = []
        for one in asked:
            number = refs.number(change.connection, one, noun)
            act(change, number)
            told.append(_standing(run, change, number))
    run.answers(told, json=json, several=ref[0] == "-")


def _open(run: Context, connection: "sqlite3.Connection", person: int) -> list[tuple[int, str]]:
    from custlove.reports.lists import follow_ups as report

    return [(each.id, each.why) for each in report.listing(connection, person, report.OPEN_STATES, run.today)]


def _standing(run: Context, change: "Writing", number: int) -> tuple[str, object]:
    from custlove.render import sentences
    from custlove.reports.lists import follow_ups as report

    written = report.one(change.connection, number, run.today)
    return sentences.follow_up(written, run.today), written

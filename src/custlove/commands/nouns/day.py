"""The command `custlove day`."""

import re
from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands import person_options, refs
from custlove.commands.options import Json, On, OnUndated, Ref, Who, days_ahead, get_context, group, reporting
from custlove.commands.resolve_people import person_or_new, say_added
from custlove.context import Context
from custlove.errors import UsageError

if TYPE_CHECKING:
    import sqlite3

    from custlove.render.page import Output

app = group("What days matter to them, besides birthdays: every year, or once.")
# A day of a month, with no year anywhere near it.
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|^\d{1,2}[/.]\d{1,2}\.?$", re.IGNORECASE)


@app.command()
def add(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="To whom it matters.")],
    what: Annotated[str, typer.Argument(metavar="WHAT", help="What it is; - reads the standard input.")],
    day: Annotated[str, typer.Argument(metavar="DAY", help="2026-03-14, or 03-14 without the year.")],
    once: Annotated[bool, typer.Option("--once", help="Only then; goes without saying for a day to come.")] = False,
    yearly: Annotated[
        bool, typer.Option("--yearly", help="Every year; goes without saying for one that was, or has no year.")
    ] = False,
    new: Annotated[bool, typer.Option("--new", help="Add the person if they are not there yet.")] = False,
    on: On = None,
    json: Json = False,
) -> None:
    """Note a day that matters to somebody.

    Example: custlove day add anna "their launch" 2026-03-14
    """
    run = get_context(context)
    words = run.required_text(what, "word of what it is")
    if once and yearly:
        raise UsageError("--once and --yearly exclude each other.")
    kept = _kept(run, day)
    added_on = run.past_moment(on).day
    if once:
        kept = _next(run, kept)
    with run.writing() as change:
        from custlove.render import days as render
        from custlove.reports.lists import days as report
        from custlove.services import days as verbs

        person = person_or_new(change, who, added_on, new=new)
        comes_back = not once and (yearly or kept <= run.today.isoformat())
        written = verbs.add(change.session, person.id, words, kept, added_on, yearly=comes_back)
        data = report.one(change.connection, written.id or 0, run.today)
    run.answer(render.sentence(data, run.today), data, json=json)
    say_added(run, [person])


@app.command("list")
@reporting
def list_(
    context: typer.Context,
    ahead: Annotated[
        str | None, typer.Option("--ahead", metavar="PERIOD", help="Only what comes in this period, such as 30d.")
    ] = None,
    who: Who = None,
    *,
    output: "Output",
) -> int:
    """The days that matter, birthdays among them, the next one first.

    Example: custlove day list --ahead 30d
    """
    run = get_context(context)
    from datetime import timedelta

    from custlove.render import days as render
    from custlove.reports.lists import days as report
    from custlove.reports.people import lookup as people

    until = None if ahead is None else run.today + timedelta(days=days_ahead(run, ahead))
    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        found = report.listing(connection, person, run.today, until)
    return run.show(render.page(found, run.today), found, output)


@app.command()
def remove(context: typer.Context, ref: Ref, on: OnUndated = None, json: Json = False) -> None:
    """Take a day out of the journal; a birthday goes with person edit --clear birthday.

    Example: custlove day remove anna launch
    """
    run = get_context(context)
    run.past_moment(on)
    asked = refs.several(run, ref)
    if not asked:
        run.note("Nothing to remove: no references on the standard input.")
        return
    with run.writing() as change:
        from custlove.render import days as render
        from custlove.reports.lists import days as report
        from custlove.services import days as verbs

        noun = refs.Noun("day", lambda person: _of(run, change.connection, person), all=True)
        told = []
        for one in asked:
            number = refs.number(change.connection, one, noun)
            gone = report.one(change.connection, number, run.today)
            verbs.remove(change.session, number)
            told.append((f"Removed: {render.sentence(gone, run.today)}", gone))
    run.answers(told, json=json, several=ref[0] == "-")


def _kept(run: Context, words: str) -> str:
    """A day as the journal keeps it, without a year where none was typed; raises UsageError, or UnreadableDate."""
    from custlove.dates import Lean

    if bare := person_options.month_day(words, "A day reads like 2026-03-14, or 03-14 without the year."):
        return bare
    day = run.day(words, Lean.DUE)
    return f"--{day:%m-%d}" if _MONTH.search(words) and not re.search(r"\d{4}", words) else day.isoformat()


def _next(run: Context, kept: str) -> str:
    """The day itself, where no year was typed the next one that has it."""
    from custlove.rules import days

    return days.next_on(kept, run.today, yearly=False).isoformat()


def _of(run: Context, connection: "sqlite3.Connection", person: int) -> list[tuple[int, str]]:
    from custlove.reports.lists import days as report

    return [(each.id, each.what) for each in report.listing(connection, person, run.today) if each.id is not None]

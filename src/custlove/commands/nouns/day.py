"""The command `custlove day`."""

import re
from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands import person_options, refs
from custlove.commands.added_people import say_added
from custlove.commands.options import Json, On, OnUndated, Ref, Who, get_context, group, reporting
from custlove.context import Context
from custlove.errors import UsageError

if TYPE_CHECKING:
    from custlove.render.page import Output

app = group("Add, correct, list and remove days that matter to people, besides birthdays.")
# A day of a month, with no year anywhere near it.
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|^\d{1,2}[/.]\d{1,2}\.?$", re.IGNORECASE)


@app.command()
def add(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help="The person it matters to.")],
    what: Annotated[str, typer.Argument(metavar="WHAT", help="The text, or - for standard input.")],
    day: Annotated[str, typer.Argument(metavar="DAY", help="2026-03-14, or 03-14 without the year.")],
    once: Annotated[bool, typer.Option("--once", help="Once only (the default for a future date).")] = False,
    yearly: Annotated[
        bool, typer.Option("--yearly", help="Every year (the default for a past date, or one without a year).")
    ] = False,
    new: Annotated[bool, typer.Option("--new", help="Add the person if they are not in the journal yet.")] = False,
    on: On = None,
    json: Json = False,
) -> None:
    """Add a day that matters to somebody.

    Example: custlove day add anna "their launch" 2026-03-14
    """
    run = get_context(context)
    words = run.required_text(what, "text")
    if once and yearly:
        raise UsageError("--once and --yearly exclude each other.")
    from custlove.render import days as render
    from custlove.services import days

    asked = days.AddDay(who, words, kept(run, day), run.past_moment(on).day, yearly if yearly or once else None, new)
    with run.changing() as change:
        added = days.add(change, asked)
    run.answer(render.sentence(added.day, run.today), added.day, json=json)
    say_added(run, [added.person])


@app.command("list")
@reporting
def list_(
    context: typer.Context,
    ahead: Annotated[
        str | None, typer.Option("--ahead", metavar="PERIOD", help="Only days within this period, such as 30d.")
    ] = None,
    who: Who = None,
    *,
    output: "Output",
) -> int:
    """List days to remember, including birthdays, the next one first.

    Example: custlove day list --ahead 30d
    """
    run = get_context(context)
    from datetime import timedelta

    from custlove.render import days as render
    from custlove.reports.lists import days as report
    from custlove.reports.people import lookup as people

    until = None if ahead is None else run.today + timedelta(days=run.days_ahead(ahead, "--ahead"))
    with run.reading() as connection:
        person = people.one(connection, who).id if who else None
        found = report.listing(connection, person, run.today, until)
    return run.show(render.page(found, run.today), found, output)


@app.command()
def edit(
    context: typer.Context,
    ref: Ref,
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="What it is.")] = None,
    day: Annotated[
        str | None, typer.Option("--day", metavar="DAY", help="2026-03-14, or 03-14 without the year.")
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Once only.")] = False,
    yearly: Annotated[bool, typer.Option("--yearly", help="Every year.")] = False,
    json: Json = False,
) -> None:
    """Correct a day; for a birthday use person edit --birthday.

    Example: custlove day edit anna launch --day 2026-03-15
    """
    run = get_context(context)
    if once and yearly:
        raise UsageError("--once and --yearly exclude each other.")
    from custlove.render import days as render
    from custlove.services import days

    edits = days.DayEdits()
    if text is not None:
        edits["what"] = run.required_text(text, "text")
    if day is not None:
        edits["day"] = kept(run, day)
    if once or yearly:
        edits["yearly"] = yearly
    if not edits:
        raise UsageError("Nothing to correct was given.", "Look at: custlove day edit --help")
    refs.change(
        run,
        refs.read(run, ref, "day"),
        lambda change, each: days.edit(change, each, edits),
        lambda each: render.sentence(each, run.today),
        json=json,
    )


@app.command()
def remove(context: typer.Context, ref: Ref, on: OnUndated = None, json: Json = False) -> None:
    """Remove a day; for a birthday use person edit --clear birthday.

    Example: custlove day remove anna launch
    """
    run = get_context(context)
    run.past_moment(on)
    from custlove.render import days as render
    from custlove.services import days

    refs.change(
        run,
        refs.read(run, ref, "day"),
        days.remove,
        lambda each: f"Removed: {render.sentence(each, run.today)}",
        json=json,
    )


def kept(run: Context, words: str) -> str:
    """A day as the journal keeps it, without a year where none was typed; raises UsageError, or UnreadableDate."""
    from custlove.dates import Lean

    if bare := person_options.month_day(words, "A day reads like 2026-03-14, or 03-14 without the year."):
        return bare
    day = run.day(words, Lean.DUE)
    return f"--{day:%m-%d}" if _MONTH.search(words) and not re.search(r"\d{4}", words) else day.isoformat()

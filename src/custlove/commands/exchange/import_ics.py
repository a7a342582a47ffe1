"""The command `custlove import ics`: touchpoints that happened in meetings."""

from typing import TYPE_CHECKING, Annotated

import typer

from custlove.commands.exchange.import_mail import Me, Since, own_addresses
from custlove.commands.exchange.import_options import (
    DryRun,
    Import,
    ImportOptions,
    Paths,
    Rejects,
    Strict,
    bring_in,
    nothing,
)
from custlove.commands.options import Json, Until, get_context
from custlove.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from custlove.context import Context

_Window = Annotated[
    str | None, typer.Option("--window", metavar="PERIOD", help="How far back, such as 2y (default: 1y for series).")
]


def ics(
    context: typer.Context,
    paths: Paths,
    me: Me = None,
    window: _Window = None,
    since: Since = None,
    until: Until = None,
    dry_run: DryRun = False,
    strict: Strict = False,
    rejects: Rejects = False,
    json: Json = False,
) -> int:
    """Import past meetings from calendars (.ics), with people in the journal, by their address or full name.

    All-day, cancelled, declined and unfinished events are skipped. Unknown people wait in the inbox. A folder stands
    for the calendars in it.

    Example: custlove import ics calendar.ics --me you@example.com
    """
    run = get_context(context)
    first, last = _days(run, window, since, until)
    from custlove.exchange.ics import meetings

    options = meetings.CalendarOptions(own_addresses(run, me), run.now, run.zone, first, last)
    found = meetings.Meetings(options)
    kept = Import(meetings.SOURCE, nothing, paths, "inbox", str(run.today))
    kept = kept._replace(gather=found.gather, rest=found.rest, brief=True, suffixes=(".ics",))
    return bring_in(run, kept, ImportOptions(dry_run, strict, rejects, json))


def _days(
    run: "Context", window: str | None, since: str | None, until: str | None
) -> "tuple[date | None, date | None]":
    from custlove.dates import Lean

    if window and since:
        raise UsageError("--window and --since exclude each other.", "Give one of them.")
    first, last = run.since(window or since), run.day(until, Lean.PAST) if until else None
    if first and last and last < first:
        raise UsageError(f"{last} comes before {first}.", "Give --since a day that is not after --until.")
    return first, last

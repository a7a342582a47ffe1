"""The command `custlove remind`."""

import re
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from custlove.commands.options import choices, get_context
from custlove.context import Context
from custlove.errors import Locked, UsageError
from custlove.quoting import quoted

if TYPE_CHECKING:
    from custlove.reminders.message import Message

app = typer.Typer(rich_markup_mode=None, add_completion=False)
Form = Literal["text", "markdown", "html", "json"]
_MIDNIGHT = 24 * 60


def _sections(typed: list[str] | None) -> list[str]:
    from custlove.reports.today_parts import SECTIONS

    return choices(typed, "--only", tuple(SECTIONS))


def _command(typed: str | None) -> str | None:
    if typed is not None:
        from custlove.reminders import delivery

        delivery.command_words(typed)
    return typed


def _hours(typed: str | None) -> str | None:
    if typed is not None:
        _minutes(typed)
    return typed


# What cannot be read is refused while the command line is read: `schedule` reads it long before cron does.
@app.command()
def remind(
    context: typer.Context,
    ahead: Annotated[
        str | None,
        typer.Option("--ahead", metavar="PERIOD", help="Include everything due within this period, such as 2d."),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only",
            metavar="broken,overdue,…",
            callback=_sections,
            help="Only these: broken, promises, overdue, due, feedback, mistakes, low, rituals, days, quiet, ease-off,"
            " returns, asks.",
        ),
    ] = None,
    most: Annotated[int, typer.Option("--max", min=1, help="The maximum number of lines.")] = 20,
    notify: Annotated[bool, typer.Option("--notify", help="Show a desktop notification with the counts.")] = False,
    names: Annotated[bool, typer.Option("--names", help="Show the names in the notification, too.")] = False,
    command: Annotated[
        str | None,
        typer.Option("--exec", metavar="CMD", callback=_command, help="Pass the message to this command."),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="The format of the message.")] = "text",
    once_a_day: Annotated[
        bool, typer.Option("--once-a-day", help="Stay silent if the message was already delivered today.")
    ] = False,
    quiet_hours: Annotated[
        str | None,
        typer.Option(
            "--quiet-hours", metavar="20:00-07:00", callback=_hours, help="Stay silent between these times of day."
        ),
    ] = None,
) -> None:
    """Print what is due, for cron; stay silent when nothing is due. This never writes to the journal.

    Example: custlove remind --only broken,overdue --once-a-day
    """
    run = get_context(context)
    days = 0 if ahead is None else run.days_ahead(ahead, "--ahead")
    if quiet_hours is not None and _within(run, quiet_hours):
        return
    made = _message(run, days, only or [], most)
    if made is None:
        return
    from custlove.reminders import once_a_day as mark

    place = mark.path(run.environ, run.journal)
    once = mark.once(place, run.today, run.lock_timeout) if once_a_day else nullcontext(enter_result=True)
    with once as fresh:
        if fresh:
            _give(run, made, form, command, notify=notify, names=names)


def _message(run: Context, ahead: int, only: list[str], most: int) -> "Message | None":
    from custlove.reminders import message as reminder
    from custlove.reports import today as report
    from custlove.reports.people import namesakes

    try:
        with run.reading() as connection:
            owed = report.today(connection, run.settings.cadences, run.now, ahead, run.settings.numbers)
            shared = namesakes.shared(connection, run.today)
    except Locked as fault:
        # One line, as it may come in a mail every morning; and cron itself tries again.
        raise Locked(f"{fault.message} No reminder this time.") from fault
    return reminder.message(owed, only, most, shared)


def _give(run: Context, made: "Message", form: Form, command: str | None, *, notify: bool, names: bool) -> None:
    from custlove.reminders.formats import FORMS

    text, printing = FORMS[form](made), not (command or notify)
    if command is not None:
        from custlove.reminders import delivery

        delivery.execute(delivery.command_words(command), text, made, run.environ)
    if notify:
        from custlove.reminders import delivery

        if why_not := delivery.notify(made, run.environ, names=names):
            run.note(why_not)
            printing = command is None
    if printing:
        run.stdout.write(text)
        run.stdout.flush()


def _within(run: Context, hours: str) -> bool:
    """Whether it is between these times of day now; they may go over midnight."""
    first, last = _minutes(hours)
    now = run.clock_now.hour * 60 + run.clock_now.minute
    return first <= now < last if first <= last else now >= first or now < last


def _minutes(hours: str) -> tuple[int, int]:
    found = re.fullmatch(r"\s*(\d{1,2}):([0-5]\d)\s*-\s*(\d{1,2}):([0-5]\d)\s*", hours, re.ASCII)
    if found:
        first, last = int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])
        if first < _MIDNIGHT and last <= _MIDNIGHT:
            return first, last
    raise UsageError(f"--quiet-hours {quoted(hours)} cannot be read.", "Write them like 20:00-07:00.")

"""The command `custlove remind`."""

from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from custlove.commands.options import choices, days_ahead, here
from custlove.context import Context
from custlove.errors import UsageError

if TYPE_CHECKING:
    from custlove.reminders.message import Message

app = typer.Typer(rich_markup_mode=None, add_completion=False)
Form = Literal["text", "markdown", "html", "json"]


@app.command()
def remind(  # noqa: PLR0913 - an option each is what the command line is made of
    context: typer.Context,
    ahead: Annotated[str | None, typer.Option("--ahead", metavar="PERIOD", help="Also what falls due in this period, such as 2d.")] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="broken,overdue,…", help="Of broken, promises, overdue, due, feedback, days, quiet."),
    ] = None,
    most: Annotated[int, typer.Option("--max", min=1, help="At most so many lines.")] = 20,
    notify: Annotated[bool, typer.Option("--notify", help="Show the counts as a desktop notification.")] = False,
    names: Annotated[bool, typer.Option("--names", help="Show the names in the notification too.")] = False,
    command: Annotated[str | None, typer.Option("--exec", metavar="CMD", help="Give the message to this command.")] = None,
    form: Annotated[Form, typer.Option("--format", help="What the message looks like.")] = "text",
    once_a_day: Annotated[bool, typer.Option("--once-a-day", help="Say nothing when it was given today.")] = False,
    quiet_hours: Annotated[str | None, typer.Option("--quiet-hours", metavar="20:00-07:00", help="Say nothing at these hours.")] = None,
) -> None:
    """What is due, for cron: silent when nothing is; it never writes to the journal.

    Example: custlove remind --only broken,overdue --once-a-day
    """
    run = here(context)
    from custlove.reminders import mark
    from custlove.reminders import message as reminder

    wanted = choices(only, "--only", tuple(reminder.SECTIONS))
    if quiet_hours is not None and _within(run, quiet_hours):
        return
    first = mark.once(mark.path(run.environ, run.journal), run.today) if once_a_day else nullcontext(enter_result=True)
    made = _message(run, days_ahead(run, ahead), wanted, most)
    if made is None:
        return
    with first as fresh:
        if fresh:
            _give(run, made, form, command, notify=notify, names=names)


def _message(run: Context, ahead: int, only: list[str], most: int) -> "Message | None":
    from custlove.reminders import message as reminder
    from custlove.reports import today as report

    with run.reading() as connection:
        owed = report.today(connection, run.settings.cadences, run.now, ahead)
    return reminder.message(owed, only, most)


def _give(run: Context, made: "Message", form: Form, command: str | None, *, notify: bool, names: bool) -> None:
    from custlove.reminders import delivery

    text = _text(made, form)
    if command is not None:
        delivery.execute(command, text, made, run.environ)
    if notify:
        why_not = delivery.notify(made, run.environ, names=names)
        if why_not is None:
            return
        run.note(f"{why_not} Here it is instead:")
    if command is None:
        run.stdout.write(text)
        run.stdout.flush()


def _text(made: "Message", form: Form) -> str:
    from custlove.reminders import message as reminder
    from custlove.render.page import plain
    from custlove.render.safe import to_json

    if form == "json":
        sections = {
            section.key: [{"person": row.person, "name": row.name, "what": row.what, "when": row.when, "id": row.number} for row in section.rows]
            for section in made.sections
        }
        return to_json(plain({"subject": made.subject, "sections": sections, "left_out": made.left_out})) + "\n"
    return {"text": reminder.text, "markdown": reminder.markdown, "html": reminder.html}[form](made)


def _within(run: Context, hours: str) -> bool:
    """Whether it is one of these hours now; they may go over midnight."""
    from datetime import time

    try:
        first, last = (time.fromisoformat(part.strip()) for part in hours.split("-"))
    except ValueError as fault:
        raise UsageError(f"--quiet-hours {hours!a} cannot be read.", "They read like 20:00-07:00.") from fault
    now = run.clock_now.time()
    return first <= now < last if first <= last else now >= first or now < last

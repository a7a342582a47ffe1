"""The commands `custlove schedule …`."""

import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from custlove.commands.options import Json, get_context, group
from custlove.context import Context
from custlove.errors import NoSuchFile

if TYPE_CHECKING:
    from custlove.reminders.plan import Plan
    from custlove.reminders.schedule import ScheduleStatus
    from custlove.reminders.scheduler import Piece, Scheduler

app = group("Schedule a reminder every morning, by cron or a timer (systemd or launchd).")
_AT, _DAYS = "08:30", "mon-fri"

At = Annotated[str | None, typer.Option("--at", metavar="TIME", help=f"The time of day (default: {_AT}).")]
Days = Annotated[
    str | None,
    typer.Option("--days", metavar="DAYS", help=f"mon-fri, mon,wed, daily, weekdays, weekends (default: {_DAYS})."),
]
With = Annotated[
    Literal["cron", "systemd", "launchd"] | None,
    typer.Option("--with", help="The scheduler (default: the one that this machine has)."),
]
Options = Annotated[
    list[str] | None,
    typer.Argument(metavar="[-- OPTIONS]", help="Options of remind (default: --once-a-day).", show_default=False),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what it would do, and do nothing.")]


@app.command()
def show(
    context: typer.Context,
    at: At = None,
    days: Days = None,
    by: With = None,
    options: Options = None,
    json: Json = False,
) -> None:
    """Show what is scheduled, or would be, and when it runs next.

    Example: custlove schedule show --at 07:45 --days daily
    """
    run = get_context(context)
    from custlove.reminders import schedule

    scheduler = schedule.chosen(by, run.environ)
    asked = at is not None or days is not None or bool(options)
    plan = _plan(run, scheduler, at, days, options) if asked or not scheduler.installed() else None
    stands = _standing(run, scheduler, plan)
    if json:
        _emit(run, stands, {})
        return
    head = {
        "installed": f"Scheduled in {scheduler.where}:",
        "different": f"Another schedule is in {scheduler.where}; it would become:",
        "not_installed": f"Nothing is scheduled in {scheduler.where}; it would become:",
    }
    hint = "" if stands.state == "installed" else " To have it so: custlove schedule install, with these options."
    run.stdout.write(f"{head[stands.state]}\n\n{_pieces(stands.pieces)}\nNext: {_next(run, stands)}.{hint}\n")


@app.command()
def install(
    context: typer.Context,
    at: At = None,
    days: Days = None,
    by: With = None,
    options: Options = None,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Schedule a reminder; it replaces an earlier one.

    Example: custlove schedule install --at 07:45 --days daily -- --once-a-day --exec "mail -s today me@example.com"
    """
    run = get_context(context)
    run.check_output()
    from custlove.reminders import schedule

    if run.journal_is_named and not run.journal.exists():
        raise NoSuchFile(f"There is no journal at {run.journal}.", f"To start one there: custlove init {run.journal}")
    scheduler = schedule.chosen(by, run.environ)
    plan = _plan(run, scheduler, at, days, options)
    stands = _standing(run, scheduler, plan)
    left = [] if dry_run else scheduler.install(plan)
    changed = stands.state != "installed"
    if json:
        state = stands.state if dry_run else "installed"
        _emit(run, stands._replace(state=state), {"changed": changed, "dry_run": dry_run, "left_to_do": left})
    elif dry_run:
        run.stdout.write(f"Would be scheduled in {scheduler.where}:\n\n{_pieces(stands.pieces)}")
    else:
        said = "Scheduled" if changed else "Already scheduled"
        away = "To take it away: custlove schedule remove"
        run.stdout.write(f"{said} in {scheduler.where}: {_when(stands)}, next {_next(run, stands)}. {away}\n")
    _notes(run, scheduler, left)


@app.command()
def remove(context: typer.Context, by: With = None, dry_run: DryRun = False, json: Json = False) -> None:
    """Remove the reminder, without a trace.

    Example: custlove schedule remove
    """
    run = get_context(context)
    run.check_output()
    from custlove.reminders import schedule

    used = [each for each in schedule.in_use(run.environ) if by in (None, each.name)]
    gone = [(each, each.installed()) for each in used]
    if not dry_run:
        for each in used:
            each.remove()
    if json:
        run.answer("", {"with": [each.name for each in used], "changed": bool(used), "dry_run": dry_run}, json=True)
    elif not used:
        run.stdout.write("Nothing of custlove is scheduled.\n")
    elif dry_run:
        run.stdout.writelines(f"Would be removed from {each.where}:\n\n{_pieces(pieces)}" for each, pieces in gone)
    else:
        run.stdout.write(f"Removed from {' and '.join(each.where for each in used)}.\n")


def _plan(
    run: Context, scheduler: "Scheduler", at: str | None, days: str | None, options: Sequence[str] | None
) -> "Plan":
    from custlove.reminders import plan, schedule

    timing = plan.Timing(plan.read_time(at or _AT), plan.read_days(days or _DAYS))
    words = tuple(options or schedule.defaults(scheduler))
    _check(run, words)
    environment = plan.environment(run.environ, run.journal, run.clock_now, named=run.journal_is_named)
    elsewhere = not plan.same_clock(run.zone, plan.machine_zone(), run.clock_now)
    command = (*plan.program(sys.argv), "remind", *words)
    return plan.check(plan.Plan(timing, command, environment, run.zone.key if elsewhere else None))


def _check(run: Context, options: Sequence[str]) -> None:
    """Have `remind` read its options now: what cannot be read would fail every morning."""
    from custlove.commands.background import remind

    command = typer.main.get_command(remind.app)
    with command.make_context("custlove remind", list(options)) as read:
        if read.params["ahead"] is not None:
            run.days_ahead(read.params["ahead"], "--ahead")


def _standing(run: Context, scheduler: "Scheduler", plan: "Plan | None") -> "ScheduleStatus":
    from custlove.reminders import schedule

    zone = schedule.clock(scheduler, run.environ, run.zone)
    return schedule.standing(scheduler, plan, run.clock_now, zone)


def _notes(run: Context, scheduler: "Scheduler", left: Sequence[str]) -> None:
    from custlove.reminders import plan, schedule

    for command in left:
        run.note(f"What is left to do, where you are logged in: {command}")
    machine = plan.machine_zone()
    if scheduler.name != "systemd" and not plan.same_clock(run.zone, machine, run.clock_now):
        run.note(f"{scheduler.name} goes by the clock of this machine ({machine.key}), which is not {run.zone.key}.")
    for other in schedule.in_use(run.environ):
        if other.name != scheduler.name:
            run.note(f"There is another in {other.where}: custlove schedule remove --with {other.name}")


def _emit(run: Context, stands: "ScheduleStatus", more: dict[str, Any]) -> None:
    from custlove.reminders.plan import DAYS

    timing, runs = stands.timing, stands.next_run
    data = {
        "with": stands.scheduler.name,
        "state": stands.state,
        "at": f"{timing.at:%H:%M}" if timing else None,
        "days": [DAYS[day] for day in timing.days] if timing else [],
        "next": runs.astimezone(run.zone) if runs else None,
        "pieces": stands.pieces,
        **more,
    }
    run.answer("", data, json=True)


def _pieces(pieces: "Sequence[Piece]") -> str:
    return "\n".join((f"{piece.place}:\n" if piece.place != "crontab" else "") + _shown(piece.text) for piece in pieces)


def _shown(text: str) -> str:
    """A file's text as it is, with its tabs, but for what would act on a terminal."""
    from custlove.render.safe import visible

    return re.sub(r"[^\n\t]+", lambda found: visible(found[0]), text)


def _when(stands: "ScheduleStatus") -> str:
    from custlove.reminders.plan import say_days

    return f"{say_days(stands.timing.days)} at {stands.timing.at:%H:%M}" if stands.timing else "changed by hand"


def _next(run: Context, stands: "ScheduleStatus") -> str:
    from custlove import dates

    if stands.next_run is None:
        return "unknown, as somebody has changed it"
    moment = stands.next_run.astimezone(run.zone)
    return f"{dates.say_day(moment.date(), run.clock_now.date())}, at {moment:%H:%M}"

"""Which scheduler a reminder is left to, and how it stands there."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from custlove import zones
from custlove.errors import CannotCreate, NoPermission, Refused
from custlove.reminders import plan as planning
from custlove.reminders.cron import Cron
from custlove.reminders.launchd import Launchd
from custlove.reminders.plan import Plan, Timing
from custlove.reminders.scheduler import Piece, Scheduler
from custlove.reminders.systemd import Systemd

NAMES = ("cron", "systemd", "launchd")


class ScheduleStatus(NamedTuple):
    """How a schedule stands: what makes it, when it runs, `state` being `installed different not_installed`.

    Timing and next run are None where installed pieces were changed beyond reading.
    """

    scheduler: Scheduler
    state: str
    pieces: list[Piece]
    timing: Timing | None
    next_run: datetime | None


def named(name: str, environ: Mapping[str, str]) -> Scheduler:
    """The scheduler of that name."""
    schedulers: Mapping[str, Callable[[Mapping[str, str]], Scheduler]]
    schedulers = {"cron": Cron, "systemd": Systemd, "launchd": Launchd}
    return schedulers[name](environ)


def chosen(name: str | None, environ: Mapping[str, str]) -> Scheduler:
    """The scheduler of that name, else the one in use, else the one that suits this machine.

    A desktop gets a timer that shows a notification, a machine without one gets cron and its mail.
    Raises CannotCreate if there is none at all.
    """
    if name is not None:
        return named(name, environ)
    if used := in_use(environ):
        return used[0]
    launchd, systemd, cron = Launchd(environ), Systemd(environ), Cron(environ)
    desktop = bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))
    suits: list[tuple[Scheduler, bool]] = [
        (launchd, launchd.available()),
        (systemd, desktop and systemd.runs()),
        (cron, cron.available()),
        (systemd, systemd.available()),
    ]
    for scheduler, fits in suits:
        if fits:
            return scheduler
    raise CannotCreate("There is no cron, systemd or launchd on this machine.", "Nothing was changed.")


def in_use(environ: Mapping[str, str]) -> list[Scheduler]:
    """The schedulers in which something of custlove stands."""
    return [scheduler for scheduler in (named(name, environ) for name in NAMES) if _holds(scheduler)]


def defaults(scheduler: Scheduler) -> tuple[str, ...]:
    """How `remind` is run unless asked otherwise: cron mails what is printed, the others show it to nobody."""
    return ("--once-a-day",) if scheduler.name == "cron" else ("--once-a-day", "--notify")


def clock(scheduler: Scheduler, environ: Mapping[str, str], zone: ZoneInfo) -> ZoneInfo:
    """The zone in which a scheduler reads the clock: systemd is told the user's, the others have the machine's."""
    return zone if scheduler.name == "systemd" else zones.local_zone(environ)


def standing(scheduler: Scheduler, plan: Plan | None, now: datetime, zone: ZoneInfo) -> ScheduleStatus:
    """How a plan stands with a scheduler, or what is installed where `plan` is None; next run by a zone's clock."""
    there = scheduler.installed()
    pieces = there if plan is None else scheduler.pieces(plan)
    state = "not_installed" if not there else "installed" if there == pieces else "different"
    timing = scheduler.timing(pieces) if pieces else None
    return ScheduleStatus(scheduler, state, pieces, timing, planning.next_run(timing, now, zone) if timing else None)


def _holds(scheduler: Scheduler) -> bool:
    try:
        return bool(scheduler.installed())
    except NoPermission:
        # Who may not read it has put nothing there.
        return False
    except Refused:
        # Something of ours is there, if not as it was left.
        return True

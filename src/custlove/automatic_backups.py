"""Backups that custlove makes by itself, if the settings want them; one that fails is told, and refuses nothing."""

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from custlove.context import Context


def before(run: "Context", journal: "Path", why: str) -> None:
    """Have a backup of the journal as it stands, unless there is one."""
    if not (run.begun and _are_wanted(run)):
        return
    from custlove.errors import CustloveError
    from custlove.store import backups

    try:
        backups.ensure(journal, _day(run), why, run.lock_timeout)
    except CustloveError as fault:
        run.note(f"No backup was made before this. {fault.message}")


def of_the_day(run: "Context", journal: str) -> None:
    """The backup of the day, if it is due."""
    from custlove.store import backup_schedule

    if not _are_wanted(run) or not backup_schedule.is_due(journal, _day(run)):
        return
    from custlove.errors import CustloveError
    from custlove.store import backups

    try:
        backups.of_the_day(run.journal, _day(run), run.lock_timeout)
    except CustloveError as fault:
        run.note(f"The backup of the day was not made. {fault.message}")


def _are_wanted(run: "Context") -> bool:
    return run.settings.backups and run.environ.get("CUSTLOVE_BACKUPS") != "off"


def _day(run: "Context") -> date:
    return run.clock_now.astimezone(run.zone).date()

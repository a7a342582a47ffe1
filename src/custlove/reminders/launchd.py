"""launchd: an agent of the user's on macOS. A run missed while the machine slept is made up when it wakes."""

import os
import plistlib
import sys
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from custlove.errors import OutputFailed
from custlove.reminders import files, system_commands
from custlove.reminders.plan import Plan, Timing
from custlove.reminders.scheduler import Piece

LABEL = "custlove.remind"


def agent(plan: Plan) -> str:
    """The property list of the agent; launchd counts days as cron does, 0 being Sunday."""
    clock = {"Hour": plan.timing.at.hour, "Minute": plan.timing.at.minute}
    every_day = len(plan.timing.days) == 7
    data: dict[str, Any] = {
        "Label": LABEL,
        "ProgramArguments": list(plan.command),
        "StartCalendarInterval": clock
        if every_day
        else [{"Weekday": (day + 1) % 7, **clock} for day in plan.timing.days],
    }
    if plan.environment:
        data["EnvironmentVariables"] = dict(plan.environment)
    return plistlib.dumps(data).decode()


class Launchd:
    """The user's launch agents."""

    name = "launchd"
    where = "a launch agent"

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._home = Path(environ.get("HOME") or Path.home())
        self._path = self._home / "Library" / "LaunchAgents" / f"{LABEL}.plist"
        self._domain = "gui/0" if sys.platform == "win32" else f"gui/{os.getuid()}"

    def available(self) -> bool:
        """Whether there is a `launchctl`."""
        return system_commands.find("launchctl", self._environ) is not None

    def pieces(self, plan: Plan) -> list[Piece]:
        """The property list."""
        return [Piece(str(self._path), agent(plan))]

    def installed(self) -> list[Piece]:
        """The property list that is there."""
        return files.present([self._path])

    def timing(self, pieces: list[Piece]) -> Timing | None:
        """What the property list says."""
        try:
            runs = plistlib.loads(pieces[0].text.encode(errors="surrogateescape"))["StartCalendarInterval"]
            one, *_ = all_runs = runs if isinstance(runs, list) else [runs]
            days = {(run["Weekday"] - 1) % 7 for run in all_runs} if isinstance(runs, list) else set(range(7))
            return Timing(time(one["Hour"], one["Minute"]), tuple(sorted(days)))
        except (ExpatError, plistlib.InvalidFileException, KeyError, TypeError, ValueError):
            return None

    def install(self, plan: Plan) -> list[str]:
        """Write the property list and load it; the command that loads it if there is no launchctl."""
        before = self.installed()
        files.write(self.pieces(plan))
        load = ["launchctl", "bootstrap", self._domain, str(self._path)]
        if not self.available():
            return [" ".join(load)]
        loaded = system_commands.run(["launchctl", "print", f"{self._domain}/{LABEL}"], self._environ).returncode == 0
        if loaded and before != self.installed():
            system_commands.run(["launchctl", "bootout", f"{self._domain}/{LABEL}"], self._environ)
        if not loaded or before != self.installed():
            self._load(load, before)
        return []

    def remove(self) -> None:
        """Unload the agent and take its property list away."""
        if not self.installed():
            return
        if self.available():
            # It may have been unloaded by hand.
            system_commands.run(["launchctl", "bootout", f"{self._domain}/{LABEL}"], self._environ)
        files.remove(self._path, self._home)

    def _load(self, command: list[str], before: list[Piece]) -> None:
        done = system_commands.run(command, self._environ)
        if done.returncode != 0:
            files.remove(self._path, self._home)
            files.write(before)
            if before:
                system_commands.run(command, self._environ)
            raise OutputFailed(f"{' '.join(command)} failed: {system_commands.said(done)}", "Nothing was changed.")

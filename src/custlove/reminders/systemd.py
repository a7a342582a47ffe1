"""systemd: a timer and its service among the user's own units. A run missed while the machine was off is made up."""

import re
from collections.abc import Mapping, Sequence
from datetime import time
from pathlib import Path

from custlove.errors import CannotCreate, OutputFailed
from custlove.reminders import files, system_commands
from custlove.reminders.plan import Plan, Timing
from custlove.reminders.scheduler import Piece

UNIT = "custlove-remind"
_NOTE = "# Made by custlove; to take it away: custlove schedule remove\n"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_CALENDAR = re.compile(
    r"^OnCalendar=(?:(?P<days>[A-Za-z,]+) )?\*-\*-\* (?P<hour>\d\d):(?P<minute>\d\d):00", re.MULTILINE
)
_BY_SHELL = ("/bin/sh", "-c", 'exec "$0" "$@"')
_START = ("systemctl", "--user", "enable", "--now", f"{UNIT}.timer")
_STOP = ("systemctl", "--user", "disable", "--now", f"{UNIT}.timer")
_RELOAD = ("systemctl", "--user", "daemon-reload")
_RESTART = ("systemctl", "--user", "restart", f"{UNIT}.timer")


def service(plan: Plan) -> str:
    """The unit that reminds once."""
    settings = "".join(f"Environment={_quoted(f'{name}={value}')}\n" for name, value in plan.environment.items())
    return (
        f"{_NOTE}[Unit]\nDescription=What you owe people today (custlove)\n\n"
        f"[Service]\nType=oneshot\n{settings}ExecStart={_command(plan.command)}\n"
    )


def timer(plan: Plan) -> str:
    """The unit that says when."""
    every_day = len(plan.timing.days) == len(_DAYS)
    days = "" if every_day else f"{','.join(_DAYS[day] for day in plan.timing.days)} "
    zone = f" {plan.zone}" if plan.zone else ""
    return (
        f"{_NOTE}[Unit]\nDescription=When custlove reminds\n\n"
        f"[Timer]\nOnCalendar={days}*-*-* {plan.timing.at:%H:%M}:00{zone}\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def _command(words: Sequence[str]) -> str:
    # systemd takes no program whose path holds quotes or backslashes; a shell that is handed it as an argument does.
    program, *arguments = words if not set(words[0]) & set("\\\"'") else (*_BY_SHELL, *words)
    # Only arguments have their $ replaced, the program's path has not.
    return " ".join([_quoted(program), *(_quoted(word).replace("$", "$$") for word in arguments)])


def _quoted(word: str) -> str:
    """A word as systemd reads it: specifiers, escapes and quotes are what they are."""
    plain = word.replace("%", "%%")
    if re.fullmatch(r"[\w@%+=:,./-]+", plain):
        return plain
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class Systemd:
    """The user's systemd units."""

    name = "systemd"
    where = "a systemd timer"

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._units = _folder(environ, "XDG_CONFIG_HOME", ".config") / "systemd" / "user"
        # Where systemd remembers the last run, so that a missed one is made up.
        self._stamps = _folder(environ, "XDG_DATA_HOME", ".local/share") / "systemd" / "timers"

    def available(self) -> bool:
        """Whether there is a `systemctl`."""
        return system_commands.find("systemctl", self._environ) is not None

    def runs(self) -> bool:
        """Whether a manager of the user's own units runs and answers."""
        return (
            self.available()
            and system_commands.run(["systemctl", "--user", "show-environment"], self._environ).returncode == 0
        )

    def pieces(self, plan: Plan) -> list[Piece]:
        """The service and the timer."""
        texts = (service(plan), timer(plan))
        return [Piece(str(path), text) for path, text in zip(self._paths(), texts, strict=True)]

    def installed(self) -> list[Piece]:
        """Those of the two units that are there."""
        return files.present(self._paths())

    def timing(self, pieces: list[Piece]) -> Timing | None:
        """What the timer says."""
        found = _CALENDAR.search("".join(piece.text for piece in pieces))
        if found is None:
            return None
        days = [_DAYS.index(day) for day in (found["days"] or ",".join(_DAYS)).split(",") if day in _DAYS]
        return Timing(time(int(found["hour"]), int(found["minute"])), tuple(days))

    def install(self, plan: Plan) -> list[str]:
        """Write the units and start the timer; the command that starts it where no manager runs."""
        before, running = self.installed(), self.runs()
        try:
            files.write(self.pieces(plan))
            if running:
                self._start(again=bool(before) and before != self.installed())
        except (CannotCreate, OutputFailed):
            self._put_back(before, running=running)
            raise
        return [] if running else [" ".join(_START)]

    def remove(self) -> None:
        """Stop the timer and take the units away, with what systemd has noted about them."""
        if self.installed():
            self._take_away(running=self.runs())

    def _start(self, *, again: bool) -> None:
        for command in (_RELOAD, _START, *([_RESTART] if again else [])):
            self._checked(command)

    def _put_back(self, before: list[Piece], *, running: bool) -> None:
        if running:
            system_commands.run(_STOP, self._environ)
        self._take_away(running=False)
        files.write(before)
        for command in (_RELOAD, *([_START] if before else [])) if running else ():
            system_commands.run(command, self._environ)

    def _take_away(self, *, running: bool) -> None:
        if running:
            self._checked(_STOP)
        for path in (self._units / "timers.target.wants" / f"{UNIT}.timer", *self._paths()):
            self._forget(path, self._units.parents[1])
        self._forget(self._stamps / f"stamp-{UNIT}.timer", self._stamps.parents[1])
        if running:
            self._checked(_RELOAD)

    def _forget(self, path: Path, base: Path) -> None:
        home = _home(self._environ)
        files.remove(path, home if base.is_relative_to(home) else base)

    def _paths(self) -> list[Path]:
        return [self._units / f"{UNIT}.service", self._units / f"{UNIT}.timer"]

    def _checked(self, command: tuple[str, ...]) -> None:
        done = system_commands.run(command, self._environ)
        if done.returncode != 0:
            raise OutputFailed(f"{' '.join(command)} failed: {system_commands.said(done)}", "Nothing was changed.")


def _home(environ: Mapping[str, str]) -> Path:
    return Path(environ.get("HOME") or Path.home())


def _folder(environ: Mapping[str, str], variable: str, default: str) -> Path:
    named = Path(environ.get(variable, ""))
    # The XDG specification has relative paths ignored.
    return named if named.is_absolute() else _home(environ) / default

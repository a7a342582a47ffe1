"""Giving a reminder away: to the desktop, or to another program. Never through a shell."""

import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping

from custlove.errors import OutputFailed, UsageError
from custlove.reminders.message import Message

_TITLE = "custlove"
_SECONDS = 60


def notify(message: Message, environ: Mapping[str, str], *, names: bool) -> str | None:
    """Show a desktop notification; None when it was shown, else the reason why not."""
    body = message.subject + (f"\n{', '.join(message.names)}" if names else "")
    command = _notifier(body, environ)
    if command is None:
        return "There is no desktop to notify here."
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=_SECONDS)  # noqa: S603 - an argument list
    except (OSError, subprocess.TimeoutExpired) as fault:
        return f"The notification failed: {fault}."
    return None if done.returncode == 0 else f"{command[0]} failed with exit code {done.returncode}."


def _notifier(body: str, environ: Mapping[str, str]) -> list[str] | None:
    path = environ.get("PATH")
    if sys.platform == "darwin" and (program := shutil.which("osascript", path=path)):
        # The text is an argument of the script, never a part of it.
        script = ["-e", "on run argv", "-e", "display notification (item 1 of argv) with title (item 2 of argv)", "-e", "end run"]
        return [program, *script, body, _TITLE]
    desktop = any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"))
    program = shutil.which("notify-send", path=path) if desktop else None
    return [program, "--app-name=custlove", "--", _TITLE, body] if program else None


def execute(command: str, text: str, message: Message, environ: Mapping[str, str]) -> None:
    """Give a message to a command on its standard input; counts and names stand in CUSTLOVE_* variables.

    Raises UsageError where the command cannot be read, OutputFailed where it cannot be run or fails.
    """
    try:
        words = shlex.split(command)
    except ValueError as fault:
        raise UsageError(f"--exec {command!a} cannot be read: {fault}.") from fault
    if not words:
        raise UsageError("--exec wants a command.", 'Like this: --exec "mail -s reminder me@example.com"')
    given = {
        **environ,
        "CUSTLOVE_SUBJECT": message.subject,
        "CUSTLOVE_COUNT": str(sum(len(section.rows) for section in message.sections) + message.left_out),
        "CUSTLOVE_NAMES": ", ".join(message.names).replace("\0", ""),
    }
    try:
        done = subprocess.run(words, input=text.encode(), env=given, check=False)  # noqa: S603 - the user's own command
    except OSError as fault:
        raise OutputFailed(f"{words[0]} cannot be run: {fault.strerror}.") from fault
    if done.returncode != 0:
        raise OutputFailed(f"{words[0]} failed with exit code {done.returncode}.", "The reminder counts as not given.")

"""Giving a reminder away: to the desktop, or to another program. Never through a shell."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from custlove.errors import OutputFailed, UsageError
from custlove.quoting import quoted
from custlove.reminders.formats import shortened
from custlove.reminders.message import Message
from custlove.render import safe

_TITLE = "custlove"
_SECONDS = 60
# One variable may hold 128 KiB on Linux, and a notification shows a few lines.
_LONGEST_NAMES = 1000


def command_words(command: str) -> list[str]:
    """The words of an --exec command, quoted as for a shell but never given to one; raises UsageError."""
    try:
        words = shlex.split(command)
    except ValueError as fault:
        raise UsageError(f"--exec {quoted(command)} cannot be read: {fault}.") from fault
    if not words:
        raise UsageError("--exec needs a command.", 'Like this: --exec "mail -s reminder me@example.com"')
    return words


def execute(words: Sequence[str], text: str, message: Message, environ: Mapping[str, str]) -> None:
    """Give a message in UTF-8 to a command on its standard input; CUSTLOVE_* variables hold the counts and names.

    Raises OutputFailed where the command cannot be run or fails.
    """
    given = {
        **environ,
        "CUSTLOVE_SUBJECT": message.subject,
        "CUSTLOVE_COUNT": str(message.total),
        "CUSTLOVE_NAMES": _encodable(_names(message)),
    }
    try:
        done = subprocess.run(words, input=text.encode(), env=given, check=False)  # noqa: S603 - the user's own command
    except OSError as fault:
        raise OutputFailed(f"{words[0]} cannot be run: {fault.strerror}.", "Nothing was given.") from fault
    if done.returncode != 0:
        raise OutputFailed(f"{words[0]} {_ending(done.returncode)}.", "The reminder was not delivered.")


def notify(message: Message, environ: Mapping[str, str], *, names: bool) -> str | None:
    """Show a desktop notification; None when it was shown, else the reason why not."""
    found = _osascript(message, environ, names=names) or _notify_send(message, environ, names=names)
    if found is None:
        return "There is no desktop to notify here."
    command, given = found
    try:
        done = subprocess.run(command, env=given, check=False, capture_output=True, timeout=_SECONDS)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as fault:
        return f"The notification failed: {fault}."
    return None if done.returncode == 0 else f"{Path(command[0]).name} {_ending(done.returncode)}."


def _osascript(
    message: Message, environ: Mapping[str, str], *, names: bool
) -> tuple[list[str], Mapping[str, str]] | None:
    program = shutil.which("osascript", path=environ.get("PATH", os.defpath)) if sys.platform == "darwin" else None
    if program is None:
        return None
    # The text is an argument of the script, never a part of it.
    lines = ("on run argv", "display notification (item 1 of argv) with title (item 2 of argv)", "end run")
    script = [word for line in lines for word in ("-e", line)]
    return [program, *script, _encodable(_body(message, names=names)), _TITLE], environ


def _notify_send(
    message: Message, environ: Mapping[str, str], *, names: bool
) -> tuple[list[str], Mapping[str, str]] | None:
    program = shutil.which("notify-send", path=environ.get("PATH", os.defpath))
    bus = environ.get("DBUS_SESSION_BUS_ADDRESS") or _bus(environ)
    if program is None or not (bus or environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        return None
    # It reads its arguments in the locale's encoding, which cron leaves at ASCII.
    given = {**environ, "LC_ALL": "C.UTF-8", **({"DBUS_SESSION_BUS_ADDRESS": bus} if bus else {})}
    # A body is a little markup, in which the tool also reads backslashes as in C.
    body = _body(message, names=names).translate({38: "&amp;", 60: "&lt;", 62: "&gt;", 92: "\\\\"})
    return [program, "--app-name=custlove", "--", _TITLE, _encodable(body)], given


def _bus(environ: Mapping[str, str]) -> str:
    """The message bus of the user's session, which cron does not name; nothing if there is none."""
    if sys.platform == "win32":
        return ""
    socket = Path(environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}") / "bus"
    return f"unix:path={socket}" if socket.is_socket() else ""


def _body(message: Message, *, names: bool) -> str:
    return f"{message.subject}\n{_names(message)}" if names else message.subject


def _names(message: Message) -> str:
    return shortened(safe.visible(", ".join(" ".join(name.split()) for name in message.names)), _LONGEST_NAMES)


def _encodable(words: str) -> str:
    """Words that another program can be given; letters that the system's encoding lacks are replaced."""
    encoding = sys.getfilesystemencoding()
    return words.encode(encoding, "replace").decode(encoding)


def _ending(code: int) -> str:
    return f"failed with exit code {code}" if code > 0 else f"was ended by signal {-code}"

"""The keyboard of somebody at the terminal: single keys where the terminal gives them, else a line for each.

Keys and lines are read byte by byte from the same place, so that nothing typed ahead is lost between them.
"""

import os
import sys
from typing import TextIO

from custlove.errors import UsageError

ENTER, ESCAPE = "\n", "\x1b"
# Ctrl-D where a terminal gives single keys; one that was typed while it still gave lines is read as a NUL.
_ENDS = (b"\x04", b"\x00")
# In seconds: what belongs to an arrow or a function key follows at once, over a slow line too.
_SEQUENCE = 0.05


class Keyboard:
    """Reads single keys and lines from a stream; without `single` a line for each key, as a dumb terminal needs it."""

    def __init__(self, stdin: TextIO, *, single: bool) -> None:
        self._stdin = stdin
        self._fd = _descriptor(stdin)
        self.single = single and self._fd >= 0 and os.isatty(self._fd) and _gives_keys(self._fd)
        # What stood behind the key on a line: the answer to what the key asks for.
        self._behind = ""

    def key(self) -> str:
        """The next key, empty at the end; Enter is a line break, an arrow or a function key an escape."""
        self._behind = ""
        if self.single:
            return _key(self._fd)
        line = self._read_line()
        if line is None:
            return ""
        self._behind = line.strip()[1:].strip()
        return line.strip()[:1] or ENTER

    def line(self) -> str:
        """A line without the blanks around it, empty at the end; raises UsageError for what is not a text."""
        if self._behind:
            behind, self._behind = self._behind, ""
            return behind
        return (self._read_line() or "").strip()

    def _read_line(self) -> str | None:
        if self._fd < 0 or sys.platform == "win32":
            return self._stdin.readline() or None
        typed = b""
        while (byte := os.read(self._fd, 1)) not in (b"", b"\n"):
            typed += byte
        try:
            return typed.decode(self._stdin.encoding or "utf-8") if byte or typed else None
        except UnicodeDecodeError as fault:
            raise UsageError(f"The answer is not text in this encoding (byte {fault.start + 1}).") from fault


def _descriptor(stdin: TextIO) -> int:
    """The number of a stream's file, below zero for one that has none."""
    try:
        return stdin.fileno()
    except (OSError, ValueError):
        return -1


if sys.platform == "win32":
    import msvcrt

    def _gives_keys(_fd: int) -> bool:
        return True

    def _key(_fd: int) -> str:
        key = msvcrt.getwch()
        if key in "\x00\xe0":
            # An arrow or a function key: two of them.
            msvcrt.getwch()
            return ESCAPE
        if key == "\x03":
            raise KeyboardInterrupt
        return ENTER if key in "\r\n" else "" if key in "\x04\x1a" else key

else:
    import select
    import signal
    import termios

    def _gives_keys(fd: int) -> bool:
        try:
            termios.tcgetattr(fd)
        except (OSError, termios.error):
            return False
        return True

    def _key(fd: int) -> str:
        """The next key of a terminal that gives each at once and shows none; it is as it was before at the end."""
        before = termios.tcgetattr(fd)
        keys = [*before[:6], list(before[6])]
        keys[3] &= ~(termios.ICANON | termios.ECHO)
        keys[6][termios.VMIN], keys[6][termios.VTIME] = 1, 0

        def begin(*_: object) -> None:
            # What was typed ahead stays.
            termios.tcsetattr(fd, termios.TCSADRAIN, keys)

        # Whoever stops the program (Ctrl-Z) and comes back has a terminal that gives lines.
        other = signal.signal(signal.SIGCONT, begin)
        try:
            begin()
            typed = _read_key(fd)
        finally:
            signal.signal(signal.SIGCONT, other)
            termios.tcsetattr(fd, termios.TCSADRAIN, before)
        return ENTER if typed in (b"\r", b"\n") else "" if typed in _ENDS else typed.decode("utf-8", "replace")

    def _read_key(fd: int) -> bytes:
        typed = os.read(fd, 1)
        if typed == ESCAPE.encode():
            while select.select([fd], [], [], _SEQUENCE)[0] and os.read(fd, 1):
                pass
        while _is_cut(typed) and (more := os.read(fd, 1)):
            typed += more
        return typed

    def _is_cut(typed: bytes) -> bool:
        """Whether these bytes are the beginning of a letter as UTF-8 writes it."""
        try:
            typed.decode("utf-8")
        except UnicodeDecodeError as fault:
            return fault.reason == "unexpected end of data"
        return False

"""The program's own streams: what can be read and written whatever the terminal, the pipe or the disk."""

import errno
import io
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import BinaryIO, TextIO

from custlove.errors import OutputFailed, UsageError

_DEFAULT_WIDTH = 80
_WIDEST = 10_000


class Closed(io.StringIO):
    """An output that was closed before the start (`>&-`): what is written to it fails, as on a full disk."""

    def write(self, _text: str, /) -> int:
        """Nothing can be written."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))

    def fileno(self) -> int:
        """There is no file behind it."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))

    @property
    def buffer(self) -> BinaryIO:
        """Nor are bytes taken."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def standard() -> tuple[TextIO, TextIO, TextIO]:
    """Input, output and errors; what they cannot encode is replaced, never a traceback.

    Errors write it as an escape: they give back what was typed, and of that nothing may be lost.
    """
    for stream, replaced in ((sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=replaced)
    # A stream that was closed before the start is None.
    return sys.stdin or io.TextIOWrapper(io.BytesIO()), sys.stdout or Closed(), sys.stderr or io.StringIO()


def read(stdin: TextIO) -> str:
    """All of the standard input, as it was typed; raises UsageError for what is not a text."""
    try:
        raw = stdin.buffer.read() if hasattr(stdin, "buffer") else stdin.read().encode()
    except OSError as fault:
        raise UsageError(f"Standard input cannot be read: {fault.strerror}.", "Nothing was written.") from fault
    if b"\0" in raw:
        raise UsageError("The text holds a NUL byte.", "Nothing was written.")
    try:
        words = raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise UsageError(f"The text is not UTF-8 (byte {fault.start + 1}).", "Nothing was written.") from fault
    # The line break that ends the last line belongs to the pipe, not to the text.
    return words.removesuffix("\r\n") if words.endswith("\r\n") else words.removesuffix("\n")


def check(stdout: TextIO) -> None:
    """Whether an answer can be given at all: a full device and a closed output tell at once. Raises OutputFailed."""
    try:
        os.write(stdout.fileno(), b"")
    except (io.UnsupportedOperation, BrokenPipeError):
        return
    except OSError as fault:
        raise OutputFailed(f"The output cannot be written: {fault.strerror}.", "Nothing was changed.") from fault


def write_or_drop(stream: TextIO, words: str) -> None:
    """Say something next to the data; where the stream is full or closed, only these words are lost."""
    try:
        stream.write(words)
        stream.flush()
    except OSError:
        silence(stream)


def silence(stream: TextIO) -> None:
    """Send what is still in a stream's buffer, and all that follows, nowhere: it must not fail once more at the end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, stream.fileno())
        finally:
            os.close(nowhere)


def width(environ: Mapping[str, str]) -> int:
    """How many cells wide a table may be: COLUMNS, else the terminal, else 80."""
    return _said(environ.get("COLUMNS", "")) or _terminal()[0] or _DEFAULT_WIDTH


def height(environ: Mapping[str, str]) -> int:
    """How many lines the terminal has: LINES, else what it says itself; 0 where nobody knows."""
    return _said(environ.get("LINES", "")) or _terminal()[1]


def _said(number: str) -> int:
    return min(int(number[:9]), _WIDEST) if number.isascii() and number.isdigit() else 0


def _terminal() -> tuple[int, int]:
    try:
        # As shutil, which loads three ways to compress with it.
        return os.get_terminal_size(sys.__stdout__.fileno())  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        # No such stream, closed, or no terminal.
        return 0, 0

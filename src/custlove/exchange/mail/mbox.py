"""Mailboxes in one file (mbox, RFC 4155 and what programs make of it), message by message in constant memory.

A message begins with a line `From ` behind an empty line, or one with a date in it; what looks like a header follows. A
line of a text that begins so is quoted as `>From `, and if it is not, hardly ever followed by a header.
"""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from custlove.exchange.text.encodings import LONGEST

_BLOCK = 1 << 19
# The longest line `From ` with the beginning of the next line.
_AHEAD = 2048
_FROM = b"From "
_BEGINS = re.compile(rb"From [^\n]{0,1000}\n(?:>From |[!-9;-~]{1,100}[ \t]*:|\r?\n)")
_DATED = re.compile(rb"[^\n]*\b\d{1,2}:\d\d\b[^\n]*\b(?:19|20)\d\d\b|[^\n]*\b(?:19|20)\d\d\b[^\n]*\b\d{1,2}:\d\d\b")
_FROM_LINE = re.compile(rb"(?:>?From [^\n]*\n)*")
_END_OF_HEAD = re.compile(rb"^\r?\n", re.MULTILINE)


class Message(NamedTuple):
    """A message by its number: its headers, and what of the rest stands within the first megabyte.

    `whole`: whether the headers ended within it.
    """

    number: int
    head: bytes
    body: bytes
    whole: bool


def messages(stream: BinaryIO, advance: Callable[[int], None]) -> Iterator[Message]:
    """The messages of a stream. What stands before the first one is number 0."""
    number, kept = 0, bytearray()
    for piece, begins in _pieces(stream, advance):
        if begins:
            if number or kept.strip():
                yield split(number, bytes(kept))
            number, kept = number + 1, bytearray()
        room = LONGEST + 1 - len(kept)
        if room > 0:
            kept += piece[:room]
    if number or kept.strip():
        yield split(number, bytes(kept))


def split(number: int, data: bytes) -> Message:
    """A message as its headers and the rest."""
    begins = _FROM_LINE.match(data)
    start = begins.end() if begins else 0
    end = _END_OF_HEAD.search(data, start)
    if end is None:
        return Message(number, data[start:LONGEST], b"", whole=len(data) <= LONGEST)
    return Message(number, data[start : end.start()], data[end.end() :], whole=True)


def _pieces(stream: BinaryIO, advance: Callable[[int], None]) -> Iterator[tuple[bytes, bool]]:
    """The stream in pieces, and whether a message begins with each."""
    data, before, begins, block = b"", b"\n\n", False, b" "
    while block:
        block = stream.read(_BLOCK)
        advance(len(block))
        data += block
        # What stands further down is not long enough yet to tell.
        sure = max(0, len(data) - _AHEAD) if block else len(data)
        done = 0
        for at in _starts(data, sure, before):
            if at > done:
                yield data[done:at], begins
            done, begins = at, True
        if sure > done:
            yield data[done:sure], begins
            done, begins = sure, False
        before = (before + data[:done])[-4:]
        data = data[done:]


def _starts(data: bytes, sure: int, before: bytes) -> Iterator[int]:
    """Where messages begin in what is sure; `before` is what the last piece ended with."""
    if sure and data.startswith(_FROM) and _is_start(before + data[:_AHEAD], len(before)):
        yield 0
    at = data.find(b"\nFrom ") + 1
    while 0 < at < sure:
        # An empty line may have stood in the last piece.
        near = before if at < 4 else b""
        if _is_start(near + data[max(0, at - 4) : at + _AHEAD], len(near) + min(at, 4)):
            yield at
        at = data.find(b"\nFrom ", at) + 1


def _is_start(data: bytes, at: int) -> bool:
    """Whether the line `From ` there is the beginning of a message; before it stand four bytes, or all there are."""
    if not _BEGINS.match(data, at):
        return False
    return data[:at].endswith((b"\n\n", b"\n\r\n")) or bool(_DATED.match(data, at))

"""Mailboxes in one file (mbox, RFC 4155 and what programs make of it), message by message in constant memory.

A message begins with a line `From ` with a date in it (but for the very first, which may have none); what looks like a
header follows. A line of a text that begins so is quoted as `>From `, and if it is not, hardly ever has a date.
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

    `whole`: whether the headers ended within it. `envelope`: the line `From ` before them, if there was one.
    """

    number: int
    head: bytes
    body: bytes
    whole: bool
    envelope: bytes = b""


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
    envelope = data[:start].partition(b"\n")[0]
    end = _END_OF_HEAD.search(data, start)
    if end is None:
        return Message(number, data[start:LONGEST], b"", whole=len(data) <= LONGEST, envelope=envelope)
    return Message(number, data[start : end.start()], data[end.end() :], whole=True, envelope=envelope)


def _pieces(stream: BinaryIO, advance: Callable[[int], None]) -> Iterator[tuple[bytes, bool]]:
    """The stream in pieces, and whether a message begins with each."""
    data, begins, block = b"", False, b" "
    is_line, is_first = True, True
    while block:
        block = stream.read(_BLOCK)
        advance(len(block))
        data += block
        # What stands further down is not long enough yet to tell.
        sure = max(0, len(data) - _AHEAD) if block else len(data)
        done = 0
        for at in _starts(data, sure, is_line=is_line, is_first=is_first):
            if at > done:
                yield data[done:at], begins
            done, begins, is_first = at, True, False
        if sure > done:
            yield data[done:sure], begins
            done, begins = sure, False
        if done:
            is_line, is_first = data[done - 1 : done] == b"\n", False
        data = data[done:]


def _starts(data: bytes, sure: int, *, is_line: bool, is_first: bool) -> Iterator[int]:
    """Where messages begin in what is sure; `is_line`: whether it begins with a line, `is_first`: with the first."""
    at = 0 if is_line and data.startswith(_FROM) else data.find(b"\nFrom ") + 1
    while at < sure and data.startswith(_FROM, at):
        if _BEGINS.match(data, at) and ((is_first and at == 0) or _DATED.match(data, at)):
            yield at
        at = data.find(b"\nFrom ", at) + 1
        if not at:
            return

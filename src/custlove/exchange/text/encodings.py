"""Which encoding a file is in, and its lines as text.

A byte-order mark says it (UTF-8, UTF-16, UTF-32). Without one: zeros in every other byte are UTF-16; what reads as
UTF-8 from end to end is UTF-8 (RFC 3629, no other encoding reads so by chance); the rest is Windows-1252, or Latin-1
where it holds a byte that Windows-1252 does not know. A file of UTF-8 in which a few records are damaged, or written
by another program, is still UTF-8: only those are read as Windows-1252 (`mended`).
"""

import codecs
import io
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import BinaryIO

# A record is at most so many characters; a line is never read into memory beyond it.
LONGEST = 1 << 20
_BLOCK = 1 << 18
_HEAD = 4096
# The longer marks first: that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Bytes that stand for nothing in Windows-1252.
_NOT_WINDOWS = frozenset(b"\x81\x8d\x8f\x90\x9d")
_BROKEN = re.compile("[\udc80-\udcff]")
_HOW_OFTEN = 256


def lines(
    stream: BinaryIO, advance: Callable[[int], None] = lambda _: None, encoding: str | None = None
) -> Iterator[str]:
    """The lines of a stream that can be read twice, each with its line break; longer ones than LONGEST in pieces.

    `advance` is told how many bytes were read. The encoding is found out unless given.
    """
    start = done = stream.tell()
    encoding = encoding or detected(stream)
    stream.seek(start)
    text = io.TextIOWrapper(stream, encoding, errors=_errors(encoding), newline="")
    try:
        for number, line in enumerate(iter(lambda: text.readline(LONGEST), "")):
            yield line
            if number % _HOW_OFTEN == 0:
                here = stream.tell()
                advance(here - done)
                done = here
        advance(stream.tell() - done)
    finally:
        # Whoever broke off may have closed the file already.
        with suppress(ValueError):
            text.detach()


def detected(stream: BinaryIO) -> str:
    """The encoding of all that follows in a stream, as Python calls it."""
    head = stream.read(_HEAD)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    return _with_zeros(head) or _of_bytes(head, stream)


def mended(text: str) -> str:
    """A text without the bytes that were no UTF-8 in it: where there are such, all of it is Windows-1252.

    What no text can hold in the journal, a NUL or half a character, becomes U+FFFD; every line ends in a line feed.
    """
    if _BROKEN.search(text):
        data = text.encode("utf-8", "surrogateescape")
        text = data.decode("latin-1" if _NOT_WINDOWS.intersection(data) else "cp1252")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _errors(encoding: str) -> str:
    return "surrogateescape" if encoding.startswith("utf-8") else "replace"


def _with_zeros(head: bytes) -> str | None:
    # Western letters in UTF-16 have a zero beside them: the second byte where the low one comes first.
    half = len(head) // 2
    first, second = head[: 2 * half : 2].count(0), head[1 : 2 * half : 2].count(0)
    if half and max(first, second) > 0.4 * half and min(first, second) < 0.05 * half + 1:
        return "utf-16-le" if second > first else "utf-16-be"
    return None


def _of_bytes(head: bytes, stream: BinaryIO) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")(errors="surrogateescape")
    broken = good = 0
    seen: set[int] = set()
    block = head
    while block:
        text = decoder.decode(block)
        if not text.isascii():
            wrong = len(_BROKEN.findall(text))
            broken += wrong
            good += sum(letter > "\x7f" for letter in text) - wrong
            seen |= _NOT_WINDOWS.intersection(block)
        block = stream.read(_BLOCK)
    if broken <= good:
        return "utf-8"
    return "latin-1" if seen else "cp1252"

"""Lines out of a stream, a block at a time; and an identity for those that bring none."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any, BinaryIO, NamedTuple

from custlove.exchange.jsonl.validators import BadLine

# Longer than any text that somebody types; a file without line breaks is not read into memory whole.
LONGEST = 16 << 20
_BLOCK = 1 << 18
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_WIDEST_LETTER = 4  # bytes in UTF-8


class Batch(NamedTuple):
    """Lines that stand together: the number of the first, their texts, how many bytes they are."""

    first: int
    texts: list[str]
    size: int


def batches(stream: BinaryIO) -> Iterator[Batch]:
    """The lines of a stream, without their line breaks; what is no UTF-8 stands in them as lone surrogates.

    Nothing is read beyond a line that is too long.
    """
    number, rest = 1, stream.read(len(_BYTE_ORDER_MARK)).removeprefix(_BYTE_ORDER_MARK)
    while len(rest) <= LONGEST and (block := stream.read(_BLOCK)):
        lines, end, tail = (rest + block).rpartition(b"\n")
        if end:
            yield Batch(number, _texts(lines), len(lines))
            number += lines.count(b"\n") + 1
        rest = tail
    yield Batch(number, _texts(rest), len(rest))


def _texts(lines: bytes) -> list[str]:
    return lines.decode(errors="surrogateescape").split("\n")


def refuse_unreadable(text: str) -> None:
    """Raise BadLine for a line that is too long, or not UTF-8."""
    if len(text) > LONGEST // _WIDEST_LETTER and len(text.encode(errors="surrogateescape")) > LONGEST:
        raise BadLine(f"longer than {LONGEST >> 20} MB")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as fault:
            raise BadLine(f"not UTF-8 (byte {len(text[: fault.start].encode()) + 1})") from fault


class Identities:
    """Identities made from what lines say: the same file makes the same ones every time."""

    def __init__(self) -> None:
        self._before: dict[int, int] = {}

    def of(self, kind: str, fields: Mapping[str, Any]) -> str:
        """A UUID of version 8 (RFC 9562) for a line, by what it says and how many lines before it said just that."""
        names, values = _in_order(tuple(fields))
        # !a writes a value the same way in every version of Python, for half of what JSON takes.
        said = f"{kind} {names} {values(fields)!a}".encode()
        digits = hashlib.blake2b(said, digest_size=15).hexdigest()
        key = int(digits[:15], 16)
        before = self._before[key] = self._before.get(key, -1) + 1
        if before:
            digits = hashlib.blake2b(said, digest_size=15, salt=before.to_bytes(8, "big")).hexdigest()
        # The variant is one of 8, 9, a and b.
        return f"{digits[:8]}-{digits[8:12]}-8{digits[12:15]}-a{digits[15:18]}-{digits[18:]}"


@lru_cache(maxsize=4096)
def _in_order(names: tuple[str, ...]) -> tuple[str, Callable[[Mapping[str, Any]], Any]]:
    """The names of fields in order, and how to take out their values in that order."""
    ordered = sorted(names)
    return " ".join(ordered), itemgetter(*ordered)

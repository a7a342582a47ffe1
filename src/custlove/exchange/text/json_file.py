"""JSON files of other programs: read whole, however they are encoded; and logs that hold a JSON value a line.

A damaged file is refused as a whole, with the place: what half of it means cannot be known. A log is another matter,
each of its lines stands for itself.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, NamedTuple

from custlove.errors import BadInput
from custlove.exchange.text import encodings

# An export of Monica is megabytes, with the photos of a large account tens of them.
LARGEST = 256 << 20
_DEEPEST = 100
_decode = json.JSONDecoder().raw_decode
# Between values; some programs write a list without its brackets.
_BETWEEN = " \t\r\n,\ufeff\x1a\0"
_SEPARATOR = re.compile(f"[{_BETWEEN}]*")
# Halves of a character, but for those that stand for a byte that is no UTF-8.
_HALF = re.compile("[\ud800-\udc7f\udd00-\udfff]")


class JsonLine(NamedTuple):
    """A line of a log: its number, what it says, how it is written; or what is wrong with it."""

    number: int
    value: Any
    text: str
    fault: str = ""


def values(stream: BinaryIO, file: str, advance: Callable[[int], None], origin: str) -> list[Any]:
    """The values of a file, one after the other.

    Raises BadInput for what is not JSON, with `origin`, which says how such a file is made, as the hint; and for a file
    that is damaged, too large or too deep, with the place.
    """
    data = _whole(stream, file, advance)
    at, found = _after_separators(data, 0), []
    if data[at : at + 1] not in {"", "{", "["}:
        raise BadInput(f"{file} is not a JSON file.", origin)
    while at < len(data):
        value, at = _value(data, at, file)
        found.append(value)
        at = _after_separators(data, at)
    return found


def lines(stream: BinaryIO, advance: Callable[[int], None] = lambda _: None) -> Iterator[JsonLine]:
    """The lines of a log but the empty ones."""
    for number, line in enumerate(encodings.lines(stream, advance), 1):
        text = line.strip(_BETWEEN)
        if text:
            try:
                yield JsonLine(number, mended(json.loads(text)), text)
            except json.JSONDecodeError as fault:
                yield JsonLine(number, None, text, f"not JSON: {_reason(fault)} in column {fault.colno}")
            except (ValueError, RecursionError):
                yield JsonLine(number, None, text, "not JSON that can be read: a number is too long, or it is too deep")


def mended(value: Any, depth: int = _DEEPEST) -> Any:
    """A value whose texts hold nothing that the journal cannot hold; raises RecursionError if it is too deep."""
    if isinstance(value, str):
        return value if value.isascii() and "\0" not in value else encodings.mended(_HALF.sub("\ufffd", value))
    if not isinstance(value, list | dict):
        return value
    if not depth:
        raise RecursionError
    if isinstance(value, list):
        return [mended(each, depth - 1) for each in value]
    return {mended(name): mended(each, depth - 1) for name, each in value.items()}


def text_of(value: Any) -> str:
    """A value as JSON again, for the file of rejects."""
    return json.dumps(value, ensure_ascii=False)


def _whole(stream: BinaryIO, file: str, advance: Callable[[int], None]) -> str:
    start = stream.tell()
    encoding = encodings.detected(stream)
    if stream.seek(0, 2) - start > LARGEST:
        raise BadInput(f"{file} is larger than {LARGEST >> 20} MB.", "Nothing was imported. Export less at a time.")
    stream.seek(start)
    return "".join(encodings.lines(stream, advance, encoding))


def _after_separators(data: str, at: int) -> int:
    found = _SEPARATOR.match(data, at)
    return found.end() if found else at


def _value(data: str, at: int, file: str) -> tuple[Any, int]:
    hint = "Nothing was imported. Export it again, or mend it there."
    try:
        value, end = _decode(data, at)
        return mended(value), end
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno}, column {fault.colno}"
        raise BadInput(f"{file} is not valid JSON: {_reason(fault)} in {where}.", hint) from fault
    except RecursionError as fault:
        raise BadInput(f"{file} is nested deeper than {_DEEPEST} levels.", hint) from fault
    except ValueError as fault:
        raise BadInput(f"{file} holds a number of too many digits.", hint) from fault


def _reason(fault: json.JSONDecodeError) -> str:
    return fault.msg.lower().removesuffix(" at").removesuffix(" starting")

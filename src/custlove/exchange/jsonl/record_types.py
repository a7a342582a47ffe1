"""Reading a line: its record type, and the fields that a line of that type may hold."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from custlove.exchange.jsonl.fields import RECORD_TYPES
from custlove.exchange.jsonl.validators import BadLine, Check, say

# Known by their source and key: they have no identity of their own.
KEYED = frozenset({"imported"})
_decode = json.JSONDecoder().raw_decode


def read(text: str) -> tuple[str, dict[str, Any]]:
    """The record type and the fields of a line, without those that say nothing (nulls, defaults, what is derived).

    Raises BadLine.
    """
    given = _object(text)
    kind = given.pop("kind", None)
    if not isinstance(kind, str) or (record_type := RECORD_TYPES.get(kind)) is None:
        raise BadLine(f"kind is {say(kind)}; it has to be one of: {', '.join(RECORD_TYPES)}")
    if record_type.prepare is not None:
        record_type.prepare(given)
    if None in given.values():
        given = {name: value for name, value in given.items() if value is not None}
    name = ""
    try:
        for name, check in _plan(kind, tuple(given)):
            value = given[name]
            checked = check(value)
            if checked is None:
                del given[name]
            elif checked is not value:
                given[name] = checked
    except (ValueError, TypeError) as fault:
        raise BadLine(f"{name} is {say(given[name])}; {str(fault).rstrip('.')}") from fault
    return kind, given


@lru_cache(maxsize=4096)
def _plan(kind: str, names: tuple[str, ...]) -> Sequence[tuple[str, Check]]:
    """What has to be checked in a line with these fields; raises BadLine where there are others, or one is missing."""
    record_type = RECORD_TYPES[kind]
    for name in names:
        if name not in record_type.fields:
            raise BadLine(f"there is no field {say(name)} in a {kind}")
    for name in record_type.required:
        if name not in names:
            raise BadLine(f"{name} is missing")
    return [(name, record_type.fields[name]) for name in names]


def _object(text: str) -> dict[str, Any]:
    try:
        value, end = _decode(text)
    except json.JSONDecodeError as fault:
        raise BadLine(f"not JSON: {fault.msg.lower()}, at character {fault.pos + 1}") from fault
    except (ValueError, RecursionError) as fault:
        raise BadLine("not JSON that can be read: a number of too many digits, or too deep") from fault
    if end != len(text):
        raise BadLine(f"not JSON: something follows, at character {end + 1}")
    if type(value) is not dict:
        raise BadLine('not an object, which looks like {"kind": …}')
    if "\\u" in text:
        _refuse_unwritable(value)
    return value


def _refuse_unwritable(value: Any) -> None:
    # Only escapes can bring these in.
    said = json.dumps(value, ensure_ascii=False)
    if "\\u0000" in said.replace("\\\\", ""):
        raise BadLine("a text holds a NUL character")
    if any("\ud800" <= letter <= "\udfff" for letter in said):
        raise BadLine("a text holds half a character (a lone surrogate)")

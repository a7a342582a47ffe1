"""Whether values of a column, thousands at once, may be written as they are: row_checks, asked in few calls."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from types import NoneType
from typing import Any

from custlove.errors import UsageError
from custlove.schema.columns import Column
from custlove.store import row_checks

# What a value looks like that is given as the file keeps it.
_GIVEN_AS: Mapping[str, type] = {"str": str, "int": int, "bool": bool, "date": str, "datetime": str}


def hold(column: Column, values: Sequence[Any]) -> bool:
    """Whether each of the values is one that the column may hold, and is given as the file keeps it.

    False tells nothing of which: that takes row_checks, value by value.
    """
    types = set(map(type, values))
    if NoneType in types:
        if column.required:
            return False
        values = [value for value in values if value is not None]
        types.remove(NoneType)
    return not types or (types == {_GIVEN_AS[column.kind]} and _CHECKS[column.kind](column, values))


def _texts(column: Column, values: Sequence[str]) -> bool:
    if column.choices:
        return set(values) <= set(column.choices)
    joined = "".join(values)
    if "\0" in joined or not _is_encodable(joined):
        return False
    if column.shortest and min(map(len, values)) < column.shortest:
        return False
    return not column.pattern or all(map(re.compile(column.pattern).fullmatch, set(values)))


def _is_encodable(text: str) -> bool:
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False


def _numbers(column: Column, values: Sequence[int]) -> bool:
    return _is_held(column, min(values)) and _is_held(column, max(values))


def _truths(_column: Column, _values: Sequence[bool]) -> bool:
    return True


def _days(column: Column, values: Sequence[str]) -> bool:
    return all(_is_day(column, day) for day in set(values))


def _is_held(column: Column, value: Any) -> bool:
    try:
        row_checks.stored(column, value)
    except UsageError:
        return False
    return True


# A file tells of few days, again and again.
_is_day = lru_cache(maxsize=4096)(_is_held)


def _moments(_column: Column, values: Sequence[str]) -> bool:
    try:
        return all(map(re.compile(row_checks.MOMENT).fullmatch, values)) and all(map(datetime.fromisoformat, values))
    except ValueError:
        return False


_CHECKS: Mapping[str, Callable[[Column, Any], bool]] = {
    "str": _texts, "int": _numbers, "bool": _truths, "date": _days, "datetime": _moments,
}  # fmt: skip

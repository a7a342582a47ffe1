"""Whether a value is one that a column may hold, and how the file keeps it: by what schema/ says of the column.

Across columns the CHECKs of the file decide.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from custlove.errors import UsageError
from custlove.schema import columns
from custlove.schema.columns import Column

Stored = str | int | None
# What SQLite keeps of a number: 64 bits.
_LEAST, _MOST = -(2**63), 2**63 - 1
_DAY = "%Y-%m-%d"
# A string: re compiles and keeps it where a moment is given as a text, which commands do not.
MOMENT = r"(?a:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6})"


def new_row(table: str, values: Mapping[str, Any]) -> dict[str, Stored]:
    """A whole row as the file keeps it: defaults filled in, what the database derives left out.

    Raises UsageError with the first thing that is wrong.
    """
    known = columns.of(table)
    if unknown := values.keys() - known.keys():
        raise UsageError(f"{table.replace('_', ' ')} has no {', '.join(sorted(unknown))}.")
    row: dict[str, Stored] = {}
    for name, column in known.items():
        if name in values:
            row[name] = stored(column, values[name])
        elif "derived" not in column.marks:
            if column.required and column.default is None:
                raise UsageError(f"{column.label}: it is required.", "Nothing was changed.")
            row[name] = stored(column, column.default)
    return row


def changed(table: str, values: Mapping[str, Any]) -> dict[str, Stored]:
    """Some values of a row as the file keeps them; raises UsageError with the first thing that is wrong."""
    known = columns.of(table)
    return {name: stored(known[name], value) for name, value in values.items()}


def stored(column: Column, value: Any) -> Stored:
    """A value as the file keeps it; raises UsageError where the column cannot hold it."""
    try:
        return _stored(column, value)
    except (ValueError, TypeError, OverflowError) as fault:
        raise UsageError(f"{column.label}: {fault}.", "Nothing was changed.") from fault


def _stored(column: Column, value: Any) -> Stored:
    if value is None:
        if column.required:
            raise ValueError("it is required")
        return None
    match column.kind:
        case "str":
            return _text(column, value)
        case "int":
            return _number(column, value)
        case "bool":
            return _truth(value)
        case "date":
            return _day(value)
        case "datetime":
            return _moment(value)


def _text(column: Column, value: Any) -> str:
    if type(value) is not str:
        raise TypeError("it should be a text")
    if "\0" in value:
        raise ValueError("it holds a NUL character")
    if not value.isascii() and re.search("[\ud800-\udfff]", value):
        raise ValueError("it holds half a character (a lone surrogate)")
    if len(value) < column.shortest:
        raise ValueError("it is empty")
    if column.choices and value not in column.choices:
        raise ValueError(f"it should be one of: {', '.join(column.choices)}")
    if column.pattern and not re.fullmatch(column.pattern, value):
        raise ValueError("its form is invalid")
    return value


def _number(column: Column, value: Any) -> int:
    if type(value) is not int:
        raise TypeError("it should be a whole number")
    least = _LEAST if column.least is None else column.least
    most = _MOST if column.most is None else column.most
    if value < least:
        raise ValueError(f"it should be at least {least}")
    if value > most:
        raise ValueError(f"it should be at most {most}")
    return value


def _truth(value: Any) -> int:
    if type(value) is not bool:
        raise TypeError("it should be true or false")
    return int(value)


def _day(value: Any) -> str:
    if type(value) is str:
        if date.fromisoformat(value).strftime(_DAY).rjust(10, "0") != value:
            raise ValueError("it should be a day, YYYY-MM-DD")
        return value
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError("it should be a day, YYYY-MM-DD")
    return value.isoformat()


def _moment(value: Any) -> str:
    if type(value) is str:
        if not re.fullmatch(MOMENT, value):
            raise ValueError("it should be a moment in UTC, YYYY-MM-DD HH:MM:SS.ffffff")
        datetime.fromisoformat(value)
        return value
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise TypeError("it should be a moment with its offset")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")

"""Making rows: validated, numbered, with an identity that survives an export."""

import os
import time
from typing import Any, TypeVar

from pydantic import ValidationError
from sqlalchemy import text
from sqlmodel import Session, SQLModel

from custlove.errors import NotFound, UsageError

# What the list of a noun leaves out unless it is asked for all.
_CLOSED_HIDDEN = ("follow_up", "feedback", "fact", "mistake")
# What a table's rows are called where its name does not say it.
_CALLED = {"special_day": "day"}
# Which command lists them, where none is named after them.
_LISTED_BY = {"intention": "review"}
Row = TypeVar("Row", bound=SQLModel)


def new_uid() -> str:
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, the rest random."""
    bits = time.time_ns() // 1_000_000 << 80 | int.from_bytes(os.urandom(10), "big")
    bits = bits & ~(0xF << 76) | 0x7 << 76
    digits = f"{bits & ~(0x3 << 62) | 0x2 << 62:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def next_id(session: Session, table: str) -> int:
    """The next number of a table: numbers are never given twice, not even after an undo."""
    given: dict[str, int] = session.info.setdefault("numbers", {})
    if table not in given:
        statement = (
            f"SELECT max(coalesce((SELECT max(id) FROM {table}), 0),"
            " coalesce((SELECT max(row_id) FROM change_row WHERE table_name = :t), 0))"
        )
        given[table] = int(session.connection().execute(text(statement), {"t": table}).scalar_one())
    given[table] += 1
    return given[table]


def add(session: Session, model: type[Row], **values: Any) -> Row:
    """A new row, checked against its model and written; raises UsageError with what is wrong with a value."""
    if "uid" in model.model_fields and not values.get("uid"):
        values["uid"] = new_uid()
    values["id"] = values.get("id") or next_id(session, str(model.__tablename__))
    row = check(model, values)
    session.add(row)
    session.flush()
    return row


def check(model: type[Row], values: dict[str, Any]) -> Row:
    """The row that values make; raises UsageError with the first thing that is wrong."""
    try:
        return model.model_validate(values)
    except ValidationError as fault:
        first = fault.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "value"
        raise UsageError(f"{field.replace('_', ' ')}: {first['msg'].lower()}.") from fault


def get(session: Session, model: type[Row], number: int) -> Row:
    """The row of that number; raises NotFound where there is none."""
    row = session.get(model, number)
    if row is None:
        table = str(model.__tablename__)
        noun, everything = _CALLED.get(table, table), " --all" if table in _CLOSED_HIDDEN else ""
        raise NotFound(
            f"There is no {noun.replace('_', '-')} #{number}.",
            f"Their numbers: custlove {_LISTED_BY.get(noun, noun.replace('_', ''))} list{everything}",
        )
    return row

"""Where a restored thing comes from, and what all nouns share."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any, NamedTuple, TypeVar

from custlove.errors import Refused
from custlove.quoting import quoted
from custlove.store.bulk import Bulk

Fields = Mapping[str, Any]
Part = TypeVar("Part", int, str)


class Origin(NamedTuple):
    """Where a thing comes from: its line, its identity, the number it had, those of its parts; whether by hand."""

    line: int
    uid: str
    id: int | None = None
    parts: Mapping[str, Sequence[int]] = {}
    by_hand: bool = False


class When(NamedTuple):
    """A moment: the instant in UTC, the calendar day (YYYY-MM-DD) and the IANA zone it was in."""

    at: datetime
    day: str
    zone: str


def put(bulk: Bulk, table: str, origin: Origin, **values: Any) -> int:
    """Keep a row with its identity and the number it had, if that is free; its number."""
    number = bulk.number(table, origin.id, origin.uid)
    values["id"], values["uid"] = number, origin.uid
    bulk.put(table, origin.line, values)
    return number


def referred(bulk: Bulk, table: str, uid: str | None) -> int | None:
    """The number of the thing with this identity, None without one; raises Refused if it is not there."""
    if uid is None:
        return None
    number = bulk.identified(table, uid)
    if number is None:
        raise Refused(f"{quoted(uid)} is not the uid of a {table.replace('_', '-')} further up")
    return number


def not_before(fields: Fields, first: str, *later: str) -> None:
    """Raise Refused where one of the later days lies before the first."""
    # Days as YYYY-MM-DD compare as texts.
    for name in later:
        if fields.get(name, "9999") < fields[first]:
            raise Refused(f"{name} {fields[name]} lies before {first} {fields[first]}")


def numbered(values: Sequence[Part], numbers: Sequence[int]) -> Iterable[tuple[Part, int | None]]:
    """Each value once, with the number that its row had."""
    if len(values) == 1 and not numbers:
        return ((values[0], None),)
    had: dict[Part, int | None] = {}
    for value, number in zip_longest(values, numbers[: len(values)]):
        had.setdefault(value, number)
    return had.items()

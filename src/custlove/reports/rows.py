"""Small helpers that the reports share: days and moments as the file keeps them."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

# SQLite allows 32,766 parameters in a statement since 3.32; older ones 999.
_CHUNK = 900


def day(text: str | None) -> date | None:
    """A day as the file keeps it."""
    return None if text is None else date.fromisoformat(text)


def sure_day(text: str) -> date:
    """A day that is always there."""
    return date.fromisoformat(text)


def moment(text: str | None, zone: str) -> datetime | None:
    """A moment: kept in UTC without an offset, shown in its own zone."""
    return None if text is None else sure_moment(text, zone)


def sure_moment(text: str, zone: str) -> datetime:
    """A moment that is always there."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC).astimezone(_zone(zone))


def stored(at: datetime) -> str:
    """A moment as the file keeps it, for comparing."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def by_ids(
    connection: sqlite3.Connection, sql: str, ids: Iterable[int], given: Mapping[str, Any] | None = None
) -> Iterator[tuple[Any, ...]]:
    """Rows of a statement whose `{ids}` stands for these numbers, however many; `given` are its other, named values."""
    waiting = iter(ids)
    while chunk := tuple(islice(waiting, _CHUNK)):
        if given is None:
            yield from connection.execute(sql.format(ids=",".join("?" * len(chunk))), chunk)
        else:
            named = {f"id{place}": number for place, number in enumerate(chunk)}
            yield from connection.execute(sql.format(ids=",".join(f":{name}" for name in named)), {**named, **given})


def clause(conditions: Sequence[str]) -> str:
    """Conditions as a WHERE clause, nothing if there are none."""
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        # A zone that this machine does not know: the instant is right, its offset is not.
        return ZoneInfo("UTC")

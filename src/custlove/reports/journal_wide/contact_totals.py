"""How much people were in touch in a period: touchpoints, minutes, and what they left you with."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from custlove.schema.vocabulary import OFFLINE

# One seek a person into the index of people and days, which holds all that is summed: nothing is sorted, and no row is
# looked up.
_SUMS = """
SELECT person.id, count(*), count(minutes), coalesce(sum(minutes), 0),
       coalesce(sum(energy) FILTER (WHERE energy > 0), 0), coalesce(sum(energy) FILTER (WHERE energy < 0), 0){more}
FROM person CROSS JOIN touchpoint_person AS touch INDEXED BY touchpoint_person_day
    ON touch.person_id = person.id AND touch.day BETWEEN :since AND :until{whose} GROUP BY person.id
"""
_BY_HAND = ", ".join(f"'{channel}'" for channel in sorted(OFFLINE))
_OFFLINE = f", count(touch.channel), count(*) FILTER (WHERE touch.channel IN ({_BY_HAND}))"


class ContactTotals(NamedTuple):
    """What there was with a person: touchpoints, those whose minutes are known, minutes, energy got and energy spent.

    `fed` is the sum of what left you warm or fed, `drained` (zero or less) of what left you tired or drained. Where it
    was asked for, `channelled` are the touchpoints with a channel, and `offline` those of them by hand.
    """

    touchpoints: int = 0
    timed: int = 0
    minutes: int = 0
    fed: int = 0
    drained: int = 0
    channelled: int = 0
    offline: int = 0


def sums(
    connection: sqlite3.Connection, since: date, until: date, person_id: int | None = None, *, offline: bool = False
) -> dict[int, ContactTotals]:
    """What there was with everybody, or with one person, from a day to a day, by their number."""
    return dict(of_each(connection, since, until, person_id, offline=offline))


def of_each(
    connection: sqlite3.Connection, since: date, until: date, person_id: int | None = None, *, offline: bool = False
) -> Iterator[tuple[int, ContactTotals]]:
    """The same one by one, for those who want to see how far it has come."""
    return of_rows(connection.execute(*statement(since, until, person_id, offline=offline)))


def statement(
    since: date, until: date, person_id: int | None = None, *, offline: bool = False
) -> tuple[str, dict[str, Any]]:
    """What the journal is asked, and with which values; `of_rows` takes what it finds."""
    sql = _SUMS.format(more=_OFFLINE if offline else "", whose="" if person_id is None else " AND person.id = :person")
    return sql, {"since": since.isoformat(), "until": until.isoformat(), "person": person_id}


def of_rows(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[int, ContactTotals]]:
    """What there was with each, from the rows of the statement."""
    return ((row[0], ContactTotals(*row[1:])) for row in rows)

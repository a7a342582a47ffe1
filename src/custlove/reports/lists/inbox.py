"""What waits in the inbox: touchpoints that an import could give to nobody for sure, as of a day."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from custlove.errors import NotFound
from custlove.reports.rows import clause, day, sure_day
from custlove.rules.names import fold
from custlove.schema import predicates, references

_COLUMNS = """
SELECT id, source, day, who, what, seen_on, CASE WHEN taken_on <= :today THEN taken_on END,
       CASE WHEN dropped_on <= :today THEN dropped_on END, key, data
FROM inbox
"""
_OPEN = f"id IN ({predicates.inbox_ids()})"


class Waiting(NamedTuple):
    """Something that waits, waited or was dropped: of whom, on which day, about what.

    `maybe`: the handles of people of that name, whose address it is not.
    """

    id: int
    source: str
    on: date
    who: str
    emails: list[str]
    what: str
    maybe: list[str]
    seen_on: date
    state: str
    settled_on: date | None

    @property
    def ref(self) -> str:
        """Its reference, as a command takes it."""
        return references.ref_of("inbox entry", self.id)


class Kept(NamedTuple):
    """What is kept of a record in the inbox: its source, its key, and what it would become, as JSON."""

    source: str
    key: str
    data: str


def one(connection: sqlite3.Connection, number: int, today: date) -> Waiting:
    """What waits under that number, or did; raises NotFound."""
    found = _load(connection, ["id = :id"], number, today)
    if not found:
        raise NotFound(
            f"There is no {references.ref_of('inbox entry', number)} in the inbox.",
            "What there is: custlove inbox list",
        )
    return found[0]


def listing(connection: sqlite3.Connection, today: date, *, settled: bool = False) -> list[Waiting]:
    """What waits, the newest first; with what was taken or dropped."""
    return _load(connection, [] if settled else [_OPEN], 0, today)


def kept(connection: sqlite3.Connection, number: int) -> Kept:
    """What is kept of a record that is there."""
    return Kept(*connection.execute("SELECT source, key, data FROM inbox WHERE id = ?", (number,)).fetchone())


def _load(connection: sqlite3.Connection, conditions: Sequence[str], number: int, today: date) -> list[Waiting]:
    sql = f"{_COLUMNS} {clause(['seen_on <= :today', *conditions])} ORDER BY day DESC, id DESC"
    rows = connection.execute(sql, {"id": number, "today": today.isoformat()}).fetchall()
    return [_waiting(connection, row) for row in rows]


def _waiting(connection: sqlite3.Connection, row: Sequence[Any]) -> Waiting:
    number, source, on, who, what, seen_on, taken_on, dropped_on, _, data = row
    names, emails = _named(data)
    state = "taken" if taken_on else "dropped" if dropped_on else "waiting"
    return Waiting(
        id=number,
        source=source,
        on=sure_day(on),
        who=who,
        emails=emails,
        what=what,
        maybe=_of_name(connection, names) if state == "waiting" else [],
        seen_on=sure_day(seen_on),
        state=state,
        settled_on=day(taken_on or dropped_on),
    )


def _named(data: str) -> tuple[list[str], list[str]]:
    """The names and addresses in what is kept, which may be of an older form."""
    try:
        named = json.loads(data).get("named", [])
        return [each["name"] for each in named if each["name"]], [mail for each in named for mail in each["emails"]]
    except (ValueError, TypeError, KeyError, AttributeError):
        return [], []


def _of_name(connection: sqlite3.Connection, names: Sequence[str]) -> list[str]:
    marks = ",".join("?" * len(names))
    sql = f"SELECT handle FROM person WHERE name_key IN ({marks}) AND archived_on IS NULL ORDER BY handle"
    return [handle for (handle,) in connection.execute(sql, [fold(name) for name in names])]

"""What you know of people and told them, as of a day."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from custlove.errors import NotFound
from custlove.reports.rows import clause, day, sure_day
from custlove.schema import references
from custlove.schema.vocabulary import FACT_KINDS

_COLUMNS = """
SELECT fact.id, person.handle, person.name, fact.kind, fact.text, fact.day, later.id, later.day, fact.supersedes,
       CASE WHEN fact.resolved_on <= :today THEN fact.resolved_on END,
       CASE WHEN fact.resolved_on <= :today THEN fact.resolved_text END,
       (SELECT id FROM touchpoint WHERE id = fact.touchpoint_id AND day <= :today)
FROM fact JOIN person ON person.id = fact.person_id
LEFT JOIN fact AS later ON later.supersedes = fact.id AND later.day <= :today
"""
_KIND_ORDER = " ".join(f"WHEN '{kind}' THEN {at}" for at, kind in enumerate(FACT_KINDS))
_ORDER = f" ORDER BY person.name_key, person.id, CASE fact.kind {_KIND_ORDER} END, fact.day, fact.id"
_PRESENT = "later.id IS NULL AND (fact.resolved_on IS NULL OR fact.resolved_on > :today)"
# Each by an index: what is new, what it took the place of, what was resolved.
_CHANGED = (
    "fact.id IN (SELECT id FROM fact WHERE day BETWEEN :since AND :today"
    " UNION SELECT supersedes FROM fact WHERE day BETWEEN :since AND :today AND supersedes IS NOT NULL"
    " UNION SELECT id FROM fact WHERE resolved_on BETWEEN :since AND :today)"
)


class Fact(NamedTuple):
    """What is known of a person (DESIGN.md section 5): since when, what took its place, when it was resolved.

    `source` is the touchpoint that it comes from.
    """

    id: int
    person: str
    name: str
    kind: str
    text: str
    on: date
    superseded_by: int | None
    resolved_on: date | None
    superseded_on: date | None
    resolved_text: str | None
    supersedes: int | None
    source: int | None

    @property
    def ref(self) -> str:
        """Its reference, as a command takes it."""
        return references.ref_of("fact", self.id)

    @property
    def state(self) -> str:
        """`present`, `superseded` or `resolved`."""
        return "superseded" if self.superseded_by else "resolved" if self.resolved_on else "present"


class FactFilter(NamedTuple):
    """Which facts: of a person, of some kinds, only what is so or all there was, only what changed since a day."""

    person_id: int | None = None
    kinds: Sequence[str] = ()
    history: bool = False
    since: date | None = None


def one(connection: sqlite3.Connection, number: int, today: date) -> Fact:
    """The fact of that number; raises NotFound."""
    found = _load(connection, ["fact.id = :id"], {"id": number}, today)
    if not found:
        raise NotFound(
            f"There is no fact {references.ref_of('fact', number)}.", "Their references: custlove fact list --all"
        )
    return found[0]


def present(connection: sqlite3.Connection, person_id: int, today: date) -> list[Fact]:
    """What is so of a person on a day, kind by kind, oldest first."""
    return listing(connection, FactFilter(person_id), today)


def history(connection: sqlite3.Connection, person_id: int, today: date) -> list[Fact]:
    """The same with what is not so any more."""
    return listing(connection, FactFilter(person_id, history=True), today)


def listing(connection: sqlite3.Connection, asked: FactFilter, today: date) -> list[Fact]:
    """Facts by person and kind, oldest first."""
    conditions: list[str] = []
    values: dict[str, Any] = {}
    if asked.person_id is not None:
        conditions.append("fact.person_id = :person")
        values["person"] = asked.person_id
    if asked.since is not None:
        conditions.append(_CHANGED)
        values["since"] = asked.since.isoformat()
    elif not asked.history:
        conditions.append(_PRESENT)
    if asked.kinds:
        conditions.append("fact.kind IN (SELECT value FROM json_each(:kinds))")
        values["kinds"] = json.dumps(list(asked.kinds))
    return _load(connection, conditions, values, today)


def _load(
    connection: sqlite3.Connection, conditions: Sequence[str], values: Mapping[str, Any], today: date
) -> list[Fact]:
    sql = _COLUMNS + clause(["fact.day <= :today", *conditions]) + _ORDER
    return [_fact(row) for row in connection.execute(sql, {**values, "today": today.isoformat()})]


def _fact(row: Sequence[Any]) -> Fact:
    number, handle, name, kind, text, on, later, later_on, earlier, resolved_on, resolved_text, source = row
    return Fact(
        id=number,
        person=handle,
        name=name,
        kind=kind,
        text=text,
        on=sure_day(on),
        superseded_by=later,
        resolved_on=day(resolved_on),
        superseded_on=day(later_on),
        resolved_text=resolved_text,
        supersedes=earlier,
        source=source,
    )

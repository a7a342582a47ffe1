"""Why promises were moved or released."""

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from custlove.reports.rows import sure_day
from custlove.schema import references

_REASONS = """
SELECT move.moved_on AS day, 'moved', promise.id, person.handle, person.name, promise.what, promise.by, move.why
FROM promise_move AS move JOIN promise ON promise.id = move.promise_id JOIN person ON person.id = promise.person_id
WHERE move.why IS NOT NULL AND move.moved_on BETWEEN :since AND :today AND (:person IS NULL OR person_id = :person)
UNION ALL
SELECT released_on, iif(let_go, 'let go', 'released'), promise.id, person.handle, person.name, promise.what, promise.by,
    release_why
FROM promise JOIN person ON person.id = promise.person_id
WHERE release_why IS NOT NULL AND released_on BETWEEN :since AND :today AND (:person IS NULL OR person_id = :person)
ORDER BY day DESC, 3 DESC
"""


class PromiseReason(NamedTuple):
    """Why a promise was moved or released; `by` says whose promise it was."""

    on: date
    kind: str
    id: int
    person: str
    name: str
    what: str
    by: str
    why: str

    @property
    def ref(self) -> str:
        """Its reference, as a command takes it."""
        return references.ref_of("promise", self.id)


def reasons(connection: sqlite3.Connection, values: Mapping[str, object]) -> list[PromiseReason]:
    """The reasons given in a time, newest first: `since`, `today`, and whose (`person`, None for everybody)."""
    return [PromiseReason(sure_day(row[0]), *row[1:]) for row in connection.execute(_REASONS, values)]

"""What stands behind the figures of `balance`: each purchase, each word, each touchpoint that is counted there."""

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from custlove.reports.journal_wide import promise_outcomes
from custlove.reports.journal_wide.balance import BalanceOptions
from custlove.reports.rows import sure_day
from custlove.rules import money
from custlove.schema.references import Noun, ref_of
from custlove.schema.vocabulary import Figure

_TOUCHED = (
    "SELECT there.person_id, there.day, touchpoint.id, touchpoint.text, {counts} AS counts, '' AS currency"
    " FROM touchpoint_person AS there JOIN touchpoint ON touchpoint.id = there.touchpoint_id WHERE {condition}"
)
_SAID = "SELECT person_id, heard_day AS day, id, text, 1 AS counts, '' AS currency FROM feedback WHERE kind = '{kind}'"
_PROMISED = (
    "SELECT came.person_id, came.due AS day, came.id, promise.what AS text, 1 AS counts, '' AS currency"
    " FROM ({outcomes}) AS came JOIN promise ON promise.id = came.id WHERE came.outcome IN ({which})"
)
# The facts behind each figure: whose, when, which, its text, what it counts for.
_FACTS: dict[Figure, str] = {
    "purchases": "SELECT person_id, day, id, coalesce(what, '') AS text, amount AS counts, currency FROM purchase",
    "introductions": (
        "SELECT by_id AS person_id, day, introduction.id,"
        " (SELECT name FROM person WHERE id = person_id) || coalesce(': ' || text, '') AS text, 1 AS counts,"
        " '' AS currency FROM introduction"
    ),
    "praise": _SAID.format(kind="praise"),
    "ideas": _SAID.format(kind="idea"),
    "promises-kept": _PROMISED.format(outcomes="{outcomes}", which="'early', 'kept'"),
    "promises-broken": _PROMISED.format(outcomes="{outcomes}", which="'broken'"),
    "fed": _TOUCHED.format(counts="touchpoint.energy", condition="touchpoint.energy > 0"),
    "drained": _TOUCHED.format(counts="touchpoint.energy", condition="touchpoint.energy < 0"),
    "minutes": _TOUCHED.format(counts="touchpoint.minutes", condition="touchpoint.minutes > 0"),
    "touchpoints": _TOUCHED.format(counts="1", condition="true"),
}
_ASKED = "WHERE day BETWEEN :since AND :today AND (:person IS NULL OR person_id = :person)"


# What stands behind each figure, where it is no touchpoint.
_NOUNS: Mapping[str, Noun] = {
    "purchases": "purchase",
    "introductions": "introduction",
    **dict.fromkeys(("praise", "ideas"), "feedback"),
    **dict.fromkeys(("promises-kept", "promises-broken"), "promise"),
}


class Behind(NamedTuple):
    """What stands behind a figure: whose, when, which one, its text, and what it counts for."""

    person: str
    name: str
    figure: str
    on: date
    id: int
    text: str
    counts: str

    @property
    def ref(self) -> str:
        """Its reference, as a command takes it."""
        return ref_of(_NOUNS.get(self.figure, "touchpoint"), self.id)


def _facts_sql(connection: sqlite3.Connection, figure: Figure, wanted: BalanceOptions) -> str:
    theirs = promise_outcomes.outcomes(connection, wanted.today, "by = 'theirs'")
    return _FACTS[figure].replace("{outcomes}", theirs)


def facts(connection: sqlite3.Connection, figure: Figure, wanted: BalanceOptions) -> list[Behind]:
    """The facts behind a figure, newest first."""
    rows = connection.execute(
        "SELECT handle, name, day, found.id, text, counts, currency"
        f" FROM ({_facts_sql(connection, figure, wanted)}) AS found JOIN person ON person.id = person_id"
        f" {_ASKED} ORDER BY day DESC, found.id DESC",
        wanted.values,
    )
    return [
        Behind(handle, name, figure.replace("-", "_"), sure_day(on), number, text, _counted(counts, currency))
        for handle, name, on, number, text, counts, currency in rows
    ]


def _counted(counts: int, currency: str) -> str:
    return f"{money.written(counts, currency)} {currency}" if currency else str(counts)

"""How well promises were kept, on both sides: counts, margin, the reasons given, by person or by month."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from custlove.reports.background_query import Rows, Statement, directly
from custlove.reports.journal_wide import promise_outcomes
from custlove.reports.rows import sure_day
from custlove.rules import promise_rate as rules
from custlove.rules.promise_rate import Tally
from custlove.schema.vocabulary import Per

_PLACES = {"": "''", "person": "person_id", "month": "substr(due, 1, 7)"}
_FELL_DUE = "(lapsed OR due < :today OR (due = :today AND kept IS NOT NULL))"
_MOVED_BY_THEN = "id IN (SELECT promise_id FROM promise_move WHERE moved_on <= :today)"
_EARLY = "CASE WHEN kept IS NOT NULL THEN julianday(due) - julianday(kept) END"
_AGREED_ANEW = f"SELECT due, outcome, {_EARLY}, {_MOVED_BY_THEN}, 1"
_COUNTS = f"""
SELECT {{place}}, by, outcome, {_EARLY} AS early, {_MOVED_BY_THEN} AS moved, count(*)
FROM ({{outcomes}}) WHERE (outcome = 'released' OR {_FELL_DUE}) AND due >= :since GROUP BY 1, 2, 3, 4, 5
"""
# In the order of the index.
_STRAIGHT = f"""
SELECT due_on, CASE WHEN kept_on <= :today THEN kept_on END, released_on <= :today, count(*)
{promise_outcomes.STRAIGHT} GROUP BY due_on, kept_on, released_on
"""
_REASONS = """
SELECT move.moved_on AS day, 'moved', promise.id, person.handle, person.name, promise.what, promise.by, move.why
FROM promise_move AS move JOIN promise ON promise.id = move.promise_id JOIN person ON person.id = promise.person_id
WHERE move.why IS NOT NULL AND move.moved_on BETWEEN :since AND :today AND (:person IS NULL OR person_id = :person)
UNION ALL
SELECT released_on, 'released', promise.id, person.handle, person.name, promise.what, promise.by, release_why
FROM promise JOIN person ON person.id = promise.person_id
WHERE release_why IS NOT NULL AND released_on BETWEEN :since AND :today AND (:person IS NULL OR person_id = :person)
ORDER BY day DESC, 3 DESC
"""


class Reason(NamedTuple):
    """Why a promise was moved or released; `by` says whose promise it was."""

    on: date
    kind: str
    id: int
    person: str
    name: str
    what: str
    by: str
    why: str


class Group(NamedTuple):
    """The promises of one person, or of one month (YYYY-MM) by the day they were due."""

    person: str | None
    name: str | None
    month: str | None
    mine: Tally
    theirs: Tally


class Rate(NamedTuple):
    """How promises came out: mine, and theirs to me; `word` where mine are always kept; reasons, newest first."""

    since: date | None
    mine: Tally
    theirs: Tally
    word: str | None
    reasons: list[Reason]
    groups: list[Group]


class PromiseRateOptions(NamedTuple):
    """Which promises: with a person, due from a day on; grouped by person or by month."""

    person_id: int | None = None
    since: date | None = None
    per: Per | None = None


def rate(connection: sqlite3.Connection, wanted: PromiseRateOptions, today: date) -> Rate:
    """How many promises that fell due (in the period) were kept on or before their day, and how the rest came out."""
    values = {
        "today": today.isoformat(),
        "since": (wanted.since or date.min).isoformat(),
        "person": wanted.person_id,
    }
    groups = _groups(connection, wanted, values, today) if wanted.per else []
    mine, theirs = _sides(_tallies(connection, wanted._replace(per=None), values, today).get("", {}))
    reasons = [Reason(sure_day(row[0]), *row[1:]) for row in connection.execute(_REASONS, values)]
    return Rate(wanted.since, mine, theirs, rules.word(mine), reasons, groups)


def _groups(
    connection: sqlite3.Connection, wanted: PromiseRateOptions, values: dict[str, Any], today: date
) -> list[Group]:
    tallies = _tallies(connection, wanted, values, today)
    if wanted.per == "month":
        return [Group(None, None, month, *_sides(tallies[month])) for month in sorted(tallies)]
    names = connection.execute("SELECT id, handle, name FROM person").fetchall()
    found = [Group(handle, name, None, *_sides(tallies[number])) for number, handle, name in names if number in tallies]
    return sorted(found, key=lambda group: (-group.mine.late - group.mine.broken, -group.mine.due, group.person or ""))


def mine(connection: sqlite3.Connection, since: date, today: date, rows: Rows | None = None) -> Tally:
    """How your promises came out that fell due from a day on, as `rate` says; but for those released before their day.

    `rows` is for a caller who asked the statements ahead.
    """
    counts = _Counts()
    for _, came in _came(statements(connection, since, today), rows or directly(connection)):
        counts.add(came)
    return counts.tally


def statements(
    connection: sqlite3.Connection, since: date, today: date, by: str = "mine", until: date | None = None
) -> tuple[Statement, Statement]:
    """What is asked of promises that were never agreed anew, in groups, and of the others one by one."""
    last = (until or today).isoformat()
    values = {"by": by, "since": since.isoformat(), "today": today.isoformat(), "until": last}
    moved = f"{_AGREED_ANEW} {promise_outcomes.moved(connection, today)} AND (outcome = 'released' OR {_FELL_DUE})"
    return (_STRAIGHT, values), (moved, values)


class _Came(NamedTuple):
    """Promises that came to the same: what, how many days early if they were kept, whether moved; how many they are."""

    outcome: str
    early: float | None
    moved: bool
    number: int


class _Counts:
    """What promises came to, counted."""

    def __init__(self) -> None:
        self._outcomes: Counter[str] = Counter()
        self._margins: Counter[int] = Counter()
        self._moved = 0

    def add(self, came: _Came) -> None:
        """Count these in."""
        self._outcomes[came.outcome] += came.number
        self._moved += came.number if came.moved else 0
        if came.early is not None:
            self._margins[round(came.early)] += came.number

    @property
    def tally(self) -> Tally:
        """All of them."""
        return rules.tally(self._outcomes, self._moved, self._margins)


def _came(asked: tuple[Statement, Statement], rows: Rows) -> Iterator[tuple[str, _Came]]:
    """What the statements found, each with the day on which it was due."""
    (straight, values), moved = asked
    for due, kept, released, number in rows(straight, values):
        outcome = _outcome(due, kept, released, values["today"])
        if outcome != "open":
            early = None if kept is None else (sure_day(due) - sure_day(kept)).days
            yield due, _Came(outcome, early, moved=False, number=number)
    for due, *row in rows(*moved):
        yield due, _Came(*row)


def _outcome(due: str, kept: str | None, released: int | None, today: str) -> str:
    """What a promise came to that was never moved; `open` also where it was kept before a day that is still to come."""
    if due > today and not released:
        return "open"
    if kept is not None:
        return "early" if kept < due else "kept" if kept == due else "late"
    return "released" if released else "broken" if due < today else "open"


def _tallies(
    connection: sqlite3.Connection, wanted: PromiseRateOptions, values: dict[str, Any], today: date
) -> dict[Any, dict[str, Tally]]:
    """The tallies by place and side."""
    counts: dict[tuple[Any, str], _Counts] = {}
    everybodys = wanted.person_id is None and wanted.per != "person"
    for place, by, came in (_by_day if everybodys else _by_person)(connection, wanted, values, today):
        counts.setdefault((place, by), _Counts()).add(came)
    found: dict[Any, dict[str, Tally]] = {}
    for (place, by), of in counts.items():
        found.setdefault(place, {})[by] = of.tally
    return found


def _by_day(
    connection: sqlite3.Connection, wanted: PromiseRateOptions, values: dict[str, Any], today: date
) -> Iterator[tuple[str, str, _Came]]:
    """What everybody's promises came to, in one place, or by the month in which they were due."""
    since = date.fromisoformat(values["since"])
    for by in ("mine", "theirs"):
        for due, came in _came(statements(connection, since, today, by, date.max), directly(connection)):
            yield due[:7] if wanted.per == "month" else "", by, came


def _by_person(
    connection: sqlite3.Connection, wanted: PromiseRateOptions, values: dict[str, Any], today: date
) -> Iterator[tuple[Any, str, _Came]]:
    """What the promises of one person came to, or of each, by whichever place is wanted."""
    conditions = [] if wanted.person_id is None else ["person_id = :person"]
    conditions += [] if wanted.since is None else [promise_outcomes.DUE_FROM]
    asked = promise_outcomes.outcomes(connection, today, " AND ".join(conditions))
    for place, by, *came in connection.execute(_COUNTS.format(place=_PLACES[wanted.per or ""], outcomes=asked), values):
        yield place, by, _Came(*came)


def _sides(tallies: dict[str, Tally]) -> Iterator[Tally]:
    for by in ("mine", "theirs"):
        yield tallies.get(by, Tally(0, 0))

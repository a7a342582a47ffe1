"""How well promises were kept, on both sides: counts, margin, the reasons given, by person or by month."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Any, Literal, NamedTuple

from custlove.reports import outcomes
from custlove.reports.ahead import Rows, Statement, directly
from custlove.reports.rows import sure_day
from custlove.rules import promise_rate as rules
from custlove.rules.promise_rate import Tally

Per = Literal["person", "month"]
_PLACES = {"": "''", "person": "person_id", "month": "substr(due, 1, 7)"}
_FELL_DUE = "(lapsed OR due < :today OR (due = :today AND kept IS NOT NULL))"
_COUNTS = f"""
SELECT {{place}}, by, outcome, CASE WHEN kept IS NOT NULL THEN julianday(due) - julianday(kept) END AS early,
       id IN (SELECT promise_id FROM promise_move WHERE moved_on <= :today) AS moved, count(*)
FROM ({{outcomes}}) WHERE (outcome = 'released' OR {_FELL_DUE}) AND due >= :since GROUP BY 1, 2, 3, 4, 5
"""
# In the order of the index.
_STRAIGHT = f"""
SELECT due_on, CASE WHEN kept_on <= :today THEN kept_on END, released_on <= :today, count(*)
{outcomes.STRAIGHT} GROUP BY due_on, kept_on, released_on
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


class Wanted(NamedTuple):
    """Which promises: with a person, due from a day on; grouped by person or by month."""

    person_id: int | None = None
    since: date | None = None
    per: Per | None = None


def rate(connection: sqlite3.Connection, wanted: Wanted, today: date) -> Rate:
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


def _groups(connection: sqlite3.Connection, wanted: Wanted, values: dict[str, Any], today: date) -> list[Group]:
    tallies = _tallies(connection, wanted, values, today)
    if wanted.per == "month":
        return [Group(None, None, month, *_sides(tallies[month])) for month in sorted(tallies)]
    names = connection.execute("SELECT id, handle, name FROM person").fetchall()
    found = [Group(handle, name, None, *_sides(tallies[number])) for number, handle, name in names if number in tallies]
    return sorted(found, key=lambda group: (-group.mine.late - group.mine.broken, -group.mine.due, group.person or ""))


def statements(connection: sqlite3.Connection, since: date, today: date) -> tuple[Statement, Statement]:
    """What `mine` asks: of the promises that were never agreed anew, in groups, and of the others one by one."""
    values = {"by": "mine", "since": since.isoformat(), "today": today.isoformat()}
    moved = f"SELECT due, kept, outcome, 1 {outcomes.moved(connection, today)} AND {_FELL_DUE}"
    return (_STRAIGHT, values), (moved, values)


def mine(connection: sqlite3.Connection, since: date, today: date, rows: Rows | None = None) -> Tally:
    """How your promises came out that fell due from a day on: what `rate` says of them, in a journal of any size.

    Of moved and released ones nothing is counted. `rows` is for a caller who asked ahead.
    """
    straight, moved = map((rows or directly(connection)), *zip(*statements(connection, since, today), strict=True))
    counts: Counter[str] = Counter()
    margins: Counter[int] = Counter()
    came = ((due, kept, _outcome(due, kept, released, str(today)), count) for due, kept, released, count in straight)
    for due, kept, outcome, count in chain(came, moved):
        counts[outcome] += count
        if kept is not None:
            margins[(sure_day(due) - sure_day(kept)).days] += count
    return rules.tally(counts | {"released": 0}, 0, margins)


def _outcome(due: str, kept: str | None, released: int | None, today: str) -> str:
    """What a promise came to that was never moved."""
    if kept is not None:
        return "early" if kept < due else "kept" if kept == due else "late"
    return "released" if released else "broken" if due < today else "open"


class _Counts(NamedTuple):
    outcomes: Counter[str]
    margins: Counter[int]
    moved: Counter[bool]


def _tallies(
    connection: sqlite3.Connection, wanted: Wanted, values: dict[str, Any], today: date
) -> dict[Any, dict[str, Tally]]:
    """The tallies by place and side."""
    conditions = [] if wanted.person_id is None else ["person_id = :person"]
    conditions += [] if wanted.since is None else [outcomes.DUE_FROM]
    asked = outcomes.outcomes(connection, today, " AND ".join(conditions))
    sql = _COUNTS.format(place=_PLACES[wanted.per or ""], outcomes=asked)
    counts: dict[tuple[Any, str], _Counts] = {}
    for place, by, outcome, early, moved, count in connection.execute(sql, values):
        of = counts.setdefault((place, by), _Counts(Counter(), Counter(), Counter()))
        of.outcomes[outcome] += count
        of.moved[bool(moved)] += count
        if early is not None:
            of.margins[round(early)] += count
    found: dict[Any, dict[str, Tally]] = {}
    for (place, by), of in counts.items():
        found.setdefault(place, {})[by] = rules.tally(of.outcomes, of.moved[True], of.margins)
    return found


def _sides(tallies: dict[str, Tally]) -> Iterator[Tally]:
    for by in ("mine", "theirs"):
        yield tallies.get(by, Tally(0, 0))

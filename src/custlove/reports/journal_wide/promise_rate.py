"""How well promises were kept, on both sides: counts, margin, the reasons given, by person or by month."""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from custlove.reports import background_query
from custlove.reports.background_query import Rows, Statement
from custlove.reports.journal_wide import promise_outcomes, promise_reasons
from custlove.reports.journal_wide.promise_reasons import PromiseReason
from custlove.reports.rows import sure_day
from custlove.rules import promise_rate as rules
from custlove.rules.promise_rate import Tally
from custlove.schema import predicates
from custlove.schema.vocabulary import Per

_SIDES = ("mine", "theirs")
_PLACES = {"": "''", "person": "person_id", "month": "substr(due, 1, 7)"}
_FELL_DUE = "(lapsed OR due < :today OR (due = :today AND kept IS NOT NULL))"
_MOVED_BY_THEN = "id IN (SELECT promise_id FROM promise_move WHERE moved_on <= :today)"
_EARLY = "CASE WHEN kept IS NOT NULL THEN julianday(due) - julianday(kept) END"
_COUNTS_IN = f"(outcome = 'released' OR {_FELL_DUE})"
_AGREED_ANEW = f"SELECT {{place}}, outcome, {_EARLY}, {_MOVED_BY_THEN}"
_COUNTS = f"""
SELECT {{place}}, by, outcome, {_EARLY} AS early, {_MOVED_BY_THEN} AS moved, count(*)
FROM ({{outcomes}}) WHERE {_COUNTS_IN} AND due >= :since GROUP BY 1, 2, 3, 4, 5
"""
# In the order of the index.
_STRAIGHT = f"""
SELECT due_on, CASE WHEN kept_on <= :today THEN kept_on END, CASE WHEN released_on <= :today THEN released_on END,
    count(*)
{promise_outcomes.STRAIGHT} GROUP BY due_on, kept_on, released_on
"""
# Of everybody all promises as if none had been moved, a person's one after the other: to tell which were moved takes
# longer than to count these few a second time. Whose, and what it came to: by how many days early it was kept, or how.
# It is told in few different words, so that one who counts them finds each at once.
_SAID = (
    f"promise.by || CASE WHEN {predicates.promise_released_late(due='promise.due_on')} THEN 'late'"
    f" WHEN {predicates.promise_released()} THEN 'released'"
    " WHEN promise.due_on > :today THEN 'open'"
    " WHEN promise.kept_on <= :today"
    " THEN CAST(julianday(promise.due_on) - julianday(promise.kept_on) AS INTEGER)"
    " WHEN promise.due_on < :today THEN 'broken' ELSE 'open' END"
)
_OF_EACH = f"""
SELECT person_id, group_concat({_SAID}) FROM promise INDEXED BY promise_person
WHERE due_on >= :since AND made_on <= :today GROUP BY person_id
"""
_MOVED_OF_EACH = f"""
WITH came AS (
    SELECT id, by, outcome, {_EARLY} AS early, {_MOVED_BY_THEN} AS moved, {_COUNTS_IN} AND due >= :since AS counts
    FROM ({{outcomes}}))
SELECT promise.person_id, CASE WHEN promise.due_on >= :since THEN {_SAID} END,
    counts, came.by, outcome, early, moved
FROM came JOIN promise ON promise.id = came.id
"""


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
    reasons: list[PromiseReason]
    groups: list[Group]


class PromiseRateOptions(NamedTuple):
    """Which promises: with a person, due from a day on; grouped by person or by month."""

    person_id: int | None = None
    since: date | None = None
    per: Per | None = None


def rate(connection: sqlite3.Connection, asked: PromiseRateOptions, today: date) -> Rate:
    """How many promises that fell due (in the period) were kept on or before their day, and how the rest came out."""
    values = {
        "today": today.isoformat(),
        "since": (asked.since or date.min).isoformat(),
        "until": date.max.isoformat(),
        "person": asked.person_id,
    }
    places = _places(connection, asked, values, today)
    mine, theirs = _sides(_together(chain.from_iterable(places.values())))
    reasons = promise_reasons.reasons(connection, values)
    groups = _groups(connection, asked.per, places) if asked.per else []
    return Rate(asked.since, mine, theirs, rules.word(mine), reasons, groups)


def _groups(connection: sqlite3.Connection, per: Per, places: "_Places") -> list[Group]:
    if per == "month":
        return [Group(None, None, month, *_sides(places[month])) for month in sorted(places)]
    names = connection.execute("SELECT id, handle, name FROM person").fetchall()
    found = [Group(handle, name, None, *_sides(places[number])) for number, handle, name in names if number in places]
    return sorted(found, key=lambda group: (-group.mine.late - group.mine.broken, -group.mine.due, group.person or ""))


def mine(connection: sqlite3.Connection, since: date, today: date, rows: Rows) -> Tally:
    """How your promises that fell due from a day on came out, as `rate` says, without those released before.

    `rows` gives what `statements` ask.
    """
    return _sides((came, number) for _, came, number in _of_side(statements(connection, since, today), rows))[0]


def statements(
    connection: sqlite3.Connection, since: date, today: date, by: str = "mine"
) -> tuple[Statement, Statement]:
    """What is asked of one side: of promises that were never agreed anew, in groups, and of the others one by one."""
    last = today.isoformat()
    return _statements_of(connection, {"since": since.isoformat(), "today": last, "until": last}, today, by)


# What a promise came to: whose it was, the outcome, how many days early if it was kept, whether it was moved.
_Came = tuple[str, str, int | None, bool]
# With how many came to it; None stands for those that are open.
_Counted = tuple[_Came | None, int]
# What promises came to, by whichever place is asked for; in one that knows few, the same may stand twice.
_Places = Mapping[Any, Collection[_Counted]]


def _together(rows: Iterable[_Counted]) -> Collection[_Counted]:
    total: Counter[_Came | None] = Counter()
    for came, number in rows:
        total[came] += number
    return total.items()


def _sides(counted: Iterable[_Counted]) -> tuple[Tally, Tally]:
    mine, theirs = _Side(), _Side()
    # Gone through for each of ten thousand people: to call something for each promise would take as long again.
    for came, number in counted:
        if came is not None:
            by, outcome, early, moved = came
            side = mine if by == "mine" else theirs
            side.outcomes[outcome] = side.outcomes.get(outcome, 0) + number
            if early is not None:
                side.margins[early] = side.margins.get(early, 0) + number
            if moved:
                side.moved += number
    return mine.tally, theirs.tally


class _Side:
    """What the promises of one side came to, counted."""

    __slots__ = ("margins", "moved", "outcomes")

    def __init__(self) -> None:
        self.outcomes: dict[str, int] = {}
        self.margins: dict[int, int] = {}
        self.moved = 0

    @property
    def tally(self) -> Tally:
        """All of them."""
        return rules.tally(self.outcomes, self.moved, self.margins) if self.outcomes else _NONE


_NONE = Tally(0, 0)


def _places(connection: sqlite3.Connection, asked: PromiseRateOptions, values: dict[str, Any], today: date) -> _Places:
    if asked.person_id is not None:
        rows = _of_person(connection, asked, values, today)
    elif asked.per == "person":
        return _of_each(connection, values, today)
    else:
        asks = (_statements_of(connection, values, today, by) for by in _SIDES)
        sides = (row for each in asks for row in _of_side(each, background_query.directly(connection)))
        rows = ((due[:7] if asked.per == "month" else "", came, number) for due, came, number in sides)
    places: dict[Any, list[_Counted]] = {}
    for place, came, number in rows:
        places.setdefault(place, []).append((came, number))
    return places


_Rows = Iterator[tuple[Any, _Came, int]]


def _of_person(connection: sqlite3.Connection, asked: PromiseRateOptions, values: dict[str, Any], today: date) -> _Rows:
    condition = "person_id = :person" + (f" AND {promise_outcomes.DUE_FROM}" if asked.since else "")
    outcomes = promise_outcomes.outcomes(connection, today, condition)
    sql = _COUNTS.format(place=_PLACES[asked.per or ""], outcomes=outcomes)
    for place, by, outcome, early, moved, number in connection.execute(sql, values):
        yield place, (by, outcome, _whole(early), bool(moved)), number


def _statements_of(
    connection: sqlite3.Connection, values: dict[str, Any], today: date, by: str
) -> tuple[Statement, Statement]:
    moved = f"{_AGREED_ANEW.format(place='due')} {promise_outcomes.moved(connection, today)} AND {_COUNTS_IN}"
    given = {**values, "by": by}
    return (_STRAIGHT, given), (moved, given)


def _of_side(asked: tuple[Statement, Statement], rows: Rows) -> _Rows:
    """What the promises of one side came to, each with the day on which it was due."""
    straight, moved = asked
    by, today = straight[1]["by"], straight[1]["today"]
    for due, kept, released, number in rows(*straight):
        outcome = _outcome(due, kept, released, today)
        if outcome != "open":
            yield due, (by, outcome, _days_early(due, kept), False), number
    for due, outcome, early, was_moved in rows(*moved):
        yield due, (by, outcome, _whole(early), bool(was_moved)), 1


def _of_each(connection: sqlite3.Connection, values: dict[str, Any], today: date) -> dict[int, list[_Counted]]:
    """What the promises of each person came to."""
    rows = connection.execute(_OF_EACH, values)
    found = {person: Counter(said.split(",")) for person, said in rows}
    anew = _moved_of_each(connection, values, today, found)
    known = _Known()
    places = {}
    for person, counted in found.items():
        came = [(known[said], number) for said, number in counted.items() if number] + anew.get(person, [])
        if any(each for each, _ in came):
            places[person] = came
    return places


def _moved_of_each(
    connection: sqlite3.Connection, values: dict[str, Any], today: date, found: dict[int, Counter[str]]
) -> dict[int, list[_Counted]]:
    """What the promises of each person that were moved came to; they are taken out of what was found."""
    outcomes = promise_outcomes.outcomes(connection, today, "id IN (SELECT promise_id FROM promise_move)")
    rows = connection.execute(_MOVED_OF_EACH.format(outcomes=outcomes), values)
    anew: dict[int, list[_Counted]] = {}
    for person, said, counts, by, outcome, early, moved in rows:
        counted = found.setdefault(person, Counter())
        if said is not None:
            counted[said] -= 1
        if counts:
            anew.setdefault(person, []).append(((by, outcome, _whole(early), bool(moved)), 1))
    return anew


class _Known(dict[str, _Came | None]):
    """What a promise came to by what the statement says of it; None if it is open."""

    def __missing__(self, said: str) -> _Came | None:
        by = next(side for side in _SIDES if said.startswith(side))
        self[said] = _came(by, said.removeprefix(by))
        return self[said]


def _came(by: str, ended: str) -> _Came | None:
    if ended == "open":
        return None
    if ended in ("late", "released", "broken"):
        return by, ended, None, False
    early = int(ended)
    return by, "early" if early > 0 else "late" if early else "kept", early, False


def _days_early(due: str, kept: str | None) -> int | None:
    return None if kept is None else (sure_day(due) - sure_day(kept)).days


def _whole(days: float | None) -> int | None:
    return None if days is None else round(days)


def _outcome(due: str, kept: str | None, released: str | None, today: str) -> str:
    """What a promise came to that was never moved; `open` also if it was kept before a day that is still to come."""
    if due > today and not released:
        return "open"
    if kept is not None:
        return "early" if kept < due else "kept" if kept == due else "late"
    if released is not None:
        return "late" if released > due else "released"
    return "broken" if due < today else "open"

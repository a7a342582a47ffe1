"""Trust as an account: the statement of one person, and everybody's balance (idea A6)."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from custlove.reports.journal_wide import promise_outcomes
from custlove.reports.lists import promises
from custlove.reports.rows import clause, day, stored, sure_day, sure_moment
from custlove.rules import feedback as loops
from custlove.rules import trust as rules
from custlove.rules.trust import Deed, TrustLine

_FEEDBACK = """
SELECT feedback.person_id, feedback.id, feedback.kind, score, feedback.text, zone, heard_at,
       (SELECT min(at) FROM feedback_said_back WHERE feedback_id = feedback.id), confirmed_at, acted_at, thanked_at,
       thanked_day, thanked_text, mistake.id
FROM feedback LEFT JOIN mistake ON mistake.feedback_id = feedback.id AND mistake.noticed_on <= :today
"""
_MISTAKES = "SELECT person_id, id, what, noticed_on, owned_on, repaired_on, repaired_text, promise_id FROM mistake"
_WOWS = (
    "SELECT touchpoint.day, touchpoint.text FROM touchpoint_person AS there"
    " JOIN touchpoint ON touchpoint.id = there.touchpoint_id"
    " WHERE there.person_id = :person AND there.day <= :today AND wow = 1"
)


class Statement(NamedTuple):
    """The account of a person: what it stands at, the lines asked for, what stood there before them."""

    person: str
    name: str
    balance: int
    lines: list[TrustLine]
    since: date | None
    brought_forward: int


class Account(NamedTuple):
    """A person's deposits and withdrawals (a negative number) in points, and what they come to."""

    person: str
    name: str
    deposits: int
    withdrawals: int
    balance: int


class Rates(NamedTuple):
    """What deeds are worth: points by kind, and in how many days a mistake wants to be owned."""

    points: Mapping[str, int]
    own_within: int


def rates(numbers: Mapping[str, int]) -> Rates:
    """What deeds are worth, from the settings."""
    points = {key.removeprefix("trust."): worth for key, worth in numbers.items() if key.startswith("trust.")}
    return Rates(points, numbers["mistakes.own_days"])


def statement(
    connection: sqlite3.Connection, person_id: int, worth: Rates, now: datetime, since: date | None = None
) -> Statement:
    """The account of a person up to a moment; lines from `since` on."""
    handle, name = connection.execute("SELECT handle, name FROM person WHERE id = ?", (person_id,)).fetchone()
    deeds = [deed for _, deed in _deeds(connection, worth, now, person_id)]
    lines = rules.statement(deeds, worth.points)
    shown = [line for line in lines if since is None or line.on >= since]
    before = lines[: len(lines) - len(shown)]
    balance, forward = (part[-1].balance if part else 0 for part in (lines, before))
    return Statement(handle, name, balance, shown, since, forward)


def everybody(connection: sqlite3.Connection, worth: Rates, now: datetime) -> list[Account]:
    """Everybody's account who has one, lowest balance first; nobody who is archived."""
    sums: dict[int, list[int]] = {}
    _add_alone(connection, worth.points, now, sums)
    stories: dict[int, list[Deed]] = {}
    for person, deed in _deeds(connection, worth, now, None):
        stories.setdefault(person, []).append(deed)
    for person, deeds in stories.items():
        points = [worth.points[deed.kind] for deed in rules.counted(deeds, worth.points)]
        _add(sums, person, sum(each for each in points if each > 0), sum(each for each in points if each < 0))
    rows = connection.execute(
        "SELECT id, handle, name FROM person WHERE archived_on IS NULL OR archived_on > ?", (now.date().isoformat(),)
    )
    accounts = (
        Account(handle, name, sums[number][0], sums[number][1], sum(sums[number]))
        for number, handle, name in rows
        if any(sums.get(number, ()))
    )
    return sorted(accounts, key=lambda each: (each.balance, each.withdrawals, each.person))


def _add(sums: dict[int, list[int]], person: int, deposits: int, withdrawals: int) -> None:
    both = sums.setdefault(person, [0, 0])
    both[0] += deposits
    both[1] += withdrawals


def _deeds(
    connection: sqlite3.Connection, worth: Rates, now: datetime, person: int | None
) -> Iterator[tuple[int, Deed]]:
    """The deeds about a person; about everybody, but then only mistakes, and the promises and feedback behind them."""
    today = now.date()
    mistakes = connection.execute(
        f"{_MISTAKES}{clause(['noticed_on <= :today', *_whose(person)])}",
        {"today": today.isoformat(), "person": person},
    ).fetchall()
    became = {row[7]: (row[1], row[0]) for row in mistakes if row[7] is not None}
    yield from _promise_deeds(connection, became, today, person)
    yield from _feedback_deeds(connection, now, person)
    yield from _mistake_deeds(mistakes, worth.own_within, today)
    if person is not None:
        for on, text in connection.execute(_WOWS, {"today": today.isoformat(), "person": person}):
            yield person, Deed(sure_day(on), "wow", f"a wow: {text}" if text else "a wow", None)


def _whose(person: int | None, table: str = "") -> list[str]:
    return [] if person is None else [f"{table}person_id = :person"]


def _promise_deeds(
    connection: sqlite3.Connection, became: Mapping[int, tuple[int, int]], today: date, person: int | None
) -> Iterator[tuple[int, Deed]]:
    conditions = ["promise.by = 'mine'", "promise.made_on <= :today", *_whose(person, "promise.")]
    if person is None:
        conditions.append("promise.id IN (SELECT promise_id FROM mistake WHERE noticed_on <= :today)")
    for each in promises.load(connection, conditions, {"person": person}, today):
        story = ("mistake", became[each.id][0]) if each.id in became else ("promise", each.id)
        for deed in _of_promise(each, story):
            yield person or became[each.id][1], deed


def _of_promise(each: promises.Promise, story: object) -> Iterator[Deed]:
    moved_late = next((move.on for move in each.moves if move.late), None)
    for on, kind in rules.promise_deeds(each.state, each.due_on, each.kept_on, moved_late):
        yield Deed(on, kind, f"{_kept_how(each, kind)}: {each.what}", story)
    if each.kept_on and each.extra:
        yield Deed(each.kept_on, "extra", f"beyond the promise: {each.extra}", story)


def _kept_how(each: promises.Promise, kind: str) -> str:
    if kind == "early" and each.kept_on:
        return f"kept {_days((each.due_on - each.kept_on).days)} early"
    if kind == "late":
        return f"kept {_days(each.days_late)} late" if each.state == "kept_late" else "moved only after its day"
    return {"kept": "kept on its day", "broken": "broken"}[kind]


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _feedback_deeds(connection: sqlite3.Connection, now: datetime, person: int | None) -> Iterator[tuple[int, Deed]]:
    until = stored(now)
    values = {"today": now.date().isoformat(), "now": until, "person": person}
    whose_or_which = _whose(person, "feedback.") or ["mistake.id IS NOT NULL"]
    sql = f"{_FEEDBACK}{clause(['heard_at <= :now', *whose_or_which])}"
    for whose, number, kind, score, text, zone, heard, *rest in connection.execute(sql, values):
        steps, thanked, thanks, mistake = rest[:4], day(rest[4]), rest[5], rest[6]
        story = ("feedback", number) if mistake is None else ("mistake", mistake)
        # As the file keeps moments, in UTC, they compare as texts.
        answered = min((step for step in steps if step is not None and step <= until), default=until)
        late = _unanswered_on(heard, answered, zone) if loops.unhappy(kind, score) else None
        if late is not None:
            yield whose, Deed(late, "unanswered", f"no answer for {loops.ANSWER_WITHIN_HOURS} hours: {text}", story)
        if thanked is not None and thanked <= now.date() and steps[-1] <= until:
            yield whose, Deed(thanked, "thanked", f"thanked: {thanks or text}", story)


def _unanswered_on(heard: str, answered: str, zone: str) -> date | None:
    """The day on which an answer was missing for 24 hours, which no change of the clocks makes longer or shorter."""
    limit = stored(_limit(heard).replace(tzinfo=UTC))
    return sure_moment(limit, zone).date() if answered >= limit else None


def _limit(heard: str) -> datetime:
    """Until when an answer is in time, in UTC as the file keeps moments."""
    return datetime.fromisoformat(heard) + timedelta(hours=loops.ANSWER_WITHIN_HOURS)


def _mistake_deeds(mistakes: Iterable[Sequence[Any]], own_within: int, today: date) -> Iterator[tuple[int, Deed]]:
    for whose, number, what, noticed, owned, repaired, how, _ in mistakes:
        late = rules.unowned_on(sure_day(noticed), day(owned), own_within, today)
        if late is not None:
            yield whose, Deed(late, "unowned", f"not owned within {_days(own_within)}: {what}", ("mistake", number))
        made_right = day(repaired)
        if made_right is not None and made_right <= today:
            yield whose, Deed(made_right, "repaired", f"made right: {how or what}", ("mistake", number))


# The same as rules.trust.promise_deeds; tests hold the two together. Of promises that were never agreed anew, in the
# order of an index that holds it all.
_STRAIGHT_POINTS = f"""
SELECT person_id, {promise_outcomes.EARLY} * :early + {promise_outcomes.ON_DAY} * :kept,
       {promise_outcomes.LATE} * :late + {promise_outcomes.BROKEN} * :broken
FROM promise INDEXED BY promise_person
WHERE by = 'mine' AND made_on <= :today AND {promise_outcomes.NEVER_MOVED} AND {{alone}} GROUP BY person_id
"""
_MOVED_POINTS = """
SELECT person_id, CASE outcome WHEN 'early' THEN :early WHEN 'kept' THEN :kept ELSE 0 END, CASE outcome
    WHEN 'late' THEN :late WHEN 'broken' THEN CASE WHEN lapsed THEN min(:broken, :late) ELSE :broken END ELSE 0 END
FROM ({outcomes})
"""
_EXTRA_POINTS = """
SELECT person_id, count(*) * :extra, 0 FROM promise INDEXED BY promise_extra
WHERE extra IS NOT NULL AND by = 'mine' AND kept_on <= :today AND {alone} GROUP BY person_id
"""
_MOVED = "+by = 'mine' AND promise.id IN (SELECT promise_id FROM promise_move) AND promise.{alone}"
_ALONE = "id NOT IN (SELECT promise_id FROM mistake WHERE promise_id IS NOT NULL AND noticed_on <= :today)"
_WOW_POINTS = """
SELECT person_id, count(*) * :wow, 0
FROM touchpoint CROSS JOIN touchpoint_person AS there ON there.touchpoint_id = touchpoint.id
WHERE wow = 1 AND touchpoint.day <= :today GROUP BY +person_id
"""
_ANSWERS = """
SELECT person_id, kind, score, heard_at, (SELECT min(at) FROM feedback_said_back WHERE feedback_id = feedback.id),
       confirmed_at, acted_at, thanked_at, thanked_day <= :today
FROM feedback WHERE heard_at <= :now
    AND id NOT IN (SELECT feedback_id FROM mistake WHERE feedback_id IS NOT NULL AND noticed_on <= :today)
"""


def _add_alone(
    connection: sqlite3.Connection, points: Mapping[str, int], now: datetime, sums: dict[int, list[int]]
) -> None:
    """Whatever is not part of the story of a mistake, and so needs no looking at one by one."""
    moved = promise_outcomes.outcomes(connection, now.date(), _MOVED.format(alone=_ALONE))
    values = {"today": now.date().isoformat(), **points}
    for sql in (_STRAIGHT_POINTS, _EXTRA_POINTS, _MOVED_POINTS, _WOW_POINTS):
        for row in connection.execute(sql.format(alone=_ALONE, outcomes=moved), values):
            _add(sums, *row)
    until = stored(now)
    for person, kind, score, heard, *steps, thanked in connection.execute(_ANSWERS, {**values, "now": until}):
        answered = min((step for step in steps if step is not None and step <= until), default=until)
        if loops.unhappy(kind, score) and datetime.fromisoformat(answered) >= _limit(heard):
            _add(sums, person, 0, points["unanswered"])
        if thanked and steps[-1] <= until:
            _add(sums, person, points["thanked"], 0)

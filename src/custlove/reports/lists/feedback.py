"""Which feedback waits, and what was said."""

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from custlove.errors import NotFound
from custlove.reports.rows import by_ids, clause, moment, stored, sure_day, sure_moment
from custlove.rules import feedback as rules

_COLUMNS = """
SELECT feedback.id, person.handle, person.name, feedback.kind, feedback.text, feedback.score, feedback.asked,
       feedback.zone, feedback.heard_day, feedback.heard_at, feedback.confirmed_at, feedback.acted_at,
       feedback.thanked_at,
       feedback.confirmed_day, feedback.confirmed_text, feedback.acted_day, feedback.acted_text,
       feedback.thanked_day, feedback.thanked_text, feedback.ask_id, feedback.confirmed_agreed, feedback.acted_wanted,
       feedback.thanked_touchpoint
FROM feedback JOIN person ON person.id = feedback.person_id
"""
_SAID_BACK = "SELECT feedback_id, at, day, text FROM feedback_said_back WHERE feedback_id IN ({ids}) ORDER BY at, id"


SAID_BACK = "said_back"


class Step(NamedTuple):
    """A step of the loop: which (`said_back` where they did not agree), on which day, in which words.

    `agreed`: whether they agreed to what was said back; `wanted`: what would make it right, in their words.
    """

    stage: str
    on: date
    text: str | None
    agreed: bool | None = None
    wanted: str | None = None


class Feedback(NamedTuple):
    """Feedback as its loop stands at a moment (DESIGN.md section 5); hours_open in whole hours.

    `answers` is the number of the ask that it answers, `touchpoint` that of the thanks.
    """

    id: int
    person: str
    name: str
    kind: str
    text: str
    score: int | None
    asked: bool
    heard_at: datetime
    stage: str
    hours_open: int
    overdue: bool
    next_step: str | None
    heard_on: date
    steps: tuple[Step, ...]
    answers: int | None = None
    touchpoint: int | None = None

    @property
    def tries(self) -> int:
        """How often it was said back and they did not agree."""
        return sum(step.stage == SAID_BACK for step in self.steps)


class Ask(NamedTuple):
    """You asked for feedback; `answered_by` is the number of what answered it."""

    id: int
    person: str
    name: str
    text: str
    channel: str | None
    on: date
    answered_by: int | None


class Filter(NamedTuple):
    """Which feedback: of a person, of a kind, open only, overdue only."""

    person_id: int | None = None
    kind: str | None = None
    open: bool = False
    overdue: bool = False


def one(connection: sqlite3.Connection, number: int, now: datetime) -> Feedback:
    """The feedback of that number; raises NotFound."""
    found = load(connection, ["feedback.id = ?"], [number], now)
    if not found:
        raise NotFound(f"There is no feedback #{number}.", "Their numbers: custlove feedback list --all")
    return found[0]


def listing(connection: sqlite3.Connection, wanted: Filter, now: datetime) -> list[Feedback]:
    """What was heard up to a day, oldest first."""
    conditions, values = ["feedback.heard_day <= ?"], [now.date().isoformat()]
    if wanted.person_id is not None:
        conditions.append("feedback.person_id = ?")
        values.append(str(wanted.person_id))
    if wanted.kind is not None:
        conditions.append("feedback.kind = ?")
        values.append(wanted.kind)
    found = load(connection, conditions, values, now)
    return [
        each
        for each in found
        if not (wanted.open and each.stage == "thanked") and not (wanted.overdue and not each.overdue)
    ]


def waiting(connection: sqlite3.Connection, now: datetime) -> list[Feedback]:
    """The open loops, by how much they want an answer; the second seek is empty unless today lies in the past."""
    today = now.date().isoformat()
    # In every zone a day is over before UTC is two days on: so far the index is read, the day decides.
    latest = (now.date() + timedelta(days=2)).isoformat()
    open_now = ["feedback.thanked_day IS NULL", "feedback.heard_at < ?", "feedback.heard_day <= ?"]
    found = load(connection, open_now, [latest, today], now)
    found += load(connection, ["feedback.thanked_day > ?", "feedback.heard_day <= ?"], [today, today], now)
    open_loops = [each for each in found if each.stage != "thanked"]
    return sorted(open_loops, key=urgency)


def urgency(feedback: Feedback) -> tuple[bool, bool, datetime, int]:
    """What sorts loops by how much they want an answer: the overdue, then who is unhappy, then as they were heard."""
    unhappy = rules.unhappy(feedback.kind, feedback.score)
    return not feedback.overdue, not unhappy, feedback.heard_at, feedback.id


def load(
    connection: sqlite3.Connection, conditions: Sequence[str], values: Sequence[Any], now: datetime
) -> list[Feedback]:
    """Feedback by SQL conditions, as the loops stand at a moment, oldest first."""
    sql = f"{_COLUMNS}{clause(conditions)} ORDER BY feedback.heard_at, feedback.id"
    rows = connection.execute(sql, values).fetchall()
    tries = _tries(connection, [row[0] for row in rows], now)
    return [_feedback(row, tries.get(row[0], []), now) for row in rows]


def asks(connection: sqlite3.Connection, person_id: int | None, today: date, *, waiting_only: bool = True) -> list[Ask]:
    """What was asked up to a day, oldest first; only what still waits, unless told otherwise."""
    whose = "" if person_id is None else " AND ask.person_id = :person"
    sql = (
        "SELECT ask.id, person.handle, person.name, ask.text, ask.channel, ask.day, feedback.id FROM ask"
        " JOIN person ON person.id = ask.person_id"
        " LEFT JOIN feedback ON feedback.ask_id = ask.id AND feedback.heard_day <= :today"
        f" WHERE ask.day <= :today{whose} ORDER BY ask.at, ask.id"
    )
    rows = connection.execute(sql, {"today": today.isoformat(), "person": person_id})
    found = [
        Ask(number, handle, name, text, channel, sure_day(day), answered_by)
        for number, handle, name, text, channel, day, answered_by in rows
    ]
    return [each for each in found if not waiting_only or each.answered_by is None]


def _tries(connection: sqlite3.Connection, ids: Sequence[int], now: datetime) -> dict[int, list[Step]]:
    """What was said back up to a moment without their agreeing, by the number of the feedback."""
    found: dict[int, list[Step]] = {}
    for number, at, on, words in by_ids(connection, _SAID_BACK, ids):
        if at <= stored(now):
            found.setdefault(number, []).append(Step(SAID_BACK, sure_day(on), words, agreed=False))
    return found


def _feedback(row: Sequence[Any], tries: Sequence[Step], now: datetime) -> Feedback:
    number, handle, name, kind, text, score, asked, zone, heard_day, *rest = row
    moments = {stage: moment(at, zone) for stage, at in zip(rules.STAGES, rest[:4], strict=True)}
    standing = rules.standing(kind, score, moments, now)
    done = rules.STAGES[1 : rules.STAGES.index(standing.stage) + 1]
    agreed, wanted, touchpoint = rest[11:]
    written = zip(
        rules.STAGES[1:],
        rest[4:10:2],
        rest[5:10:2],
        (None if agreed is None else bool(agreed), None, None),
        (None, wanted, None),
        strict=True,
    )
    steps = (Step(stage, sure_day(on), *more) for stage, on, *more in written if stage in done and on is not None)
    return Feedback(
        number,
        handle,
        name,
        kind,
        text,
        score,
        bool(asked),
        sure_moment(rest[0], zone),
        standing.stage,
        standing.hours_open,
        standing.overdue,
        standing.next_step,
        sure_day(heard_day),
        (*tries, *steps),
        rest[10],
        touchpoint if standing.stage == "thanked" else None,
    )

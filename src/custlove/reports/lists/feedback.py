"""Which feedback waits, and what was said."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from custlove.errors import NotFound
from custlove.reports.rows import by_ids, clause, day, moment, stored, sure_day, sure_moment
from custlove.rules import feedback as rules
from custlove.schema import predicates, references

if TYPE_CHECKING:
    # Loaded only where there is criticism.
    from custlove.reports.people.connections import Ally

_COLUMNS = """
SELECT feedback.id, person.handle, person.name, feedback.kind, feedback.text, feedback.score, feedback.asked,
       feedback.zone, feedback.heard_day, feedback.heard_at, feedback.confirmed_at, feedback.acted_at,
       feedback.thanked_at,
       feedback.confirmed_day, feedback.confirmed_text, feedback.acted_day, feedback.acted_text,
       feedback.thanked_day, feedback.thanked_text, feedback.ask_id, feedback.confirmed_agreed, feedback.acted_wanted,
       feedback.thanked_touchpoint, feedback.let_go_at, feedback.let_go_day, feedback.let_go_why
FROM feedback JOIN person ON person.id = feedback.person_id
"""
_SAID_BACK = "SELECT feedback_id, at, day, text FROM feedback_said_back WHERE feedback_id IN ({ids}) ORDER BY at, id"
_HEARD = "feedback.heard_day <= :today"
SAID_BACK = "said_back"


class FeedbackStep(NamedTuple):
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

    `answers` is the number of the ask that it answers, `touchpoint` that of the thanks; `allies` are near somebody
    unhappy and may soften them (only where open feedback is listed). `answered`: it was said back, whether they agreed
    or not, or more was done; `act_by`: up to when to make it right, where that comes next.
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
    steps: tuple[FeedbackStep, ...]
    answers: int | None = None
    touchpoint: int | None = None
    allies: "tuple[Ally, ...]" = ()
    answered: bool = False
    act_by: date | None = None
    let_go_on: date | None = None
    let_go_why: str | None = None

    @property
    def ref(self) -> str:
        """Its reference, as a command takes it."""
        return references.ref_of("feedback", self.id)

    @property
    def tries(self) -> int:
        """How often it was said back and they did not agree."""
        return sum(step.stage == SAID_BACK for step in self.steps)


class FeedbackFilter(NamedTuple):
    """Which feedback: of a person, of a kind, open only, overdue only."""

    person_id: int | None = None
    kind: str | None = None
    open: bool = False
    overdue: bool = False


def one(connection: sqlite3.Connection, number: int, now: datetime, act_days: int = rules.ACT_WITHIN_DAYS) -> Feedback:
    """The feedback of that number; raises NotFound."""
    found = load(connection, ["feedback.id = :id"], {"id": number}, now, act_days)
    if not found:
        raise NotFound(
            f"There is no feedback {references.ref_of('feedback', number)}.",
            "Their references: custlove feedback list --all",
        )
    return found[0]


def listing(
    connection: sqlite3.Connection, asked: FeedbackFilter, now: datetime, act_days: int = rules.ACT_WITHIN_DAYS
) -> list[Feedback]:
    """What was heard up to a day, oldest first; `act_days`: within how many days you want to make criticism right."""
    found = load(connection, _conditions(asked), _given(asked), now, act_days)
    return with_allies(connection, found, now.date()) if asked.open else found


def count(
    connection: sqlite3.Connection, asked: FeedbackFilter, now: datetime, act_days: int = rules.ACT_WITHIN_DAYS
) -> int:
    """How much feedback `listing` gives."""
    sql = f"SELECT count(*) FROM feedback{clause(_conditions(asked))}"
    return int(connection.execute(sql, {**_values(now, act_days), **_given(asked)}).fetchone()[0])


def _conditions(asked: FeedbackFilter) -> list[str]:
    conditions = [_HEARD]
    if asked.person_id is not None:
        conditions.append("feedback.person_id = :person")
    elif asked.overdue or asked.open:
        conditions.append(f"feedback.id IN ({predicates.feedback_ids()})")
    if asked.kind is not None:
        conditions.append("feedback.kind = :kind")
    if asked.open:
        conditions.append(predicates.feedback_open())
    if asked.overdue:
        conditions.append(predicates.feedback_overdue())
    return conditions


def _given(asked: FeedbackFilter) -> dict[str, Any]:
    return {"person": asked.person_id, "kind": asked.kind}


def _values(now: datetime, act_days: int) -> dict[str, Any]:
    # In UTC no change of the clocks makes hours longer or shorter.
    limit = now.astimezone(UTC) - timedelta(hours=rules.ANSWER_WITHIN_HOURS)
    confirmed = now.date() - min(timedelta(days=act_days), now.date() - date.min)
    return {
        "now": stored(rules.end_of_day(now)),
        "today": now.date().isoformat(),
        "answer_limit": stored(limit),
        "act_limit": confirmed.isoformat(),
        "unhappy_score": rules.UNHAPPY_SCORE,
    }


def waiting(connection: sqlite3.Connection, now: datetime, act_days: int = rules.ACT_WITHIN_DAYS) -> list[Feedback]:
    """The open loops with who may soften them, by how much they want an answer."""
    return with_allies(connection, open_loops(connection, now, act_days), now.date())


def open_loops(connection: sqlite3.Connection, now: datetime, act_days: int = rules.ACT_WITHIN_DAYS) -> list[Feedback]:
    """The open loops, by how much they want an answer; one that is thanked for counts as closed all that day."""
    conditions = [*_conditions(FeedbackFilter(open=True)), "(feedback.thanked_day > :today) IS NOT 0"]
    return sorted(load(connection, conditions, {}, now, act_days), key=urgency)


def with_allies(connection: sqlite3.Connection, found: list[Feedback], today: date) -> list[Feedback]:
    """Open feedback, that of somebody unhappy with the advocates and supporters who are near and may soften it."""
    unhappy = [each.person for each in found if rules.unhappy(each.kind, each.score)]
    if not unhappy:
        return found
    from custlove.reports.people import connections

    near = connections.near(connection, unhappy, today)
    return [
        each._replace(allies=near.get(each.person, ())) if rules.unhappy(each.kind, each.score) else each
        for each in found
    ]


def urgency(feedback: Feedback) -> tuple[bool, bool, datetime, int]:
    """What sorts loops by how much they want an answer: the overdue, then who is unhappy, then as they were heard."""
    unhappy = rules.unhappy(feedback.kind, feedback.score)
    return not feedback.overdue, not unhappy, feedback.heard_at, feedback.id


def load(
    connection: sqlite3.Connection,
    conditions: Sequence[str],
    given: Mapping[str, Any],
    now: datetime,
    act_days: int = rules.ACT_WITHIN_DAYS,
) -> list[Feedback]:
    """Feedback by SQL conditions, as the loops stand at a moment, oldest first.

    The conditions may ask for what is `given`, and for `:now`, `:today`, `:answer_limit`, `:act_limit` and
    `:unhappy_score`.
    """
    sql = f"{_COLUMNS}{clause(conditions)} ORDER BY feedback.heard_at, feedback.id"
    rows = connection.execute(sql, {**_values(now, act_days), **given}).fetchall()
    tries = _tries(connection, [row[0] for row in rows], now)
    return [_feedback(row, tries.get(row[0], ()), now, act_days) for row in rows]


# Something said back to which they did not agree, and when.
_Try = tuple[str, FeedbackStep]


def _tries(connection: sqlite3.Connection, ids: Sequence[int], now: datetime) -> dict[int, list[_Try]]:
    """What was said back up to a moment without their agreeing, by the number of the feedback."""
    found: dict[int, list[_Try]] = {}
    until = stored(rules.end_of_day(now))
    for number, at, on, words in by_ids(connection, _SAID_BACK, ids):
        if at <= until:
            found.setdefault(number, []).append((at, FeedbackStep(SAID_BACK, sure_day(on), words, agreed=False)))
    return found


def _feedback(row: Sequence[Any], tries: Sequence[_Try], now: datetime, act_days: int) -> Feedback:
    number, handle, name, kind, text, score, asked, zone, heard_day, *rest = row
    moments = {stage: rules.done_by(moment(at, zone), now) for stage, at in zip(rules.STAGES, rest[:4], strict=True)}
    said = rules.done_by(moment(tries[0][0], zone), now) if tries else None
    answers = rules.Answers(said, day(rest[4]), act_days)
    let_go, let_go_on, let_go_why = rules.done_by(moment(rest[14], zone), now), day(rest[15]), rest[16]
    is_held = let_go is None or let_go > now
    standing = rules.standing(kind, score, moments, now if is_held or let_go is None else let_go, answers)
    if not is_held:
        standing = standing.let_go()
    done = rules.STAGES[1 : rules.STAGES.index(standing.stage) + 1]
    agreed, wanted, touchpoint = rest[11:14]
    written = zip(
        rules.STAGES[1:],
        rest[4:10:2],
        rest[5:10:2],
        (None if agreed is None else bool(agreed), None, None),
        (None, wanted, None),
        strict=True,
    )
    steps = (
        FeedbackStep(stage, sure_day(on), *more) for stage, on, *more in written if stage in done and on is not None
    )
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
        (*(step for _, step in tries), *steps),
        rest[10],
        touchpoint if standing.stage == "thanked" else None,
        answered=standing.answered,
        act_by=standing.act_by,
        let_go_on=None if is_held else let_go_on,
        let_go_why=None if is_held else let_go_why,
    )

"""What you asked and what you heard, and the loop it goes through: confirmed, acted on, thanked (ideas C3 and D4)."""

import sqlite3
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from custlove.errors import AlreadyDone, Refused, UsageError
from custlove.reports.lists import asks
from custlove.reports.lists import feedback as report
from custlove.reports.lists.asks import Ask
from custlove.reports.lists.feedback import Feedback
from custlove.reports.people.lookup import PersonRef
from custlove.rules import feedback as rules
from custlove.rules.moments import Moment
from custlove.schema.references import ref_of
from custlove.schema.vocabulary import Channel, FeedbackKind
from custlove.services import participants, references, workflow
from custlove.services.change import Change
from custlove.services.references import Noun, Ref
from custlove.services.workflow import Step, Touched
from custlove.store import rows


class AskForFeedback(NamedTuple):
    """Whom you asked (WHO), what, how and when; `new` adds the person."""

    who: str
    text: str
    moment: Moment
    channel: Channel | None = None
    new: bool = False


class Asked(NamedTuple):
    """The ask as it waits, and whom you asked."""

    ask: Ask
    person: PersonRef


class HearFeedback(NamedTuple):
    """Who said what of your work, when; `unasked`: it came by itself, though an ask is waiting."""

    who: str
    kind: FeedbackKind
    text: str
    moment: Moment
    score: int | None = None
    unasked: bool = False
    new: bool = False


class Heard(NamedTuple):
    """The feedback, whose it is, and the number of the ask that it answers."""

    feedback: Feedback
    person: PersonRef
    answers: int | None


class FeedbackStep(NamedTuple):
    """Feedback after a step of its loop, and the touchpoint that the step was."""

    feedback: Feedback
    touched: Touched | None = None


class _Row(NamedTuple):
    id: int
    person_id: int
    kind: FeedbackKind
    score: int | None
    heard_at: datetime
    heard_day: date
    confirmed_at: datetime | None
    confirmed_day: date | None
    acted_at: datetime | None
    acted_day: date | None
    thanked_day: date | None


class SaidBack(NamedTuple):
    """Said back, and they did not agree: when."""

    at: datetime
    day: date


def ask(change: Change, asked: AskForFeedback) -> Asked:
    """Note that you asked somebody for feedback; raises NotFound, Ambiguous."""
    moment = asked.moment
    change.past(moment)
    person = participants.one(change, asked.who, moment.day, new=asked.new)
    number = rows.add(
        change.connection, "ask",
        person_id=person.id, text=asked.text, channel=asked.channel, at=moment.at, zone=moment.zone, day=moment.day,
    )  # fmt: skip
    waiting = asks.listing(change.connection, person.id, max(change.today, moment.day))
    return Asked(next(each for each in waiting if each.id == number), person)


def hear(change: Change, asked: HearFeedback) -> Heard:
    """Write feedback down; it answers their oldest waiting ask unless it came unasked. Raises NotFound, Ambiguous."""
    moment = asked.moment
    change.past(moment)
    person = participants.one(change, asked.who, moment.day, new=asked.new)
    waiting = None if asked.unasked else _waiting_ask(change, person.id, moment)
    number = rows.add(
        change.connection, "feedback",
        person_id=person.id, ask_id=waiting, kind=asked.kind, text=asked.text, score=asked.score,
        asked=waiting is not None, zone=moment.zone, heard_at=moment.at, heard_day=moment.day,
    )  # fmt: skip
    return Heard(standing(change, number), person, waiting)


def confirm(change: Change, asked: Step, *, agreed: bool | None = None) -> FeedbackStep:
    """Say feedback back to them in your words, and note whether they agreed; raises Refused out of order.

    Where they did not agree, the attempt is kept and the loop is where it was.
    """
    feedback, text = _open(change, asked.ref)
    _refuse_done(change, feedback, "confirmed")
    if feedback.acted_day is not None:
        raise Refused(
            f"Feedback {ref_of('feedback', feedback.id)} was acted on already.",
            f"What is left: custlove feedback thank {feedback.id}",
        )
    at = _after_the_last(change, feedback, asked.moment)
    if agreed is False:
        rows.add(
            change.connection, "feedback_said_back", feedback_id=feedback.id, at=at, day=asked.moment.day, text=text
        )
        return _taken(change, feedback)
    return _step(change, feedback, "confirmed", asked.moment, {"confirmed_text": text, "confirmed_agreed": agreed})


def act(change: Change, asked: Step, *, wanted: str | None = None) -> FeedbackStep:
    """Note that you made it right, with what would make it right in their words.

    Raises Refused if they are unhappy and it was not said back to them yet, unless that was skipped on purpose;
    and UsageError where only what they wanted was said.
    """
    feedback, text = _found(change, asked.ref)
    # What they want is not yet what you did.
    if wanted and not text:
        raise UsageError(
            "The text of what you did is missing.",
            "Give it as TEXT. To note what they want before you do it: custlove fact add WHO need TEXT",
        )
    _refuse_done(change, feedback, "thanked")
    _refuse_done(change, feedback, "acted")
    if feedback.confirmed_day is None and _unhappy(feedback) and not asked.anyway:
        raise Refused(
            f"Feedback {ref_of('feedback', feedback.id)} was said back, and they have not agreed yet."
            if said_back(change, feedback.id)
            else f"Feedback {ref_of('feedback', feedback.id)} has not been said back to them yet.",
            f"First: custlove feedback confirm {feedback.id} TEXT. To skip that on purpose: --anyway",
        )
    return _step(change, feedback, "acted", asked.moment, {"acted_text": text, "acted_wanted": wanted})


def thank(change: Change, asked: Step) -> FeedbackStep:
    """Thank them, which closes the loop; if they are unhappy and nothing was done yet, it needs `anyway`.

    By a channel the thanks are a touchpoint, which closes what was due with them.
    """
    feedback, text = _open(change, asked.ref)
    if feedback.acted_day is None and _unhappy(feedback) and not asked.anyway:
        raise Refused(
            f"Feedback {ref_of('feedback', feedback.id)} has not been acted on yet.",
            f"First: custlove feedback act {feedback.id} TEXT. To thank them all the same: --anyway",
        )
    taken = _step(change, feedback, "thanked", asked.moment, {"thanked_text": text})
    if asked.channel is None:
        return taken
    touched = workflow.touch(change, feedback.person_id, asked.channel, asked.moment, text)
    rows.update(change.connection, "feedback", feedback.id, {"thanked_touchpoint": touched.touchpoint.id})
    return _taken(change, feedback, touched)


def _waiting_ask(change: Change, person_id: int, moment: Moment) -> int | None:
    """The number of the person's oldest ask up to that day that nothing has answered."""
    row = change.connection.execute(
        "SELECT id FROM ask WHERE person_id = ? AND day <= ? AND (dropped_on <= ?) IS NOT 1"
        " AND id NOT IN (SELECT ask_id FROM feedback WHERE ask_id IS NOT NULL) ORDER BY at, id LIMIT 1",
        (person_id, moment.day.isoformat(), moment.day.isoformat()),
    ).fetchone()
    return None if row is None else int(row[0])


def _taken(change: Change, feedback: _Row, touched: Touched | None = None) -> FeedbackStep:
    return FeedbackStep(standing(change, feedback.id), touched)


def standing(change: Change, number: int) -> Feedback:
    """Feedback as its loop stands; raises NotFound."""
    return report.one(change.connection, number, change.now, change.settings.numbers["feedback.act_days"])


def _unhappy(feedback: _Row) -> bool:
    return rules.unhappy(feedback.kind, feedback.score)


def _found(change: Change, ref: Ref) -> tuple[_Row, str | None]:
    number, text = references.number_and_text(change.connection, ref, noun(change.connection, change.now))
    return rows.get(change.connection, "feedback", _Row, number), text or None


def noun(connection: sqlite3.Connection, now: datetime) -> Noun:
    """What a reference to feedback may mean: of a person the loops that are open."""

    def unclosed(person: int) -> list[tuple[int, str]]:
        found = report.listing(connection, report.FeedbackFilter(person, open=True), now)
        return [(each.id, each.text) for each in found]

    return Noun("feedback", unclosed)


def _open(change: Change, ref: Ref) -> tuple[_Row, str | None]:
    feedback, text = _found(change, ref)
    _refuse_done(change, feedback, "thanked")
    return feedback, text


def _refuse_done(change: Change, feedback: _Row, stage: str) -> None:
    if (day := getattr(feedback, f"{stage}_day")) is not None:
        word = {"thanked": "closed with thanks", "acted": "acted on", "confirmed": "confirmed"}[stage]
        stands = _taken(change, feedback)
        raise AlreadyDone(f"Feedback {stands.feedback.ref} was {word} already, on {day}.", thing=stands)


def _step(change: Change, feedback: _Row, stage: str, moment: Moment, values: Mapping[str, Any]) -> FeedbackStep:
    at = _after_the_last(change, feedback, moment)
    rows.update(
        change.connection, "feedback", feedback.id, {f"{stage}_at": at, f"{stage}_day": moment.day, **values}
    )  # fmt: skip
    return _taken(change, feedback)


def said_back(change: Change, number: int) -> list[SaidBack]:
    """When it was said back to them and they did not agree."""
    return list(rows.select(change.connection, "feedback_said_back", SaidBack, "feedback_id = ?", (number,)))


def _after_the_last(change: Change, feedback: _Row, moment: Moment) -> datetime:
    """The instant of a step; raises Refused where it would come before the one that it follows."""
    change.past(moment)
    tries = said_back(change, feedback.id)
    days = (feedback.heard_day, feedback.confirmed_day, feedback.acted_day, *(each.day for each in tries))
    moments = (feedback.heard_at, feedback.confirmed_at, feedback.acted_at, *(each.at for each in tries))
    last_day, last_at = max(day for day in days if day), max(at for at in moments if at)
    # A clock that was set back within the day refuses nothing; a time that was typed is meant.
    typed = moment.timed and moment.at != change.now
    if moment.day < last_day or (typed and moment.at < last_at):
        raise Refused(
            f"Feedback {ref_of('feedback', feedback.id)} reached this step only on {last_day}.",
            "Name a later day with --on.",
        )
    # A day without a time stands at noon, which may lie before the step that it follows, as a clock set back does.
    return max(moment.at, last_at)

"""Feedback that was written down wrongly: corrected, removed."""

import sqlite3
from datetime import date, datetime
from typing import Any, NamedTuple, TypedDict

from custlove.errors import NotFound, Refused
from custlove.reports.lists import feedback as report
from custlove.reports.lists.feedback import Feedback
from custlove.rules.moments import Moment
from custlove.schema.references import ref_of
from custlove.schema.vocabulary import FeedbackKind
from custlove.services import feedback, references, removal
from custlove.services.change import Change
from custlove.services.references import Noun, Ref
from custlove.services.removal import Hanging, Removed
from custlove.store import rows


class FeedbackEdits(TypedDict, total=False):
    """What to correct of feedback; what is absent stays. `unasked`: it came by itself, and its ask waits again."""

    kind: FeedbackKind
    text: str
    score: int | None
    moment: Moment
    unasked: bool


class _Steps(NamedTuple):
    confirmed_at: datetime | None
    confirmed_day: date | None
    acted_at: datetime | None
    acted_day: date | None
    thanked_at: datetime | None
    thanked_day: date | None


def found(change: Change, ref: Ref) -> Feedback:
    """The feedback that a reference means, as its loop stands; raises NotFound, Ambiguous."""
    return feedback.standing(change, any_number(change.connection, ref, change.now))


def edit(change: Change, ref: Ref, edits: FeedbackEdits) -> Feedback:
    """Correct what was heard; raises NotFound, Ambiguous, and Refused by the days of its ask and its steps."""
    number = any_number(change.connection, ref, change.now)
    values: dict[str, Any] = {key: edits[key] for key in ("kind", "text", "score") if key in edits}
    if edits.get("unasked"):
        # From here on its ask does not say when it can have been heard.
        rows.update(change.connection, "feedback", number, {"ask_id": None, "asked": False})
    if moment := edits.get("moment"):
        values |= {"heard_at": _heard_at(change, number, moment), "heard_day": moment.day, "zone": moment.zone}
    rows.update(change.connection, "feedback", number, values)
    return feedback.standing(change, number)


def remove(change: Change, ref: Ref) -> Removed[Feedback]:
    """Take feedback out of the journal, as it stood; raises NotFound, Ambiguous.

    The ask that it answered waits again; a mistake taken over from it, and the touchpoint of the thanks, stay.
    """
    number = any_number(change.connection, ref, change.now)
    stood = feedback.standing(change, number)
    mistakes = removal.let_go(change, "mistake", "feedback_id", number)
    removal.drop_parts(change, "feedback_said_back", "feedback_id", number)
    rows.delete(change.connection, "feedback", number)
    hanging = [Hanging("mistake", each) for each in mistakes]
    if stood.answers is not None:
        hanging.append(Hanging("ask", stood.answers, "waits"))
    if stood.touchpoint is not None:
        hanging.append(Hanging("touchpoint", stood.touchpoint))
    return Removed(stood, tuple(hanging))


def any_number(connection: sqlite3.Connection, ref: Ref, now: datetime) -> int:
    """The number of feedback, of closed loops too where no open one is meant; raises NotFound, Ambiguous."""

    def every(person: int) -> list[tuple[int, str]]:
        return [(each.id, each.text) for each in report.listing(connection, report.FeedbackFilter(person), now)]

    try:
        return references.number(connection, ref, feedback.noun(connection, now))
    except NotFound:
        return references.number(connection, ref, Noun("feedback", every, all=True))


def _heard_at(change: Change, number: int, moment: Moment) -> datetime:
    """The instant at which it was heard after all; raises Refused where its day contradicts its ask or its steps."""
    change.past(moment)
    steps = rows.get(change.connection, "feedback", _Steps, number)
    said_back = feedback.said_back(change, number)
    days = [
        *(each for each in (steps.confirmed_day, steps.acted_day, steps.thanked_day) if each),
        *(each.day for each in said_back),
    ]
    if days and min(days) < moment.day:
        raise Refused(f"Feedback {ref_of('feedback', number)} was answered on {min(days)}, before {moment.day}.")
    asked = change.connection.execute(
        "SELECT ask.id, ask.day FROM ask JOIN feedback ON feedback.ask_id = ask.id WHERE feedback.id = ?", (number,)
    ).fetchone()
    if asked and moment.day.isoformat() < asked[1]:
        raise Refused(
            f"Feedback {ref_of('feedback', number)} answers what you asked on {asked[1]} ({ref_of('ask', asked[0])}),"
            f" after {moment.day}.",
            "If it came by itself: --unasked",
        )
    moments = [steps.confirmed_at, steps.acted_at, steps.thanked_at, *(each.at for each in said_back)]
    # On the day of a step it came before it, whatever the time that a day alone stands for.
    return min([moment.at, *(at for at in moments if at)])

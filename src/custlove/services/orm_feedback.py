"""Writing what you asked and what you heard."""

from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from custlove.errors import Refused
from custlove.models.feedback import Ask, Feedback, FeedbackSaidBack
from custlove.rules import feedback as rules
from custlove.rules.moments import Moment
from custlove.services import rows
from custlove.services.orm_touchpoints import Logged, NewTouchpoint, log


class Heard(NamedTuple):
    """What a person said of your work."""

    person_id: int
    kind: str
    text: str
    score: int | None = None
    unasked: bool = False
    uid: str | None = None


def ask(
    session: Session, person_id: int, text: str, channel: str | None, moment: Moment, uid: str | None = None
) -> Ask:
    """You asked a person for feedback."""
    return rows.add(
        session,
        Ask,
        person_id=person_id,
        text=text,
        channel=channel,
        at=moment.at,
        zone=moment.zone,
        day=moment.day,
        uid=uid,
    )


def hear(session: Session, heard: Heard, moment: Moment) -> Feedback:
    """What a person said; it answers their oldest waiting ask unless it came unasked."""
    waiting = None if heard.unasked else waiting_ask(session, heard.person_id, moment)
    return rows.add(
        session,
        Feedback,
        person_id=heard.person_id,
        ask_id=waiting.id if waiting else None,
        kind=heard.kind,
        text=heard.text,
        score=heard.score,
        asked=waiting is not None,
        zone=moment.zone,
        heard_at=moment.at,
        heard_day=moment.day,
        uid=heard.uid,
    )


def waiting_ask(session: Session, person_id: int, moment: Moment) -> Ask | None:
    """The person's oldest ask up to that day that nothing has answered."""
    answered = select(Feedback.ask_id).where(col(Feedback.ask_id).is_not(None))
    asks = select(Ask).where(Ask.person_id == person_id, col(Ask.day) <= moment.day, col(Ask.id).not_in(answered))
    return session.exec(asks.order_by(col(Ask.at), col(Ask.id)).limit(1)).first()


def confirm(session: Session, number: int, moment: Moment, text: str | None, *, agreed: bool | None = None) -> Feedback:
    """Said back to them in your words, and whether they agreed; raises Refused out of order.

    Where they did not agree, the attempt is kept and the loop is where it was.
    """
    feedback = _open(session, number)
    _refuse_done(feedback, "confirmed")
    if feedback.acted_day is not None:
        raise Refused(f"Feedback #{number} was acted on already.", f"What is left: custlove feedback thank {number}")
    if agreed is False:
        return _said_back(session, feedback, moment, text)
    feedback.confirmed_agreed = agreed
    return _step(session, feedback, "confirmed", moment, text)


def act(
    session: Session,
    number: int,
    moment: Moment,
    text: str | None,
    wanted: str | None = None,
    *,
    anyway: bool = False,
) -> Feedback:
    """Made right, with what would make it right in their words.

    Raises Refused where they are unhappy and it was not said back to them yet, unless that was skipped on purpose.
    """
    feedback = _open(session, number)
    _refuse_done(feedback, "acted")
    if feedback.confirmed_day is None and _unhappy(feedback) and not anyway:
        tried = session.exec(select(FeedbackSaidBack).where(FeedbackSaidBack.feedback_id == number)).first()
        raise Refused(
            f"Feedback #{number} was said back, and they have not agreed yet."
            if tried
            else f"Feedback #{number} has not been said back to them yet.",
            f"First: custlove feedback confirm {number} TEXT. To skip that on purpose: --anyway",
        )
    feedback.acted_wanted = wanted
    return _step(session, feedback, "acted", moment, text)


def thank(session: Session, number: int, moment: Moment, text: str | None, *, anyway: bool = False) -> Feedback:
    """Thanked, which closes the loop; where they are unhappy and nothing was done yet, it needs `anyway`."""
    feedback = _open(session, number)
    if feedback.acted_day is None and _unhappy(feedback) and not anyway:
        raise Refused(
            f"Feedback #{number} has not been acted on yet.",
            f"First: custlove feedback act {number} TEXT. To thank them all the same: --anyway",
        )
    return _step(session, feedback, "thanked", moment, text)


def touch(session: Session, feedback: Feedback, channel: str, moment: Moment) -> Logged:
    """Log the touchpoint that the thanks were, a card for instance, and keep its number with the feedback."""
    fields = {"text": feedback.thanked_text or "", "channel": channel, "direction": "out"}
    logged = log(session, NewTouchpoint([feedback.person_id], moment, fields))
    feedback.thanked_touchpoint = logged.id
    session.add(feedback)
    session.flush()
    return logged


def _said_back(session: Session, feedback: Feedback, moment: Moment, text: str | None) -> Feedback:
    at = _after_the_last(session, feedback, moment)
    rows.add(session, FeedbackSaidBack, feedback_id=feedback.id, at=at, day=moment.day, text=text)
    return feedback


def _unhappy(feedback: Feedback) -> bool:
    return rules.unhappy(feedback.kind, feedback.score)


def _open(session: Session, number: int) -> Feedback:
    feedback = rows.get(session, Feedback, number)
    _refuse_done(feedback, "thanked")
    return feedback


def _refuse_done(feedback: Feedback, stage: str) -> None:
    if (day := getattr(feedback, f"{stage}_day")) is not None:
        word = {"thanked": "closed with thanks", "acted": "acted on", "confirmed": "confirmed"}[stage]
        raise Refused(f"Feedback #{feedback.id} was {word} already, on {day}.")


def _step(session: Session, feedback: Feedback, stage: str, moment: Moment, text: str | None) -> Feedback:
    setattr(feedback, f"{stage}_at", _after_the_last(session, feedback, moment))
    setattr(feedback, f"{stage}_day", moment.day)
    setattr(feedback, f"{stage}_text", text)
    session.add(feedback)
    session.flush()
    return feedback


def _after_the_last(session: Session, feedback: Feedback, moment: Moment) -> datetime:
    """The instant of a step; raises Refused where it would come before the one that it follows."""
    tried = select(FeedbackSaidBack).where(FeedbackSaidBack.feedback_id == feedback.id)
    tries = session.exec(tried).all()
    days = (feedback.heard_day, feedback.confirmed_day, feedback.acted_day, *(each.day for each in tries))
    moments = (feedback.heard_at, feedback.confirmed_at, feedback.acted_at, *(each.at for each in tries))
    last_day, last_at = max(day for day in days if day), max(at for at in moments if at)
    if moment.day < last_day or (moment.timed and moment.at < last_at):
        raise Refused(f"Feedback #{feedback.id} had come so far only on {last_day}.", "Name a later day with --on.")
    # A day without a time stands at noon, which may lie before the step it follows.
    return max(moment.at, last_at)

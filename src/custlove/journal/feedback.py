"""Writing what you asked and what you heard."""

from typing import NamedTuple

from sqlmodel import Session, col, select

from custlove.errors import Refused
from custlove.journal import rows
from custlove.journal.models.feedback import Ask, Feedback
from custlove.rules.moments import Moment


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


def confirm(session: Session, number: int, moment: Moment, text: str | None) -> Feedback:
    """Said back to them in your words; raises Refused out of order."""
    feedback = _open(session, number)
    _refuse_done(feedback, "confirmed")
    if feedback.acted_day is not None:
        raise Refused(f"Feedback #{number} was acted on already.", f"What is left: custlove feedback thank {number}")
    return _step(session, feedback, "confirmed", moment, text)


def act(session: Session, number: int, moment: Moment, text: str | None, *, anyway: bool = False) -> Feedback:
    """Made right; raises Refused for criticism not said back to them yet, unless that was skipped on purpose."""
    feedback = _open(session, number)
    _refuse_done(feedback, "acted")
    if feedback.confirmed_day is None and feedback.kind == "criticism" and not anyway:
        raise Refused(
            f"Feedback #{number} has not been said back to them yet.",
            f"First: custlove feedback confirm {number} TEXT. To skip that on purpose: --anyway",
        )
    return _step(session, feedback, "acted", moment, text)


def thank(session: Session, number: int, moment: Moment, text: str | None, *, anyway: bool = False) -> Feedback:
    """Thanked, which closes the loop; criticism that was not acted on needs `anyway`."""
    feedback = _open(session, number)
    if feedback.acted_day is None and feedback.kind == "criticism" and not anyway:
        raise Refused(
            f"Feedback #{number} has not been acted on yet.",
            f"First: custlove feedback act {number} TEXT. To thank them all the same: --anyway",
        )
    return _step(session, feedback, "thanked", moment, text)


def _open(session: Session, number: int) -> Feedback:
    feedback = rows.get(session, Feedback, number)
    _refuse_done(feedback, "thanked")
    return feedback


def _refuse_done(feedback: Feedback, stage: str) -> None:
    if (day := getattr(feedback, f"{stage}_day")) is not None:
        word = {"thanked": "closed with thanks", "acted": "acted on", "confirmed": "confirmed"}[stage]
        raise Refused(f"Feedback #{feedback.id} was {word} already, on {day}.")


def _step(session: Session, feedback: Feedback, stage: str, moment: Moment, text: str | None) -> Feedback:
    last_day = max(day for day in (feedback.heard_day, feedback.confirmed_day, feedback.acted_day) if day)
    last_at = max(at for at in (feedback.heard_at, feedback.confirmed_at, feedback.acted_at) if at)
    if moment.day < last_day or (moment.timed and moment.at < last_at):
        raise Refused(f"Feedback #{feedback.id} had come so far only on {last_day}.", "Name a later day with --on.")
    # A day without a time stands at noon, which may lie before the step it follows.
    setattr(feedback, f"{stage}_at", max(moment.at, last_at))
    setattr(feedback, f"{stage}_day", moment.day)
    setattr(feedback, f"{stage}_text", text)
    session.add(feedback)
    session.flush()
    return feedback

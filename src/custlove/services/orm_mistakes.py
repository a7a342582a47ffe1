"""Writing mistakes, and how they are made right."""

from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, select

from custlove.errors import Refused
from custlove.models.feedback import Feedback
from custlove.models.mistakes import Mistake
from custlove.models.people import Person
from custlove.models.promises import Promise, PromiseMove
from custlove.rules import feedback as loops
from custlove.rules import promises as promised
from custlove.rules.mistakes import STAGES, USUAL_SEVERITY
from custlove.rules.moments import Moment
from custlove.services import rows
from custlove.services.orm_touchpoints import Logged, NewTouchpoint, log

# What takes it to each stage.
_COMMANDS = {"owned": "own {}", "repaired": "repair {} TEXT"}


class NewMistake(NamedTuple):
    """What went wrong on your side, and the promise or the feedback that it is taken over from."""

    person_id: int
    what: str
    severity: int = USUAL_SEVERITY
    promise_id: int | None = None
    feedback_id: int | None = None
    uid: str | None = None


def add(session: Session, new: NewMistake, on: date) -> Mistake:
    """A mistake noticed that day; raises Refused where what it is taken over from cannot be one."""
    if new.promise_id is not None:
        _check_promise(session, new.promise_id, new.person_id, on)
    if new.feedback_id is not None:
        _check_feedback(session, new.feedback_id, new.person_id, on)
    return rows.add(session, Mistake, noticed_on=on, **new._asdict())


def own(session: Session, number: int, on: date, text: str | None, *, anyway: bool = False) -> Mistake:
    """Said sorry, no excuses; after it was repaired only `anyway`."""
    return _step(session, number, "owned", on, text, anyway=anyway)


def repair(session: Session, number: int, on: date, text: str, *, anyway: bool = False) -> Mistake:
    """Made right; raises Refused where it was not owned, unless that was skipped on purpose."""
    return _step(session, number, "repaired", on, text, anyway=anyway)


def follow_up(session: Session, number: int, on: date, text: str | None, *, anyway: bool = False) -> Mistake:
    """Asked how it is since, which closes it; raises Refused where it was not repaired, unless `anyway`."""
    return _step(session, number, "followed_up", on, text, anyway=anyway)


def touch(session: Session, mistake: Mistake, channel: str, moment: Moment) -> Logged:
    """Log the touchpoint that a follow-up was, a card for instance, and keep its number with the mistake."""
    fields = {"text": mistake.followed_up_text or "", "channel": channel, "direction": "out"}
    logged = log(session, NewTouchpoint([mistake.person_id], moment, fields))
    mistake.followed_up_touchpoint = logged.id
    session.add(mistake)
    session.flush()
    return logged


def _step(session: Session, number: int, stage: str, on: date, text: str | None, *, anyway: bool) -> Mistake:
    mistake = rows.get(session, Mistake, number)
    _check_order(mistake, stage, anyway=anyway)
    last = max(day for day in (mistake.noticed_on, mistake.owned_on, mistake.repaired_on) if day)
    if on < last:
        raise Refused(f"Mistake #{number} had come so far only on {last}.", "Name a later day with --on.")
    setattr(mistake, f"{stage}_on", on)
    setattr(mistake, f"{stage}_text", text)
    session.add(mistake)
    session.flush()
    return mistake


def _check_order(mistake: Mistake, stage: str, *, anyway: bool) -> None:
    done = {step: day for step in STAGES[1:] if (day := getattr(mistake, f"{step}_on")) is not None}
    for step in ("followed_up", stage):
        if step in done:
            raise Refused(
                f"Mistake #{mistake.id} was {_words(step)} already, on {done[step]}.",
                "To take that back: custlove history, then custlove undo NUMBER",
            )
    before = STAGES[1 : STAGES.index(stage)]
    if before and before[-1] not in done and not anyway:
        first = next(step for step in before if step not in done)
        raise Refused(
            f"Mistake #{mistake.id} has not been {_words(first)} yet.",
            f"First: custlove mistake {_COMMANDS[first].format(mistake.id)}. To skip that on purpose: --anyway",
        )
    if stage == "owned" and "repaired" in done and not anyway:
        raise Refused(
            f"Mistake #{mistake.id} was repaired already.",
            f"What is left: custlove mistake followup {mistake.id}. To say sorry all the same: --anyway",
        )


def _words(stage: str) -> str:
    return stage.replace("_", " ")


def _check_promise(session: Session, number: int, person_id: int, on: date) -> None:
    promise = rows.get(session, Promise, number)
    if promise.by != "mine":
        raise Refused(f"Promise #{number} was theirs, so it is no mistake of yours.")
    _check_whose(session, f"Promise #{number}", promise.person_id, person_id)
    standing = promised.standing(_facts(session, promise), on)
    if not (standing.broken_once or standing.state in ("broken", "kept_late")):
        raise Refused(
            f"Promise #{number} is no broken one: on {on} it was {_words(standing.state)}.",
            "A mistake of another kind: custlove mistake add WHO TEXT",
        )
    _check_taken(session, "promise", number)


def _facts(session: Session, promise: Promise) -> promised.PromiseFacts:
    moves = select(PromiseMove).where(PromiseMove.promise_id == promise.id)
    moved = session.exec(moves.order_by(col(PromiseMove.moved_on), col(PromiseMove.id)))
    return promised.PromiseFacts(
        promise.made_on,
        promise.due_on,
        promise.kept_on,
        promise.released_on,
        tuple(promised.PromiseMove(each.moved_on, each.from_due, each.to_due) for each in moved),
    )


def _check_feedback(session: Session, number: int, person_id: int, on: date) -> None:
    feedback = rows.get(session, Feedback, number)
    _check_whose(session, f"Feedback #{number}", feedback.person_id, person_id)
    if not loops.unhappy(feedback.kind, feedback.score):
        raise Refused(f"Feedback #{number} is {_article(feedback.kind)}, no criticism.")
    if feedback.heard_day > on:
        raise Refused(f"Feedback #{number} was heard only on {feedback.heard_day}.", "Name a later day with --on.")
    _check_taken(session, "feedback", number)


def _check_whose(session: Session, what: str, whose: int, person_id: int) -> None:
    if whose != person_id:
        person = rows.get(session, Person, whose)
        raise Refused(f"{what} belongs to {person.name}.", f"Like this: custlove mistake add {person.handle} …")


def _check_taken(session: Session, noun: str, number: int) -> None:
    column = Mistake.promise_id if noun == "promise" else Mistake.feedback_id
    taken = session.exec(select(Mistake).where(col(column) == number)).first()
    if taken is not None:
        raise Refused(
            f"{noun.capitalize()} #{number} is mistake #{taken.id} already, “{taken.what}”.",
            "How far it has come: custlove mistake list --all",
        )


def _article(kind: str) -> str:
    return "an idea" if kind == "idea" else kind

"""Writing down a look back: what became of the intentions, and the new ones."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from custlove.errors import Refused
from custlove.models.reviews import Intention, Review
from custlove.rules.reviews import MOST_INTENTIONS
from custlove.services import rows


def add(session: Session, since: date, on: date, intentions: Sequence[str]) -> Review:
    """A look back over the days from `since` to `on`, with what you intend next.

    Raises Refused for more than three new intentions, those of the same day counted in.
    """
    today = session.exec(select(Intention).where(col(Intention.made_on) == on)).all()
    if len(today) + len(intentions) > MOST_INTENTIONS:
        raise Refused(
            f"More than {MOST_INTENTIONS} intentions at once are none: there would be {len(today) + len(intentions)}.",
            "Choose the ones that matter most; the next review asks again.",
        )
    review = rows.add(session, Review, day=on, since=since)
    for text in intentions:
        rows.add(session, Intention, review_id=review.id, text=text, made_on=on)
    return review


def settle(session: Session, number: int, outcome: str, on: date, note: str | None = None) -> Intention:
    """Say what became of an intention; raises Refused where that is said already, or before it was made."""
    intention = rows.get(session, Intention, number)
    if intention.outcome is not None:
        raise Refused(
            f"Intention #{number} is settled since {intention.settled_on}: {intention.outcome}.",
            "To take that back: custlove undo",
        )
    if on < intention.made_on:
        raise Refused(f"Intention #{number} was made only on {intention.made_on}.")
    intention.outcome, intention.settled_on, intention.note = outcome, on, note  # type: ignore[assignment]
    session.add(intention)
    session.flush()
    return intention

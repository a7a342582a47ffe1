"""Writing what you know of people."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import text as sql
from sqlmodel import Session, col, select

from custlove.errors import Refused
from custlove.models.facts import Fact
from custlove.models.touchpoints import Touchpoint
from custlove.services import rows


class NewFact(NamedTuple):
    """What is known: of whom, of which kind, in which words, from which touchpoint."""

    person_id: int
    kind: str
    text: str
    touchpoint_id: int | None = None
    uid: str | None = None


def add(session: Session, new: NewFact, on: date) -> Fact:
    """A fact known from that day on; raises Refused where the touchpoint it comes from was later."""
    if new.touchpoint_id is not None:
        source = rows.get(session, Touchpoint, new.touchpoint_id)
        if source.day > on:
            raise Refused(
                f"Touchpoint #{source.id} was on {source.day}, so nothing of it was known on {on}.",
                "Without --on a fact is as old as its touchpoint.",
            )
    return rows.add(session, Fact, day=on, **new._asdict())


def supersede(session: Session, number: int, text: str, on: date) -> Fact:
    """A new fact in the place of another; raises Refused where that one does not hold any more, or not yet."""
    before = _holding(session, number, on)
    return rows.add(session, Fact, person_id=before.person_id, kind=before.kind, text=text, day=on, supersedes=number)


def resolve(session: Session, number: int, on: date, text: str | None) -> Fact:
    """A fact that is settled that day; raises Refused where it does not hold any more, or not yet."""
    fact = _holding(session, number, on)
    fact.resolved_on, fact.resolved_text = on, text
    session.add(fact)
    session.flush()
    return fact


def _holding(session: Session, number: int, on: date) -> Fact:
    fact = rows.get(session, Fact, number)
    if fact.resolved_on is not None:
        raise Refused(
            f"Fact #{number} was resolved on {fact.resolved_on} already.",
            "To take that back: custlove history, then custlove undo NUMBER",
        )
    later = session.exec(select(Fact).where(col(Fact.supersedes) == number)).first()
    if later is not None:
        raise Refused(
            f"Fact #{number} was superseded by #{later.id} on {later.day} already.",
            f"If that has changed in its turn: custlove fact supersede {later.id} TEXT",
        )
    if on < fact.day:
        raise Refused(f"Fact #{number} is known only since {fact.day}.", "Name a later day with --on.")
    return fact


# A fact keeps the day that it has where it was resolved or superseded, or took another's place, on the wrong side of
# the new one.
_FOLLOWS = """
UPDATE fact SET day = :to
WHERE touchpoint_id = :touchpoint AND day = :before AND coalesce(resolved_on >= :to, 1)
  AND NOT EXISTS (SELECT 1 FROM fact AS later WHERE later.supersedes = fact.id AND later.day < :to)
  AND NOT EXISTS (SELECT 1 FROM fact AS earlier WHERE earlier.id = fact.supersedes AND earlier.day > :to)
"""


def redate_from(session: Session, touchpoint: int, before: date, to: date) -> None:
    """Let the facts that are as old as their touchpoint follow it to another day."""
    days = {"touchpoint": touchpoint, "before": before.isoformat(), "to": to.isoformat()}
    session.connection().execute(sql(_FOLLOWS), days)
    session.expire_all()

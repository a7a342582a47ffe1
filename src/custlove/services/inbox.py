"""Writing what becomes of the inbox."""

from datetime import date

from sqlmodel import Session

from custlove.errors import Refused
from custlove.models.imports import Inbox
from custlove.services import rows


def waiting(session: Session, number: int) -> Inbox:
    """What waits under that number; raises NotFound, and Refused where it is settled."""
    row = rows.get(session, Inbox, number)
    if row.taken_on is not None or row.dropped_on is not None:
        how, on = ("taken", row.taken_on) if row.taken_on else ("dropped", row.dropped_on)
        raise Refused(f"#{number} of the inbox was {how} on {on}.", "To take that back: custlove undo")
    return row


def drop(session: Session, number: int, day: date) -> None:
    """It is nobody's, and will not be asked about again; raises NotFound, and Refused where it is settled."""
    row = waiting(session, number)
    row.dropped_on = day
    session.add(row)
    session.flush()

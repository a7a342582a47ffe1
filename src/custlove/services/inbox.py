"""What waits in the inbox: dropped."""

from datetime import date
from typing import NamedTuple

from custlove.errors import Refused
from custlove.services.change import Change
from custlove.store import rows


class _Row(NamedTuple):
    taken_on: date | None
    dropped_on: date | None


def check_waits(change: Change, number: int) -> None:
    """Raise NotFound where nothing has that number, and Refused where it was settled."""
    row = rows.get(change.connection, "inbox", _Row, number)
    settled_on = row.taken_on or row.dropped_on
    if settled_on is not None:
        how = "taken" if row.taken_on else "dropped"
        raise Refused(f"#{number} of the inbox was {how} on {settled_on}.", "To take that back: custlove undo")


def drop(change: Change, number: int) -> None:
    """Have it wait no more, and never come in again; raises NotFound, and Refused where it is settled."""
    check_waits(change, number)
    rows.update(change.connection, "inbox", number, {"dropped_on": change.today})

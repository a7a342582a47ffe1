"""Taking a change back: a change of its own."""

from pathlib import Path
from typing import Any, NamedTuple

from custlove.reports.lists import history
from custlove.reports.lists.history import Origin
from custlove.rules.moments import Moment
from custlove.store import reading
from custlove.store import undo as store
from custlove.store.file import LOCK_TIMEOUT


class Undone(NamedTuple):
    """The change that was taken back, the number of the change that did it, and what it all began with."""

    change: store.UndoableChange
    number: int
    origin: Origin

    def data(self) -> dict[str, Any]:
        """What --json answers."""
        return {"id": self.number, "undoes": self.change.id, "command": self.change.command}


def undo(path: Path, number: int | None, stamp: Moment, command: str, timeout: float = LOCK_TIMEOUT) -> Undone:
    """Reverse a change of a journal, the last one that stands unless numbered; `stamp` is when. `timeout` in seconds.

    Raises NotFound for a number never given, and Refused where later changes rest on it; nothing is changed then.
    """
    change, made = store.in_file(path, timeout, number, stamp.at, stamp.zone, command)
    with reading.reading(path, timeout) as connection:
        return Undone(change, made, history.origin(connection, change.id))

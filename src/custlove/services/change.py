"""A change being written: what every service is given."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from custlove.dates import say_day
from custlove.errors import Refused
from custlove.rules.moments import Moment
from custlove.store import file, history, transaction

if TYPE_CHECKING:
    from custlove.config import Settings


class Discarded(Exception):
    """Ends a change that is not to be kept: nothing was new, everything was so already, or it was a dry run."""


class Change(NamedTuple):
    """A change being written: the connection, its number in the history, the moment asked about, the settings.

    Whoever opens it brings moment and settings: a service reads no clock.
    """

    connection: sqlite3.Connection
    number: int
    now: datetime
    settings: "Settings"

    @property
    def today(self) -> date:
        """The day asked about."""
        return self.now.date()

    def past(self, when: date | Moment) -> None:
        """Raise Refused for what is in the future; only past events can be recorded."""
        day = when.day if isinstance(when, Moment) else when
        if day > self.today or (isinstance(when, Moment) and when.timed and when.at > self.now):
            raise Refused(
                f"{say_day(day, self.today)} is in the future; only past events can be recorded.",
                "For a future date use: custlove followup add, or custlove promise add --by",
            )

    def keep(self, *, when: bool) -> None:
        """Have the change come to nothing unless the condition holds; raises Discarded, which whoever opened it awaits.

        It is called last, inside the block of the change.
        """
        if not when:
            raise Discarded


@contextmanager
def writing(
    path: Path,
    stamp: Moment,
    command: str,
    now: datetime,
    settings: "Settings",
    timeout: float = file.LOCK_TIMEOUT,
    ending: Callable[[sqlite3.Connection, int], None] = transaction.nothing,
) -> Iterator[Change]:
    """Open the journal for one change and commit it at the end; anything raised inside leaves the file as it was.

    `stamp` is when it is written, `command` what the history says of it. `timeout` in seconds; `ending` as
    `transaction.writing` says. Raises Discarded where
    nothing was changed: nothing that cannot be undone stands in the history.
    """
    with transaction.writing(path, stamp.at, stamp.zone, command, timeout, ending) as (connection, number):
        change = Change(connection, number, now, settings)
        yield change
        change.keep(when=history.has_rows(connection, number))

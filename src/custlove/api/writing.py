"""What every function of the Python way in stands on: the change it writes, the days and references it is given."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from custlove.clock import Clock
from custlove.errors import Refused
from custlove.plain import plain
from custlove.schema.vocabulary import Channel
from custlove.services.change import Change
from custlove.services.workflow import Step
from custlove.store import reading

if TYPE_CHECKING:
    from sqlmodel import Session

# What stands for one thing: its reference, `p12`, or its number, `12`; or WHO and a word of its text.
Ref = int | str | Sequence[str]
# When something was: a day, or a moment (in the user's zone unless it has one); now where None.
When = date | datetime | None
# What a function answers: the object that the command prints under --json.
Json = dict[str, Any]


class Writing:
    """A journal that may be written to, by its functions alone."""

    def __init__(
        self, session: "Session", connection: sqlite3.Connection, clock: Clock, change: Change | None = None
    ) -> None:
        self.session = session
        self.connection = connection
        self._clock = clock
        self._change = change

    @contextmanager
    def writing(self) -> Iterator[Change]:
        """The change of this journal, its connection open for writing meanwhile; raises Refused where it only reads."""
        if self._change is None:
            raise only_reads()
        reading.unlock(self.connection)
        try:
            yield self._change
        finally:
            reading.lock(self.connection)
            # What was loaded before may not be so any more.
            self.session.expire_all()

    def _day(self, on: When) -> date:
        return self._clock.moment_of(on).day

    def _step(
        self, ref: Ref, text: str | None, on: When, channel: Channel | None = None, *, anyway: bool = False
    ) -> Step:
        return Step((*words(ref), *((text,) if text else ())), self._clock.moment_of(on), channel, anyway)


def words(ref: Ref) -> tuple[str, ...]:
    """The words of a reference, as they would be typed."""
    if isinstance(ref, int):
        return (str(ref),)
    return (ref,) if isinstance(ref, str) else tuple(ref)


def json(answer: object) -> Json:
    """What a service answered, as the command prints it under --json."""
    data: Json = plain(answer)
    return data


def only_reads() -> Refused:
    """The refusal of whatever would write to a journal that is open for reading."""
    return Refused(
        "This journal is open read-only.", 'To write, describe the change: open_journal(path, write="my script")'
    )


def only_writes() -> Refused:
    """The refusal of rows that are made or changed by hand."""
    return Refused(
        "Rows cannot be written by hand: the session of the journal is read-only.",
        "Use the functions of the journal, such as journal.log or journal.keep_promise.",
    )

"""The journal from a program of one's own: `with custlove.open_journal() as journal:`.

Reading takes no write lock and cannot change anything. Writing is one change of the history, under the words that
the caller gives, kept when the block ends and taken back by `custlove undo`; anything raised inside leaves the
journal as it was.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from custlove import paths
from custlove.clock import Clock
from custlove.errors import UsageError
from custlove.models.days import SpecialDay
from custlove.models.facts import Fact
from custlove.models.feedback import Ask, Feedback, FeedbackSaidBack
from custlove.models.follow_ups import FollowUp, FollowUpSnooze
from custlove.models.imports import Imported, Inbox
from custlove.models.ladder import RungMove
from custlove.models.mistakes import Mistake
from custlove.models.people import CircleChoice, Person, PersonDetail
from custlove.models.promises import Promise, PromiseMove
from custlove.models.purchases import Purchase
from custlove.models.relations import Introduction, Link
from custlove.models.reviews import Intention, Review
from custlove.models.rituals import Ritual, RitualEvent
from custlove.models.touchpoints import Touchpoint, TouchpointPerson, TouchpointTag
from custlove.reports.people import lookup
from custlove.services import rows, session
from custlove.store.file import LOCK_TIMEOUT

if TYPE_CHECKING:
    import sqlite3

    from sqlmodel import Session, SQLModel

    Row = TypeVar("Row", bound=SQLModel)

# Inside the class its name is that of an attribute.
_Person = Person


class Journal:
    """An open journal: its session, its plain connection for SQL, and its tables as SQLModel classes."""

    Ask = Ask
    CircleChoice = CircleChoice
    Fact = Fact
    Feedback = Feedback
    FeedbackSaidBack = FeedbackSaidBack
    FollowUp = FollowUp
    FollowUpSnooze = FollowUpSnooze
    Imported = Imported
    Inbox = Inbox
    Intention = Intention
    Introduction = Introduction
    Link = Link
    Mistake = Mistake
    Person = Person
    PersonDetail = PersonDetail
    Promise = Promise
    PromiseMove = PromiseMove
    Purchase = Purchase
    Review = Review
    Ritual = Ritual
    RitualEvent = RitualEvent
    RungMove = RungMove
    SpecialDay = SpecialDay
    Touchpoint = Touchpoint
    TouchpointPerson = TouchpointPerson
    TouchpointTag = TouchpointTag

    def __init__(self, path: Path, session: "Session", connection: "sqlite3.Connection") -> None:
        self.path = path
        self.session = session
        self.connection = connection

    def person(self, words: str) -> _Person:
        """The person whom words mean, as on the command line; raises NotFound or Ambiguous."""
        return rows.get(self.session, Person, lookup.one(self.connection, words).id)

    def add(self, model: "type[Row]", **values: Any) -> "Row":
        """A new row, checked, numbered and with an identity, unlike one that is made by hand; raises UsageError."""
        return rows.add(self.session, model, **values)


@contextmanager
def open_journal(
    path: str | os.PathLike[str] | None = None, *, write: str | None = None, timeout: float = LOCK_TIMEOUT
) -> Iterator[Journal]:
    """Open a journal: that of the command line unless another is named; read-only unless `write` says what is done.

    `write` is what the history will say (`custlove history`). `timeout`, in seconds, is how long to wait for another
    program. Raises NoSuchFile, NotAJournal, NoPermission, Locked; an older journal is upgraded, with a backup.
    """
    place = Path(paths.expanded(os.fspath(path))) if path is not None else Path(paths.journal(os.environ))
    if write is None:
        with session.reading(place, timeout) as (opened, connection):
            yield Journal(place, opened, connection)
        return
    if not write.strip():
        raise UsageError("write= is empty: the history has to say what was done.")
    with session.writing(place, Clock(os.environ).clock_stamp, write, timeout) as change:
        yield Journal(place, change.session, change.connection)

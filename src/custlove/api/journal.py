"""An open journal: what writes to it, a session and a plain connection to read with, its tables as classes."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from custlove import paths
from custlove.api.contacts import ContactFunctions
from custlove.api.listening import ListeningFunctions
from custlove.api.occasions import OccasionFunctions
from custlove.api.people import PeopleFunctions
from custlove.api.writing import only_reads, only_writes
from custlove.clock import Clock
from custlove.errors import UsageError
from custlove.models import reading as sessions
from custlove.models.days import SpecialDay
from custlove.models.facts import Fact
from custlove.models.feedback import Ask, Feedback, FeedbackSaidBack
from custlove.models.follow_ups import FollowUp, FollowUpSnooze
from custlove.models.imports import Imported, Inbox
from custlove.models.ladder import RungMove, RungStay
from custlove.models.mistakes import Mistake
from custlove.models.people import Absence, CircleChoice, FormerName, LetBe, Membership, Person, PersonDetail
from custlove.models.promises import Promise, PromiseMove
from custlove.models.purchases import Purchase
from custlove.models.relations import Introduction, Link
from custlove.models.reviews import Intention, Review
from custlove.models.rituals import Ritual, RitualEvent
from custlove.models.touchpoints import Touchpoint, TouchpointPerson, TouchpointTag
from custlove.reports.people import lookup
from custlove.services import change as changes
from custlove.services.change import Change
from custlove.store import reading
from custlove.store.file import LOCK_TIMEOUT

if TYPE_CHECKING:
    from sqlmodel import Session

# Inside the class its name is that of an attribute.
_Person = Person


class Journal(PeopleFunctions, ContactFunctions, ListeningFunctions, OccasionFunctions):
    """An open journal: its functions write; its session, and its plain connection for SQL, read."""

    Ask = Ask
    CircleChoice = CircleChoice
    Fact = Fact
    Feedback = Feedback
    FeedbackSaidBack = FeedbackSaidBack
    FollowUp = FollowUp
    FollowUpSnooze = FollowUpSnooze
    Imported = Imported
    FormerName = FormerName
    Absence = Absence
    Membership = Membership
    Inbox = Inbox
    Intention = Intention
    Introduction = Introduction
    LetBe = LetBe
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
    RungStay = RungStay
    SpecialDay = SpecialDay
    Touchpoint = Touchpoint
    TouchpointPerson = TouchpointPerson
    TouchpointTag = TouchpointTag

    def __init__(
        self, path: Path, session: "Session", connection: sqlite3.Connection, clock: Clock, change: Change | None = None
    ) -> None:
        super().__init__(session, connection, clock, change)
        self.path = path

    def person(self, words: str) -> _Person:
        """The person whom words mean, as on the command line; raises NotFound or Ambiguous."""
        return self.session.get_one(_Person, lookup.one(self.connection, words).id)


@contextmanager
def open_journal(
    path: str | os.PathLike[str] | None = None, *, write: str | None = None, timeout: float = LOCK_TIMEOUT
) -> Iterator[Journal]:
    """Open a journal: that of the command line unless another is named; read-only unless `write` says what is done.

    `write` is what the history will say (`custlove history`). `timeout`, in seconds, is how long to wait for another
    program. Raises NoSuchFile, NotAJournal, NoPermission, Locked; an older journal is upgraded, with a backup.
    """
    place = Path(paths.expanded(os.fspath(path))) if path is not None else Path(paths.journal(os.environ))
    clock = Clock(os.environ)
    if write is None:
        with reading.reading(place, timeout) as connection, sessions.session_on(connection, only_reads()) as session:
            yield Journal(place, session, connection, clock)
        return
    if not write.strip():
        raise UsageError("write= is empty: it has to describe the change for the history.")
    with (
        suppress(changes.Discarded),
        changes.writing(place, clock.clock_stamp, write, clock.now, clock.settings, timeout) as change,
        sessions.session_on(change.connection, only_writes()) as session,
        reading.locked(change.connection),
    ):
        yield Journal(place, session, change.connection, clock, change)

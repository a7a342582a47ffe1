"""Records of a file restored into the journal, all in one change: in bulk, with the people that they name."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from custlove.rules.guard import Patience
from custlove.services.restore.ladder import Guard
from custlove.services.restore.named_people import NamedPeople
from custlove.store import bulk as bulks

if TYPE_CHECKING:
    from custlove.services.change import Change
    from custlove.store.bulk import Bulk


class RestoreRecords(NamedTuple):
    """How records are to be restored: whether people whom they name are added if they are not there yet."""

    add_unknown: bool = False


class Target(NamedTuple):
    """What records are restored into: the rows on their way, the people they name, the guard before the harmful rungs.

    The modules of this room, a noun each, put the rows.
    """

    bulk: "Bulk"
    people: NamedPeople
    guard: Guard

    def finish(self) -> None:
        """Write what has waited for the end of the records; raises WrongRows."""
        self.people.settle()
        self.bulk.flush()
        self.people.settle_circles()


@contextmanager
def restoring(change: "Change", asked: RestoreRecords) -> Iterator[Target]:
    """Restore records as part of a change; anything raised inside leaves the journal as it was before.

    What is put is written by `bulk.flush`, the last of it by `finish`.
    """
    with bulks.writing(change.connection, change.number) as bulk:
        guard = Guard(Patience.of(change.settings.numbers), change.today)
        yield Target(bulk, NamedPeople(bulk, add_unknown=asked.add_unknown), guard)

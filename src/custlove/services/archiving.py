"""People are archived and restored; what is open with them may be let go."""

from datetime import date
from typing import Any, NamedTuple

from custlove.errors import Refused
from custlove.plain import plain
from custlove.reports.people import lookup, open_between
from custlove.reports.people import people as report
from custlove.reports.people.open_between import OpenItem
from custlove.reports.people.people import Person
from custlove.services import let_go
from custlove.services.change import Change
from custlove.store import rows


class ArchivePerson(NamedTuple):
    """Whom to archive (WHO), from which day on; `let_go`: why all that is open with them is let go, None: it is not."""

    who: str
    on: date
    let_go: str | None = None


class PersonArchived(NamedTuple):
    """The person as they stand, and what was open with them; `let_go`: it was let go, for that reason."""

    person: Person
    open: tuple[OpenItem, ...] = ()
    let_go: str | None = None

    def data(self) -> dict[str, Any]:
        """The person as JSON gives them, with what was open."""
        items = [{**plain(each), "ref": each.ref if each.kind != "ask" else None} for each in self.open]
        return {**plain(self.person), "open": items, "let_go": self.let_go}


class RestorePerson(NamedTuple):
    """Whom to bring back (WHO), on which day."""

    who: str
    on: date


class _Row(NamedTuple):
    id: int
    handle: str
    name: str
    added_on: date
    archived_on: date | None


def archive(change: Change, asked: ArchivePerson) -> PersonArchived:
    """Archive a person from that day on: nothing is suggested for them. Raises Refused.

    What is owed still counts, unless it is let go in the same change. Of somebody who is archived already, more can be
    let go.
    """
    change.past(asked.on)
    person = _called(change, asked.who)
    if person.archived_on is not None and asked.let_go is None:
        raise Refused(f"{person.name} was archived on {person.archived_on} already.")
    if asked.on < person.added_on:
        raise Refused(f"{person.name} was added only on {person.added_on}.")
    still = tuple(open_between.everything(change.connection, person.id, change.today))
    if asked.let_go is not None:
        let_go.close(change, still, asked.on, asked.let_go)
    if person.archived_on is None:
        rows.update(change.connection, "person", person.id, {"archived_on": asked.on})
    return PersonArchived(_standing(change, person.id), still, asked.let_go)


def restore(change: Change, asked: RestorePerson) -> Person:
    """Bring an archived person back; as of the days between they stay away. Raises Refused."""
    change.past(asked.on)
    person = _called(change, asked.who, archived=True)
    if person.archived_on is None:
        raise Refused(f"{person.name} is not archived.")
    if asked.on < person.archived_on:
        raise Refused(f"{person.name} was archived only on {person.archived_on}.", "Name a later day with --on.")
    if person.archived_on < asked.on:
        away = {"archived_on": person.archived_on, "restored_on": asked.on}
        rows.add(change.connection, "absence", person_id=person.id, **away)
    rows.update(change.connection, "person", person.id, {"archived_on": None})
    return _standing(change, person.id)


def _called(change: Change, who: str, *, archived: bool = False) -> _Row:
    return rows.get(change.connection, "person", _Row, lookup.one(change.connection, who, archived=archived).id)


def _standing(change: Change, number: int) -> Person:
    return report.one(change.connection, number, change.settings.cadences, change.today)

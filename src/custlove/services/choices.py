"""Circle and rhythm for those who came by an import and were never in touch: who is not chosen for is not told of."""

from collections.abc import Sequence
from typing import NamedTuple

from custlove.reports.people.people import Person
from custlove.schema.vocabulary import Circle
from custlove.services import people
from custlove.services.change import Change


class PersonChoice(NamedTuple):
    """The circle and the rhythm (as the journal keeps it) for a person (WHO); None: not chosen."""

    who: str
    circle: Circle | None = None
    every: str | None = None


def choose(change: Change, asked: Sequence[PersonChoice]) -> tuple[Person, ...]:
    """Give people circles and rhythms from today on, all or nobody; raises NotFound, Ambiguous."""
    return tuple(people.edit(change, people.EditPerson(each.who, change.today, _fields(each))) for each in asked)


def _fields(asked: PersonChoice) -> people.PersonFields:
    fields = people.PersonFields()
    if asked.circle is not None:
        fields["circle"] = asked.circle
    if asked.every is not None:
        fields["every"] = asked.every
    return fields

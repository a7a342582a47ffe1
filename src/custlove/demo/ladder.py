"""Who moved on the ladder of the sample, and whose circle was chosen."""

from collections.abc import Iterator
from typing import NamedTuple

from custlove.demo.telling import Calendar, Step
from custlove.schema.vocabulary import Circle, Rung
from custlove.services import ladder, people


class Climbed(NamedTuple):
    """A move on the ladder."""

    ago: int
    who: str
    rung: Rung
    why: str


class Chosen(NamedTuple):
    """A circle chosen for somebody."""

    ago: int
    who: str
    circle: Circle


MOVES = (
    Climbed(300, "lupe", "customer", "bought a day of my time"),
    Climbed(213, "lupe", "client", "third piece of work, each one larger"),
    Climbed(196, "amara", "supporter", "spoke for me at the chamber of trade, unasked"),
    Climbed(188, "soren", "customer", "the taproom"),
    Climbed(155, "tomas", "client", "asks before he decides"),
    Climbed(150, "layla", "supporter", "tells her clients why it is one form"),
    Climbed(140, "minh", "client", "three warehouses, steady work"),
    Climbed(130, "oksana", "supporter", "wrote about the work in her yearly letter"),
    Climbed(119, "lupe", "supporter", "took me along to her talk"),
    Climbed(109, "amara", "advocate", "sent Tomáš, Lupe and now Greta's board"),
    Climbed(100, "viktor", "toxic", "three ways held out, none taken; the staff dread his calls"),
    Climbed(96, "yuki", "customer", "no work in hand since the page went live"),
    Climbed(62, "lupe", "advocate", "sent me Inês"),
    Climbed(56, "ondrej", "customer", "orders in his own name"),
    Climbed(103, "rohan", "customer", "fewer letters for now"),
    Climbed(18, "ines", "customer", "the first shop"),
)

CIRCLES = (Chosen(152, "lupe", "close"), Chosen(114, "viktor", "arms-length"))


def steps(calendar: Calendar) -> Iterator[Step]:
    """Each move as a step."""
    yield from (_moved(each, calendar) for each in MOVES)
    yield from (_chosen(each, calendar) for each in CIRCLES)


def _moved(each: Climbed, calendar: Calendar) -> Step:
    asked = ladder.MoveOnLadder(each.who, each.rung, calendar.day(each.ago), each.why)
    return Step(each.ago, lambda told: ladder.move(told.change, asked))


def _chosen(each: Chosen, calendar: Calendar) -> Step:
    asked = people.EditPerson(each.who, calendar.day(each.ago), {"circle": each.circle})
    return Step(each.ago, lambda told: people.edit(told.change, asked))

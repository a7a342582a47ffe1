"""Who sent whom in the sample, and who knows whom."""

from collections.abc import Iterator
from typing import NamedTuple

from custlove.demo.telling import Calendar, Step
from custlove.services import introductions, links


class Sent(NamedTuple):
    """`by` sent somebody."""

    ago: int
    by: str
    who: str
    text: str | None = None


class Knows(NamedTuple):
    """Two people who know each other, as what."""

    ago: int
    who: str
    other: str
    kind: str


INTRODUCTIONS = (
    Sent(354, "amara", "tomas", "brought him to lunch"),
    Sent(329, "amara", "lupe", "at the opening of the second shop"),
    Sent(282, "tomas", "oksana", "his neighbour"),
    Sent(112, "lupe", "greta", "after her talk at the museum"),
    Sent(63, "lupe", "ines", "gave her my number"),
)
LINKS = (
    Knows(149, "tomas", "ondrej", "father and son"),
    Knows(156, "minh", "tomas", "has his order board in her warehouse"),
    Knows(231, "layla", "rohan", "is his patient"),
)


def steps(calendar: Calendar) -> Iterator[Step]:
    """Each introduction and each link as a step."""
    yield from (_sent(each, calendar) for each in INTRODUCTIONS)
    yield from (_linked(each, calendar) for each in LINKS)


def _sent(each: Sent, calendar: Calendar) -> Step:
    asked = introductions.AddIntroduction(each.by, each.who, calendar.day(each.ago), each.text)
    return Step(each.ago, lambda told: introductions.add(told.change, asked))


def _linked(each: Knows, calendar: Calendar) -> Step:
    asked = links.AddLink(each.who, each.other, each.kind, calendar.day(each.ago))
    return Step(each.ago, lambda told: links.add(told.change, asked))

"""What is known of the people of the sample, how it changed, and their days."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from custlove.demo.telling import Calendar, Step, Told
from custlove.schema.vocabulary import FactKind
from custlove.services import days, facts


class Known(NamedTuple):
    """A fact; `then` are those that took its place one after the other, `resolved` what became of the last."""

    ago: int
    who: str
    kind: FactKind
    text: str
    then: tuple[tuple[int, str], ...] = ()
    resolved: tuple[int, str] | None = None


class Anniversary(NamedTuple):
    """A day that matters: in so many days, for the so many-th time; just once without `turns`."""

    ago: int
    who: str
    what: str
    in_days: int
    turns: int | None = None


FACTS = (
    Known(
        360, "amara", "need", "somebody who answers the telephone",
        then=((303, "a week in which nobody covers for two"), (52, "a deputy who may decide")),
    ),
    Known(360, "amara", "life", "two daughters; the elder plays the cello"),
    Known(110, "amara", "vision", "a third shop that does not need her"),
    Known(338, "tomas", "preference", "never before ten"),
    Known(338, "tomas", "challenge", "cannot say no to an old customer"),
    Known(149, "tomas", "vision", "his son's name over the door"),
    Known(40, "tomas", "life", "learns to dance, says it is for his back"),
    Known(
        340, "minh", "need", "a night shift that knows what the day promised",
        resolved=(176, "one page, read aloud at ten"),
    ),
    Known(141, "minh", "need", "three warehouses that work the same way", then=((9, "the page in two languages"),)),
    Known(297, "minh", "life", "swims before the early shift"),
    Known(329, "lupe", "challenge", "prices bowls as if she were sorry", resolved=(214, "raised them; nobody left")),
    Known(112, "lupe", "vision", "a guild that sets its own prices"),
    Known(26, "lupe", "life", "built a kiln with her brother"),
    Known(317, "layla", "need", "one form instead of three", resolved=(151, "clients answer in one day")),
    Known(74, "layla", "vision", "her book, printed and bound"),
    Known(299, "yuki", "preference", "a message, no calls"),
    Known(244, "oksana", "challenge", "volunteers who do not come a second time", resolved=(92, "fourteen came back")),
    Known(20, "oksana", "need", "a second shift that hears what the first one learned"),
    Known(259, "rohan", "need", "fewer empty chairs", then=((104, "larger rooms with the same two at the desk"),)),
    Known(16, "rohan", "life", "his father lives with them now"),
    Known(239, "soren", "challenge", "two people, two booking books"),
    Known(60, "ines", "need", "a till that two shops can share", then=((4, "a list for three good people"),)),
    Known(149, "ondrej", "challenge", "his father watches", then=((57, "drawing what he can cut"),)),
)  # fmt: skip

DAYS = (
    Anniversary(329, "amara", "her first shop", 12, 20),
    Anniversary(149, "tomas", "the workshop was founded", -140, 90),
    Anniversary(97, "lupe", "the guild was founded", 50, 3),
    Anniversary(18, "ines", "her second shop opens", 24),
)


def steps(calendar: Calendar) -> Iterator[Step]:
    """Each fact, what became of it, and each day as steps."""
    for each in FACTS:
        yield from _steps(each, calendar)
    yield from (_day(each, calendar) for each in DAYS)


def _steps(each: Known, calendar: Calendar) -> Iterator[Step]:
    def add(told: Told) -> None:
        asked = facts.AddFact(each.who, each.kind, each.text, calendar.day(each.ago))
        told.remember(each.text, facts.add(told.change, asked).fact.id)

    yield Step(each.ago, add)
    yield from (_changed(before, after, calendar) for before, after in pairwise(((each.ago, each.text), *each.then)))
    if resolved := each.resolved:
        ago, words = resolved
        yield Step(ago, partial(_resolved, text=each.text, words=words, on=calendar.day(ago)))


def _changed(before: tuple[int, str], after: tuple[int, str], calendar: Calendar) -> Step:
    ago, text = after

    def supersede(told: Told) -> None:
        changed = facts.supersede(told.change, facts.SupersedeFact(told.ref(before[1], text), calendar.day(ago))).fact
        told.remember(text, changed.id)

    return Step(ago, supersede)


def _resolved(told: Told, text: str, words: str, on: date) -> None:
    facts.resolve(told.change, facts.ResolveFact(told.ref(text, words), on))


def _day(each: Anniversary, calendar: Calendar) -> Step:
    day = calendar.ahead(each.in_days)
    # A day that comes every year is told by the year in which it was first.
    year = day.year - (each.turns or 0)
    written = f"{year}-{day:%m-%d}"
    asked = days.AddDay(each.who, each.what, written, calendar.day(each.ago), each.turns is not None)
    return Step(each.ago, lambda told: days.add(told.change, asked))

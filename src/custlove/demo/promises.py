"""The promises of the sample, yours and theirs."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from custlove.demo.telling import Calendar, Step, Told
from custlove.schema.vocabulary import Side
from custlove.services import promises


class Moved(NamedTuple):
    """A promise agreed anew: when, until when, why."""

    ago: int
    to: int
    why: str


class Promised(NamedTuple):
    """A promise and what became of it."""

    ago: int
    who: str
    due: int
    what: str
    by: Side = "mine"
    moves: tuple[Moved, ...] = ()
    kept: int | None = None
    extra: str | None = None
    released: int | None = None
    why: str | None = None


PROMISES = (
    Promised(346, "amara", 336, "a plan for the first four weeks", kept=346, extra="with a page for the staff"),
    Promised(326, "minh", 305, "a shift book that fits one page", kept=299),
    Promised(317, "layla", 296, "the price form, cut down", moves=(Moved(303, 222, "she was travelling"),), kept=222),
    Promised(305, "lupe", 284, "what others charge for a bowl", kept=284),
    Promised(299, "yuki", 259, "the enquiry page, first version", kept=252),
    Promised(288, "viktor", 270, "a telephone list for his tenants", kept=274),
    Promised(259, "rohan", 224, "two hundred letters, sorted", kept=231, extra="and the nine best rewritten"),
    Promised(251, "minh", 240, "every change announced a day before", kept=240),
    Promised(239, "soren", 215, "a sketch of the taproom page", moves=(Moved(211, 195, "I was ill"),), kept=195),
    Promised(205, "oksana", 190, "badges, printed and cut", kept=190, extra="with ribbons from Amara"),
    Promised(201, "amara", 180, "thirty minutes for her cousin", kept=186),
    Promised(189, "soren", 130, "a second round for the bar staff", released=142, why="the sister has it in hand"),
    Promised(149, "ondrej", 128, "three workshops worth a visit", kept=133),
    Promised(110, "amara", 88, "a guide for the market stall", kept=95),
    Promised(66, "greta", 45, "the two fields that are needed", kept=50),
    Promised(46, "rohan", 20, "a bid for the new rooms", kept=20),
    Promised(33, "soren", 12, "the booking page, put right", moves=(Moved(8, -6, "waiting for his photographs"),)),
    Promised(20, "oksana", 8, "her idea on one page", kept=12),
    Promised(16, "rohan", 3, "the appointment letters"),
    Promised(9, "minh", -2, "the page in two languages", moves=(Moved(5, -9, "her translator is away"),)),
    Promised(8, "tomas", -4, "photographs of the hand-over day"),
    Promised(4, "ines", 0, "a price for the second shop"),
    Promised(4, "ines", -13, "a list for the three at the till"),
    Promised(354, "tomas", 340, "a morning in the workshop", "theirs", kept=340),
    Promised(
        349, "ewan", 305, "last year's visitor numbers", "theirs", released=312, why="he had other things to carry"
    ),
    Promised(329, "lupe", 305, "a free day in her studio", "theirs", kept=305),
    Promised(288, "viktor", 280, "the tenants' complaints", "theirs", kept=274),
    Promised(231, "rohan", 215, "answers from the two dentists", "theirs", kept=220),
    Promised(176, "minh", 150, "error counts by shift", "theirs", moves=(Moved(160, 140, "new software"),), kept=140),
    Promised(40, "tomas", 6, "last year's complaints", "theirs"),
    Promised(18, "ines", -1, "a key to the shop", "theirs"),
    Promised(9, "minh", -8, "names of the night crew", "theirs"),
)


def steps(calendar: Calendar) -> Iterator[Step]:
    """Each promise, and what became of it, as steps."""
    for each in PROMISES:
        yield from _steps(each, calendar)


def _steps(each: Promised, calendar: Calendar) -> Iterator[Step]:
    made, due = calendar.day(each.ago), calendar.day(each.due)

    def add(told: Told) -> None:
        added = promises.add(told.change, promises.AddPromise(each.who, each.what, made, due, each.by))
        told.remember(each.what, added.promise.id)

    yield Step(each.ago, add)
    yield from (_moved(each.what, move, calendar) for move in each.moves)
    if (kept := each.kept) is not None:
        yield Step(kept, partial(_kept, each=each, on=calendar.day(kept)))
    if (released := each.released) is not None:
        yield Step(released, partial(_released, each=each, on=calendar.day(released)))


def _moved(what: str, each: Moved, calendar: Calendar) -> Step:
    on, to = calendar.day(each.ago), calendar.day(each.to)

    def move(told: Told) -> None:
        promises.move(told.change, promises.MovePromise(told.ref(what), on, to, each.why))

    return Step(each.ago, move)


def _kept(told: Told, each: Promised, on: date) -> None:
    promises.keep(told.change, promises.KeepPromise(told.ref(each.what), on, each.extra))


def _released(told: Told, each: Promised, on: date) -> None:
    promises.release(told.change, promises.ReleasePromise(told.ref(each.what), on, each.why))

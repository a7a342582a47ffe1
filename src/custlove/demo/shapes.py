"""What the sample is told in. Days are counted back from the day it is made: 3 is three days ago, -3 in three days."""

from typing import NamedTuple


class Somebody(NamedTuple):
    """A person's card; `birthday_in` is a birthday that is always near: in so many days, turning so many years."""

    handle: str
    name: str
    ago: int
    rung: str
    nickname: str | None = None
    organisation: str | None = None
    role: str | None = None
    birthday: str | None = None
    birthday_in: tuple[int, int] | None = None
    met: str | None = None
    zone: str | None = None
    channel: str | None = None
    every: str | None = None
    circle: str | None = None
    notes: str | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    archived: int | None = None


class Touch(NamedTuple):
    """A touchpoint; `who` are handles joined by commas."""

    ago: int
    who: str
    channel: str
    text: str
    felt: int | None = None
    energy: int | None = None
    minutes: int | None = None
    direction: str = "both"
    wow: bool = False
    tags: tuple[str, ...] = ()


class Again(NamedTuple):
    """A follow-up, with the day it was put off and until when, or the day it was done without a touchpoint."""

    ago: int
    who: str
    due: int
    why: str
    snoozed: tuple[int, int] | None = None
    done: int | None = None


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
    by: str = "mine"
    moves: tuple[Moved, ...] = ()
    kept: int | None = None
    extra: str | None = None
    released: int | None = None
    why: str | None = None


class Asked(NamedTuple):
    """You asked for feedback."""

    ago: int
    who: str
    channel: str
    text: str


class Heard(NamedTuple):
    """What somebody said of the work, and the steps of its loop: when, in which words."""

    ago: int
    who: str
    kind: str
    text: str
    score: int | None = None
    unasked: bool = False
    confirmed: tuple[int, str] | None = None
    acted: tuple[int, str] | None = None
    thanked: tuple[int, str] | None = None


class Climbed(NamedTuple):
    """A move on the ladder."""

    ago: int
    who: str
    rung: str
    why: str

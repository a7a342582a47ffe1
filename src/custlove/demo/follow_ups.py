"""What one comes back to in the sample."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from custlove.demo.telling import Calendar, Step, Told
from custlove.services import follow_ups


class Again(NamedTuple):
    """A follow-up, with the day it was put off and until when, or the day it was done without a touchpoint."""

    ago: int
    who: str
    due: int
    why: str
    snoozed: tuple[int, int] | None = None
    done: int | None = None


FOLLOW_UPS = (
    Again(346, "amara", 331, "hear how the first weeks went"),
    Again(326, "minh", 311, "does the shift book hold?", done=309),
    Again(281, "oksana", 244, "ask about the volunteers"),
    Again(222, "layla", 200, "one form: count the days"),
    Again(189, "soren", 174, "is the taproom page live?", done=173),
    Again(156, "tomas", 149, "how does Ondřej see it?"),
    Again(97, "lupe", -33, "a word at the end of her busy season"),
    Again(74, "layla", 17, "ask for the first chapter", snoozed=(16, -5)),
    Again(13, "greta", -6, "has the library board met?"),
    Again(60, "ines", 52, "show her Amara's shop"),
    Again(32, "soren", 9, "look at the booking page"),
    Again(20, "oksana", -10, "did the second shift start?"),
    Again(13, "oksana", 0, "a day for the badges"),
    Again(8, "tomas", -12, "how is it, not being in charge?"),
    Again(4, "ines", -20, "count the queue again"),
)


def steps(calendar: Calendar) -> Iterator[Step]:
    """Each follow-up, and what became of it, as steps."""
    for each in FOLLOW_UPS:
        yield from _steps(each, calendar)


def _steps(each: Again, calendar: Calendar) -> Iterator[Step]:
    made, due = calendar.day(each.ago), calendar.day(each.due)

    def add(told: Told) -> None:
        added = follow_ups.add(told.change, follow_ups.AddFollowUps([each.who], each.why, made, due))
        told.remember(each.why, added.follow_ups[0].id)

    def snooze(told: Told, on: date, until: date) -> None:
        follow_ups.snooze(told.change, follow_ups.SnoozeFollowUp(told.ref(each.why), on, until))

    def finish(told: Told, on: date) -> None:
        follow_ups.done(told.change, follow_ups.FinishFollowUp(told.ref(each.why), on))

    yield Step(each.ago, add)
    if each.snoozed is not None:
        on, until = map(calendar.day, each.snoozed)
        yield Step(each.snoozed[0], partial(snooze, on=on, until=until))
    if (done := each.done) is not None:
        yield Step(done, partial(finish, on=calendar.day(done)))

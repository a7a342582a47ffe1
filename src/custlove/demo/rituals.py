"""The moments that come again in the sample."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from custlove.demo.telling import Calendar, Step, Told
from custlove.rules.recurrence import Rule
from custlove.schema.vocabulary import Channel
from custlove.services import rituals, touchpoints


class Recurring(NamedTuple):
    """A ritual every so many weeks: the day that is due or was missed, and what was said each time before.

    The last of `kept` is the time just before `due`, the one before it that before, and so on.
    """

    who: str
    what: str
    due: int
    weeks: int
    channel: Channel
    kept: tuple[str, ...]
    paused: int | None = None


RITUALS = (
    Recurring(
        "tomas",
        "coffee at the workbench",
        -13,
        4,
        "in-person",
        ("He talked about his first master.", "Ondřej made the coffee.", "Talked about letting go, and about glue."),
    ),
    Recurring("minh", "a walk with the night shift", 7, 4, "in-person", ("Cold, loud, and they laugh a lot.",)),
    Recurring(
        "ewan", "a dram on the telephone", 119, 8, "call", ("He read me the first page of the log.",), paused=118
    ),
)


def steps(calendar: Calendar) -> Iterator[Step]:
    """Each ritual, and each time that it was kept, as steps."""
    for each in RITUALS:
        yield from _steps(each, calendar)


def _steps(each: Recurring, calendar: Calendar) -> Iterator[Step]:
    due = calendar.day(each.due)
    days = [due - timedelta(weeks=each.weeks * times) for times in range(len(each.kept), 0, -1)]

    def add(told: Told) -> None:
        rule = str(Rule("WEEKLY", each.weeks))
        added = rituals.add(told.change, rituals.AddRitual(each.who, each.what, rule, days[0], days[0]))
        told.remember(each.what, added.ritual.id)

    def keep(told: Told, at: int) -> None:
        fields = touchpoints.TouchpointFields(
            text=each.kept[at], channel=each.channel, felt=4, energy=1, minutes=30
        )  # fmt: skip
        moment, person = calendar.moment_on(days[at], at), told.numbers[each.who]
        logged = touchpoints.write(told.change, touchpoints.NewTouchpoint([person], moment, fields))
        rituals.keep_by(told.change, told.numbers[each.what], days[at], logged.id)

    yield Step(calendar.ago(days[0]), add)
    for at, day in enumerate(days):
        yield Step(calendar.ago(day), partial(keep, at=at))
    if (paused := each.paused) is not None:
        on = calendar.day(paused)
        yield Step(paused, lambda told: rituals.pause(told.change, told.ref(each.what), on))

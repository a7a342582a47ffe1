"""Writing the sample into a new journal, with the journal's own verbs, in a handful of changes."""

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

from custlove import config
from custlove.demo import (
    facts,
    feedback,
    follow_ups,
    ladder,
    mistakes,
    people,
    promises,
    purchases,
    reviews,
    rituals,
    ties,
    touchpoints,
)
from custlove.demo.telling import Calendar, Step, Told
from custlove.demo.touchpoints import LAST
from custlove.rules.moments import Moment
from custlove.schema.vocabulary import FELT
from custlove.services import session as sessions
from custlove.services.change import Change
from custlove.store import file

# On one day, in this order: a touchpoint closes what was due before it and opens what comes after; a mistake may be
# of a promise or of something heard; who has bought moves up.
_NOUNS = (
    touchpoints,
    rituals,
    facts,
    feedback,
    follow_ups,
    promises,
    mistakes,
    purchases,
    ties,
    ladder,
    reviews,
    people,
)
# The year in chapters: each a change of the history, up to so many days ago.
_CHAPTERS = (
    ("demo (the first half of the year)", 180),
    ("demo (the second half)", 28),
    ("demo (the last four weeks)", 2),
)


def write(path: Path, today: date, stamp: Moment, timeout: float = file.LOCK_TIMEOUT) -> None:
    """Tell the sample year up to `today` in the empty journal at `path`; `stamp` is when the history has it written."""
    calendar = Calendar(today, ZoneInfo(stamp.zone))
    numbers: dict[str, int] = {}
    with _telling(path, stamp, "demo (the people)", timeout) as told:
        people.add(told._replace(numbers=numbers), calendar)
    steps = sorted(_steps(calendar), key=lambda step: -step.ago)
    before = 1 + max(step.ago for step in steps)
    for command, until in (*_CHAPTERS, (_last(calendar), 0)):
        with _telling(path, stamp, command, timeout) as told:
            for step in steps:
                if until <= step.ago < before:
                    # Each is written on its own day, which knows nothing of what came after.
                    then = calendar.moment(step.ago).at.astimezone(calendar.zone)
                    step.write(told._replace(numbers=numbers, change=told.change._replace(now=then)))
        before = until


@contextmanager
def _telling(path: Path, stamp: Moment, command: str, timeout: float) -> Iterator[Told]:
    with sessions.writing(path, stamp, command, timeout) as writing:
        now = stamp.at.astimezone(ZoneInfo(stamp.zone))
        yield Told(Change(writing.connection, writing.change, now, config.defaults()), writing.session, {})


def _steps(calendar: Calendar) -> Iterator[Step]:
    return chain.from_iterable(noun.steps(calendar) for noun in _NOUNS)


def _last(calendar: Calendar) -> str:
    options = ("--on", calendar.day(LAST.ago).isoformat(), "--channel", LAST.channel, "--felt", FELT[LAST.felt or 3])
    return shlex.join(("log", LAST.who, LAST.text, *options))

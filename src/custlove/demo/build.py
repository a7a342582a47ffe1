"""Writing the sample into a new journal, with the journal's own verbs, in a handful of changes."""

import shlex
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, time
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

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
from custlove.services import change as changes
from custlove.store import file

if TYPE_CHECKING:
    from custlove.config import Settings

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


def write(path: Path, now: datetime, stamp: Moment, settings: "Settings", timeout: float = file.LOCK_TIMEOUT) -> None:
    """Tell the sample year up to `now` in the empty journal at `path`; `stamp` is when the history has it written."""
    calendar = Calendar(now.date(), ZoneInfo(stamp.zone))
    numbers: dict[str, int] = {}
    with changes.writing(path, stamp, "demo (the people)", now, settings, timeout) as change:
        people.add(Told(change, numbers), calendar)
    steps = sorted(_steps(calendar), key=lambda step: -step.ago)
    before = 1 + max(step.ago for step in steps)
    for command, until in (*_CHAPTERS, (_last(calendar), 0)):
        # A chapter may be empty.
        with suppress(changes.Discarded), changes.writing(path, stamp, command, now, settings, timeout) as change:
            for step in steps:
                if until <= step.ago < before:
                    # Each is written on its own day, which knows nothing of what came after.
                    then = datetime.combine(calendar.ahead(-step.ago), time.max, calendar.zone)
                    step.write(Told(change._replace(now=then), numbers))
        before = until


def _steps(calendar: Calendar) -> Iterator[Step]:
    return chain.from_iterable(noun.steps(calendar) for noun in _NOUNS)


def _last(calendar: Calendar) -> str:
    options = ("--on", calendar.day(LAST.ago).isoformat(), "--channel", LAST.channel, "--felt", FELT[LAST.felt or 3])
    return shlex.join(("log", LAST.who, LAST.text, *options))

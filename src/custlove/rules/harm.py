"""Bad endings and attempts, judged fairly (idea E3): counted in days, next to what you owed on each of them.

Whoever is upset because you failed them is right. DESIGN.md section 2 says what a bad ending and an attempt are; the
numbers stand in rules/thresholds.py.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from custlove.rules.promises import PromiseFacts
from custlove.rules.thresholds import USUAL

KIND = USUAL["leaving.kind"]
SPAN = timedelta(days=USUAL["ladder.span_days"])
_ANSWER = timedelta(days=USUAL["ladder.answer_days"])
_NOTED = timedelta(days=USUAL["ladder.noted_days"])
_DISPUTED = timedelta(days=USUAL["ladder.disputed_days"])


class Ending(NamedTuple):
    """How somebody left you on a day, 1 to 5: the kindest word of the day."""

    on: date
    felt: int


class Owing(NamedTuple):
    """What you owed somebody: from a day on, up to the last day on which you did; None: to this day."""

    since: date
    until: date | None


class Wrongs(NamedTuple):
    """Your side: what you owed and when, and the days on which you noted a criticism or a mistake."""

    owed: Sequence[Owing] = ()
    noted: Sequence[date] = ()


def endings(felt: Iterable[tuple[date, int]]) -> list[Ending]:
    """How each day ended, oldest first, from all that was noted of them."""
    kindest: dict[date, int] = {}
    for on, each in felt:
        kindest[on] = max(each, kindest.get(on, each))
    return [Ending(*each) for each in sorted(kindest.items())]


def speaks(on: date, wrongs: Wrongs, today: date) -> bool:
    """Whether a bad ending of a day speaks against them, by what is known on another day.

    It does not if you owed them something on its day, or noted a criticism or a mistake in the seven days after it.
    """
    if any(each.since <= on and (each.until is None or each.until >= on) for each in wrongs.owed):
        return False
    return not any(on < each <= min(on + _NOTED, today) for each in wrongs.noted)


def promise_owed(facts: PromiseFacts) -> list[Owing]:
    """When a promise of yours was owed: from its due day on, if it was settled or moved later than that or never."""
    owed = [Owing(move.from_due, move.on) for move in facts.moves if move.late]
    settled = facts.kept_on or facts.released_on
    if settled is None or settled > facts.due_on:
        owed.append(Owing(facts.due_on, settled))
    return owed


def criticism_owed(
    heard: date, thanked: date | None, disputed: Sequence[date] = (), agreed: date | None = None
) -> list[Owing]:
    """When a criticism was owed an answer: until the thanks, but no longer than it may be disputed.

    `disputed` are the days on which it was said back and they did not agree; each gives two weeks more, and `agreed`,
    on which they did or you acted on it, takes it up again.
    """
    if not disputed:
        return [Owing(heard, thanked)]
    first, *later = sorted(disputed)
    spans = [Owing(heard, first + _DISPUTED), *(Owing(back, back + _DISPUTED) for back in later)]
    owed = [each._replace(until=_earlier(each.until, thanked)) for each in spans]
    return owed if agreed is None else [*owed, Owing(agreed, thanked)]


def disputed_too_long(disputed: date | None, today: date) -> bool:
    """Whether a criticism that was said back last on a day, without their agreement, is owed no more."""
    return disputed is not None and today > disputed + _DISPUTED


class Attempts(NamedTuple):
    """The days on which you tried to reach them and they had a week to answer; the last one that still waits."""

    days: Sequence[date]
    waiting: date | None = None

    def enough(self, wanted: int) -> bool:
        """Whether there are so many of them, over two weeks or more where there are several."""
        return len(self.days) >= wanted and (wanted <= 1 or self.days[-1] - self.days[0] >= SPAN)


def attempts(reached_out: Iterable[date], today: date) -> Attempts:
    """The attempts as of a day, from the days on which you reached out to them alone."""
    days = sorted({each for each in reached_out if each <= today})
    counted = [each for each in days if answer_by(each) <= today]
    return Attempts(counted, days[-1] if days[len(counted) :] else None)


def answer_by(attempt: date) -> date:
    """The day from which on an attempt counts."""
    return attempt + _ANSWER


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((each for each in (one, other) if each is not None), default=None)

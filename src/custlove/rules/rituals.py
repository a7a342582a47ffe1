"""How a ritual stands on a day, and which of its days something settles (idea A10).

A ritual has days, those of its rule. Keeping or skipping it settles one of them and with it all before it:

- Kept on a day, it settles every day of the ritual up to then. Kept early, it settles the next one too, if that is
  nearer than the one before; the first one has one before it as if the ritual had always been.
- Skipped, it settles what has come up and is not settled, and if nothing has, the next one.

A day that is past, not settled and in no pause was missed. A pause reaches from its day up to the day before it ends.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, islice, takewhile
from typing import NamedTuple

from custlove.rules import occurrences, recurrence

STATES = ("due", "missed", "coming", "paused", "over")
# Missed so often, it does not matter any more how often: one more than is told.
MOST_MISSED = 21


class Event(NamedTuple):
    """What became of it: `kept`, `skipped`, `paused` or `resumed`; `occurrence` is the last day that it settled."""

    kind: str
    on: date
    occurrence: date | None = None


class Facts(NamedTuple):
    """What is written down of a ritual; events in their order."""

    rule: str
    starts_on: date
    added_on: date
    events: Sequence[Event] = ()


class RitualStanding(NamedTuple):
    """How a ritual stands on a day.

    `missed` is counted up to MOST_MISSED. `next_on` is the first day from today on that nothing has settled, None
    in a pause or when the rule is over.
    """

    state: str
    next_on: date | None
    last_kept_on: date | None
    missed: int
    missed_since: date | None
    paused_on: date | None


class _Pause(NamedTuple):
    since: date
    until: date | None


def standing(facts: Facts, today: date) -> RitualStanding:
    """How a ritual stands on a day, from what was dated up to then."""
    known = _known(facts, today)
    missed = list(islice(takewhile(today.__gt__, _open(known, date.min)), MOST_MISSED))
    paused = paused_on(known)
    next_on = next(_open(known, today), None)
    kept = [each.on for each in known.events if each.kind == "kept"]
    return RitualStanding(
        state=_state(today, next_on, paused, missed),
        next_on=next_on,
        last_kept_on=max(kept, default=None),
        missed=len(missed),
        missed_since=missed[0] if missed else None,
        paused_on=paused,
    )


def _state(today: date, next_on: date | None, paused: date | None, missed: Sequence[date]) -> str:
    if paused is not None:
        return "paused"
    if next_on == today:
        return "due"
    return "missed" if missed else "coming" if next_on else "over"


def due_from(facts: Facts) -> date | None:
    """The first day that nothing has settled, by all that is written down; None while it is paused or over."""
    return next(_open(facts, date.min), None) if paused_on(facts) is None else None


def kept(facts: Facts, on: date) -> date | None:
    """The last day that keeping it on `on` settles; None if there is none."""
    course = _course(facts)
    before = occurrences.before(course, on)
    following = next(occurrences.days(course, on + timedelta(days=1)), None)
    if following is not None and (before is None or following - on < on - before):
        return following
    return before if before and before >= facts.starts_on else None


def skipped(facts: Facts, on: date) -> date | None:
    """The last day that skipping it on `on` settles, as it stood then; None if nothing is left."""
    come_up = occurrences.up_to(_course(facts), on)
    following = next(_open(_known(facts, on), date.min), None)
    return come_up if come_up and following and following <= come_up else following


def paused_on(facts: Facts, today: date = date.max) -> date | None:
    """Since when it is paused, by what is dated up to a day, all unless given; None if it is not."""
    facts = _known(facts, today)
    return next((each.since for each in _pauses(facts) if each.until is None), None)


def _known(facts: Facts, today: date) -> Facts:
    return facts._replace(events=[each for each in facts.events if each.on <= today])


def _course(facts: Facts) -> occurrences.Course:
    return occurrences.course(recurrence.parse(facts.rule), facts.starts_on)


def _open(facts: Facts, since: date) -> Iterator[date]:
    """The days from `since` on that nothing has settled and that are in no pause."""
    course = _course(facts)
    settled = max((each.occurrence for each in facts.events if each.occurrence), default=date.min)
    first = max(since, facts.added_on, settled + timedelta(days=1) if settled > date.min else date.min)
    return chain.from_iterable(_between(course, *window) for window in _windows(first, _pauses(facts)))


def _between(course: occurrences.Course, first: date, until: date | None) -> Iterator[date]:
    days = occurrences.days(course, first)
    return days if until is None else takewhile(until.__gt__, days)


def _windows(first: date, pauses: Sequence[_Pause]) -> Iterator[tuple[date, date | None]]:
    """The stretches from a day on that are in no pause; the last one has no end."""
    for pause in pauses:
        if first < pause.since:
            yield first, pause.since
        if pause.until is None:
            return
        first = max(first, pause.until)
    yield first, None


def _pauses(facts: Facts) -> list[_Pause]:
    pauses: list[_Pause] = []
    for each in facts.events:
        paused = bool(pauses) and pauses[-1].until is None
        if each.kind == "paused" and not paused:
            pauses.append(_Pause(each.on, None))
        elif each.kind == "resumed" and paused:
            pauses[-1] = _Pause(pauses[-1].since, each.on)
    return pauses

"""Writing the sample into a new journal, with the journal's own verbs, in a handful of changes."""

import shlex
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from custlove.demo import lives
from custlove.demo.people import PEOPLE
from custlove.demo.shapes import Again, Asked, Climbed, Heard, Moved, Promised, Somebody, Touch
from custlove.journal import feedback, follow_ups, ladder, people, promises, touchpoints
from custlove.journal import session as sessions
from custlove.rules.moments import Moment
from custlove.rules.words import FELT
from custlove.store import file
from custlove.zones import settle

if TYPE_CHECKING:
    from sqlmodel import Session

_FRIDAY = 4
# The year in chapters: each a change of the history, up to so many days ago.
_CHAPTERS = (
    ("demo (the first half of the year)", 180),
    ("demo (the second half)", 28),
    ("demo (the last four weeks)", 2),
)


class Calendar(NamedTuple):
    """Days and moments of a story that ends on a day."""

    today: date
    zone: ZoneInfo

    def day(self, ago: int) -> date:
        """The working day so many days ago, or ahead: Friday for a weekend past, Monday for one to come."""
        day = self.today - timedelta(days=ago)
        beyond = day.weekday() - _FRIDAY
        if beyond <= 0 or ago == 0:
            return day
        return day - timedelta(days=beyond) if ago > 0 else day + timedelta(days=3 - beyond)

    def moment(self, ago: int) -> Moment:
        """Some time in the working hours of that day, always the same."""
        day = self.day(ago)
        clock = time(9 + ago * 5 % 9, ago * 7 % 4 * 15)
        return Moment(settle(day, clock, self.zone), day, self.zone.key)


class _Step(NamedTuple):
    """One thing to write, on its day."""

    ago: int
    write: Callable[["Session", dict[str, int]], object]


def write(path: Path, today: date, stamp: Moment, timeout: float = file.LOCK_TIMEOUT) -> None:
    """Tell the sample year up to `today` in the empty journal at `path`; `stamp` is when the history has it written."""
    calendar = Calendar(today, ZoneInfo(stamp.zone))
    ids: dict[str, int] = {}
    with sessions.writing(path, stamp, "demo (the people)", timeout) as change:
        for somebody in PEOPLE:
            ids[somebody.handle] = _add(change.session, somebody, calendar)
    steps = sorted(_steps(calendar), key=lambda step: -step.ago)
    before = 1 + max(step.ago for step in steps)
    for command, until in (*_CHAPTERS, (_last(calendar), 0)):
        with sessions.writing(path, stamp, command, timeout) as change:
            for step in steps:
                if until <= step.ago < before:
                    step.write(change.session, ids)
        before = until


def _last(calendar: Calendar) -> str:
    last = lives.LAST
    options = ("--on", calendar.day(last.ago).isoformat(), "--channel", last.channel, "--felt", FELT[last.felt or 3])
    return shlex.join(("log", last.who, last.text, *options))


def _add(session: "Session", somebody: Somebody, calendar: Calendar) -> int:
    known = ("nickname", "organisation", "role", "met", "zone", "channel", "every", "circle", "notes")
    fields = {column: getattr(somebody, column) for column in known}
    fields["birthday"] = somebody.birthday or _birthday(somebody, calendar.today)
    details = people.Details(somebody.emails, somebody.phones, somebody.tags)
    new = people.NewPerson(somebody.name, somebody.handle, somebody.rung, fields, details)
    return people.number(people.add(session, new, calendar.day(somebody.ago)))


def _birthday(somebody: Somebody, today: date) -> str | None:
    if somebody.birthday_in is None:
        return None
    in_days, turns = somebody.birthday_in
    day = today + timedelta(days=in_days)
    return f"{day.year - turns}-{day:%m-%d}"


def _steps(calendar: Calendar) -> Iterator[_Step]:
    # On one day, in this order: a touchpoint closes what was due before it and opens what comes after.
    yield from (_touch(each, calendar) for each in (*lives.TOUCHES, lives.LAST))
    yield from (_ask(each, calendar) for each in lives.ASKS)
    yield from chain.from_iterable(_heard(each, calendar) for each in lives.FEEDBACK)
    yield from chain.from_iterable(_again(each, calendar) for each in lives.FOLLOW_UPS)
    yield from chain.from_iterable(_promised(each, calendar) for each in lives.PROMISES)
    yield from (_climbed(each, calendar) for each in lives.MOVES)
    yield from (_archived(each, each.archived, calendar) for each in PEOPLE if each.archived is not None)


def _touch(each: Touch, calendar: Calendar) -> _Step:
    columns = ("channel", "direction", "text", "felt", "energy", "minutes", "wow")
    fields = {column: getattr(each, column) for column in columns}

    def log(session: "Session", ids: dict[str, int]) -> None:
        with_whom = [ids[handle] for handle in each.who.split(",")]
        touchpoints.log(session, touchpoints.NewTouchpoint(with_whom, calendar.moment(each.ago), fields, each.tags))

    return _Step(each.ago, log)


def _ask(each: Asked, calendar: Calendar) -> _Step:
    moment = calendar.moment(each.ago)
    return _Step(each.ago, lambda session, ids: feedback.ask(session, ids[each.who], each.text, each.channel, moment))


def _heard(each: Heard, calendar: Calendar) -> Iterator[_Step]:
    number: list[int] = []

    def hear(session: "Session", ids: dict[str, int]) -> None:
        heard = feedback.Heard(ids[each.who], each.kind, each.text, each.score, each.unasked)
        number.append(feedback.hear(session, heard, calendar.moment(each.ago)).id or 0)

    yield _Step(each.ago, hear)
    for step, verb in ((each.confirmed, feedback.confirm), (each.acted, feedback.act), (each.thanked, feedback.thank)):
        if step is not None:
            yield _loop_step(number, step, verb, calendar)


def _loop_step(number: list[int], step: tuple[int, str], verb: Callable[..., object], calendar: Calendar) -> _Step:
    ago, words = step
    return _Step(ago, lambda session, _: verb(session, number[0], calendar.moment(ago), words))


def _again(each: Again, calendar: Calendar) -> Iterator[_Step]:
    number: list[int] = []
    made, due = calendar.day(each.ago), calendar.day(each.due)

    def add(session: "Session", ids: dict[str, int]) -> None:
        number.append(follow_ups.add(session, ids[each.who], made, due, each.why).id or 0)

    yield _Step(each.ago, add)
    if each.snoozed is not None:
        on, until = map(calendar.day, each.snoozed)
        yield _Step(each.snoozed[0], lambda session, _: follow_ups.snooze(session, number[0], on, until))
    if (done := each.done) is not None:
        yield _Step(done, lambda session, _: follow_ups.done(session, number[0], calendar.day(done)))


def _promised(each: Promised, calendar: Calendar) -> Iterator[_Step]:
    number: list[int] = []
    made, due = calendar.day(each.ago), calendar.day(each.due)

    def add(session: "Session", ids: dict[str, int]) -> None:
        number.append(promises.add(session, ids[each.who], each.what, each.by, made, due).id or 0)

    yield _Step(each.ago, add)
    yield from (_moved(number, move, calendar) for move in each.moves)
    if (kept := each.kept) is not None:
        yield _Step(kept, lambda session, _: promises.keep(session, number[0], calendar.day(kept), each.extra))
    if (released := each.released) is not None:
        yield _Step(released, lambda session, _: promises.release(session, number[0], calendar.day(released), each.why))


def _moved(number: list[int], each: Moved, calendar: Calendar) -> _Step:
    on, to = calendar.day(each.ago), calendar.day(each.to)
    return _Step(each.ago, lambda session, _: promises.move(session, number[0], on, to, each.why))


def _climbed(each: Climbed, calendar: Calendar) -> _Step:
    day = calendar.day(each.ago)
    return _Step(each.ago, lambda session, ids: ladder.move(session, ids[each.who], each.rung, day, each.why))


def _archived(each: Somebody, ago: int, calendar: Calendar) -> _Step:
    return _Step(ago, lambda session, ids: people.archive(session, ids[each.handle], calendar.day(ago)))

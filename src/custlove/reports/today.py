"""What you owe people today."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from custlove.reports.lists import asks, days, feedback, follow_ups, promises
from custlove.reports.lists.asks import Ask
from custlove.reports.lists.days import Day
from custlove.reports.lists.feedback import Feedback
from custlove.reports.lists.follow_ups import FollowUp
from custlove.reports.lists.promises import Promise
from custlove.reports.people import candidates, never_in_touch, overdue_contact
from custlove.reports.people.overdue_contact import GoneQuiet
from custlove.rules.cadence import Cadence
from custlove.rules.thresholds import USUAL, value
from custlove.schema import predicates

if TYPE_CHECKING:
    # Loaded only on a day on which there is one.
    from custlove.reports.journal_wide.weekly import Weekly
    from custlove.reports.ladder import Moved
    from custlove.reports.lists.intentions import Intention
    from custlove.reports.lists.mistakes import Mistake
    from custlove.reports.lists.rituals import Ritual
    from custlove.reports.people.ease_off import EaseOff
    from custlove.reports.people.returns import Returned
    from custlove.reports.people.satisfaction import LeftLow


_NEWS = timedelta(days=USUAL["today.news_days"] - 1)
# What stands aside in `today`: nobody waits for it.
_ASIDE = ("today", "intentions", "inbox", "weekly", "moves", "never_in_touch")


class Today(NamedTuple):
    """What is owed on a day, section by section in the order in which it is shown (DESIGN.md sections 5 and 6)."""

    today: date
    broken_promises: list[Promise]
    promises_due: list[Promise]
    overdue_follow_ups: list[FollowUp]
    follow_ups_due: list[FollowUp]
    open_feedback: list[Feedback]
    open_mistakes: "list[Mistake]"
    left_low: "list[LeftLow]"
    rituals: "list[Ritual]"
    days: list[Day]
    gone_quiet: list[GoneQuiet]
    ease_off: "list[EaseOff]"
    asks: list[Ask]
    intentions: "list[Intention]"
    inbox: int = 0
    weekly: "Weekly | None" = None
    returns: "tuple[Returned, ...]" = ()
    moves: "tuple[Moved, ...]" = ()
    never_in_touch: int = 0

    @property
    def things(self) -> int:
        """How many things need you: not who moved, what you intend, or what can wait in the inbox."""
        return sum(len(section) for name, section in self._asdict().items() if name not in _ASIDE)


def today(
    connection: sqlite3.Connection,
    cadences: Mapping[str, Cadence],
    now: datetime,
    ahead: int = 0,
    numbers: Mapping[str, int] = USUAL,
) -> Today:
    """What is owed on the day of `now`, and what falls due in the `ahead` days after it, by the numbers that are set.

    Important days are told `today.days_ahead` days before, or more where more is asked for.
    """
    on = now.date()
    until = on + timedelta(days=ahead)
    coming = on + timedelta(days=max(ahead, value(numbers, "today.days_ahead")))
    promised = promises.waiting(connection, until, on)
    mine_first = sorted(promised, key=lambda each: (each.by != "mine", each.due_on, each.id))
    follow = follow_ups.waiting(connection, until, on)
    low = _left_low(connection, numbers, on)
    easing = _ease_off(connection, cadences, low, on, numbers)
    return Today(
        today=on,
        broken_promises=[each for each in mine_first if each.state == "broken"],
        promises_due=sorted((each for each in mine_first if each.state != "broken"), key=lambda each: each.due_on),
        overdue_follow_ups=[each for each in follow if each.state == "overdue"],
        follow_ups_due=[each for each in follow if each.state != "overdue"],
        open_feedback=feedback.waiting(connection, now, value(numbers, "feedback.act_days")),
        open_mistakes=_mistakes(connection, numbers, until, on),
        left_low=_without(low, easing),
        rituals=_rituals(connection, coming, on),
        days=days.coming(connection, coming, on),
        gone_quiet=_without(overdue_contact.gone_quiet(connection, cadences, on, numbers), [*easing, *low]),
        ease_off=easing,
        asks=asks.without_answer(
            connection, value(numbers, "feedback.ask_days"), value(numbers, "feedback.ask_months"), on
        ),
        intentions=_intentions(connection, on),
        returns=_returns(connection, on),
        moves=_moves(connection, on),
        inbox=connection.execute(_INBOX, {"today": on.isoformat()}).fetchone()[0],
        weekly=_weekly(connection, on, numbers),
        never_in_touch=never_in_touch.count(connection, on),
    )


def _weekly(connection: sqlite3.Connection, today: date, numbers: Mapping[str, int]) -> "Weekly | None":
    if today.weekday() != _MONDAY:
        return None
    from custlove.reports.journal_wide import weekly

    return weekly.weekly(connection, today, numbers)


# As date.weekday() counts; on other days not even the module is loaded.
_MONDAY = 0


_INBOX = f"SELECT count(*) FROM inbox WHERE id IN ({predicates.inbox_ids()}) AND seen_on <= :today"


_ANY_INTENTION = (
    f"SELECT EXISTS (SELECT 1 FROM intention WHERE {predicates.INTENTION_OPEN_NOW} AND made_on <= :today)"
    " OR EXISTS (SELECT 1 FROM intention WHERE settled_on > :today)"
)


def _intentions(connection: sqlite3.Connection, today: date) -> "list[Intention]":
    if not connection.execute(_ANY_INTENTION, {"today": today.isoformat()}).fetchone()[0]:
        return []
    from custlove.reports.lists import intentions

    return intentions.waiting(connection, today)


def _returns(connection: sqlite3.Connection, today: date) -> "tuple[Returned, ...]":
    """Who came back kindly in the last week."""
    people = candidates.came_back(connection, today - _NEWS, today)
    if not people:
        return ()
    from custlove.reports.people import returns

    return tuple(returns.lately(connection, people, today - _NEWS, today))


_ANY_PLACING = "SELECT EXISTS (SELECT 1 FROM rung_move WHERE day BETWEEN ? AND ?)"


def _moves(connection: sqlite3.Connection, today: date) -> "tuple[Moved, ...]":
    """Who moved on the ladder in the last week."""
    since = today - _NEWS
    if not connection.execute(_ANY_PLACING, (since.isoformat(), today.isoformat())).fetchone()[0]:
        return ()
    from custlove.reports import ladder

    return tuple(ladder.moves(connection, since, today))


def _left_low(connection: sqlite3.Connection, numbers: Mapping[str, int], today: date) -> "list[LeftLow]":
    people = candidates.left_low(connection, numbers, today)
    if not people:
        return []
    from custlove.reports.people import satisfaction

    return satisfaction.left_low(connection, people, numbers, today)


def _ease_off(
    connection: sqlite3.Connection,
    cadences: Mapping[str, Cadence],
    low: "Sequence[LeftLow]",
    today: date,
    numbers: Mapping[str, int],
) -> "list[EaseOff]":
    people = candidates.ease_off(connection, cadences, today)
    if not people and not low:
        return []
    from custlove.reports.people import ease_off

    found = ease_off.of_people(connection, people, cadences, today, numbers=numbers)
    return found + ease_off.after_leaving_low(connection, _without(list(low), found), cadences, today)


class _Somebody(Protocol):
    @property
    def person(self) -> str: ...


_Section = TypeVar("_Section", bound=_Somebody)


def _without(section: list[_Section], before: Sequence[_Somebody]) -> list[_Section]:
    """A section without those who stand in one before it: one person, one word of what to do.

    Easing off comes first: a fourth letter after three without an answer helps nobody.
    """
    spared = {each.person for each in before}
    return [each for each in section if each.person not in spared] if spared else section


_ANY_MISTAKE = f"SELECT EXISTS ({predicates.mistake_ids()})"


def _mistakes(connection: sqlite3.Connection, numbers: Mapping[str, int], until: date, today: date) -> "list[Mistake]":
    if not connection.execute(_ANY_MISTAKE, {"today": today.isoformat()}).fetchone()[0]:
        return []
    from custlove.reports.lists import mistakes
    from custlove.rules.mistakes import Waits

    return mistakes.waiting(connection, until, today, Waits.of(numbers))


def _rituals(connection: sqlite3.Connection, until: date, today: date) -> "list[Ritual]":
    """The rituals that come up to a day or were missed."""
    maybe = (
        "SELECT 1 FROM ritual WHERE due_from <= :until UNION ALL SELECT 1 FROM ritual_event WHERE day > :today LIMIT 1"
    )
    if connection.execute(maybe, {"until": until.isoformat(), "today": today.isoformat()}).fetchone() is None:
        return []
    from custlove.reports.lists import rituals

    return rituals.waiting(connection, until, today)


def anybody(connection: sqlite3.Connection, today: date) -> bool:
    """Whether there was anybody in the journal on a day."""
    sql = "SELECT EXISTS (SELECT 1 FROM person WHERE added_on <= ?)"
    return bool(connection.execute(sql, (today.isoformat(),)).fetchone()[0])


class Next(NamedTuple):
    """The next thing coming, if nothing is due."""

    what: str
    name: str
    on: date


# In days: how far ahead is looked, further only where nothing nearer was found. A yearly day comes within 366.
_HORIZONS = (31, 366, 3660)


def next_coming(connection: sqlite3.Connection, today: date, numbers: Mapping[str, int] = USUAL) -> Next | None:
    """The first thing after today: a promise, a follow-up, the step of a mistake, a ritual, a day that matters."""
    found = []
    if promise := promises.next_due(connection, today):
        found.append(Next(promise.what, promise.name, promise.due_on))
    if follow_up := follow_ups.next_due(connection, today):
        found.append(Next(follow_up.why, follow_up.name, follow_ups.comes_up(follow_up)))
    known = min((each.on for each in found), default=date.max)
    for ahead in _HORIZONS:
        until = min(known, today + timedelta(days=ahead))
        found += [each for each in _coming(connection, until, today, numbers) if each.on > today]
        if any(each.on <= until for each in found):
            break
    # Of one day what is promised comes first.
    return min(found, key=lambda each: each.on, default=None)


def _coming(connection: sqlite3.Connection, until: date, today: date, numbers: Mapping[str, int]) -> Iterator[Next]:
    for mistake in _mistakes(connection, numbers, until, today):
        if mistake.due_on:
            yield Next(f"{mistake.next_step}: {mistake.what}", mistake.name, mistake.due_on)
    for ritual in _rituals(connection, until, today):
        if ritual.next_on and ritual.next_on <= until:
            yield Next(ritual.what, ritual.name, ritual.next_on)
    for day in days.coming(connection, until, today):
        yield Next(day.what, day.name, day.on)

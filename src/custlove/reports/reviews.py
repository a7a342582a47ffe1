"""What happened since the last review, and the reviews there were (idea B1)."""

import sqlite3
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from custlove.reports import ladder, next_deeds
from custlove.reports import today as owed
from custlove.reports.journal_wide import contact_totals
from custlove.reports.ladder import Moved
from custlove.reports.lists import (
    asks,
    facts,
    feedback,
    follow_ups,
    intentions,
    introductions,
    mistakes,
    promises,
    purchases,
    touchpoints,
)
from custlove.reports.lists.asks import Ask
from custlove.reports.lists.facts import Fact
from custlove.reports.lists.feedback import Feedback
from custlove.reports.lists.follow_ups import FollowUp
from custlove.reports.lists.intentions import Intention
from custlove.reports.lists.introductions import Introduction
from custlove.reports.lists.mistakes import Mistake
from custlove.reports.lists.promises import Promise
from custlove.reports.lists.purchases import Purchase
from custlove.reports.lists.touchpoints import Touchpoint
from custlove.reports.next_deeds import NextDeed
from custlove.reports.rows import sure_day
from custlove.rules.cadence import Cadence
from custlove.rules.mistakes import Waits
from custlove.rules.thresholds import USUAL, value

_TOUCHPOINTS = (
    "SELECT count(*), count(minutes), coalesce(sum(minutes), 0) FROM touchpoint WHERE day BETWEEN :since AND :until"
)
_ENERGY = (
    "SELECT count(energy), coalesce(sum(energy > 0), 0), coalesce(sum(energy < 0), 0) FROM touchpoint"
    " WHERE day BETWEEN :since AND :until"
)


_ANY_STEP = "({})".format(
    " OR ".join(
        f"mistake.{stage}_on BETWEEN :since AND :until" for stage in ("noticed", "owned", "repaired", "followed_up")
    )
)
_LAPSED = (
    "promise.id IN (SELECT promise_id FROM promise_move"
    " WHERE moved_on BETWEEN :since AND :today AND moved_on > from_due AND from_due >= :since"
    " UNION ALL SELECT id FROM promise WHERE released_on BETWEEN :since AND :today AND released_on > due_on"
    " AND +due_on >= :since)"
)
# What was settled in the last review was told there.
_SETTLED = "settled_on BETWEEN :since AND :today AND settled_on <> :told"
_A_DAY = timedelta(days=1)


class Energy(NamedTuple):
    """How full or drained you are: touchpoints with energy noted, those that fed you, those that drained you."""

    noted: int
    fed: int
    drained: int


class Open(NamedTuple):
    """What is open: unsettled promises of both sides, follow-ups, feedback, mistakes."""

    promises: list[Promise]
    follow_ups: list[FollowUp]
    feedback: list[Feedback]
    mistakes: list[Mistake]


class Review(NamedTuple):
    """A review that was written down: the days it looked back over, and what you intended then."""

    id: int
    on: date
    since: date
    intentions: list[Intention]


class LookBack(NamedTuple):
    """What happened from a day to today, what is open, and the intentions that are not settled or were in that time.

    `promises_broken` are also those moved or released since, only after their day; `mistakes` those with a step in the
    time. `deeds` are the three best next ones; `timed`: for how many touchpoints minutes were noted.
    """

    since: date
    today: date
    last_review_on: date | None
    touchpoints: int
    people: int
    minutes: int
    energy: Energy
    promises_kept: list[Promise]
    promises_broken: list[Promise]
    loops_closed: list[Feedback]
    mistakes: list[Mistake]
    moves: list[Moved]
    facts: list[Fact]
    wows: list[Touchpoint]
    open: Open
    intentions: list[Intention]
    purchases: list[Purchase]
    introductions: list[Introduction]
    asks: list[Ask]
    deeds: list[NextDeed]
    timed: int


def last_on(connection: sqlite3.Connection, today: date) -> date | None:
    """The day of the last review up to a day."""
    found = connection.execute("SELECT max(day) FROM review WHERE day <= ?", (today.isoformat(),)).fetchone()[0]
    return found and sure_day(found)


def look_back(
    connection: sqlite3.Connection,
    since: date | None,
    now: datetime,
    cadences: Mapping[str, Cadence],
    numbers: Mapping[str, int] = USUAL,
) -> LookBack:
    """What happened since a day: if none is given since the last review, or in the usual days if there was none."""
    today = now.date()
    last = last_on(connection, today)
    first = since or last or today - timedelta(days=value(numbers, "review.days"))
    period, waits = {"since": first.isoformat(), "until": today.isoformat()}, Waits.of(numbers)
    count, timed, minutes = connection.execute(_TOUCHPOINTS, period).fetchone()
    return LookBack(
        since=first,
        today=today,
        last_review_on=last,
        touchpoints=count,
        people=len(contact_totals.sums(connection, first, today)),
        minutes=minutes,
        energy=Energy(*connection.execute(_ENERGY, period).fetchone()),
        promises_kept=promises.load(connection, ["promise.kept_on BETWEEN :since AND :until"], period, today),
        promises_broken=_broken(connection, first, today),
        loops_closed=feedback.load(connection, ["feedback.thanked_day BETWEEN :since AND :until"], period, now),
        mistakes=mistakes.load(connection, [_ANY_STEP], period, today, waits),
        moves=ladder.moves(connection, first, today),
        facts=facts.listing(connection, facts.FactFilter(since=first), today),
        wows=touchpoints.listing(connection, touchpoints.TouchpointFilter(since=first, wow=True), today),
        open=_open(connection, now, numbers),
        intentions=[
            *intentions.load(connection, _SETTLED, today, {"since": period["since"], "told": str(last)}),
            *intentions.waiting(connection, today),
        ],
        purchases=purchases.listing(connection, None, first, today),
        introductions=introductions.listing(connection, None, first, today),
        asks=[each for each in asks.listing(connection, None, today, waiting_only=False) if each.on >= first],
        timed=timed,
        deeds=next_deeds.best(owed.today(connection, cadences, now, 0, numbers)),
    )


def _broken(connection: sqlite3.Connection, since: date, today: date) -> list[Promise]:
    """The promises of both sides that fell due in the period and are broken, or were until they were agreed anew."""
    first = since - min(_A_DAY, since - date.min)
    due = promises.waiting(connection, today - min(_A_DAY, today - date.min), today)
    broken = [each for each in due if each.state == "broken" and each.due_on >= first]
    once = promises.load(connection, [_LAPSED], {"since": first.isoformat()}, today)
    known = {each.id for each in broken}
    return broken + [each for each in once if each.broken_once and each.id not in known]


def _open(connection: sqlite3.Connection, now: datetime, numbers: Mapping[str, int]) -> Open:
    today = now.date()
    return Open(
        promises.waiting(connection, date.max, today),
        follow_ups.waiting(connection, date.max, today),
        feedback.waiting(connection, now, value(numbers, "feedback.act_days")),
        mistakes.waiting(connection, date.max, today, Waits.of(numbers)),
    )


def listing(connection: sqlite3.Connection, today: date) -> list[Review]:
    """The reviews up to a day with their intentions, newest first."""
    of: dict[int, list[Intention]] = {}
    for each in intentions.load(connection, "true", today):
        of.setdefault(each.review, []).append(each)
    rows = connection.execute(
        "SELECT id, day, since FROM review WHERE day <= ? ORDER BY day DESC, id DESC", (today.isoformat(),)
    )
    return [Review(number, sure_day(on), sure_day(since), of.get(number, [])) for number, on, since in rows]


def one(connection: sqlite3.Connection, number: int, today: date) -> Review:
    """The review of that number."""
    return next(each for each in listing(connection, today) if each.id == number)

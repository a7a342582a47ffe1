"""Trust as an account: the statement of one person (idea A6)."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from custlove.reports.lists import promises
from custlove.reports.rows import day, stored, sure_day, sure_moment
from custlove.rules import feedback as loops
from custlove.rules import trust as rules
from custlove.rules.mistakes import Waits
from custlove.rules.trust import Deed, TrustLine

_FEEDBACK = """
SELECT feedback.id, feedback.kind, score, feedback.text, zone, heard_at,
       (SELECT min(at) FROM feedback_said_back WHERE feedback_id = feedback.id), confirmed_at, acted_at, thanked_at,
       thanked_day, thanked_text, mistake.id, feedback.let_go_at
FROM feedback LEFT JOIN mistake ON mistake.feedback_id = feedback.id AND mistake.noticed_on <= :today
WHERE feedback.person_id = :person AND heard_at <= :now
"""
_MISTAKES = (
    "SELECT id, what, noticed_on, owned_on, iif(hidden, NULL, repaired_on), repaired_text, promise_id, let_go_on"
    " FROM mistake"
    " WHERE person_id = :person AND noticed_on <= :today"
)
_WOWS = (
    "SELECT touchpoint.day, touchpoint.text FROM touchpoint_person AS there"
    " JOIN touchpoint ON touchpoint.id = there.touchpoint_id"
    " WHERE there.person_id = :person AND there.day <= :today AND wow = 1"
)


class Statement(NamedTuple):
    """The account of a person: what it stands at, the lines asked for, what stood there before them."""

    person: str
    name: str
    balance: int
    lines: list[TrustLine]
    since: date | None
    brought_forward: int


class Rates(NamedTuple):
    """What deeds are worth: points by kind; and how many days each step of a mistake may take."""

    points: Mapping[str, int]
    waits: Waits


def rates(numbers: Mapping[str, int]) -> Rates:
    """What deeds are worth, from the settings."""
    points = {key.removeprefix("trust."): worth for key, worth in numbers.items() if key.startswith("trust.")}
    return Rates(points, Waits.of(numbers))


def statement(
    connection: sqlite3.Connection, person_id: int, worth: Rates, now: datetime, since: date | None = None
) -> Statement:
    """The account of a person up to a moment; lines from `since` on."""
    handle, name = connection.execute("SELECT handle, name FROM person WHERE id = ?", (person_id,)).fetchone()
    lines = rules.statement(deeds(connection, person_id, worth, now), worth.points)
    shown = [line for line in lines if since is None or line.on >= since]
    before = lines[: len(lines) - len(shown)]
    balance, forward = (part[-1].balance if part else 0 for part in (lines, before))
    return Statement(handle, name, balance, shown, since, forward)


def deeds(connection: sqlite3.Connection, person_id: int, worth: Rates, now: datetime) -> list[Deed]:
    """All that you did for the trust of a person and to it, up to a moment, in no order."""
    today = now.date()
    values = {
        "today": today.isoformat(),
        "now": stored(loops.end_of_day(now)),
        "clock": stored(now),
        "person": person_id,
    }
    mistakes = connection.execute(_MISTAKES, values).fetchall()
    became = {row[6]: row[0] for row in mistakes if row[6] is not None}
    return [
        *_promise_deeds(connection, became, today, person_id),
        *_feedback_deeds(connection, values, today),
        *_mistake_deeds(mistakes, worth.waits.own, today),
        *(
            Deed(sure_day(on), "wow", f"a wow: {text}" if text else "a wow", None)
            for on, text in connection.execute(_WOWS, values)
        ),
    ]


def _promise_deeds(
    connection: sqlite3.Connection, became: Mapping[int, int], today: date, person: int
) -> Iterator[Deed]:
    for each in promises.listing(connection, promises.PromiseFilter(person, "mine"), today):
        yield from _of_promise(each, ("mistake", became[each.id]) if each.id in became else ("promise", each.id))


def _of_promise(each: promises.Promise, story: object) -> Iterator[Deed]:
    moved_late = next((move.on for move in each.moves if move.late), None)
    state = "broken" if each.let_go and each.broken_once and moved_late is None else each.state
    for on, kind in rules.promise_deeds(state, each.due_on, each.kept_on, moved_late, each.released_on):
        yield Deed(on, kind, f"{_kept_how(each, kind)}: {each.what}", story)
    if each.kept_on and each.extra:
        yield Deed(each.kept_on, "extra", f"beyond the promise: {each.extra}", story)


def _kept_how(each: promises.Promise, kind: str) -> str:
    if kind == "early" and each.kept_on:
        return f"kept {_days((each.due_on - each.kept_on).days)} early"
    if kind == "late":
        if each.state == "kept_late":
            return f"kept {_days(each.days_late)} late"
        return f"{'moved' if any(move.late for move in each.moves) else 'released'} only after its day"
    return {"kept": "kept on its day", "broken": "broken"}[kind]


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _feedback_deeds(connection: sqlite3.Connection, values: Mapping[str, Any], today: date) -> Iterator[Deed]:
    until = values["now"]
    for number, kind, score, text, zone, heard, *rest in connection.execute(_FEEDBACK, values):
        steps, thanked, thanks, mistake, let_go = rest[:4], day(rest[4]), rest[5], rest[6], rest[7]
        story = ("feedback", number) if mistake is None else ("mistake", mistake)
        # As the file keeps moments, in UTC, they compare as texts.
        answered = min((step for step in steps if step is not None and step <= until), default=None)
        clock = min(values["clock"], let_go or values["clock"])
        late = _unanswered_on(heard, answered, clock, zone) if loops.unhappy(kind, score) else None
        if late is not None:
            yield Deed(late, "unanswered", f"no answer for {loops.ANSWER_WITHIN_HOURS} hours: {text}", story)
        if thanked is not None and thanked <= today and steps[-1] <= until:
            yield Deed(thanked, "thanked", f"thanked: {thanks or text}", story)


def _unanswered_on(heard: str, answered: str | None, until: str, zone: str) -> date | None:
    """The day on which an answer was missing for 24 hours, which no change of the clocks makes longer or shorter.

    An answer after 24 hours to the minute is in time: so is whatever was typed for the next day, without a time.
    """
    limit = stored(_limit(heard).replace(tzinfo=UTC))
    late = until >= limit if answered is None else answered > limit
    return sure_moment(limit, zone).date() if late else None


def _limit(heard: str) -> datetime:
    """Until when an answer is in time, in UTC as the file keeps moments."""
    return datetime.fromisoformat(heard) + timedelta(hours=loops.ANSWER_WITHIN_HOURS)


def _mistake_deeds(mistakes: Iterable[Sequence[Any]], own_within: int, today: date) -> Iterator[Deed]:
    for number, what, noticed, owned, repaired, how, _, let_go in mistakes:
        # What was let go in time waits for no word any more.
        until = min(today, day(let_go) or today)
        late = rules.unowned_on(sure_day(noticed), day(owned), own_within, until)
        if late is not None:
            yield Deed(late, "unowned", f"not owned within {_days(own_within)}: {what}", ("mistake", number))
        made_right = day(repaired)
        if made_right is not None and made_right <= today:
            yield Deed(made_right, "repaired", f"made right: {how or what}", ("mistake", number))

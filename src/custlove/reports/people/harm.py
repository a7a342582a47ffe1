"""What bad endings and attempts are judged by (idea E3): how days ended, what you owed then, when you reached out."""

import sqlite3
from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from custlove.reports.rows import by_ids, day, sure_day
from custlove.rules import feedback, guard, harm
from custlove.rules.guard import Merits
from custlove.rules.harm import Ending, Wrongs
from custlove.rules.promises import PromiseFacts, PromiseMove
from custlove.schema import contact_predicates

# Of a day the kindest word counts.
_ENDINGS = """
SELECT person_id, day, max(felt) FROM touchpoint_person
WHERE person_id IN ({ids}) AND felt IS NOT NULL AND outgoing = 0 GROUP BY person_id, day
"""
_PROMISES = """
SELECT person_id, id, made_on, due_on, kept_on, released_on FROM promise WHERE person_id IN ({ids}) AND by = 'mine'
"""
_MOVES = """
SELECT promise_id, moved_on, from_due, to_due FROM promise JOIN promise_move ON promise_id = promise.id
WHERE person_id IN ({ids}) AND by = 'mine' ORDER BY moved_on, promise_move.id
"""
_HEARD = """
SELECT person_id, id, kind, score, heard_day, coalesce(thanked_day, let_go_day),
    CASE WHEN confirmed_agreed IS NOT 0 THEN confirmed_day END,
    acted_day, CASE WHEN confirmed_agreed IS 0 THEN confirmed_day END
FROM feedback WHERE person_id IN ({ids})
"""
_DISPUTED = """
SELECT feedback_id, said.day FROM feedback JOIN feedback_said_back AS said ON feedback_id = feedback.id
WHERE person_id IN ({ids})
"""
_MISTAKES = "SELECT person_id, noticed_on, coalesce(followed_up_on, let_go_on) FROM mistake WHERE person_id IN ({ids})"
_REACHED = contact_predicates.reached_out_days(alone=True)
_LAST = {
    "bought_on": "SELECT max(day) FROM purchase WHERE person_id = :person AND amount > 0 AND day <= :day",
    "praised_on": (
        "SELECT max(heard_day) FROM feedback WHERE person_id = :person AND kind = 'praise' AND heard_day <= :day"
        f" AND coalesce(score, 10) > {feedback.UNHAPPY_SCORE}"
    ),
    "sent_on": "SELECT max(day) FROM introduction WHERE by_id = :person AND day <= :day",
    "kept_on": "SELECT max(kept_on) FROM promise WHERE person_id = :person AND by = 'theirs' AND kept_on <= :day",
}


class _Period(NamedTuple):
    """The days looked at, the first one left out; None: from the beginning."""

    after: date | None
    until: date

    def holds(self, on: date) -> bool:
        return (self.after is None or on > self.after) and on <= self.until


def endings(
    connection: sqlite3.Connection, ids: Collection[int], today: date, after: date | None = None
) -> dict[int, list[Ending]]:
    """How each day ended up to today, oldest first, by person; only those after a day if one is given."""
    period, found = _Period(after, today), dict[int, list[tuple[date, int]]]()
    for person, text, felt in by_ids(connection, _ENDINGS, ids):
        if period.holds(on := sure_day(text)):
            found.setdefault(person, []).append((on, felt))
    return {person: harm.endings(felt) for person, felt in found.items()}


def wrongs(connection: sqlite3.Connection, ids: Collection[int], today: date) -> dict[int, Wrongs]:
    """Your side towards these people, as of a day: what you owed, and what you noted."""
    owed = {person: list[harm.Owing]() for person in ids}
    noted = {person: list[date]() for person in ids}
    for person, facts in _promises(connection, ids):
        owed[person] += harm.promise_owed(facts)
    for person, spans in (*_criticism(connection, ids), *_mistakes(connection, ids)):
        if spans[0].since <= today:
            owed[person] += spans
            noted[person].append(spans[0].since)
    return {person: Wrongs(owed[person], noted[person]) for person in ids}


def reached_out(connection: sqlite3.Connection, person_id: int, today: date) -> list[date]:
    """The days up to today on which you reached out to somebody alone, in no order."""
    rows = connection.execute(_REACHED, {"person": person_id, "today": today.isoformat()})
    return [sure_day(on) for (on,) in rows]


def in_favour(connection: sqlite3.Connection, person_id: int, today: date) -> list[str]:
    """What speaks for somebody on a day, each in words."""
    known = endings(connection, [person_id], today).get(person_id, [])
    given = {"person": person_id, "day": today.isoformat()}
    last = {name: day(connection.execute(sql, given).fetchone()[0]) for name, sql in _LAST.items()}
    return guard.in_favour(Merits(sum(each.felt >= harm.KIND for each in known), len(known), **last))


def _promises(connection: sqlite3.Connection, ids: Collection[int]) -> Iterator[tuple[int, PromiseFacts]]:
    moves: dict[int, list[PromiseMove]] = {}
    for number, on, before, after in by_ids(connection, _MOVES, ids):
        moves.setdefault(number, []).append(PromiseMove(sure_day(on), sure_day(before), sure_day(after)))
    for person, number, made, due, kept, released in by_ids(connection, _PROMISES, ids):
        moved = tuple(moves.get(number, ()))
        yield person, PromiseFacts(sure_day(made), sure_day(due), day(kept), day(released), moved)


def _criticism(connection: sqlite3.Connection, ids: Collection[int]) -> Iterator[tuple[int, list[harm.Owing]]]:
    disputed: dict[int, list[date]] = {}
    for number, on in by_ids(connection, _DISPUTED, ids):
        disputed.setdefault(number, []).append(sure_day(on))
    for person, number, kind, score, heard, *steps in by_ids(connection, _HEARD, ids):
        thanked, confirmed, acted, denied = (day(each) for each in steps)
        if feedback.unhappy(kind, score):
            against = [*disputed.get(number, ()), *([denied] if denied else [])]
            agreed = min((each for each in (confirmed, acted) if each), default=None)
            yield person, harm.criticism_owed(sure_day(heard), thanked, against, agreed)


def _mistakes(connection: sqlite3.Connection, ids: Collection[int]) -> Iterator[tuple[int, list[harm.Owing]]]:
    for person, noticed, followed_up in by_ids(connection, _MISTAKES, ids):
        yield person, [harm.Owing(sure_day(noticed), day(followed_up))]

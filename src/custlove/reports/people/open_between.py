"""What is open between you and somebody, on either side: while there is anything, a quiet buyer has not gone.

Promises neither kept nor released, follow-ups, unhappy feedback until the thanks, mistakes until the follow-up. What
they promised for a day long ago keeps nothing open any more.
"""

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from custlove.reports.rows import by_ids, sure_day
from custlove.rules.feedback import UNHAPPY_SCORE
from custlove.rules.thresholds import USUAL
from custlove.schema import predicates, references

STALE_DAYS = USUAL["ladder.stale_promise_days"]
_WHOSE = "person_id IN ({ids})"
_PROMISES = f"""
SELECT person_id, by || ' promise', id, what, due FROM (
    SELECT person_id, by, id, what, {predicates.promise_agreed_on()} AS due FROM promise INDEXED BY promise_person
    WHERE {_WHOSE} AND made_on <= :today AND {predicates.promise_unsettled()})
"""
_OTHERS = f"""
SELECT person_id, 'follow-up', id, why, due_on FROM follow_up
WHERE {_WHOSE} AND made_on <= :today AND {predicates.follow_up_waiting()}
UNION ALL
SELECT person_id, 'criticism', id, text, heard_day FROM feedback
WHERE {_WHOSE} AND heard_day <= :today AND (thanked_day <= :today) IS NOT 1
    AND (let_go_day <= :today) IS NOT 1
    AND {predicates.feedback_unhappy(score=str(UNHAPPY_SCORE))}
UNION ALL
SELECT person_id, 'mistake', id, what, noticed_on FROM mistake
WHERE {_WHOSE} AND noticed_on <= :today AND {predicates.mistake_open()}
"""
# What else waits, without keeping anybody from having gone: thanks that are due, an answer, a ritual.
_MORE = f"""
SELECT person_id, kind, id, text, heard_day FROM feedback
WHERE {_WHOSE} AND heard_day <= :today AND (thanked_day <= :today) IS NOT 1 AND (let_go_day <= :today) IS NOT 1
    AND NOT {predicates.feedback_unhappy(score=str(UNHAPPY_SCORE))}
UNION ALL
SELECT person_id, 'ask', id, text, day FROM ask
WHERE {_WHOSE} AND day <= :today AND (dropped_on <= :today) IS NOT 1
    AND NOT EXISTS (SELECT 1 FROM feedback WHERE ask_id = ask.id AND heard_day <= :today)
UNION ALL
SELECT person_id, 'ritual', id, what, due_from FROM ritual
WHERE {_WHOSE} AND added_on <= :today AND due_from IS NOT NULL
"""


class OpenItem(NamedTuple):
    """Something open: `mine promise`, `theirs promise`, `follow-up`, `criticism` or `mistake`; due or begun `on`.

    Of `everything` also `praise`, `idea`, `ask` (which has no reference) and `ritual`.
    """

    kind: str
    id: int
    text: str
    on: date

    @property
    def ref(self) -> str:
        """Its reference, as a command takes it."""
        return references.of_kind(self.kind, self.id) or ""

    def is_stale(self, today: date) -> bool:
        """Whether it is a promise of theirs that fell due so long ago that nobody waits for it any more."""
        return self.kind == "theirs promise" and (today - self.on).days > STALE_DAYS


def everything(connection: sqlite3.Connection, person_id: int, today: date) -> list[OpenItem]:
    """All that is open with somebody, what waits for nothing but thanks, a word or its day among it."""
    found = of_people(connection, [person_id], today).get(person_id, [])
    rows = by_ids(connection, _MORE, [person_id], {"today": today.isoformat()})
    return [*found, *(OpenItem(kind, item, " ".join(text.split()), sure_day(on)) for _, kind, item, text, on in rows)]


def of_people(connection: sqlite3.Connection, people: Iterable[int], today: date) -> dict[int, list[OpenItem]]:
    """What is open with each of these people on a day, the oldest first, stale promises of theirs as well."""
    numbers, given = [*people], {"today": today.isoformat()}
    found: dict[int, list[OpenItem]] = {}
    for sql in (_PROMISES, _OTHERS):
        for number, kind, item, text, on in by_ids(connection, sql, numbers, given):
            found.setdefault(number, []).append(OpenItem(kind, item, " ".join(text.split()), sure_day(on)))
    return {number: sorted(items, key=lambda each: (each.on, each.ref)) for number, items in found.items()}

"""How well you listen, in counts: what you asked, what you heard, how soon you answered (idea C3)."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from custlove.reports.rows import stored
from custlove.rules import feedback as rules

_ASKED = """
SELECT count(*), count(feedback.id) FROM ask
LEFT JOIN feedback ON feedback.ask_id = ask.id AND feedback.heard_day <= :today
WHERE ask.day BETWEEN :since AND :today{whose}
"""
_HEARD = """
SELECT kind, score, heard_at, (SELECT min(at) FROM feedback_said_back WHERE feedback_id = feedback.id),
       confirmed_at, acted_at, thanked_at
FROM feedback WHERE heard_day BETWEEN :since AND :today{whose}
"""


class Stats(NamedTuple):
    """Feedback in counts; the first answer is the first time you said it back, acted or thanked, in hours.

    `closed_percent` and `nps` are of ten answers at least; `closed_missing` and `nps_missing` say how many are missing.
    """

    since: date | None
    asked: int
    answered: int
    heard: int
    praise: int
    criticism: int
    ideas: int
    score_0_6: int
    score_7_8: int
    score_9_10: int
    loops_closed: int
    first_answers: int
    median_hours: float | None
    closed_percent: int | None
    closed_missing: int
    nps: int | None
    nps_missing: int


def stats(connection: sqlite3.Connection, person_id: int | None, since: date | None, now: datetime) -> Stats:
    """What was asked and heard in a period up to a moment, of one person or of all."""
    given = {"today": now.date().isoformat(), "since": since.isoformat() if since else "", "person": person_id}
    ask, heard = ("" if person_id is None else f" AND {noun}.person_id = :person" for noun in ("ask", "feedback"))
    asked, answered = connection.execute(_ASKED.format(whose=ask), given).fetchone()
    rows = connection.execute(_HEARD.format(whose=heard), given).fetchall()
    until = stored(rules.end_of_day(now))
    kinds, scores = [row[0] for row in rows], [row[1] for row in rows if row[1] is not None]
    unhappy = sum(score <= rules.UNHAPPY_SCORE for score in scores)
    happy = sum(score >= rules.HAPPY_SCORE for score in scores)
    neither = len(scores) - unhappy - happy
    closed = sum(row[-1] is not None and row[-1] <= until for row in rows)
    hours = _hours(rows, until)
    return Stats(
        since,
        asked,
        answered,
        len(rows),
        kinds.count("praise"),
        kinds.count("criticism"),
        kinds.count("idea"),
        unhappy,
        neither,
        happy,
        closed,
        len(hours),
        rules.median(hours),
        rules.share(closed, len(rows)),
        max(0, rules.ENOUGH - len(rows)),
        rules.net_promoters(unhappy, neither, happy),
        max(0, rules.ENOUGH - len(scores)),
    )


def _hours(rows: Iterable[Sequence[Any]], until: str) -> list[float]:
    """How many hours each waited for its first answer; moments are kept in UTC, so nothing moves them."""
    found = []
    for _, _, heard, *steps in rows:
        done = [at for at in steps if at is not None and at <= until]
        if done:
            waited = datetime.fromisoformat(min(done)) - datetime.fromisoformat(heard)
            found.append(waited.total_seconds() / 3600)
    return found

"""With whom to ease off (ideas A5 and A8): nobody answers, or you come far more often than you meant to."""

import sqlite3
from collections.abc import Callable, Container, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from custlove.reports.people import obligations, standing
from custlove.reports.people.standing import Reached
from custlove.reports.rows import sure_day
from custlove.rules import cadence, contact_frequency, inactivity
from custlove.rules.cadence import Cadence
from custlove.rules.inactivity import TwoClocks
from custlove.rules.thresholds import USUAL
from custlove.schema import contact_predicates
from custlove.schema.vocabulary import FELT

if TYPE_CHECKING:
    from custlove.reports.people.satisfaction import LeftLow

_CONTACTS, _THEIRS = contact_predicates.contact_days(), contact_predicates.from_them_days()
_REACHED = contact_predicates.reached_out_days(since="min(:start, coalesce(:answered, ''))")
_LAST_FROM_THEM = f"SELECT {contact_predicates.last_from_them_on(':person')}"
_LAST_WORD = f"SELECT {contact_predicates.last_word_on(':person')}"
_FROM_THEM = contact_predicates.from_them_days(since=":start")
_UNANSWERED = contact_predicates.reached_out_days(since="coalesce(:answered, '')")
# In the time before somebody left low: the days on which you reached out, and on which they came.
_BEFORE = (
    contact_predicates.reached_out_days(day=":on", since=":start"),
    contact_predicates.from_them_days(day=":on", since=":start"),
)
_NUMBER = "SELECT id FROM person WHERE handle = ?"
# The touchpoints of a person up to a day, newest first: those of a day by their times.
_NEWEST_FIRST = """
SELECT touchpoint.id
FROM touchpoint_person AS touch JOIN touchpoint ON touchpoint.id = touch.touchpoint_id
WHERE touch.person_id = ? AND touch.day <= ?
ORDER BY touch.day DESC, touchpoint.at DESC, touchpoint.id DESC
"""


class EaseOff(NamedTuple):
    """A person to ease off with: days on which you reached out since they last came, why in words, the last of them.

    `last_from_them_on`: when they last came; `gone`: whether they have gone by what came from them alone
    (rules/inactivity.py).
    `slower`: they left low after you had come too often, and a slower rhythm is what may help.
    """

    person: str
    name: str
    unanswered: int
    because: str
    last_out_on: date
    last_from_them_on: date | None = None
    gone: bool = False
    slower: bool = False


def of_people(
    connection: sqlite3.Connection,
    candidates: Sequence[int],
    cadences: Mapping[str, Cadence],
    today: date,
    owed_then: Callable[[], Container[str]] | None = None,
    numbers: Mapping[str, int] = USUAL,
) -> list[EaseOff]:
    """Those of these people with whom to ease off on a day, the most unanswered first.

    `owed_then` tells to whom you owe something on that day, for a caller who knows it; `numbers` are as set.

    Nobody at arm's length and nobody who is archived: nothing is suggested for them. And nobody to whom you owe
    something (reports/people/obligations.py): then being in touch is right.
    """
    people = standing.in_reach(connection, candidates, today)
    found = [ease for person in people if (ease := _ease(connection, person, cadences, today, numbers))]
    owing = (owed_then() if owed_then else obligations.to_everybody(connection, today)) if found else {}
    free = [each for each in found if each.person not in owing]
    return sorted(free, key=lambda each: (-each.unanswered, -each.last_out_on.toordinal(), each.person))


def of_person(
    connection: sqlite3.Connection,
    person_id: int,
    cadences: Mapping[str, Cadence],
    today: date,
    numbers: Mapping[str, int] = USUAL,
) -> EaseOff | None:
    """Whether to ease off with one person on a day, and why; None when not."""
    for person in standing.in_reach(connection, [person_id], today):
        if (ease := _ease(connection, person, cadences, today, numbers)) and not obligations.to_person(
            connection, person_id, today
        ):
            return ease
    return None


def after_leaving_low(
    connection: sqlite3.Connection, lows: "Sequence[LeftLow]", cadences: Mapping[str, Cadence], today: date
) -> list[EaseOff]:
    """Of those who left low, with whom to ease off: you had reached out on more days than the rhythm asks for.

    Nobody to whom you owe something: then being in touch is right.
    """
    numbers = [connection.execute(_NUMBER, (low.person,)).fetchone()[0] for low in lows]
    people = {person.person: person for person in standing.in_reach(connection, numbers, today)}
    found = []
    for low in lows:
        if person := people.get(low.person):
            ease = _overdone(connection, person, low, _rhythm(person, cadences), today)
            if ease is not None and not obligations.to_person(connection, person.id, today):
                found.append(ease)
    return found


def _overdone(
    connection: sqlite3.Connection, person: Reached, low: "LeftLow", rhythm: Cadence, today: date
) -> EaseOff | None:
    start = contact_frequency.window_start(rhythm, low.on)
    if start is None:
        return None
    asked = {"person": person.id, "start": start.isoformat(), "on": low.on.isoformat(), "today": today.isoformat()}
    yours, theirs = ([sure_day(day) for (day,) in connection.execute(sql, asked)] for sql in _BEFORE)
    days = contact_frequency.overdone(yours, theirs, rhythm, low.on)
    if days is None:
        return None
    [answered] = connection.execute(_LAST_FROM_THEM, asked).fetchone()
    unanswered = len(connection.execute(_UNANSWERED, {**asked, "answered": answered}).fetchall())
    because = (
        f"left {FELT[low.felt]} after {days} from you in {(low.on - start).days} days,"
        f" every {rhythm} asks for {contact_frequency.PERIODS}"
    )
    last_on = answered and sure_day(answered)
    return EaseOff(person.person, person.name, unanswered, because, max(yours), last_on, slower=True)


def is_last(connection: sqlite3.Connection, person_id: int, number: int, today: date) -> bool:
    """Whether nothing came after a touchpoint with a person, up to a day."""
    return bool(connection.execute(_NEWEST_FIRST, (person_id, today.isoformat())).fetchone() == (number,))


def _ease(
    connection: sqlite3.Connection,
    person: Reached,
    cadences: Mapping[str, Cadence],
    today: date,
    numbers: Mapping[str, int],
) -> EaseOff | None:
    rhythm = _rhythm(person, cadences)
    ease = _ease_by_rule(connection, person.id, rhythm, today)
    if ease is None:
        return None
    clocks = _clocks(connection, person.id, today, numbers)
    whose = {"person": person.id, "today": today.isoformat()}
    [word] = connection.execute(_LAST_WORD, whose).fetchone()
    because = _because(ease, rhythm, today, _their_last(clocks, word, today))
    return EaseOff(
        person.person, person.name, ease.unanswered, because, ease.last_out, clocks.their_last_on,
        clocks.gone_by_their_own,
    )  # fmt: skip


def _clocks(connection: sqlite3.Connection, person_id: int, today: date, numbers: Mapping[str, int]) -> TwoClocks:
    whose = {"person": person_id, "today": today.isoformat()}
    contacts, theirs = ([sure_day(on) for (on,) in connection.execute(sql, whose)] for sql in (_CONTACTS, _THEIRS))
    clocks = inactivity.two_clocks(contacts, theirs, today, inactivity.Limits.of_contacts(numbers))
    if clocks is None:
        raise ValueError("somebody to ease off with, and no contact")
    return clocks


def _rhythm(person: Reached, cadences: Mapping[str, Cadence]) -> Cadence:
    own = cadence.from_code(person.every)
    return cadences[person.rung] if own is None else own


def _ease_by_rule(
    connection: sqlite3.Connection, person_id: int, rhythm: Cadence, today: date
) -> contact_frequency.Ease | None:
    start = contact_frequency.window_start(rhythm, today) or today
    asked = {"person": person_id, "today": today.isoformat(), "start": start.isoformat()}
    [answered] = connection.execute(_LAST_FROM_THEM, asked).fetchone()
    reached = connection.execute(_REACHED, {**asked, "answered": answered}).fetchall()
    theirs = [answered] if answered else []
    theirs += [day for (day,) in connection.execute(_FROM_THEM, asked)]
    return contact_frequency.ease_off((sure_day(day) for (day,) in reached), map(sure_day, theirs), rhythm, today)


def _because(ease: contact_frequency.Ease, rhythm: Cadence, today: date, their_last: str) -> str:
    said: list[str] = []
    if ease.unanswered >= contact_frequency.UNANSWERED:
        said += [f"{ease.unanswered} in a row without an answer", their_last]
    if ease.crowded is not None and (start := contact_frequency.window_start(rhythm, today)):
        said.append(
            f"{ease.crowded} from you in {(today - start).days} days,"
            f" every {rhythm} asks for {contact_frequency.PERIODS}"
        )
    return "; ".join(said)


def _their_last(clocks: TwoClocks, word: str | None, today: date) -> str:
    """When they last came; where they have gone by that, whose turn it is: after a third letter many still answer."""
    last = clocks.their_last_on
    if last is None:
        told = "no word from them yet"
    else:
        how = "their last word was" if word == last.isoformat() else "they last bought something"
        told = f"{how} {(today - last).days} days ago"
    return f"{told}: leave the next one to them" if clocks.gone_by_their_own else told

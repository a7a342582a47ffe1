"""What you owe people: the promises of yours that are broken, criticism and mistakes that are still open.

In one place, since the guard, suggestions, `brief` and easing off all ask for it. Open is what it is everywhere: a
criticism (or a score up to 6) until it was thanked for, a mistake until it was followed up.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from custlove.reports.lists import promises
from custlove.reports.rows import day, sure_day
from custlove.rules import feedback, harm
from custlove.schema import predicates, references

# What is open, and what was open on a day that is past: nothing more, where today is now.
_HELD = "({let_go} <= :day) IS NOT 1"
_OPEN = (
    f"{{closed}} IS NULL AND {{begun}} <= :day AND {_HELD}",
    f"{{closed}} > :day AND {{begun}} <= :day AND {_HELD}",
)
_OF_PERSON = f"person_id = :person AND {{begun}} <= :day AND ({{closed}} IS NULL OR {{closed}} > :day) AND {_HELD}"
_NOUNS = (
    (
        (
            "SELECT handle, feedback.id, text, heard_day, kind, score, CASE"
            " WHEN acted_day <= :day OR confirmed_day <= :day AND confirmed_agreed IS NOT 0 THEN NULL ELSE coalesce("
            "(SELECT max(day) FROM feedback_said_back WHERE feedback_id = feedback.id AND day <= :day),"
            " CASE WHEN confirmed_agreed = 0 AND confirmed_day <= :day THEN confirmed_day END) END"
            " FROM feedback JOIN person ON person.id = person_id"
        ),
        {"begun": "heard_day", "closed": "thanked_day", "let_go": "let_go_day"},
    ),
    (
        (
            "SELECT handle, mistake.id, what, noticed_on, NULL, NULL, NULL FROM mistake"
            " JOIN person ON person.id = person_id"
        ),
        {"begun": "noticed_on", "closed": "followed_up_on", "let_go": "let_go_on"},
    ),
)

# Of a text, as much as tells which one it is.
_LONGEST = 80
_BROKEN = f"""
SELECT handle, promise.id, what, {predicates.promise_agreed_on()} FROM promise
JOIN person ON person.id = promise.person_id
WHERE +by = 'mine' AND made_on <= :today AND promise.id IN ({predicates.promise_ids("broken")})
    AND {predicates.promise_broken()}
"""


class Owed(NamedTuple):
    """Something you owe somebody: `criticism` to answer, a `mistake`, a broken `promise`; `on`: heard, noticed or due.

    What is praise or an idea by its kind and came with a score up to 6 is owed an answer like criticism. `disputed_on`:
    when a criticism was said back last without their agreement.
    """

    kind: str
    id: int
    text: str
    on: date
    disputed_on: date | None = None

    @property
    def ref(self) -> str | None:
        """Its reference, as a command takes it."""
        return references.of_kind(self.kind, self.id)

    def __str__(self) -> str:
        begun = {"promise": "broken promise", "mistake": "open mistake"}.get(self.kind, "open criticism")
        day = f"due {self.on}" if self.kind == "promise" else f"of {self.on}"
        text = " ".join(self.text.split())
        return f"{begun} {self.ref} {day}: {text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + '…'}"


def to_everybody(connection: sqlite3.Connection, today: date) -> dict[str, list[Owed]]:
    """What you owe on a day, by the handle of whom you owe it to, in the order of its days."""
    found: dict[str, list[Owed]] = {}
    for handle, owed in (*_open(connection, today), *_broken(connection, today)):
        found.setdefault(handle, []).append(owed)
    return {handle: sorted(owed, key=_order) for handle, owed in found.items()}


def to_person(connection: sqlite3.Connection, person_id: int, today: date) -> list[Owed]:
    """What you owe one person on a day, in the order of its days."""
    whose = promises.PromiseFilter(person_id, "mine", ("broken",))
    broken = (_promise(each) for each in promises.listing(connection, whose, today))
    return sorted([*(owed for _, owed in _open(connection, today, person_id)), *broken], key=_order)


def in_fairness(owed: Iterable[Owed], today: date) -> list[Owed]:
    """What of this stands before a step down the ladder: all but criticism that was disputed for two weeks."""
    return [each for each in owed if not harm.disputed_too_long(each.disputed_on, today)]


def _order(owed: Owed) -> tuple[date, str, int]:
    return owed.on, owed.kind, owed.id


def _broken(connection: sqlite3.Connection, today: date) -> Iterator[tuple[str, Owed]]:
    for handle, number, what, due in connection.execute(_BROKEN, {"today": today.isoformat()}):
        yield handle, Owed("promise", number, what, sure_day(due))


def _promise(each: promises.Promise) -> Owed:
    return Owed("promise", each.id, each.what, each.due_on)


def _open(connection: sqlite3.Connection, today: date, person_id: int | None = None) -> Iterator[tuple[str, Owed]]:
    given = {"day": today.isoformat(), "person": person_id}
    for columns, days in _NOUNS:
        for condition in _OPEN if person_id is None else (_OF_PERSON,):
            sql = f"{columns} WHERE {condition.format(**days)}"
            for handle, number, text, on, kind, score, disputed in connection.execute(sql, given):
                if kind is None:
                    yield handle, Owed("mistake", number, text, sure_day(on))
                elif feedback.unhappy(kind, score):
                    yield handle, Owed("criticism", number, text, sure_day(on), day(disputed))

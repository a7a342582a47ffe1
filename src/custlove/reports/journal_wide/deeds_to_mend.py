"""Your deeds to mend, with what each has cost of somebody's trust (ideas A6 and C4): a list of deeds, not of people."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from custlove.reports.journal_wide import trust
from custlove.reports.journal_wide.trust import Rates
from custlove.reports.lists import feedback, mistakes, promises
from custlove.reports.rows import by_ids
from custlove.rules import feedback as loops
from custlove.rules import trust as rules
from custlove.schema import predicates, references

_FEEDBACK_VERBS = {"heard": "confirm", "confirmed": "act", "acted": "thank"}
_MISTAKE_VERBS = {"own it": "own", "make it right": "repair", "ask how it is now": "followup"}
_PERSON = f"SELECT id FROM person WHERE handle = :handle AND {predicates.person_here()}"
_BECAME = "SELECT feedback_id, id, noticed_on FROM mistake WHERE feedback_id IN ({ids})"


class DeedToMend(NamedTuple):
    """A deed that waits to be mended: a broken `promise`, `criticism` to answer, a `mistake`.

    `on`: the day it was due, heard or noticed; `next_step` in words, and the `command` that does it. `points`: what it
    has cost so far, the heaviest withdrawal of its story. `deposits`, `withdrawals` and `balance` are of the person.
    """

    person: str
    name: str
    kind: str
    id: int
    what: str
    on: date
    points: int
    next_step: str
    command: str
    deposits: int
    withdrawals: int
    balance: int

    @property
    def ref(self) -> str | None:
        """Its reference, as a command takes it."""
        return references.of_kind(self.kind, self.id)


class _Open(NamedTuple):
    person: str
    name: str
    kind: str
    id: int
    what: str
    on: date
    next_step: str
    command: str
    story: object


def deeds_to_mend(connection: sqlite3.Connection, worth: Rates, now: datetime) -> list[DeedToMend]:
    """What is open on your side, what cost most first, then the oldest; nothing about those who are archived.

    One story is one deed: a broken promise that you took over as a mistake is mended as that.
    """
    by_person: dict[str, list[_Open]] = {}
    # Of one story the mistake comes last, and remains.
    for each in {each.story: each for each in _open(connection, worth, now)}.values():
        by_person.setdefault(each.person, []).append(each)
    found: list[DeedToMend] = []
    for handle, open_ in by_person.items():
        person = connection.execute(_PERSON, {"handle": handle, "today": now.date().isoformat()}).fetchone()
        found += _with_cost(connection, person[0], open_, worth, now) if person else []
    return sorted(found, key=lambda each: (each.points, each.on, each.person, each.kind, each.id))


def _with_cost(
    connection: sqlite3.Connection, person: int, open_: Sequence[_Open], worth: Rates, now: datetime
) -> Iterator[DeedToMend]:
    counted = [
        (deed.story, worth.points[deed.kind])
        for deed in rules.counted(trust.deeds(connection, person, worth, now), worth.points)
    ]
    cost = {story: points for story, points in counted if points < 0}
    deposits, withdrawals = sum(points for _, points in counted if points > 0), sum(cost.values())
    for each in open_:
        yield DeedToMend(
            person=each.person,
            name=each.name,
            kind=each.kind,
            id=each.id,
            what=each.what,
            on=each.on,
            points=cost.get(each.story, 0),
            next_step=each.next_step,
            command=each.command,
            deposits=deposits,
            withdrawals=withdrawals,
            balance=deposits + withdrawals,
        )


def _open(connection: sqlite3.Connection, worth: Rates, now: datetime) -> Iterator[_Open]:
    yield from _broken(connection, now.date())
    yield from _unanswered(connection, now)
    for one in mistakes.listing(connection, mistakes.MistakeFilter(open=True), now.date(), worth.waits):
        step = one.next_step or ""
        command = f"custlove mistake {_MISTAKE_VERBS[step]} {one.id}"
        yield _Open(
            one.person, one.name, "mistake", one.id, one.what, one.noticed_on, step, command, ("mistake", one.id)
        )


def _broken(connection: sqlite3.Connection, today: date) -> Iterator[_Open]:
    for one in promises.listing(connection, promises.PromiseFilter(None, "mine", ("broken",)), today):
        command, step = f"custlove promise keep|move {one.id}", "keep it, or agree another day"
        story = ("promise", one.id) if one.mistake is None else ("mistake", one.mistake)
        yield _Open(one.person, one.name, "promise", one.id, one.what, one.due_on, step, command, story)


def _unanswered(connection: sqlite3.Connection, now: datetime) -> Iterator[_Open]:
    heard = feedback.listing(connection, feedback.FeedbackFilter(open=True), now)
    unhappy = [each for each in heard if loops.unhappy(each.kind, each.score)]
    today = now.date().isoformat()
    became = {
        number: mistake
        for number, mistake, noticed in by_ids(connection, _BECAME, [each.id for each in unhappy])
        if noticed <= today
    }
    for one in unhappy:
        command, step = f"custlove feedback {_FEEDBACK_VERBS[one.stage]} {one.id}", one.next_step or ""
        story = ("mistake", became[one.id]) if one.id in became else ("feedback", one.id)
        yield _Open(one.person, one.name, "criticism", one.id, one.text, one.heard_on, step, command, story)

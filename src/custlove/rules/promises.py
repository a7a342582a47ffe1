"""What a promise comes to on a day (ideas A4 and C5)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

STATES = ("open", "due", "broken", "kept_early", "kept", "kept_late", "released")


class PromiseMove(NamedTuple):
    """A promise agreed anew: the day it was moved, the day it was due before and after."""

    on: date
    from_due: date
    to_due: date
    why: str | None = None

    @property
    def late(self) -> bool:
        """Whether it was moved only after it fell due: then it was broken once."""
        return self.on > self.from_due


class PromiseFacts(NamedTuple):
    """The dated facts of one promise; `due_on` is the day agreed last, moves are oldest first."""

    made_on: date
    due_on: date
    kept_on: date | None = None
    released_on: date | None = None
    moves: tuple[PromiseMove, ...] = ()


class PromiseStanding(NamedTuple):
    """What a promise comes to on a day; days_late is in days, 0 when it is not or was not late.

    `broken_once`: it was moved or released only after its day.
    """

    state: str
    due_on: date
    kept_on: date | None
    days_late: int
    moves: tuple[PromiseMove, ...]
    broken_once: bool


def standing(facts: PromiseFacts, today: date) -> PromiseStanding:
    """A promise as it stands on a day, leaving out what was dated later."""
    moves = tuple(move for move in facts.moves if move.on <= today)
    due = _due_as_of(facts, today)
    kept = facts.kept_on if facts.kept_on and facts.kept_on <= today else None
    released = bool(facts.released_on and facts.released_on <= today)
    state = _state(due, kept, released=released, today=today)
    late = {"broken": today, "kept_late": kept}.get(state)
    # They let you off after it was broken: that is kind of them, and does not make it unbroken.
    once = any(move.late for move in moves) or (
        state == "released" and facts.released_on is not None and facts.released_on > due
    )
    return PromiseStanding(state, due, kept, (late - due).days if late else 0, moves, once)


def _due_as_of(facts: PromiseFacts, today: date) -> date:
    for move in facts.moves:
        if move.on > today:
            return move.from_due
    return facts.due_on


def _state(due: date, kept: date | None, *, released: bool, today: date) -> str:
    if kept:
        return "kept" if kept == due else "kept_early" if kept < due else "kept_late"
    if released:
        return "released"
    return "broken" if today > due else "due" if today == due else "open"


class KeepRate(NamedTuple):
    """Promises kept on or before their day, of those that fell due; counts, never the quotient alone."""

    kept: int
    due: int


def keep_rate(standings: Iterable[PromiseStanding], today: date) -> KeepRate:
    """Percent plan complete (Lean Construction Institute): done by the agreed day ÷ fell due.

    Those released by their day are left out, and one that is due today and still open has not been missed yet.
    One that was moved or released only after its day counts as missed: it was broken once.
    """
    fallen = [one for one in standings if _fell_due(one, today)]
    kept = [one for one in fallen if one.state in ("kept", "kept_early") and not one.broken_once]
    return KeepRate(len(kept), len(fallen))


def _fell_due(one: PromiseStanding, today: date) -> bool:
    if one.broken_once or one.state == "released":
        return one.broken_once
    return one.due_on < today or (one.due_on == today and one.kept_on is not None)

"""By which day your own record says that a promise would hold (ideas A4 and C5): the typed day stays what it is."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

from custlove.rules.promises import PromiseFacts, standing
from custlove.rules.thresholds import USUAL

LAST = USUAL["promises.last"]


class PromiseRecord(NamedTuple):
    """How late your last promises came: how many, the median in days, and the day that would hold by it."""

    promises: int
    median_days_late: float
    would_hold_on: date


def days_late(promise: PromiseFacts, today: date) -> int | None:
    """How late a promise came, in days, below zero for early ones; None of one that tells nothing.

    That is one whose day has not passed, and one that was released by then. One that is broken is late up to today, and
    one that was moved or released only after its day counts from that day.
    """
    now = standing(promise, today)
    due = next((move.from_due for move in now.moves if move.late), now.due_on)
    if now.state == "released":
        after = (promise.released_on - due).days if promise.released_on else 0
        return after if after > 0 else None
    if now.state not in ("kept_early", "kept", "kept_late", "broken") or now.due_on > today:
        return None
    return ((now.kept_on or today) - due).days


def record(last: Sequence[int], due_on: date) -> PromiseRecord | None:
    """What the days late of your last promises say of one due on a day; None of fewer than eight, or if most hold.

    Half of a day is a whole one: a promise is kept on a day.
    """
    if len(last) < LAST:
        return None
    ordered, half = sorted(last), len(last) // 2
    middle = (ordered[half] + ordered[~half]) / 2
    late = ceil(middle)
    if late <= 0 or late > (date.max - due_on).days:
        return None
    return PromiseRecord(len(last), middle, due_on + timedelta(days=late))

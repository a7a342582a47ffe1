"""Letting somebody be until a day: on holiday, ill, in mourning. It silences suggestions, never what you owe."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class LetBePeriod(NamedTuple):
    """Said on a day: until when to let somebody be. Until that same day: not any more."""

    made_on: date
    until: date


def until(said: Iterable[LetBePeriod], today: date) -> date | None:
    """Until when somebody is let be, by what was said last up to a day; None if they are not, or it is over by then.

    What was said on one day is told apart by its order.
    """
    last = max((each for each in enumerate(said) if each[1].made_on <= today), key=_order, default=None)
    return last[1].until if last is not None and last[1].until > today else None


def _order(each: tuple[int, LetBePeriod]) -> tuple[date, int]:
    return each[1].made_on, each[0]

"""The guard before the two rungs about harm (idea E3): most angry people are only having a bad day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from custlove.rules import harm
from custlove.rules.harm import Attempts
from custlove.rules.rungs import height
from custlove.rules.thresholds import USUAL, given

HARM = ("terrorist", "toxic")


class Patience(NamedTuple):
    """How often one has to have tried to reach somebody, and in how many days before."""

    attempts: int = USUAL["ladder.attempts"]
    attempt_days: int = USUAL["ladder.attempt_days"]

    @classmethod
    def of(cls, numbers: Mapping[str, int]) -> "Patience":
        """What the settings say (`ladder.attempts` …), the defaults where they say nothing."""
        return cls(*given(numbers, "ladder", cls._fields))


USUAL_PATIENCE = Patience()


class Merits(NamedTuple):
    """What speaks for somebody: on how many days they left glad or delighted, of how many known; the last days."""

    glad: int = 0
    of: int = 0
    bought_on: date | None = None
    praised_on: date | None = None
    sent_on: date | None = None
    kept_on: date | None = None


def guards(before: str, after: str) -> bool:
    """Whether a move is down to a rung about harm; out of them everybody moves freely, as from terrorist to toxic."""
    return after in HARM and height(after) < height(before)


def against(owed: Sequence[str], tried: Attempts, patience: Patience = USUAL_PATIENCE) -> list[str]:
    """What stands against moving somebody there: what you owe them, and too few attempts to reach them."""
    return [*owed] if tried.enough(patience.attempts) else [*owed, _too_few(tried, patience)]


def in_favour(merits: Merits) -> list[str]:
    """What speaks for somebody, each in words."""
    glad = [f"left glad {merits.glad} of {merits.of} times"] if merits.glad else []
    days = {
        "bought": merits.bought_on,
        "praised you": merits.praised_on,
        "sent somebody to you": merits.sent_on,
        "kept a promise": merits.kept_on,
    }
    return [*glad, *(f"{deed} on {on}" for deed, on in days.items() if on)]


def _too_few(tried: Attempts, patience: Patience) -> str:
    count = len(tried.days)
    if count >= patience.attempts:
        within = (tried.days[-1] - tried.days[0]).days + 1
        return f"{_attempts(count)} to reach them, but within {within} days: they count over two weeks or more"
    waiting = f", and that of {tried.waiting} counts from {harm.answer_by(tried.waiting)} on" if tried.waiting else ""
    return f"{_attempts(count)} of {patience.attempts} to reach them in {patience.attempt_days} days{waiting}"


def _attempts(count: int) -> str:
    return "no attempt" if count == 0 else "1 attempt" if count == 1 else f"{count} attempts"

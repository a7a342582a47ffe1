"""The loop that feedback goes through (ideas C3 and D4): heard, confirmed, acted, thanked."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from custlove.rules.thresholds import USUAL

STAGES = ("heard", "confirmed", "acted", "thanked")
ANSWER_WITHIN_HOURS = USUAL["feedback.answer_hours"]
UNHAPPY_SCORE, HAPPY_SCORE = USUAL["feedback.unhappy_score"], USUAL["feedback.happy_score"]
# Of fewer answers a share says more about chance than about you: counts always, percentages from here on.
ENOUGH = USUAL["feedback.enough"]
_STEPS = {
    "heard": "say it back to them",
    "confirmed": "make it right",
    "acted": "thank them",
}


class LoopStanding(NamedTuple):
    """The last stage done, whole hours since it was heard (until the thanks, once closed), whether that is overdue."""

    stage: str
    hours_open: int
    overdue: bool
    next_step: str | None


def unhappy(kind: str, score: int | None) -> bool:
    """Whether it needs an answer and not only thanks: criticism, or a score up to 6."""
    return kind == "criticism" or (score is not None and score <= UNHAPPY_SCORE)


def standing(kind: str, score: int | None, moments: dict[str, datetime | None], now: datetime) -> LoopStanding:
    """A loop as it stands at a moment; `moments` holds when each stage was done, later ones are left out."""
    done = [stage for stage in STAGES if (at := moments.get(stage)) is not None and at.timestamp() <= now.timestamp()]
    stage = done[-1] if done else "heard"
    heard = moments["heard"]
    if heard is None:
        raise ValueError("feedback without a moment at which it was heard")
    end = moments[stage] if stage == "thanked" else now
    # Within one zone Python counts by the wall clock, which loses or gains an hour twice a year.
    hours = max(0, int(((end or now).timestamp() - heard.timestamp()) // 3600))
    overdue = stage == "heard" and unhappy(kind, score) and hours >= ANSWER_WITHIN_HOURS
    return LoopStanding(stage, hours, overdue, _next_step(kind, score, stage))


def _next_step(kind: str, score: int | None, stage: str) -> str | None:
    if stage == "thanked":
        return None
    return _STEPS[stage] if unhappy(kind, score) else _STEPS["acted"]


def share(part: int, whole: int) -> int | None:
    """A whole percentage, rounded down so that only all is 100; None of fewer than ENOUGH."""
    return 100 * part // whole if whole >= ENOUGH else None


def net_promoters(unhappy: int, neither: int, happy: int) -> int | None:
    """The net promoter score (Reichheld 2003): the share of 9 and 10 less that of 0 to 6, from -100 to 100.

    None of fewer than ENOUGH scores.
    """
    total = unhappy + neither + happy
    return round(100 * (happy - unhappy) / total) if total >= ENOUGH else None


def median(hours: Sequence[float]) -> float | None:
    """The middle one, to a tenth; None of none."""
    if not hours:
        return None
    ordered = sorted(hours)
    middle = len(ordered) // 2
    return round((ordered[middle] + ordered[~middle]) / 2, 1)

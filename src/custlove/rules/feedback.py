"""The loop that feedback goes through (ideas C3 and D4): heard, confirmed, acted, thanked."""

from datetime import datetime
from typing import NamedTuple

STAGES = ("heard", "confirmed", "acted", "thanked")
KINDS = ("criticism", "praise", "idea")
# Reichheld & Markey, The Ultimate Question 2.0 (2011): call an unhappy customer back within 24 hours.
ANSWER_WITHIN_HOURS = 24
UNHAPPY_SCORE = 6
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

"""The loop that feedback goes through (ideas C3 and D4): heard, confirmed, acted, thanked."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from custlove.rules.thresholds import USUAL

STAGES = ("heard", "confirmed", "acted", "thanked")
ANSWER_WITHIN_HOURS = USUAL["feedback.answer_hours"]
ACT_WITHIN_DAYS = USUAL["feedback.act_days"]
UNHAPPY_SCORE, HAPPY_SCORE = USUAL["feedback.unhappy_score"], USUAL["feedback.happy_score"]
# Of fewer answers a share says more about chance than about you: counts always, percentages from here on.
ENOUGH = USUAL["feedback.enough"]
_STEPS = {
    "heard": "say it back to them",
    "confirmed": "make it right",
    "acted": "thank them",
}


# Two days: from here on hours say less than days.
_DAYS_FROM_HOURS = 48


class LoopStanding(NamedTuple):
    """The last stage done, whole hours since it was heard (until the thanks, once closed), whether that is overdue.

    `answered`: something was said or done about it. `act_by` is the day up to which to make it right, where that is the
    next step: not counted before they agreed to what was said back.
    """

    stage: str
    hours_open: int
    overdue: bool
    next_step: str | None
    answered: bool = False
    act_by: date | None = None

    def let_go(self) -> "LoopStanding":
        """The same, where nothing comes next any more: you let it go."""
        return self._replace(overdue=False, next_step=None, act_by=None)


class Answers(NamedTuple):
    """What there was of answers beside the stages: the first time it was said back, the day on which it was confirmed.

    `act_days`: how many days it may take from there to make it right.
    """

    said_back_at: datetime | None = None
    confirmed_on: date | None = None
    act_days: int = ACT_WITHIN_DAYS


NO_ANSWERS = Answers()


def unhappy(kind: str, score: int | None) -> bool:
    """Whether it needs an answer and not only thanks: criticism, or a score up to 6."""
    return kind == "criticism" or (score is not None and score <= UNHAPPY_SCORE)


def standing(
    kind: str,
    score: int | None,
    moments: dict[str, datetime | None],
    now: datetime,
    answers: Answers = NO_ANSWERS,
) -> LoopStanding:
    """A loop as it stands at a moment; `moments` holds when each stage was done, later ones are left out.

    Whoever is unhappy waits for 24 hours for an answer: to say it back is one, agreed or not. Once it is confirmed, to
    make it right has a clock of its own.
    """
    done = [stage for stage in STAGES if (at := moments.get(stage)) is not None and at.timestamp() <= now.timestamp()]
    stage = done[-1] if done else "heard"
    heard = moments["heard"]
    if heard is None:
        raise ValueError("feedback without a moment at which it was heard")
    end = moments[stage] if stage == "thanked" else now
    # Within one zone Python counts by the wall clock, which loses or gains an hour twice a year.
    hours = max(0, int(((end or now).timestamp() - heard.timestamp()) // 3600))
    said = answers.said_back_at
    answered = stage != "heard" or (said is not None and said.timestamp() <= now.timestamp())
    act_by = _act_by(answers) if stage == "confirmed" and unhappy(kind, score) else None
    late = now.date() > act_by if act_by else not answered and hours >= ANSWER_WITHIN_HOURS
    overdue = unhappy(kind, score) and late
    return LoopStanding(stage, hours, overdue, _next_step(kind, score, stage), answered, act_by)


def done_by(at: datetime | None, now: datetime) -> datetime | None:
    """When a step was done, seen from a moment: what its day has seen is done by now, where a clock was set back."""
    if at is None or at.timestamp() <= now.timestamp() or at.astimezone(now.tzinfo).date() != now.date():
        return at
    return now


def end_of_day(now: datetime) -> datetime:
    """The last moment of the day: up to it everything of the day is done, for nothing is written of what lies ahead."""
    return now.replace(hour=23, minute=59, second=59, microsecond=999_999)


def _act_by(answers: Answers) -> date | None:
    on = answers.confirmed_on
    # Past the calendar's end nothing is due any more.
    return on and on + timedelta(days=min(answers.act_days, (date.max - on).days))


def duration(hours: int, unit: str = "") -> str:
    """So many whole hours in words, or with a short unit; from two days on as whole days."""
    if hours < _DAYS_FROM_HOURS:
        return f"{hours} {unit or ('hour' if hours == 1 else 'hours')}"
    return f"{hours // 24} days"


def measured(hours: float) -> tuple[float, str]:
    """An average of hours and its unit: from two days on `days`, to a tenth."""
    return (hours, "hours") if hours < _DAYS_FROM_HOURS else (round(hours / 24, 1), "days")


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

"""The way of a mistake (ideas C4 and D2): noticed, owned, repaired, followed up."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from custlove.rules.thresholds import USUAL, given

STAGES = ("noticed", "owned", "repaired", "followed_up")
SEVERITY = {1: "small", 2: "real", 3: "grave"}
# A mistake of which nothing else was said: worth making right, and no catastrophe.
USUAL_SEVERITY = 2
_STEPS = {"owned": "own it", "repaired": "make it right", "followed_up": "ask how it is now"}


class Waits(NamedTuple):
    """How many days each step may take, counted from the day of the step before it."""

    own: int = USUAL["mistakes.own_days"]
    repair: int = USUAL["mistakes.repair_days"]
    follow_up: int = USUAL["mistakes.follow_up_days"]

    @classmethod
    def of(cls, numbers: Mapping[str, int]) -> "Waits":
        """What the settings say (`mistakes.own_days` …), the defaults where they say nothing."""
        return cls(*given(numbers, "mistakes", (f"{step}_days" for step in cls._fields)))


USUAL_WAITS = Waits()


class MistakeStanding(NamedTuple):
    """How far a mistake has come: the last stage done, the step that comes next, since when it waits, when it is due.

    Nothing comes next once it was followed up.
    """

    stage: str
    next_step: str | None
    waiting_since: date | None
    due_on: date | None

    def let_go(self) -> "MistakeStanding":
        """The same, where nothing comes next any more: you let it go."""
        return self._replace(next_step=None, waiting_since=None, due_on=None)


def standing(
    days: Sequence[date | None], today: date, waits: Waits = USUAL_WAITS, *, hidden: bool = False
) -> MistakeStanding:
    """A mistake as it stands on a day; `days` are those of the four stages, later ones are left out.

    The clock of a step runs from the day of the stage before it: a week to repair it begins with the sorry. One that
    was `hidden` is never repaired, only followed up: trust that was deceived does not come back whole (Schweitzer,
    Hershey & Bradlow 2006).
    """
    stages = stages_of(hidden=hidden)
    done = [
        (stage, on)
        for stage, on in zip(STAGES, days, strict=True)
        if stage in stages and on is not None and on <= today
    ]
    stage, since = done[-1] if done else (STAGES[0], days[0])
    if stage == STAGES[-1] or since is None:
        return MistakeStanding(stage, None, None, None)
    # Past the calendar's end nothing is due any more.
    following = stages[stages.index(stage) + 1]
    wait = min(waits[STAGES.index(following) - 1], (date.max - since).days)
    return MistakeStanding(stage, _STEPS[following], since, since + timedelta(days=wait))


def stages_of(*, hidden: bool) -> tuple[str, ...]:
    """The stages that a mistake goes through; one that was denied or concealed is not repaired."""
    return tuple(stage for stage in STAGES if stage != "repaired") if hidden else STAGES

"""What went wrong in the sample, and how it was made right."""

from collections.abc import Iterator
from typing import NamedTuple

from custlove.demo.telling import Calendar, Step, Told
from custlove.rules.mistakes import USUAL_SEVERITY
from custlove.services import mistakes
from custlove.services.workflow import Step as MistakeStep


class Erred(NamedTuple):
    """A mistake and its steps: when, in which words; the promise or the feedback that it was taken over from."""

    ago: int
    who: str
    what: str
    severity: int = USUAL_SEVERITY
    promise: str | None = None
    feedback: str | None = None
    owned: tuple[int, str] | None = None
    repaired: tuple[int, str] | None = None
    followed_up: tuple[int, str] | None = None


MISTAKES = (
    Erred(
        251,
        "minh",
        "told the day shift first",
        feedback="Changes reach the night shift a day late.",
        owned=(250, "said so to the whole night crew"),
        repaired=(240, "every change is announced the day before"),
        followed_up=(226, "asked on her round: it holds"),
    ),
    Erred(
        211,
        "soren",
        "broken promise: the taproom sketch",
        promise="a sketch of the taproom page",
        owned=(211, "no excuses, although I was ill"),
        repaired=(195, "brought it, with the opening hours right"),
        followed_up=(180, "he had forgotten it"),
    ),
    Erred(
        9,
        "greta",
        "quoted her figures to others",
        owned=(7, "told her before somebody else could"),
    ),
)


def steps(calendar: Calendar) -> Iterator[Step]:
    """Each mistake on its way, as steps."""
    for each in MISTAKES:
        yield from _steps(each, calendar)


def _steps(each: Erred, calendar: Calendar) -> Iterator[Step]:
    def notice(told: Told) -> None:
        promise, feedback = (told.ref(of)[0] if of else None for of in (each.promise, each.feedback))
        day = calendar.day(each.ago)
        asked = mistakes.AddMistake(each.who, each.what, day, each.severity, promise, feedback)
        told.remember(each.what, mistakes.add(told.change, asked).mistake.id)

    def step(told: Told, ago: int, words: str) -> MistakeStep:
        return MistakeStep(told.ref(each.what, words), calendar.moment(ago))

    yield Step(each.ago, notice)
    if owned := each.owned:
        yield Step(owned[0], lambda told: mistakes.own(told.change, step(told, *owned)))
    if repaired := each.repaired:
        yield Step(repaired[0], lambda told: mistakes.repair(told.change, step(told, *repaired)))
    if asked := each.followed_up:
        yield Step(asked[0], lambda told: mistakes.follow_up(told.change, step(told, *asked)))

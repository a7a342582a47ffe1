"""Mistakes: what they are taken over from, and the steps that make them right, in their order."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from custlove.errors import Refused, UsageError
from custlove.schema.vocabulary import FeedbackKind
from custlove.services import feedback, mistakes, people, promises
from custlove.services.change import Change
from custlove.services.mistakes import AddMistake, MistakeStep
from custlove.services.workflow import Step
from tests.services.conftest import CAME, TODAY, moment

NOTICED = date(2026, 11, 10)
A_DAY = timedelta(days=1)
STEPS: dict[str, Callable[[Change, Step], MistakeStep]] = {
    "owned": mistakes.own,
    "repaired": mistakes.repair,
    "followed_up": mistakes.follow_up,
}


@pytest.fixture
def astray(with_anna: Change) -> Change:
    """A mistake of 10 November."""
    mistakes.add(with_anna, AddMistake("anna", "the draft went astray", NOTICED))
    return with_anna


@pytest.mark.parametrize(
    ("done", "step", "goes"),
    [
        ((), "owned", True),
        ((), "repaired", False),
        ((), "followed_up", False),
        (("owned",), "repaired", True),
        (("owned",), "followed_up", False),
        (("repaired",), "owned", False),
        (("repaired",), "followed_up", True),
        (("owned", "repaired"), "followed_up", True),
    ],
)
def test_a_step_is_skipped_only_on_purpose(astray: Change, done: tuple[str, ...], step: str, *, goes: bool) -> None:
    asked = Step(["1", "so"], moment(NOTICED))
    for each in done:
        STEPS[each](astray, asked._replace(anyway=True))
    if not goes:
        with pytest.raises(Refused):
            STEPS[step](astray, asked)
    taken = STEPS[step](astray, asked._replace(anyway=not goes))
    assert {each.stage: (each.on, each.text) for each in taken.mistake.steps}[step] == (NOTICED, "so")


@pytest.mark.parametrize("step", STEPS)
def test_once_done_a_step_is_done_and_all_are_once_it_was_followed_up(astray: Change, step: str) -> None:
    asked = Step(["1", "so"], moment(NOTICED), anyway=True)
    STEPS[step](astray, asked)
    with pytest.raises(Refused):
        STEPS[step](astray, asked)
    if step != "followed_up":
        mistakes.follow_up(astray, asked)
    for every in STEPS.values():
        with pytest.raises(Refused):
            every(astray, asked)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("before", [None, *STEPS])
def test_a_step_comes_on_the_day_of_the_last_at_the_earliest(astray: Change, before: str | None, step: str) -> None:
    if before in (step, "followed_up"):
        return
    last = NOTICED
    if before is not None:
        last = NOTICED + 3 * A_DAY
        STEPS[before](astray, Step(["1", "so"], moment(last), anyway=True))
    asked = Step(["1", "so"], moment(last), anyway=True)
    with pytest.raises(Refused):
        STEPS[step](astray, asked._replace(moment=moment(last - A_DAY)))
    STEPS[step](astray, asked)


def test_what_made_it_right_is_said(astray: Change) -> None:
    with pytest.raises(UsageError):
        mistakes.repair(astray, Step(["1"], moment(NOTICED), anyway=True))


def test_by_a_channel_following_up_is_a_touchpoint(astray: Change) -> None:
    taken = mistakes.follow_up(astray, Step(["1", "all well"], moment(TODAY), "call", anyway=True))
    assert taken.touched is not None
    touchpoint = taken.touched.touchpoint
    assert (taken.mistake.touchpoint, touchpoint.text, touchpoint.channel) == (touchpoint.id, "all well", "call")


@pytest.mark.parametrize(("on", "goes"), [(date(2026, 11, 1), False), (date(2026, 11, 2), True)])
def test_a_promise_is_one_from_the_day_it_was_broken(with_anna: Change, on: date, *, goes: bool) -> None:
    promises.add(with_anna, promises.AddPromise("anna", "the offer", CAME, date(2026, 11, 1)))
    asked = AddMistake(None, "", on, promise="1")
    if not goes:
        with pytest.raises(Refused):
            mistakes.add(with_anna, asked)
        return
    added = mistakes.add(with_anna, asked)
    assert (added.mistake.what, added.mistake.promise, added.person.handle) == ("broken promise: the offer", 1, "anna")
    with pytest.raises(Refused):
        mistakes.add(with_anna, asked)


@pytest.mark.parametrize("by", ["kept on its day", "theirs", "somebody else's"])
def test_a_promise_that_is_none(with_anna: Change, by: str) -> None:
    people.add(with_anna, people.AddPerson("Bela", CAME))
    asked = promises.AddPromise("anna", "the offer", CAME, NOTICED, "theirs" if by == "theirs" else "mine")
    promises.add(with_anna, asked)
    if by == "kept on its day":
        promises.keep(with_anna, promises.KeepPromise(["1"], NOTICED))
    with pytest.raises(Refused):
        mistakes.add(with_anna, AddMistake("bela" if by == "somebody else's" else "anna", "", TODAY, promise="1"))


@pytest.mark.parametrize(
    ("kind", "score", "on", "goes"),
    [
        ("criticism", None, NOTICED, True),
        ("criticism", None, NOTICED - A_DAY, False),
        ("praise", 6, NOTICED, True),
        ("praise", 7, NOTICED, False),
    ],
)
def test_feedback_is_one_where_they_are_unhappy(
    with_anna: Change, kind: FeedbackKind, score: int | None, on: date, *, goes: bool
) -> None:
    people.add(with_anna, people.AddPerson("Bela", CAME))
    feedback.hear(with_anna, feedback.HearFeedback("anna", kind, "late again", moment(NOTICED), score))
    asked = AddMistake(None, "", on, feedback="1")
    if not goes:
        with pytest.raises(Refused):
            mistakes.add(with_anna, asked)
        return
    with pytest.raises(Refused):
        mistakes.add(with_anna, asked._replace(who="bela"))
    assert mistakes.add(with_anna, asked).mistake.what == "late again"
    with pytest.raises(Refused):
        mistakes.add(with_anna, asked)

"""What stands against a move down: attempts counted day by day, and what is owed then or now."""

from datetime import date, timedelta

import pytest

from custlove.reports.people import guard
from custlove.rules.guard import Patience
from custlove.schema.vocabulary import Direction
from custlove.services import feedback, mistakes, people, promises, touchpoints
from custlove.services.change import Change
from custlove.services.touchpoints import TouchpointFields
from custlove.services.workflow import Step
from tests.services.conftest import CAME, TODAY, moment

ON = date(2026, 11, 10)
ONE = Patience(attempts=1, attempt_days=30)
NONE = "no attempt of 1 to reach them in 30 days"
WEEK = timedelta(days=7)


def _write(change: Change, on: date, direction: Direction, felt: int | None = None, *more: int) -> None:
    fields = TouchpointFields(direction=direction, felt=felt)
    touchpoints.write(change, touchpoints.NewTouchpoint([1, *more], moment(on), fields))


@pytest.mark.parametrize(
    ("on", "direction", "felt", "said"),
    [
        (ON - WEEK, "out", None, None),
        # They have not had their week.
        (ON - timedelta(days=6), "out", None, f"{NONE}, and that of 2026-11-04 counts from 2026-11-11 on"),
        (ON + timedelta(days=1), "out", None, NONE),
        (ON - timedelta(days=29), "out", None, None),
        (ON - timedelta(days=30), "out", None, NONE),
        # What came from them is no attempt, and neither is a talk.
        (ON - WEEK, "in", None, NONE),
        (ON - WEEK, "both", None, NONE),
        (ON - WEEK, "both", 5, NONE),
        (ON - WEEK, "out", 1, None),
    ],
)
def test_what_counts_as_an_attempt(
    with_anna: Change, on: date, direction: Direction, felt: int | None, said: str | None
) -> None:
    _write(with_anna, on, direction, felt)
    assert guard.against(with_anna.connection, 1, ON, TODAY, ONE) == ([said] if said else [])


def test_a_letter_to_several_reaches_nobody_alone(with_anna: Change) -> None:
    people.add(with_anna, people.AddPerson("Bela", CAME))
    _write(with_anna, ON - WEEK, "out", None, 2)
    assert guard.against(with_anna.connection, 1, ON, TODAY, ONE) == [NONE]
    _write(with_anna, ON - WEEK, "out")
    assert guard.against(with_anna.connection, 1, ON, TODAY, ONE) == []


def test_what_you_make_right_is_no_attempt_and_what_you_ask_is_one(with_anna: Change) -> None:
    noticed = mistakes.add(with_anna, mistakes.AddMistake("anna", "the wrong draft", ON - WEEK)).mistake.id
    heard = feedback.hear(
        with_anna, feedback.HearFeedback("anna", "criticism", "too late", moment(ON - WEEK))
    ).feedback.id
    for step in (mistakes.own, mistakes.repair):
        step(with_anna, Step([str(noticed), "sorry, here is the right one"], moment(ON - WEEK)))
    mistakes.follow_up(with_anna, Step([str(noticed), "a card"], moment(ON - WEEK), "letter"))
    feedback.thank(with_anna, Step([str(heard), "a card"], moment(ON - WEEK), "letter", anyway=True))
    assert guard.against(with_anna.connection, 1, ON, TODAY, ONE) == [NONE]
    feedback.ask(with_anna, feedback.AskForFeedback("anna", "all well?", moment(ON - WEEK), None))
    assert guard.against(with_anna.connection, 1, ON, TODAY, ONE) == [NONE]
    feedback.ask(with_anna, feedback.AskForFeedback("anna", "all well?", moment(ON - WEEK), "email"))
    assert guard.against(with_anna.connection, 1, ON, TODAY, ONE) == []


@pytest.mark.parametrize(("said_back", "owed"), [(15, False), (14, True), (None, True)])
def test_a_criticism_that_they_dispute_stands_against_it_for_two_weeks(
    with_anna: Change, said_back: int | None, *, owed: bool
) -> None:
    heard = feedback.hear(with_anna, feedback.HearFeedback("anna", "criticism", "too late", moment(CAME))).feedback.id
    if said_back:
        step = Step([str(heard), "that I was late"], moment(TODAY - timedelta(days=said_back)))
        feedback.confirm(with_anna, step, agreed=False)
    against = guard.against(with_anna.connection, 1, TODAY, TODAY, Patience(0, 30))
    assert against == (["open criticism b1 of 2026-09-01: too late"] if owed else [])


def test_what_is_owed_then_or_now_is_named_once(with_anna: Change) -> None:
    due = (ON - timedelta(days=1), ON, ON - timedelta(days=2), TODAY)
    for number, day in enumerate(due, 1):
        promises.add(with_anna, promises.AddPromise("anna", f"p{number}", CAME, day))
    # It was broken then, and is kept by now.
    promises.keep(with_anna, promises.KeepPromise(["3"], TODAY))
    against = guard.against(with_anna.connection, 1, ON, TODAY, Patience(0, 30))
    assert against == [
        "broken promise p3 due 2026-11-08: p3",
        "broken promise p1 due 2026-11-09: p1",
        "broken promise p2 due 2026-11-10: p2",
    ]

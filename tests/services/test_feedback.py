"""What was heard, the ask that it answers, and the loop it goes through in its order."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from custlove.errors import Refused, UsageError
from custlove.rules.moments import Moment
from custlove.schema.vocabulary import FeedbackKind
from custlove.services import feedback, follow_ups, people
from custlove.services.change import Change
from custlove.services.feedback import AskForFeedback, FeedbackStep, HearFeedback
from custlove.services.workflow import Step
from tests.services.conftest import CAME, TODAY, moment

HEARD = date(2026, 11, 10)
A_DAY = timedelta(days=1)
NOON = moment(HEARD)


def hear(change: Change, kind: FeedbackKind = "criticism", score: int | None = None, when: Moment = NOON) -> None:
    """The invoices are late, says Anna."""
    feedback.hear(change, HearFeedback("anna", kind, "the invoices are late", when, score))


def test_it_answers_the_oldest_ask_up_to_that_day_once(with_anna: Change) -> None:
    people.add(with_anna, people.AddPerson("Bela", CAME))
    for who, on in (("bela", 1), ("anna", 5), ("anna", 3), ("anna", 4)):
        feedback.ask(with_anna, AskForFeedback(who, "how was it?", moment(date(2026, 11, on))))

    def answered(on: int, *, unasked: bool = False) -> tuple[int | None, bool]:
        asked = HearFeedback("anna", "praise", "good", moment(date(2026, 11, on)), unasked=unasked)
        heard = feedback.hear(with_anna, asked)
        return heard.answers, heard.feedback.asked

    assert answered(2) == (None, False)
    assert answered(3, unasked=True) == (None, False)
    assert answered(3) == (3, True)
    assert answered(3) == (None, False)
    assert [answered(6) for _ in range(3)] == [(4, True), (2, True), (None, False)]


@pytest.mark.parametrize(
    ("kind", "score", "in_order"),
    [
        ("criticism", None, True),
        ("criticism", 10, True),
        ("praise", 6, True),
        ("praise", 7, False),
        ("idea", None, False),
    ],
)
@pytest.mark.parametrize(("step", "stage"), [(feedback.act, "acted"), (feedback.thank, "thanked")])
def test_the_unhappy_are_answered_in_order_unless_that_is_skipped_on_purpose(
    with_anna: Change,
    step: Callable[[Change, Step], FeedbackStep],
    stage: str,
    kind: FeedbackKind,
    score: int | None,
    *,
    in_order: bool,
) -> None:
    hear(with_anna, kind, score)
    asked = Step(["1", "sent them"], moment(HEARD))
    if in_order:
        with pytest.raises(Refused):
            step(with_anna, asked)
        asked = asked._replace(anyway=True)
    assert step(with_anna, asked).feedback.stage == stage


def test_the_loop_is_gone_through_once(with_anna: Change) -> None:
    hear(with_anna)
    steps: tuple[Callable[[Change, Step], FeedbackStep], ...] = (feedback.confirm, feedback.act, feedback.thank)
    for step, stage in zip(steps, ("confirmed", "acted", "thanked"), strict=True):
        asked = Step(["1", f"we {stage}"], moment(HEARD))
        taken = step(with_anna, asked)
        assert (taken.feedback.stage, taken.feedback.steps[-1].text, taken.touched) == (stage, f"we {stage}", None)
        for before in steps[: steps.index(step) + 1]:
            with pytest.raises(Refused):
                before(with_anna, asked._replace(anyway=True))


@pytest.mark.parametrize(
    ("agreed", "stage", "tries"), [(None, "confirmed", 0), (True, "confirmed", 0), (False, "heard", 1)]
)
def test_only_where_they_did_not_agree_the_loop_is_where_it_was(
    with_anna: Change, agreed: bool | None, stage: str, tries: int
) -> None:
    hear(with_anna)
    taken = feedback.confirm(with_anna, Step(["1", "you want them sooner"], moment(HEARD)), agreed=agreed).feedback
    assert (taken.stage, taken.tries, taken.steps[-1].agreed) == (stage, tries, agreed)


def test_what_they_want_is_not_yet_what_you_did(with_anna: Change) -> None:
    hear(with_anna, "idea")
    with pytest.raises(UsageError):
        feedback.act(with_anna, Step(["1"], moment(HEARD)), wanted="blue ones")
    acted = feedback.act(with_anna, Step(["1", "made blue ones"], moment(HEARD)), wanted="blue ones")
    assert (acted.feedback.steps[-1].text, acted.feedback.steps[-1].wanted) == ("made blue ones", "blue ones")


@pytest.mark.parametrize(
    ("when", "goes"),
    [
        (moment(HEARD - A_DAY), False),
        # Without a time it comes right after, where noon was before.
        (moment(HEARD), True),
        (moment(HEARD, 14), False),
        (moment(HEARD, 15), True),
        (moment(HEARD + A_DAY, 1), True),
    ],
)
def test_a_step_does_not_come_before_the_one_it_follows(with_anna: Change, when: Moment, *, goes: bool) -> None:
    hear(with_anna, when=moment(HEARD, 15))
    asked = Step(["1", "sooner, then"], when)
    if not goes:
        with pytest.raises(Refused):
            feedback.confirm(with_anna, asked)
        return
    feedback.confirm(with_anna, asked)
    kept = with_anna.connection.execute("SELECT heard_at, confirmed_at, confirmed_day FROM feedback").fetchone()
    first, then = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in kept[:2])
    assert (first <= then, then) == (True, max(when.at, moment(HEARD, 15).at))
    assert kept[2] == when.day.isoformat()


def test_nor_before_it_was_said_back(with_anna: Change) -> None:
    hear(with_anna)
    on = HEARD + 2 * A_DAY
    feedback.confirm(with_anna, Step(["1", "sooner"], moment(on, 15)), agreed=False)
    for early in (moment(on - A_DAY), moment(on, 14)):
        with pytest.raises(Refused):
            feedback.act(with_anna, Step(["1", "sent them"], early, anyway=True))
    assert feedback.act(with_anna, Step(["1", "sent them"], moment(on, 15), anyway=True)).feedback.stage == "acted"


def test_thanks_by_a_channel_are_a_touchpoint_which_closes_what_was_due(with_anna: Change) -> None:
    hear(with_anna, "praise")
    follow_ups.add(with_anna, follow_ups.AddFollowUps(["anna"], "call", HEARD, TODAY))
    taken = feedback.thank(with_anna, Step(["1", "a card"], moment(TODAY, 9), "letter"))
    assert taken.touched is not None
    touchpoint, closed = taken.touched
    assert taken.feedback.touchpoint == touchpoint.id
    assert (touchpoint.text, touchpoint.channel, touchpoint.direction, touchpoint.on) == (
        "a card",
        "letter",
        "out",
        TODAY,
    )
    assert [(each.why, each.done_on) for each in closed] == [("call", TODAY)]


def test_a_clock_set_back_within_the_day_refuses_nothing(with_anna: Change) -> None:
    now = with_anna.now.astimezone(UTC)
    heard, back = (Moment(at, TODAY, "Europe/Berlin", timed=True) for at in (now, now - timedelta(minutes=3)))
    hear(with_anna, when=heard)
    later = with_anna._replace(now=with_anna.now - timedelta(minutes=3))
    for step, stage in ((feedback.confirm, "confirmed"), (feedback.act, "acted"), (feedback.thank, "thanked")):
        assert step(later, Step(["1", "so"], back)).feedback.stage == stage

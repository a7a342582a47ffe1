"""The loop that feedback goes through."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules.feedback import (
    STAGES,
    Answers,
    LoopStanding,
    duration,
    measured,
    median,
    net_promoters,
    share,
    standing,
    unhappy,
)

HEARD = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def after(hours: float) -> datetime:
    """So many hours after it was heard."""
    return HEARD + timedelta(hours=hours)


def moments(**hours: float | None) -> dict[str, datetime | None]:
    """When each stage was done, in hours after it was heard."""
    done = {stage: None if at is None else after(at) for stage, at in hours.items()}
    return {"heard": HEARD} | dict.fromkeys(STAGES[1:]) | done


def answered(stage: str, hours_open: int, next_step: str | None) -> LoopStanding:
    """A loop in which something was said or done."""
    return LoopStanding(stage, hours_open, overdue=False, next_step=next_step, answered=True)


@pytest.mark.parametrize(
    ("kind", "score", "is_unhappy"),
    [
        ("criticism", None, True),
        ("criticism", 10, True),
        ("praise", None, False),
        ("praise", 7, False),
        ("praise", 6, True),
        ("idea", 0, True),
        ("idea", 9, False),
        ("idea", None, False),
    ],
)
def test_criticism_and_a_score_up_to_six_want_an_answer(kind: str, score: int | None, is_unhappy: bool) -> None:
    assert unhappy(kind, score) is is_unhappy
    assert standing(kind, score, moments(), after(100)).overdue is is_unhappy


@pytest.mark.parametrize(
    ("hours", "hours_open", "overdue"),
    [(0, 0, False), (0.99, 0, False), (23.99, 23, False), (24, 24, True), (24.5, 24, True), (240, 240, True)],
)
def test_criticism_waits_for_24_hours(hours: float, hours_open: int, overdue: bool) -> None:
    expected = LoopStanding("heard", hours_open, overdue, "say it back to them")
    assert standing("criticism", None, moments(), after(hours)) == expected


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (moments(confirmed=2), answered("confirmed", 100, "make it right")),
        (
            moments(confirmed=2, acted=3),
            answered("acted", 100, "thank them"),
        ),
        # A step may be skipped on purpose.
        (moments(acted=3), answered("acted", 100, "thank them")),
        (moments(thanked=30), answered("thanked", 30, None)),
        # Done at this very moment, it is done.
        (
            moments(confirmed=100),
            answered("confirmed", 100, "make it right"),
        ),
        # What was done later than the day asked about was not done yet.
        (moments(confirmed=101), LoopStanding("heard", 100, overdue=True, next_step="say it back to them")),
        (
            moments(confirmed=2, thanked=101),
            answered("confirmed", 100, "make it right"),
        ),
    ],
)
def test_the_stage_is_the_last_one_done(done: dict[str, datetime | None], expected: LoopStanding) -> None:
    assert standing("criticism", None, done, after(100)) == expected


@pytest.mark.parametrize("kind", ["praise", "idea"])
def test_praise_and_ideas_need_only_thanks(kind: str) -> None:
    assert standing(kind, None, moments(), after(1)).next_step == "thank them"
    assert standing(kind, 3, moments(), after(1)).next_step == "say it back to them"


def test_hours_are_those_on_the_clock_whatever_the_zone() -> None:
    from zoneinfo import ZoneInfo

    berlin = ZoneInfo("Europe/Berlin")
    # Clocks go back in the night between: the day has 25 hours.
    heard = datetime(2026, 10, 24, 12, 0, tzinfo=berlin)
    now = datetime(2026, 10, 25, 11, 59, tzinfo=berlin)
    done: dict[str, datetime | None] = {"heard": heard.astimezone(UTC)} | dict.fromkeys(STAGES[1:])
    assert standing("criticism", None, done, now) == LoopStanding(
        "heard", 24, overdue=True, next_step="say it back to them"
    )


def test_feedback_that_was_never_heard_is_no_feedback() -> None:
    with pytest.raises(ValueError, match="heard"):
        standing("praise", None, dict.fromkeys(STAGES), HEARD)


HOURS = st.integers(0, 400)
LOOPS = st.tuples(*(st.none() | HOURS for _ in STAGES[1:])).map(
    lambda hours: moments(**dict(zip(STAGES[1:], hours, strict=True)))
)


def test_said_back_is_an_answer_whether_they_agree_or_not() -> None:
    tried = Answers(after(2))
    assert standing("criticism", None, moments(), after(62), tried) == LoopStanding(
        "heard", 62, overdue=False, next_step="say it back to them", answered=True
    )
    # On a day before, it was not.
    assert not standing("criticism", None, moments(), after(1.5), tried).answered
    late = Answers(after(30))
    assert standing("criticism", None, moments(), after(29), late).overdue
    assert not standing("criticism", None, moments(), after(31), late).overdue


@pytest.mark.parametrize(("hours", "overdue"), [(15 * 24 - 10, False), (15 * 24, True), (100 * 24, True)])
def test_to_make_it_right_has_a_clock_of_its_own(hours: int, overdue: bool) -> None:
    confirmed = Answers(confirmed_on=HEARD.date())
    found = standing("criticism", None, moments(confirmed=2), after(hours), confirmed)
    assert (found.overdue, found.act_by) == (overdue, date(2026, 12, 4))
    done = standing("criticism", None, moments(confirmed=2, acted=3), after(hours), confirmed)
    assert (done.overdue, done.act_by) == (False, None)
    # Praise needs only thanks, and so it has none.
    assert standing("praise", None, moments(confirmed=2), after(hours), confirmed).act_by is None


@given(st.integers(0, 10_000))
def test_the_clock_ends_with_the_calendar(days: int) -> None:
    answers = Answers(confirmed_on=date.max, act_days=days)
    assert standing("criticism", None, moments(confirmed=2), after(3), answers).act_by == date.max


def test_from_two_days_on_days_are_said() -> None:
    assert [duration(each) for each in (0, 1, 47, 48, 71, 72)] == [
        "0 hours", "1 hour", "47 hours", "2 days", "2 days", "3 days",
    ]  # fmt: skip
    assert (duration(1, "h"), duration(48, "h")) == ("1 h", "2 days")
    assert [measured(each) for each in (1.0, 47.9, 48.0, 70.5)] == [
        (1.0, "hours"), (47.9, "hours"), (2.0, "days"), (2.9, "days"),
    ]  # fmt: skip


@given(LOOPS, HOURS, st.sampled_from(["criticism", "praise", "idea"]), st.none() | st.integers(0, 10))
def test_a_moment_knows_nothing_of_what_came_later(
    done: dict[str, datetime | None], hours: int, kind: str, score: int | None
) -> None:
    now = after(hours)
    told_then = {stage: at if at is not None and at <= now else None for stage, at in done.items()}
    assert standing(kind, score, done, now) == standing(kind, score, told_then, now)


@given(LOOPS, HOURS, st.sampled_from(["criticism", "praise", "idea"]))
def test_a_loop_only_goes_on(done: dict[str, datetime | None], hours: int, kind: str) -> None:
    before, later = (standing(kind, None, done, after(each)) for each in (hours, hours + 1))
    assert STAGES.index(before.stage) <= STAGES.index(later.stage)
    if later.stage != "thanked":
        assert later.hours_open == before.hours_open + 1
    assert before.overdue == (kind == "criticism" and before.stage == "heard" and hours >= 24)
    assert (before.next_step is None) == (before.stage == "thanked")


def test_a_share_is_of_ten_at_least() -> None:
    assert [share(part, whole) for part, whole in ((9, 9), (0, 10), (9, 10), (199, 200), (200, 200))] == [
        None, 0, 90, 99, 100,
    ]  # fmt: skip


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_net_promoters_are_of_ten_scores_at_least(low: int, middle: int, high: int) -> None:
    found, total = net_promoters(low, middle, high), low + middle + high
    assert (found is None) == (total < 10)
    if found is not None:
        assert -100 <= found <= 100
        assert abs(found - 100 * (high - low) / total) <= 0.5


@pytest.mark.parametrize(
    ("hours", "middle"), [([], None), ([3], 3.0), ([9, 1], 5.0), ([1, 100, 2], 2.0), ([0.25, 0.25, 1, 2], 0.6)]
)
def test_the_middle_one(hours: list[float], middle: float | None) -> None:
    assert median(hours) == middle

"""The way of a mistake: noticed, owned, repaired, followed up."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules.mistakes import STAGES, MistakeStanding, Waits, standing

NOTICED = date(2026, 11, 1)


def on(days: int | None) -> date | None:
    """So many days after it was noticed."""
    return None if days is None else NOTICED + timedelta(days=days)


def ways(owned: int | None = None, repaired: int | None = None, followed_up: int | None = None) -> list[date | None]:
    """The days of the four stages, in days after it was noticed."""
    return [NOTICED, on(owned), on(repaired), on(followed_up)]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (ways(), ("noticed", "own it", on(0), on(1))),
        (ways(3), ("owned", "make it right", on(3), on(10))),
        (ways(3, 4), ("repaired", "ask how it is now", on(4), on(18))),
        (ways(3, 4, 20), ("followed_up", None, None, None)),
        # Steps may be skipped on purpose.
        (ways(None, 4), ("repaired", "ask how it is now", on(4), on(18))),
        (ways(None, None, 4), ("followed_up", None, None, None)),
        # Owned after it was repaired: what waits is the follow-up, since the repair.
        (ways(6, 4), ("repaired", "ask how it is now", on(4), on(18))),
        # What was done later than the day asked about was not done yet.
        (ways(31), ("noticed", "own it", on(0), on(1))),
        (ways(2, 31, 40), ("owned", "make it right", on(2), on(9))),
    ],
)
def test_the_stage_is_the_last_one_done(days: list[date | None], expected: tuple[object, ...]) -> None:
    assert standing(days, NOTICED + timedelta(days=30)) == MistakeStanding(*expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (ways(), ("noticed", "own it", on(0), on(1))),
        # What follows on the sorry is to ask how it is, with the wait of that step.
        (ways(3), ("owned", "ask how it is now", on(3), on(17))),
        (ways(3, 4), ("owned", "ask how it is now", on(3), on(17))),
        (ways(None, 4), ("noticed", "own it", on(0), on(1))),
        (ways(3, 4, 20), ("followed_up", None, None, None)),
    ],
)
def test_what_was_denied_or_concealed_is_never_repaired(days: list[date | None], expected: tuple[object, ...]) -> None:
    assert standing(days, NOTICED + timedelta(days=30), hidden=True) == MistakeStanding(*expected)  # type: ignore[arg-type]


def test_the_waits_are_those_of_the_settings() -> None:
    waits = Waits.of({"mistakes.own_days": 0, "mistakes.follow_up_days": 3, "today.days_ahead": 9})
    assert waits == Waits(0, 7, 3)
    assert Waits.of({}) == Waits(1, 7, 14)
    assert standing(ways(), NOTICED, waits).due_on == NOTICED
    assert standing(ways(1, 2), NOTICED + timedelta(days=2), waits).due_on == on(5)


def test_at_the_end_of_the_calendar_it_is_due_on_the_last_day() -> None:
    days = [date.max, None, None, None]
    assert standing(days, date.max).due_on == date.max


def test_a_day_in_march_counts_as_a_day() -> None:
    # Days are of the calendar: neither the leap day nor a change of the clocks moves them.
    assert standing([date(2028, 2, 28), None, None, None], date(2028, 3, 1)).due_on == date(2028, 2, 29)
    assert standing([date(2026, 12, 25), date(2026, 12, 28), None, None], date(2027, 1, 9)).due_on == date(2027, 1, 4)


DAYS = st.integers(0, 60)


@given(st.lists(st.none() | DAYS, min_size=3, max_size=3), DAYS)
def test_a_day_knows_nothing_of_what_came_later(steps: list[int | None], asked: int) -> None:
    today = NOTICED + timedelta(days=asked)
    told_then = [each if each is not None and each <= asked else None for each in steps]
    assert standing(ways(*steps), today) == standing(ways(*told_then), today)


@given(st.lists(st.none() | DAYS, min_size=3, max_size=3), DAYS)
def test_it_only_goes_on_and_waits_until_the_end(steps: list[int | None], asked: int) -> None:
    before, later = (standing(ways(*steps), NOTICED + timedelta(days=each)) for each in (asked, asked + 1))
    assert STAGES.index(before.stage) <= STAGES.index(later.stage)
    assert (before.next_step is None) == (before.stage == "followed_up") == (before.due_on is None)

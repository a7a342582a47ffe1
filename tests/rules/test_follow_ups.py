"""What a follow-up comes to on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules.follow_ups import FollowUpStanding, Snooze, standing

DUE = date(2026, 11, 10)


def day(number: int) -> date:
    """A day of November 2026."""
    return date(2026, 11, number)


@pytest.mark.parametrize(
    ("today", "state", "days_late"),
    [(9, "open", 0), (10, "due", 0), (11, "overdue", 1), (20, "overdue", 10)],
)
def test_open_due_overdue(today: int, state: str, days_late: int) -> None:
    assert standing(DUE, None, (), day(today)) == FollowUpStanding(state, days_late, None)


@pytest.mark.parametrize(
    ("done", "today", "state", "days_late"),
    [
        (8, 20, "done", 0),
        (10, 20, "done", 0),
        (12, 20, "done", 2),
        # Not done yet on the day that is asked about.
        (12, 11, "overdue", 1),
        (12, 12, "done", 2),
    ],
)
def test_done(done: int, today: int, state: str, days_late: int) -> None:
    assert standing(DUE, day(done), (), day(today)) == FollowUpStanding(state, days_late, None)


@pytest.mark.parametrize(
    ("today", "state", "days_late", "until"),
    [
        # Snoozed on the 12th until the 15th.
        (11, "overdue", 1, None),
        (12, "snoozed", 2, 15),
        (14, "snoozed", 4, 15),
        # No longer snoozed past today: it is back.
        (15, "overdue", 5, 15),
        (16, "overdue", 6, 15),
    ],
)
def test_snoozed_past_today_is_not_overdue(today: int, state: str, days_late: int, until: int | None) -> None:
    snoozes = (Snooze(day(12), day(15)),)
    expected = FollowUpStanding(state, days_late, day(until) if until else None)
    assert standing(DUE, None, snoozes, day(today)) == expected


def test_the_last_snooze_up_to_the_day_holds() -> None:
    snoozes = (Snooze(day(5), day(20)), Snooze(day(12), day(14)))
    assert standing(DUE, None, snoozes, day(11)).snoozed_until == day(20)
    assert standing(DUE, None, snoozes, day(13)) == FollowUpStanding("snoozed", 3, day(14))
    assert standing(DUE, None, snoozes, day(14)) == FollowUpStanding("overdue", 4, day(14))


def test_snoozed_before_it_is_due_until_its_day() -> None:
    snoozes = (Snooze(day(2), DUE),)
    assert [standing(DUE, None, snoozes, day(each)).state for each in (1, 2, 9, 10)] == [
        "open",
        "snoozed",
        "snoozed",
        "due",
    ]


DAYS = st.integers(0, 90).map(lambda ahead: DUE + timedelta(days=ahead - 30))
SNOOZES = st.lists(
    st.tuples(DAYS, st.integers(1, 30)).map(lambda each: Snooze(each[0], each[0] + timedelta(days=each[1]))), max_size=4
).map(lambda snoozes: tuple(sorted(snoozes)))


@given(st.none() | DAYS, SNOOZES, DAYS)
def test_every_follow_up_is_in_one_state(done: date | None, snoozes: tuple[Snooze, ...], today: date) -> None:
    found = standing(DUE, done, snoozes, today)
    told = [snooze.until for snooze in snoozes if snooze.on <= today]
    until = told[-1] if told else None
    is_done = done is not None and done <= today
    is_snoozed = not is_done and until is not None and until > today
    awake = not is_done and not is_snoozed
    holds = {
        "done": is_done,
        "snoozed": is_snoozed,
        "open": awake and today < DUE,
        "due": awake and today == DUE,
        "overdue": awake and today > DUE,
    }
    assert [state for state, is_so in holds.items() if is_so] == [found.state]
    assert found.snoozed_until == until


@given(st.none() | DAYS, SNOOZES, DAYS)
def test_a_day_knows_nothing_of_what_came_later(done: date | None, snoozes: tuple[Snooze, ...], today: date) -> None:
    told_then = tuple(snooze for snooze in snoozes if snooze.on <= today)
    done_then = done if done and done <= today else None
    assert standing(DUE, done, snoozes, today) == standing(DUE, done_then, told_then, today)


@given(SNOOZES, DAYS)
def test_what_is_not_done_never_grows_less_late(snoozes: tuple[Snooze, ...], today: date) -> None:
    now, then = (standing(DUE, None, snoozes, each) for each in (today, today + timedelta(days=1)))
    assert then.days_late - now.days_late == (1 if today >= DUE else 0)

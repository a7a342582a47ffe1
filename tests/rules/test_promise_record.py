"""How late a promise came, and by which day the last eight say that one would hold."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules import promise_record
from custlove.rules.promise_record import PromiseRecord
from custlove.rules.promises import PromiseFacts, PromiseMove

DUE, TODAY = date(2026, 11, 10), date(2026, 11, 22)
MADE = date(2026, 10, 1)


def _on(days: int) -> date:
    return DUE + timedelta(days=days)


def _moved(on: int, to: int, **fate: date) -> PromiseFacts:
    """Due on the 10th, moved on a day to another."""
    return PromiseFacts(MADE, _on(to), moves=(PromiseMove(_on(on), DUE, _on(to)),), **fate)


@pytest.mark.parametrize(
    ("promise", "late"),
    [
        (PromiseFacts(MADE, DUE, _on(-3)), -3),
        (PromiseFacts(MADE, DUE, DUE), 0),
        (PromiseFacts(MADE, DUE, _on(2)), 2),
        # Broken: late up to today, as is one that was kept only after today.
        (PromiseFacts(MADE, DUE), 12),
        (PromiseFacts(MADE, DUE, date(2026, 11, 23)), 12),
        # Not due yet, due today, kept before a day that is still to come.
        (PromiseFacts(MADE, date(2026, 12, 1)), None),
        (PromiseFacts(MADE, TODAY), None),
        (PromiseFacts(MADE, date(2026, 12, 1), DUE), None),
        (PromiseFacts(MADE, TODAY, TODAY), 0),
        # Released by its day tells nothing, after it was broken it does.
        (PromiseFacts(MADE, DUE, released_on=_on(-1)), None),
        (PromiseFacts(MADE, DUE, released_on=DUE), None),
        (PromiseFacts(MADE, DUE, released_on=_on(4)), 4),
        # Agreed anew in time counts from the new day, too late from the old one.
        (_moved(-1, 5, kept_on=_on(6)), 1),
        (_moved(1, 5, kept_on=_on(5)), 5),
        (_moved(1, 5, released_on=_on(3)), 3),
        (_moved(1, 20), None),
    ],
)
def test_how_late_a_promise_came(promise: PromiseFacts, late: int | None) -> None:
    assert promise_record.days_late(promise, TODAY) == late


def test_what_came_later_does_not_count() -> None:
    assert promise_record.days_late(_moved(1, 5, kept_on=_on(5)), _on(3)) is None
    assert promise_record.days_late(_moved(3, 5, kept_on=_on(5)), _on(2)) == 2


def test_the_median_of_eight_says_which_day_would_hold() -> None:
    tuesday = date(2026, 12, 1)
    assert promise_record.record([2] * 7, tuesday) is None
    assert promise_record.record([0, 0, 1, 2, 2, 3, 9, 40], tuesday) == PromiseRecord(8, 2, date(2026, 12, 3))
    # Half a day is a whole one.
    assert promise_record.record([0, 0, 0, 1, 2, 2, 2, 2], tuesday) == PromiseRecord(8, 1.5, date(2026, 12, 3))
    assert promise_record.record([-1, -1, 0, 0, 0, 0, 9, 9], tuesday) is None
    assert promise_record.record([-9] * 4 + [1] * 4, tuesday) is None
    assert promise_record.record([3] * 8, date.max) is None


@given(st.lists(st.integers(-30, 30), min_size=8, max_size=8))
def test_by_that_day_half_of_the_last_would_have_been_kept_and_by_the_day_before_fewer(last: list[int]) -> None:
    found = promise_record.record(last, DUE)
    later = (found.would_hold_on - DUE).days if found else 0
    assert sum(late <= later for late in last) >= 4
    assert later == 0 or sum(late <= later - 1 for late in last) <= 4
    assert promise_record.record(sorted(last, reverse=True), DUE) == found

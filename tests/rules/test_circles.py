"""What a rhythm asks for in a period, and who got more or less."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules import cadence
from custlove.rules.cadence import NO_CADENCE
from custlove.rules.circles import Share, share

FIRST = date(2026, 8, 24)
LAST = date(2026, 11, 22)  # 91 days, both included


@pytest.mark.parametrize(
    ("every", "got", "found"),
    [
        ("week", 13, Share(13, None)),
        ("week", 12, Share(13, "less")),
        ("week", 14, Share(13, "more")),
        # 2.99 months: the third is not over, nor is it too much.
        ("month", 3, Share(3, None)),
        ("month", 2, Share(3, None)),
        ("month", 1, Share(3, "less")),
        ("month", 4, Share(3, "more")),
        ("year", 0, Share(0, None)),
        ("year", 1, Share(0, None)),
        # In the first period there is nothing to compare.
        ("year", 9, Share(0, None)),
        ("5 months", 2, Share(0, None)),
        # 90 days and today are a quarter, though the average one has 91.3 days.
        ("quarter", 0, Share(1, None)),
        ("quarter", 2, Share(1, "more")),
    ],
)
def test_what_was_asked_and_what_there_was(every: str, got: int, found: Share) -> None:
    assert share(cadence.parse(every), got, FIRST, LAST) == found


def test_without_a_rhythm_nothing_is_asked() -> None:
    assert share(NO_CADENCE, 40, FIRST, LAST) is None


@given(st.integers(1, 400), st.integers(0, 60), st.integers(-3, 900))
def test_more_is_above_and_less_below_what_was_asked(every: int, got: int, days: int) -> None:
    found = share(cadence.Cadence(days=every), got, FIRST, FIRST + timedelta(days=days))
    assert found is not None
    assert {"more": got > found.asked, "less": got < found.asked, None: True}[found.side]
    assert found.side is not None or found.asked == 0 or abs(got - max(0, days + 1) / every) < 1


@pytest.mark.parametrize(
    ("days", "got", "found"), [(8, 3, Share(0, None)), (9, 1, Share(1, None)), (9, 2, Share(1, "more"))]
)
def test_a_period_is_over_after_nine_tenths_of_it(days: int, got: int, found: Share) -> None:
    assert share(cadence.Cadence(days=10), got, FIRST, FIRST + timedelta(days=days - 1)) == found

"""How they leave: low for anybody, low for them, and how often in a row."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules.satisfaction import Low, low, low_in_a_row, since

felts = st.lists(st.integers(1, 5), max_size=30)


@pytest.mark.parametrize(
    ("felt", "found"),
    [
        ([], None),
        ([1], Low(1, 1.0)),
        ([2, 5], Low(2, 3.5)),
        ([3], None),
        # Three beside a median of five; with the last one in it.
        ([3, 5, 5], Low(3, 5.0)),
        ([3, 5], None),
        ([3, 4, 5, 5], None),
        ([3, 4, 5, 5, 5], Low(3, 5.0)),
        # The eleventh does not count: of ten, five times five and four times four.
        ([3, 5, 5, 5, 5, 5, 4, 4, 4, 4, 5, 5, 5], None),
        ([3, 5, 5, 5, 5, 5, 5, 4, 4, 4, 1, 1, 1], Low(3, 5.0)),
        ([4, 5, 5, 5], None),
    ],
)
def test_whom_the_last_time_left_low(felt: list[int], found: Low | None) -> None:
    assert low(felt) == found


@given(felts)
def test_nobody_low_is_left_out_and_a_good_last_time_is_never_low(felt: list[int]) -> None:
    assert (low(felt) is not None) >= (felt[:1] in ([1], [2]))
    assert low([4, *felt]) is None
    assert low([5, *felt]) is None


@pytest.mark.parametrize(("felt", "times"), [([], 0), ([3, 1, 1], 0), ([2, 1, 2, 3, 1], 3), ([1, 2], 2)])
def test_in_a_row(felt: list[int], times: int) -> None:
    assert low_in_a_row(felt) == times


def test_it_is_suggested_for_so_many_days() -> None:
    assert since(date(2026, 11, 22), 60) == date(2026, 9, 23)

"""The keep rate in counts, and the median of what is counted."""

from collections import Counter
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules import promise_rate
from custlove.rules.promise_rate import Tally


def test_a_tally_adds_up() -> None:
    counts = {"early": 2, "kept": 1, "late": 1, "broken": 2, "released": 3, "open": 9}
    assert promise_rate.tally(counts, 4, {3: 1, 0: 2, -1: 1}) == Tally(3, 6, 2, 1, 1, 2, 4, 3, 0.0, 50)


@pytest.mark.parametrize(
    ("kept", "due", "percent"), [(4, 4, None), (5, 5, 100), (199, 200, 99), (0, 5, 0), (0, 0, None)]
)
def test_a_percentage_needs_five_and_is_rounded_down(kept: int, due: int, percent: int | None) -> None:
    assert promise_rate.tally({"kept": kept, "broken": due - kept}, 0, {}).percent == percent


@pytest.mark.parametrize(("kept", "due", "told"), [(4, 4, False), (5, 5, True), (5, 6, False), (0, 0, False)])
def test_a_word_where_all_is_always_kept(kept: int, due: int, *, told: bool) -> None:
    assert (promise_rate.word(Tally(kept, due)) is not None) == told


@given(st.lists(st.integers(-30, 30)))
def test_the_median_of_counted_values_is_the_median(values: list[int]) -> None:
    assert promise_rate.median(Counter(values).items()) == (median(values) if values else None)

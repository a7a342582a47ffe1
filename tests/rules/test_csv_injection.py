"""Cells that a spreadsheet would take for formulas."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules import csv_injection


@pytest.mark.parametrize("text", ["=1+1", "+49", "-2", "@x", "\tx", "\rx", "\nx", "\uff1d1", "'=1", "''=1"])
def test_a_formula_gets_a_guard(text: str) -> None:
    assert csv_injection.guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=b", "'tis", "it's '=x'", "1-2"])
def test_what_is_none_stays_as_it_is(text: str) -> None:
    assert csv_injection.guarded(text) == text
    assert csv_injection.unguarded(text) == text


@given(st.text(st.sampled_from("'=+-@a\t")))
def test_the_guard_comes_off_again(text: str) -> None:
    assert csv_injection.unguarded(csv_injection.guarded(text)) == text

"""Amounts: read strictly, kept as whole numbers, shown with the decimals of their currency."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custlove.rules import money


@pytest.mark.parametrize(
    ("words", "currency", "units"),
    [
        ("120", "EUR", 12000),
        ("120.5", "EUR", 12050),
        ("120.50", "EUR", 12050),
        ("120,5", "EUR", 12050),
        ("120,50", "EUR", 12050),
        ("0.07", "USD", 7),
        (" 7 ", "USD", 700),
        ("-20", "EUR", -2000),
        ("−20,5", "EUR", -2050),  # noqa: RUF001 - as a spreadsheet copies it
        ("007", "EUR", 700),
        ("120", "JPY", 120),
        ("1.250", "KWD", 1250),
        ("1,25", "KWD", 1250),
        ("1", "TND", 1000),
    ],
)
def test_what_can_be_read(words: str, currency: str, units: int) -> None:
    assert money.parse(words, currency) == units


@pytest.mark.parametrize(
    ("words", "currency", "why"),
    [
        ("1,200", "EUR", "That may be 1200 or 1.200."),
        ("1,200", "KWD", "That may be 1200 or 1.200."),
        ("1.200", "EUR", "EUR has 2 decimals."),
        ("120.505", "EUR", "EUR has 2 decimals."),
        ("120.0", "JPY", "JPY has no decimals."),
        ("1.2345", "BHD", "BHD has 3 decimals."),
        ("1,200.50", "EUR", "reads like"),
        ("1.200,50", "EUR", "reads like"),
        ("1'200", "EUR", "reads like"),
        ("1 200", "EUR", "reads like"),
        ("120.", "EUR", "reads like"),
        (".5", "EUR", "reads like"),
        ("", "EUR", "reads like"),
        ("-", "EUR", "reads like"),
        ("--2", "EUR", "reads like"),
        ("1e3", "EUR", "reads like"),
        ("٣", "EUR", "reads like"),
        ("99999999999999.00", "EUR", "The amount is too large"),
    ],
)
def test_what_is_refused(words: str, currency: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        money.parse(words, currency)


@given(st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1), st.sampled_from(["EUR", "JPY", "KWD"]))
@settings(max_examples=60)
def test_what_is_written_is_read_again(units: int, currency: str) -> None:
    assert money.parse(money.written(units, currency), currency) == units


def test_a_currency_in_any_case() -> None:
    assert [money.code(word) for word in ("eur", " CHF ", "euro", "XYZ", "")] == ["EUR", "CHF", None, None, None]


def test_currencies_are_never_added_up() -> None:
    assert money.sums([(100, "EUR"), (5, "CHF"), (-30, "EUR")]) == {"CHF": 5, "EUR": 70}

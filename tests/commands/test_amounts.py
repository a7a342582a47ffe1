"""An amount with its currency and text, in one option."""

import pytest

from custlove.commands import amounts
from custlove.errors import UsageError


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1200", ("1200", None, None)),
        ("1200.50 eur", ("1200.50", "EUR", None)),
        ("1200 EUR  the second workshop", ("1200", "EUR", "the second workshop")),
        ("-20 a refund", ("-20", None, "a refund")),
    ],
)
def test_each_word_in_its_place(typed: str, meant: tuple[str | None, ...]) -> None:
    assert amounts.option(typed, "--bought") == meant


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", '--bought "" has no amount.'),
        ("a workshop", '--bought "a workshop" has no amount.'),
        ("1 200 EUR", '--bought "1 200 EUR" cannot be read.'),
        ("12 XYZ", '"XYZ" is not a currency.'),
    ],
)
def test_what_cannot_be_read(typed: str, sentence: str) -> None:
    with pytest.raises(UsageError) as fault:
        amounts.option(typed, "--bought")
    assert fault.value.message == sentence

"""The words that facts are described with."""

import pytest

from custlove.rules.scales import level
from custlove.schema.vocabulary import ENERGY, FELT


@pytest.mark.parametrize(
    ("words", "scale", "number"),
    [
        ("1", FELT, 1),
        ("hurt", FELT, 1),
        ("Glad", FELT, 4),
        (" delighted ", FELT, 5),
        ("+5", FELT, 5),
        ("-2", ENERGY, -2),
        ("drained", ENERGY, -2),
        ("0", ENERGY, 0),
        ("even", ENERGY, 0),
        ("+1", ENERGY, 1),
        ("FED", ENERGY, 2),
    ],
)
def test_a_number_or_its_word(words: str, scale: dict[int, str], number: int) -> None:
    assert level(words, scale) == number


@pytest.mark.parametrize(
    ("words", "scale"),
    [("0", FELT), ("6", FELT), ("happy", FELT), ("", FELT), ("3.0", FELT), ("-3", ENERGY), ("3", ENERGY)],
)
def test_anything_else_is_told_the_choices(words: str, scale: dict[int, str]) -> None:
    with pytest.raises(ValueError, match="It is one of: ") as refused:
        level(words, scale)
    assert all(f"{number} {word}" in str(refused.value) for number, word in scale.items())


def test_every_level_can_be_said_both_ways() -> None:
    for scale in (FELT, ENERGY):
        for number, word in scale.items():
            assert level(word, scale) == level(str(number), scale) == number

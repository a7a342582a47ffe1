"""What stands for a promise, a follow-up, feedback or a touchpoint."""

import pytest

from custlove.rules.references import as_number
from tests.conftest import Program, written_once


@pytest.fixture
@written_once
def promised(anna: Program) -> Program:
    """#1 `offer`, #2 `offers for spring`, #3 `Überblick`, all open; #4 `offer` with Anton, #5 `closed offer`, kept."""
    anna("person", "add", "Anton Tschechow", "--as", "anton", "--email", "a.tsch@example.org")
    for who, what in (("anna", "offer"), ("anna", "offers for spring"), ("anna", "Überblick"), ("anton", "offer")):
        anna("promise", "add", who, what, "--by", "friday")
    anna("promise", "add", "anna", "closed offer", "--by", "friday")
    anna("promise", "keep", "5")
    return anna


@pytest.mark.parametrize(
    ("ref", "number"),
    [
        (("1",), 1),
        (("#1",), 1),
        (("001",), 1),
        (("anna", "spring"), 2),
        (("anna", "SPRING"), 2),
        (("anna", "uberblick"), 3),
        (("anna", "überbl"), 3),
        # A whole word comes before a part of one.
        (("anna", "offer"), 1),
        (("Anna Karenina", "offers", "for"), 2),
        (("anton",), 4),
        (("a.tsch@example.org", "off"), 4),
        (("Anton T", "offer"), 4),
    ],
)
def test_a_number_or_a_person_with_words(promised: Program, ref: tuple[str, ...], number: int) -> None:
    assert promised("promise", "keep", *ref, "--json").json["id"] == number


@pytest.mark.parametrize(
    ("ref", "sentence"),
    [
        (("99",), "There is no promise #99."),
        (("anna", "poem"), 'Anna Karenina has no open promise with "poem" in it.'),
        (("anna", "closed"), 'Anna Karenina has no open promise with "closed" in it.'),
        (("anna", "o"), "That may be #1 (offer), #2 (offers for spring)."),
        (("anna",), "That may be #1 (offer), #2 (offers for spring), #3 (Überblick)."),
        (("bela", "offer"), 'There is nobody called "bela" here.'),
        (("an", "offer"), '"an" may be anna (Anna Karenina), anton (Anton Tschechow).'),
        (("12x",), 'There is nobody called "12x" here.'),
    ],
)
def test_what_stands_for_nothing_or_too_much(promised: Program, ref: tuple[str, ...], sentence: str) -> None:
    assert sentence in promised("promise", "keep", *ref, code=3).err


def test_candidates_are_numbers_for_scripts(promised: Program) -> None:
    said = promised("promise", "keep", "anna", "--json", code=3).err
    assert '"error": "ambiguous"' in said
    assert '"candidates": [\n    "1",\n    "2",\n    "3"\n  ]' in said


def test_a_closed_one_is_reached_by_its_number(promised: Program) -> None:
    assert promised("promise", "edit", "5", "--text", "the offer", "--json").json["what"] == "the offer"


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("12", 12),
        ("#12", 12),
        ("0", 0),
        ("##1", None),
        ("", None),
        ("#", None),
        ("١٢", None),
        ("1.5", None),
        ("9" * 16, None),
    ],
)
def test_numbers(word: str, number: int | None) -> None:
    assert as_number(word) == number

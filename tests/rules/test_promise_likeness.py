"""Which promises say much the same: by their words, whatever their order, case, accents and endings."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules.promise_likeness import alike

words = st.lists(st.text("abcdeéßü", min_size=3, max_size=8), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("the draft", "The Draft", True),
        ("the draft", "send her the draft", True),
        ("the draft", "the revised draft", True),
        ("the draft", "drafts", True),
        ("the offer", "Das Angebot", False),
        ("das Angebot", "ein Angebot schicken", True),
        ("website text, first draft", "first draft of the website text", True),
        ("café menu", "CAFE MENU", True),
        ("call the printer", "call the lawyer", False),
        ("the draft", "the offer", False),
        ("the draft of the contract", "the draft of the logo", False),
        ("send the new logo", "send the new offer", False),
        ("draft", "the draft of the annual report for the board", False),
        ("chapter 3", "chapter 4", False),
        ("invoice 12", "invoice 12 again", True),
        ("the invoice", "invoice 12", True),
        ("report May 2026", "report May 2027", False),
        # An ending of two letters behind a word of four.
        ("list", "listed", True),
        ("list", "listing", False),
        ("map", "maps", False),
        ("it", "it", True),
        ("it", "them", False),
        ("…", "…", False),
        ("", "the draft", False),
        ("名刺", "名刺", True),
    ],
)
def test_alike(one: str, other: str, found: bool) -> None:
    assert alike(one, other) is found


@given(words, words)
def test_it_is_the_same_either_way_round(one: list[str], other: list[str]) -> None:
    assert alike(" ".join(one), " ".join(other)) == alike(" ".join(other), " ".join(one))


@given(words, st.randoms(use_true_random=False))
def test_neither_order_nor_case_nor_articles_matter(one: list[str], random: Random) -> None:
    shuffled = [*one, "the", "of"]
    random.shuffle(shuffled)
    assert alike(" ".join(one), ", ".join(shuffled).upper())


@given(words)
def test_another_number_is_another_thing(one: list[str]) -> None:
    assert not alike(" ".join([*one, "3"]), " ".join([*one, "4"]))


@given(words)
def test_nothing_in_common_is_never_alike(one: list[str]) -> None:
    assert not alike(" ".join(one), "zzz yyy")

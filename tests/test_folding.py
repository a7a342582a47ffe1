"""One folding for names and texts."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove import folding

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("O\u2019Neill", "o'neill"),
        ("O\u02bcNeill", "o'neill"),
        ("Rech\u00adnung", "rechnung"),
        ("نیم\u200cدر", "نیمدر"),
        ("\u202eanna", "anna"),
        ("❤\ufe0f", "❤"),
        ("Йод", "иод"),
        ("ŧ", "t"),
    ],
)
def test_what_is_one_and_the_same(text: str, key: str) -> None:
    assert folding.fold(text) == key


@given(TEXT)
def test_what_is_folded_is_folded(text: str) -> None:
    key = folding.fold(text)
    assert folding.fold(key) == key
    assert folding.fold(unicodedata.normalize("NFD", text)) == key


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Plain words, a-b.", "Plain words, a-b."),
        ("it's", "it's its"),
        ("(l\u2019été)", "(l'ete) (lete)"),
        ("明日abc", " 明  日 abc"),
        ("กินข้าว", " กิ  น  ข  า  ว "),
        ("회의에서", "회의에서"),
    ],
)
def test_what_the_index_gets(text: str, words: str) -> None:
    assert folding.search_text(text) == words


@given(TEXT, TEXT)
def test_texts_one_behind_the_other_are_indexed_as_each_alone(one: str, other: str) -> None:
    together = folding.search_text(f"{one} {other}").lower().split()
    alone = f"{folding.search_text(one)} {folding.search_text(other)}".lower().split()
    assert sorted(together) == sorted(alone)


def test_a_phone_number_is_begun_by_each_of_its_parts() -> None:
    assert folding.number_words("+49 (0)30 / 12-34") == "49301234 9301234 301234 01234"
    assert folding.number_words("1234") == ""
    assert folding.number_words("9" * 21) == ""
    assert (folding.looked_up_number("0049 30"), folding.looked_up_number("0049 301")) == ("", "49301")

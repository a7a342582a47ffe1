"""What is searched for, and where it stands in a text."""

import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove import folding
from custlove.rules import search_terms
from custlove.rules.search_terms import Term
from custlove.store import file

# Letters of nine scripts, some with signs that stand on them.
ALPHABETS = (
    "abcxyzäßéøłđıİﬁ", "абвгёйЁ", "αβγάώς", "אבגדשׁ", "ابتثجأً", "अनितशर्मीा", "กขคินที่ำา",
    "会議契約明日", "かがアガｶﾞー", "가나다한글",
)  # fmt: skip
WORDS = st.one_of(*(st.text(alphabet, min_size=1, max_size=6) for alphabet in ALPHABETS))
FORMS: st.SearchStrategy[Literal["NFC", "NFD", "NFKC", "NFKD"]] = st.sampled_from(("NFC", "NFD", "NFKC", "NFKD"))
CASES: st.SearchStrategy[Callable[[str], str]] = st.sampled_from((str, str.upper, str.lower, str.swapcase))


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    """An empty journal in memory, whose index alone is used."""
    with closing(file.empty()) as connection:
        yield connection


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (["the plan"], [Term(("the",)), Term(("plan",))]),
        (['"the plan" draft'], [Term(("the plan",), whole=True), Term(("draft",))]),
        (['"plan'], [Term(("plan",))]),
        (["!", "—", '""', "plan,"], [Term(("plan,",))]),
        (["+49", "30/12", "34"], [Term(("+49", "30/12", "34"), number="49301234")]),
        (["0049"], [Term(("0049",))]),
        (["anna", "030", "-", "123456"], [Term(("anna",)), Term(("030", "123456"), number="30123456")]),
    ],
)
def test_what_is_searched_for(typed: list[str], found: list[Term]) -> None:
    assert search_terms.terms(typed) == found


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("The invoices", "invoice", ["invoices"]),
        ("a plan, the plan", "plan", ["plan", "plan"]),
        ("Die Straße", "STRASSE", ["Straße"]),
        ("L\u2019été", "lete", ["L\u2019été"]),
        ("L\u2019été", "ete", ["été"]),
        ("明日の会議", "会議", ["会議"]),
        ("abc会議", "abc", ["abc"]),
        ("the plan of the plan", '"the plan"', ["the plan", "the plan"]),
        ("call 0171/99 88 77 today", "0171998877", ["0171/99 88 77"]),
        ("nothing", "plan", []),
        # A sign that only changes the letter before it.
        ("a \uff9e", "\uff9e", []),
    ],
)
def test_where_it_stands(text: str, typed: str, marked: list[str]) -> None:
    assert [text[begin:end] for begin, end in search_terms.marks(text, search_terms.terms([typed]))] == marked


@given(st.lists(WORDS, min_size=1, max_size=8), st.data())
def test_every_word_of_a_text_finds_and_marks_it(
    index: sqlite3.Connection, words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    typed = unicodedata.normalize(data.draw(FORMS), data.draw(CASES)(data.draw(st.sampled_from(words))))
    terms = search_terms.terms([typed])
    if not terms:
        return
    index.execute("INSERT INTO search (search) VALUES ('delete-all')")
    index.execute("INSERT INTO search (rowid, body) VALUES (1, ?)", (folding.search_text(text),))
    assert index.execute("SELECT 1 FROM search WHERE search MATCH ?", (search_terms.query(terms),)).fetchone() == (1,)
    found = search_terms.snippet(text, terms)
    assert found
    assert all(0 <= begin < end <= len(found.text) for begin, end in found.marks)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_is_typed_is_a_query(index: sqlite3.Connection, text: str, typed: str) -> None:
    terms = search_terms.terms([typed])
    marks = search_terms.marks(unicodedata.normalize("NFC", text), terms)
    assert marks == sorted(marks)
    assert all(one[1] <= other[0] for one, other in pairwise(marks))
    if terms:
        index.execute("SELECT 1 FROM search WHERE search MATCH ?", (search_terms.query(terms),)).fetchall()

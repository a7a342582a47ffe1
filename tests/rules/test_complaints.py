"""Words with which one complains, and those around them that say it is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules.complaints import Found, complaints

WORDS = ("rude", "annoying", "unfair", "passive-aggressive")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He was rude", ["rude"]),
        ("RUDE!", ["rude"]),
        ("So ÜNFAIR, and the rudeness", ["unfair"]),
        ("She's rude to rude people", ["rude"]),
        ("A passive-aggressive mail", ["passive-aggressive"]),
        ("The aggressive part is passive", []),
        ("not rude", []),
        ("He wasn't annoying today", []),
        ("he isn’t rude", []),
        ("not so annoying, after all", []),
        ("Not in the least rude", []),
        ("no longer annoying or unfair", []),
        ("without an unfair word", []),
        ("gar nicht unfair", []),
        # Another clause is another matter.
        ("did not pay and was rude", ["rude"]),
        ("no call, no word: annoying", ["annoying"]),
        ("He never called. Rude.", ["rude"]),
        # Five words on it has been forgotten.
        ("I could not say how often this man was rude", ["rude"]),
        # Nothing is denied by these.
        ("not only rude but unfair", ["rude", "unfair"]),
        ("no doubt unfair", ["unfair"]),
        # Said once without a denial, it is said.
        ("not rude today; rude yesterday", ["rude"]),
        ("", []),
    ],
)
def test_a_complaint_is_a_whole_word_that_is_not_denied(text: str, words: list[str]) -> None:
    assert [found.word for found in complaints(text, WORDS)] == words


def test_the_words_around_it_are_shown() -> None:
    text = "On Monday he rang at six,\nso rude that I hung up at once and left."
    assert complaints(text, WORDS) == [Found("rude", "… rang at six, so rude that I hung up …")]
    assert complaints("rude", ["rude", "rude"]) == [Found("rude", "rude")]
    assert complaints("anything", ["-"]) == []


@given(st.text(st.sampled_from("rude not.n't ’-\n"), max_size=40))
def test_what_is_shown_stands_in_the_text(text: str) -> None:
    for found in complaints(text, WORDS):
        assert found.around.removeprefix("… ").removesuffix(" …") in " ".join(text.split())
        assert found.word in found.around

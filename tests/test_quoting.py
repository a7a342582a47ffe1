"""What is given back of a text: its own letters, made safe, between quotation marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.quoting import is_hidden, quoted, visible
from tests.conftest import Program


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", '""'),
        ("für", '"für"'),
        ("草", '"草"'),
        ("it's", '"it\'s"'),
        ('a "b"', '"a "b""'),
        ("C:\\new", '"C:\\new"'),
        ("a\nb\tc", '"a\u23ceb\u2409c"'),
        ("\x1b[31m", '"\u241b[31m"'),
        ("\u202eevil", '"\\u202eevil"'),
        ("👩\u200d💻", '"👩\u200d💻"'),
        ("f\udcfcr", '"f\\udcfcr"'),
    ],
)
def test_it_stands_in_its_own_letters(typed: str, said: str) -> None:
    assert quoted(typed) == said


def test_a_long_one_is_cut() -> None:
    assert quoted("abcdef", 6) == '"abcdef"'
    assert quoted("abcdefg", 6) == '"abcdef…"'


@given(st.text(), st.none() | st.integers(0, 20))
def test_nothing_hidden_is_shown_and_nothing_is_shown_twice(typed: str, most: int | None) -> None:
    said = quoted(typed, most)
    assert not any(map(is_hidden, said))
    assert visible(said) == said


def test_an_error_gives_back_what_was_typed_in_its_own_letters(anna: Program) -> None:
    assert '"überübermorgen" cannot be read as a day' in anna("--today", "überübermorgen", "today", code=2).err
    assert anna("config", "get", "größe", code=3).err.startswith('custlove: There is no setting "größe".')

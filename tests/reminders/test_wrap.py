import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from custlove.reminders.wrap import cells, fill
from custlove.render.safe import visible

# What a message is made of: words one space apart, nothing hidden in them.
lines = st.text().map(lambda text: visible(" ".join(text.split())))


@given(lines, st.integers(8, 72))
def test_no_line_is_wider_than_asked_for(text: str, width: int) -> None:
    assert all(cell_len(line) <= width for line in fill(text, width, "  ", "    ").split("\n"))


@given(lines, st.integers(8, 72))
def test_nothing_is_lost_or_added_but_line_breaks_and_indents(text: str, width: int) -> None:
    assert "".join(fill(text, width, "  ", "    ").split()) == "".join(text.split(" "))


@given(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn")))
def test_a_letter_is_never_taken_for_narrower_than_a_terminal_shows_it(letter: str) -> None:
    assert cells(letter) >= cell_len(letter)


@pytest.mark.parametrize(
    ("text", "wide"), [("plain", 5), ("佐藤", 4), ("e\u0301", 1), ("❤\ufe0f", 3), ("क\u200d", 1), ("Ω", 1), ("", 0)]
)
def test_how_wide_a_text_is(text: str, wide: int) -> None:
    assert cells(text) == wide


def test_lines_break_at_spaces_and_hang() -> None:
    assert fill("one two three four", 12, "  ", "    ") == "  one two\n    three\n    four"


def test_a_word_longer_than_a_line_is_broken_and_marks_stay_with_their_letters() -> None:
    letter = "e\u0301"
    assert fill(f"a {letter * 12}", 10, "", "  ") == f"a {letter * 8}\n  {letter * 4}"
    assert fill("佐" * 7, 11, "", "  ") == "佐佐佐佐\n  佐佐佐"


def test_an_empty_text_is_an_indent() -> None:
    assert fill("", 10, "  ") == "  "

"""Content lines: what goes in comes out, by the libraries that read them, and no line is too long."""

import importlib

import icalendar
from hypothesis import given, settings
from hypothesis import strategies as st

from custlove.exchange.text import content_lines

# It brings no types.
vobject = importlib.import_module("vobject")

letters = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029")
texts = st.text(letters | st.sampled_from("\n\t,;:\\\"'é👩\u200d👧"), max_size=200)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_a_text_comes_back(words: str) -> None:
    written = content_lines.line("NOTE", content_lines.text(words))
    assert all(len(part.encode()) <= 75 for part in written.split("\r\n"))
    card = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:x\r\nN:x;;;;\r\n{written}END:VCARD\r\n"
    assert vobject.readOne(card).note.value == words
    calendar = (
        f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{written.replace('NOTE', 'SUMMARY', 1)}END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    [event] = icalendar.Calendar.from_ical(calendar).walk("VEVENT")
    assert str(event["SUMMARY"]) == words


def test_what_would_break_a_line_is_a_line_break_or_left_out() -> None:
    assert content_lines.text("a\r\nb\rc\u2028d\x85e\x0bf\x1bg\0h") == "a\\nb\\nc\\nd\\ne\\nfgh"
    assert content_lines.one_line(" a\r\n b\tc ") == "a b c"


def test_a_line_is_folded_between_letters() -> None:
    assert content_lines.line("N", "é" * 50) == f"N:{'é' * 36}\r\n {'é' * 14}\r\n"
    assert content_lines.line("N", "x" * 200).split("\r\n")[1:3] == [f" {'x' * 74}", f" {'x' * 53}"]
    assert content_lines.line("N", "x" * 73) == f"N:{'x' * 73}\r\n"
    assert content_lines.line("N", "x" * 74) == f"N:{'x' * 73}\r\n x\r\n"

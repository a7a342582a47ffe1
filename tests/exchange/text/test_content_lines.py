"""Content lines: what goes in comes out, here and by a library that reads them, and no line is too long."""

import time
from collections.abc import Mapping

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custlove.exchange.text import content_lines
from custlove.exchange.text.content_lines import ContentLine
from custlove.exchange.text.encodings import LONGEST
from custlove.exchange.vcard import lines as vcard_lines

letters = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029")
texts = st.text(letters | st.sampled_from("\n\t,;:\\\"'é👩\u200d👧"), max_size=200)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_a_text_comes_back(words: str) -> None:
    written = content_lines.line("NOTE", content_lines.text(words))
    assert all(len(part.encode()) <= 75 for part in written.split("\r\n"))
    [note] = vcard_lines.parsed(written, "utf-8", [])
    assert vcard_lines.unescaped(note.value, old=False) == words
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


@pytest.mark.parametrize(
    ("text", "group", "name", "parameters", "value"),
    [
        ("N:a:b;c", "", "N", {}, "a:b;c"),
        ("item1.X-ABDATE;type=pref:1", "item1", "X-ABDATE", {"TYPE": ("pref",)}, "1"),
        ("TEL;WORK;VOICE:1", "", "TEL", {"WORK": (), "VOICE": ()}, "1"),
        (
            'TEL;TYPE="work,voice",cell;PREF=1:tel:1',
            "",
            "TEL",
            {"TYPE": ("work,voice", "cell"), "PREF": ("1",)},
            "tel:1",
        ),
        ('DTSTART;TZID="(UTC+01:00) Berlin; Bern":1', "", "DTSTART", {"TZID": ("(UTC+01:00) Berlin; Bern",)}, "1"),
        ("ATTENDEE;CN=Karenina, Anna:mailto:a@x", "", "ATTENDEE", {"CN": ("Karenina", " Anna")}, "mailto:a@x"),
        ("x_lotus;:", "", "X-LOTUS", {}, ""),
        ("N;A=b=c;A=;B=:d", "", "N", {"A": (), "B": ()}, "d"),
        ("NOTE:two\nlines", "", "NOTE", {}, "two\nlines"),
    ],
)
def test_a_line_is_taken_apart(
    text: str, group: str, name: str, parameters: Mapping[str, tuple[str, ...]], value: str
) -> None:
    assert content_lines.parsed(text) == ContentLine(group, name, parameters, value)


@pytest.mark.parametrize("text", ["", "no line", ":x", "a b:c", 'N;A="b:c', 'N;A="b"c:d', "é:x", ".N:x"])
def test_what_is_not_a_line(text: str) -> None:
    assert content_lines.parsed(text) is None


@given(texts)
def test_a_written_line_is_read(words: str) -> None:
    written = content_lines.line("item1.NOTE;TYPE=x", content_lines.text(words))
    [(number, text)] = content_lines.unfolded(written.split("\r\n")[:-1])
    assert (number, content_lines.parsed(text)) == (
        1, ContentLine("item1", "NOTE", {"TYPE": ("x",)}, content_lines.text(words)),
    )  # fmt: skip


def test_lines_are_unfolded_and_numbered() -> None:
    lines = ["A:1\r\n", " 2\r\n", "\t3\n", "\n", "B:x\n", "  y"]
    assert list(content_lines.unfolded(lines)) == [(1, "A:123"), (4, ""), (5, "B:x y")]
    [(_, long), (number, _)] = content_lines.unfolded(["A:", *([" " + "x" * 1000] * 2000), "B:"])
    assert (LONGEST - 1000 <= len(long) <= LONGEST + 2, number) == (True, 2002)


@pytest.mark.parametrize(
    "text",
    [
        "X" + ";A=a" * 200_000,
        "X;A" + "=a" * 400_000,
        'X;A="' * 100_000,
        "a." * 200_000,
        'X;A="b"' * 100_000,
        "-" * LONGEST,
    ],
    ids=range(6),
)
def test_a_hostile_line_is_refused_at_once(text: str) -> None:
    begun = time.process_time()
    assert content_lines.parsed(text) is None
    assert time.process_time() - begun < 2

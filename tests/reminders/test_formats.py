import json as standard_json
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from custlove.reminders import formats
from custlove.reminders.message import WIDTH, Message
from custlove.render.page import Section
from custlove.render.today import TodayLine

TODAY = date(2026, 11, 22)
NASTY = (
    "[red]x[/red]",
    "\x1b[31mred\x1b[0m\x07",
    "a\nb\r\nc",
    "\u202eright to left\u2066",
    "<script>alert(1)</script>&lt;b&gt;",
    "- 1. # > ``` *a* _b_ [c](javascript:d) ![e](f) | $g$ ~~h~~ \\",
    "12) twelve",
    ".",
    "~!id",
    "From me",
    "佐藤" * 60,
    "x" * 500,
    "e\u0301" * 90,
    "=cmd|' /C calc'!A0",
    "👩\u200d💻 🇩🇪 ❤\ufe0f",
    "",
)
marks = st.text("\\`*_{}[]()<>#|~&;$!-+=.:)0123 \n\tab", max_size=40)
texts = st.one_of(st.sampled_from(NASTY), marks, st.text(max_size=300))
rows = st.builds(TodayLine, st.just("anna"), texts, texts, st.just(TODAY), st.just(0), texts, st.just(7))


def made(*lines: TodayLine, left_out: int = 0) -> Message:
    """A message of one section."""
    section = Section("broken_promises", "Broken promises", list(lines))
    return Message(TODAY, "1 broken promise", (section,), ("Anna",), len(lines) + left_out, left_out)


ONE = TodayLine("anna", "Anna Karenina", "the offer", date(2026, 11, 10), 12, "12 days late", "p3")


def test_text_is_made_for_a_mail() -> None:
    long = ONE._replace(what="a word about " + "the machine that stands where the old one stood " * 3, ref=None)
    assert formats.text(made(ONE, long, left_out=4)) == (
        "1 broken promise\n"
        "\n"
        "Broken promises\n"
        "  Anna Karenina: the offer, 12 days late (p3)\n"
        "  Anna Karenina: a word about the machine that stands where the old one\n"
        "    stood the machine that stands where the old one stood the machine\n"
        "    that stands where the old one stood, 12 days late\n"
        "\n"
        "and 4 more: custlove today\n"
    )


@given(st.lists(rows, min_size=1, max_size=4))
def test_text_has_no_wide_line_no_control_character_and_no_frame(lines: list[TodayLine]) -> None:
    text = formats.text(made(*lines))
    assert all(cell_len(line) <= WIDTH for line in text.split("\n"))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", text)


@given(st.lists(rows, min_size=1, max_size=4))
def test_what_was_typed_starts_no_line_of_a_mail(lines: list[TodayLine]) -> None:
    # Mail programs act on lines that begin with "From ", ~ or a lone dot.
    for line in formats.text(made(*lines)).split("\n"):
        assert line in ("", "1 broken promise", "Broken promises") or line.startswith("  ")


def test_a_long_text_is_cut_and_the_name_and_the_day_are_not() -> None:
    line = formats.line(ONE._replace(name="N" * 300, what="w" * 300))
    assert line == f"{'N' * 300}: {'w' * 239}…, 12 days late (p3)"


def test_markdown() -> None:
    assert formats.markdown(made(ONE._replace(name="*A* [b](c)"), left_out=1)) == (
        "**1 broken promise**\n\n## Broken promises\n\n"
        "- \\*A\\* \\[b\\](c): the offer, 12 days late (p3)\n\nand 1 more: `custlove today`\n"
    )


@given(rows)
def test_markdown_reads_as_one_point_of_plain_text(row: TodayLine) -> None:
    tokens = MarkdownIt("commonmark").parse(formats.markdown(made(row)))
    assert [token.type for token in tokens[6:]] == [
        "bullet_list_open",
        "list_item_open",
        "paragraph_open",
        "inline",
        "paragraph_close",
        "list_item_close",
        "bullet_list_close",
    ]
    inside = tokens[9].children or []
    assert {token.type for token in inside} <= {"text", "text_special"}
    assert "".join(token.content for token in inside) == formats.line(row).strip()


def test_html() -> None:
    assert formats.html(made(ONE._replace(name="Ana & <Søren>"), left_out=1)) == (
        "<p><strong>1 broken promise</strong></p>\n<h2>Broken promises</h2>\n<ul>\n"
        "<li>Ana &amp; &lt;S&#248;ren&gt;: the offer, 12 days late (p3)</li>\n</ul>\n"
        "<p>and 1 more: <code>custlove today</code></p>\n"
    )


class _Read(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not attrs
        self.tags.append(tag)
        self.texts.append("")

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data


@given(rows)
def test_html_is_ascii_with_no_tags_but_ours_and_reads_back(row: TodayLine) -> None:
    html = formats.html(made(row))
    read = _Read(html)
    assert html.isascii()
    assert read.tags == ["p", "strong", "h2", "ul", "li"]
    assert read.texts[-1].strip() == formats.line(row).strip()


def test_json_holds_the_texts_whole_and_shows_nothing_hidden() -> None:
    row = ONE._replace(name="A\x1b[31m\u202e", what="w" * 500)
    text = formats.json(made(row, left_out=2))
    assert text.replace("\n", " ").isprintable()
    assert standard_json.loads(text) == {
        "today": "2026-11-22",
        "subject": "1 broken promise",
        "count": 3,
        "left_out": 2,
        "sections": {
            "broken_promises": [
                {
                    "person": "anna",
                    "name": "A\x1b[31m\u202e",
                    "what": "w" * 500,
                    "on": "2026-11-10",
                    "when": "12 days late",
                    "id": 3,
                    "ref": "p3",
                }
            ]
        },
        "moves": "",
    }


@pytest.mark.parametrize(("words", "cut"), [("abc", "abc"), ("abcd", "ab…"), ("a bcd", "a…")])
def test_words_are_cut_with_an_ellipsis(words: str, cut: str) -> None:
    assert formats.shortened(words, 3) == cut

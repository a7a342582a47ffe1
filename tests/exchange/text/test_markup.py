"""Texts in Markdown and YAML stay where they are put."""

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custlove.exchange.text import markup
from custlove.render.safe import visible


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("plain words, R. & D. (3)", "plain words, R. \\& D. (3)"),
        ("# a", "\\# a"),
        ("- a", "\\- a"),
        ("+ a", "\\+ a"),
        ("1. a", "1\\. a"),
        ("12) a", "12\\) a"),
        ("---", "\\---"),
        ("===", "\\=\\=\\="),
        ("a\n\n    code", "a<br><br>code"),
        ("[[x]] ![[y]]", "\\[\\[x\\]\\] \\!\\[\\[y\\]\\]"),
        ("<script>", "\\<script\\>"),
        ("`x` *x* _x_ ~~x~~", "\\`x\\` \\*x\\* \\_x\\_ \\~\\~x\\~\\~"),
        ("#tag %%x%% $x$ ==x== ^x |", "\\#tag \\%\\%x\\%\\% \\$x\\$ \\=\\=x\\=\\= \\^x \\|"),
        ("ends in \\", "ends in \\\\"),
        ("https://x.example/a_b", "https:\\/\\/x.example/a\\_b"),
        ("\x1b[31m\u202e", "␛\\[31m\\\\u202e"),
        ("", ""),
    ],
)
def test_a_text_is_shown_and_nothing_else(words: str, written: str) -> None:
    assert markup.plain(words, visible) == written


@settings(max_examples=100)
@given(st.text())
def test_a_text_is_one_line(words: str) -> None:
    # Spaces of other widths, and what joins letters, are text.
    kept = {"\u200c", "\u200d"}
    assert all(
        each.isprintable() or each in kept or unicodedata.category(each) == "Zs"
        for each in markup.plain(words, visible)
    )
    assert "\n" not in markup.quoted(words, visible)


@settings(max_examples=100)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_quoted_reads_back(words: str) -> None:
    # What YAML has more than JSON: \U with eight digits.
    written = markup.quoted(words, visible)
    halves, at = "", 0
    while at < len(written):
        if written.startswith("\\U", at):
            halves += json.dumps(chr(int(written[at + 2 : at + 10], 16)))[1:-1]
            at += 10
        else:
            size = 2 if written[at] == "\\" else 1
            halves += written[at : at + size]
            at += size
    assert json.loads(halves) == words


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Anna Karenina", "[[anna|Anna Karenina]]"),
        ("A]] [[b|c", "[[anna]] (A\\]\\] \\[\\[b\\|c)"),
        ("A\nB", "[[anna|A B]]"),
    ],
)
def test_a_link(name: str, written: str) -> None:
    assert markup.link("anna", name, visible) == written


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("key account", "key-account"),
        ("2026", "2026-"),
        ("a/b_c", "a/b_c"),
        ("#x", "x"),
        ("!", "tag"),
        ("größe", "größe"),
    ],
)
def test_a_tag(words: str, written: str) -> None:
    assert markup.tag(words) == written


def test_front_matter() -> None:
    fields: list[tuple[str, markup.Value]] = [("a", "x: y\n---"), ("b", None), ("c", []), ("d", 3), ("e", ["1", '"'])]
    assert markup.front_matter(fields, visible) == '---\na: "x: y\\n---"\nd: 3\ne: ["1", "\\""]\n---\n'

"""A line of a card: taken apart where a separator is not escaped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.exchange.vcard.lines import CardLine


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("one,two", ["one", "two", ""]),
        (r"one\,two,three", ["one,two", "three", ""]),
        (r"blue,red\,", ["blue", "red,", ""]),
        (r"blue\\,red", ["blue\\", "red", ""]),
        ("", [""]),
    ],
)
def test_parts(value: str, parts: list[str]) -> None:
    assert CardLine("CATEGORIES", value).parts(",") == parts


@given(st.lists(st.text("a\\,; ", min_size=1).map(str.strip).filter(bool), min_size=1))
def test_what_was_escaped_comes_back(texts: list[str]) -> None:
    escaped = (text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;") for text in texts)
    assert [part for part in CardLine("CATEGORIES", ",".join(escaped)).parts(",") if part] == texts

"""Names and their parts, in the order of their languages."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from custlove.rules import name_order


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Anna Berg", ("Berg", "Anna")),
        ("Jan van der Berg", ("van der Berg", "Jan")),
        ("Anna", ("", "Anna")),
        ("山田 太郎", ("山田", "太郎")),
        ("山田太郎", ("", "山田太郎")),
        ("김 철수", ("김", "철수")),
        ("美咲 Fischer", ("Fischer", "美咲")),
    ],
)
def test_parts(name: str, parts: tuple[str, str]) -> None:
    assert name_order.parts(name) == parts


@given(st.lists(st.text("abAÉ山田太郎김ァ", min_size=1), min_size=1, max_size=4))
@example(["ァ", "ァ", "太"])
def test_the_parts_make_the_name(words: list[str]) -> None:
    family, given_name = name_order.parts(" ".join(words))
    together = name_order.whole(given_name, "", family)
    assert together.replace(" ", "") == "".join(words)
    if not name_order.is_family_first(together):
        assert together == " ".join(words)

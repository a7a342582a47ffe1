"""Whatever the command line was refused for: the text is given back."""

import json

import pytest

from tests.conftest import Program


@pytest.mark.parametrize(
    "typed",
    [
        ("log", "anna", "the long story", "--felts", "glad"),
        ("log", "anna", "the long story", "--channel", "pigeon"),
        ("log", "anna", "the", "long", "story"),
        ("log", "--felts", "glad", "anna", "the long story"),
        ("log", "anna", "the long story", "--on"),
        ("log", "anna", "the long story", "--on", "today", "--on", "today"),
        ("promise", "add", "anna", "the long story", "--due", "friday"),
        ("promise", "add", "anna", "the", "long", "story", "--by", "friday"),
        ("promise", "edit", "1", "--text", "the long story", "--due", "friday"),
        ("followup", "add", "anna", "friday", "the long story", "--whom", "x"),
        ("feedback", "hear", "anna", "the long story", "--kind", "moan"),
        ("mistake", "own", "1", "the long story", "--nay"),
        ("note", "anna", "the long story"),
        ("promise", "new", "anna", "the long story"),
        ("touchpoint", "edit", "1", "--text", "the long story", "--in", "--out"),
        ("fact", "add", "anna", "needz", "the long story"),
        ("log", "anna", "--promise", "the long story", "--by", "friday", "--channel", "pigeon"),
    ],
)
def test_the_text_is_given_back(anna: Program, typed: tuple[str, ...]) -> None:
    said = anna(*typed, code=2)
    assert said.err.endswith("Your text was: the long story\n"), said.err
    assert json.loads(anna(*typed, "--json", code=2).err)["typed"] == ["the long story"]


def test_where_no_text_was_typed_there_is_none_to_give_back(anna: Program) -> None:
    for typed in (("log", "anna", "--felts", "x"), ("promise", "list", "--foo"), ("show", "anna", "--channel", "x")):
        assert "Your text was" not in anna(*typed, code=2).err

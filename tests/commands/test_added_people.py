"""Who is archived is told when something is written about them."""

import pytest

from tests.conftest import Program


@pytest.mark.parametrize(
    "words",
    [
        ("promise", "add", "anna", "the draft", "--by", "friday"),
        ("introduction", "add", "anna", "Bela"),
        ("link", "add", "clara", "anna", "friends"),
        ("ladder", "move", "anna", "customer", "--why", "bought"),
        ("log", "clara,anna", "lunch"),
    ],
)
def test_who_is_archived_is_told_when_written_about(custlove: Program, words: tuple[str, ...]) -> None:
    for name in ("anna", "clara"):
        custlove("person", "add", name)
    custlove("person", "archive", "anna")
    told = "anna is archived: nothing is suggested for them. To bring them back: custlove person restore anna\n"
    assert told in custlove(*words).err

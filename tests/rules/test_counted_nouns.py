"""How many of which nouns, in words."""

import pytest

from custlove.rules import counted_nouns


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({}, ""),
        ({"people": 1}, "1 person"),
        ({"people": 1, "follow_ups": 1200}, "1 person and 1,200 follow-ups"),
        ({"promises": 1, "feedback": 2, "rung_moves": 1}, "1 promise, 2 pieces of feedback and 1 move on the ladder"),
        ({"gift_cards": 1, "inbox": 3}, "1 gift card and 3 records in the inbox"),
    ],
)
def test_nouns_are_counted_in_words(counts: dict[str, int], words: str) -> None:
    assert counted_nouns.say(counts) == words

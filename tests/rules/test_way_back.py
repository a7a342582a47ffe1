"""The way back: what hurt comes first, then the talk there is, a friend, what was good, what they need."""

from datetime import date

import pytest

from custlove.rules.way_back import Memory, way_back

TODAY = date(2026, 11, 22)
EVERYTHING = Memory(
    "in-person", ("Fritz",), "the party", "a roof", low_on=date(2026, 5, 1), heard_on=date(2026, 10, 23), promised="p1"
)


def test_in_this_order() -> None:
    ways = []
    memory = EVERYTHING._replace(promised=None)
    for nothing in ({"low_on": None}, {"heard_on": None}, {"known_by": ()}, {"good": None}, {"need": None}, {}):
        ways.append(way_back(memory, TODAY))
        memory = memory._replace(**nothing)
    assert ways == [
        "a visit: ask what went wrong on 2026-05-01, before anything else",
        "you are in touch: ask, the next time, what they are working on (last word 2026-10-23)",
        "ask Fritz how they are, then a visit",
        "a visit, about what was good: the party",
        "a visit, about what they needed: a roof",
        "a visit: how have they been?",
    ]


@pytest.mark.parametrize(
    ("channel", "how"), [(None, "a few lines by hand"), ("gift", "a small gift"), ("letter", "by letter")]
)
def test_by_the_channel_they_like(channel: str | None, how: str) -> None:
    assert way_back(Memory(channel), TODAY) == f"{how}: how have they been?"


def test_a_talk_of_more_than_a_month_ago_is_no_talk() -> None:
    assert way_back(Memory(heard_on=date(2026, 10, 22)), TODAY) == "a few lines by hand: how have they been?"


def test_what_they_promised_long_ago_is_let_go() -> None:
    assert way_back(EVERYTHING, TODAY).endswith("; let go of what they promised (p1)")

"""The keys of the walk, the commands they stand for, and what is said at its end."""

import pytest

from custlove.rules import walk
from custlove.rules.walk import Deed, Made

GIVEN = {"id": "7", "person": "anna", "when": "2026-12-01", "text": "sent it", "why": "a reason", "what": "birthday"}


@pytest.mark.parametrize(
    ("kind", "step", "commands"),
    [
        (
            "promise",
            "",
            {"d": "promise keep 7", "m": "promise move 7 --to 2026-12-01", "x": "promise release 7 --why a"},
        ),
        ("follow_up", "", {"d": "followup done 7", "s": "followup snooze 7 --to 2026", "x": "followup remove 7"}),
        ("feedback", "say it back to them", {"d": "feedback confirm 7 sent it"}),
        ("feedback", "make it right", {"d": "feedback act 7 sent it"}),
        ("feedback", "thank them", {"d": "feedback thank 7 sent it"}),
        ("mistake", "own it", {"d": "mistake own 7 sent it"}),
        ("mistake", "make it right", {"d": "mistake repair 7 sent it"}),
        ("mistake", "ask how it is now", {"d": "mistake followup 7 sent it"}),
        ("ritual", "", {"d": "ritual keep 7", "x": "ritual skip 7 a reason"}),
        ("day", "", {"d": "log anna birthday --out"}),
        ("gone_quiet", "", {"d": "log anna", "s": "snooze anna 2026-12-01", "x": "snooze anna 2026-12-01 --why a"}),
        ("left_low", "", {"d": "log anna", "s": "snooze anna", "x": "snooze anna 2026-12-01 --why a"}),
        ("ease_off", "", {"s": "snooze anna", "x": "snooze anna 2026-12-01 --why a"}),
        ("return", "", {"d": "ladder move anna prospect --why a", "x": "ladder stay anna --why a"}),
        ("ask", "", {"d": "feedback hear anna sent it", "x": "feedback drop-ask 7 --why a"}),
    ],
)
def test_each_thing_has_its_keys(kind: str, step: str, commands: dict[str, str]) -> None:
    found = walk.deeds(kind, step)
    assert " ".join(walk.words(found.pop("l"), GIVEN)) == "log anna sent it"
    if kind in ("promise", "follow_up"):
        assert found["m"] == found["s"]
    assert set(found) - {"m", "s"} == set(commands) - {"m", "s"}
    for key, command in commands.items():
        assert " ".join(walk.words(found[key], GIVEN)).startswith(command)
    assert not set(found) & {walk.BRIEF, walk.UNDO, walk.SKIP, walk.STOP, walk.HELP}


def test_a_thing_that_waits_for_nothing_can_be_talked_about() -> None:
    assert list(walk.deeds("feedback", "")) == ["l"]


def test_what_was_not_answered_is_left_out_of_the_command() -> None:
    deed = Deed("x", "x", "promise release {id} --why {why} {text}")
    assert walk.words(deed, {"id": "7", "why": "", "text": "y" * 300}) == ("promise", "release", "7", f"{'y' * 200}…")


def test_what_no_longer_stands_is_passed_over() -> None:
    order = ["a", "b", "c"]
    assert [walk.first_standing(order, {"a", "c"}, at) for at in range(4)] == [0, 2, 2, 3]


def test_the_end_is_told_in_one_line() -> None:
    order = ["a", "b", "c", "d", "e"]
    assert walk.summary(order, {"a", "b"}, []) == "0 done, 0 moved, 2 left."
    made = [
        Made(0, 1, "done"),
        Made(1, 2, "moved"),
        Made(2, 3, "done"),
        Made(3, 4, "let go"),
        Made(4, 5, "done", answers=False),
    ]
    # The first still stands, with its next step; the last was only talked about.
    assert walk.summary(order, {"a", "e"}, made) == (
        "3 done, 1 moved, 1 let go, 1 left. custlove undo takes back one at a time."
    )

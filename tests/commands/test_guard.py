"""The guard before toxic and terrorist: nothing owed, three attempts, or on purpose and kept."""

import json
from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from tests.conftest import Program, Refusal, written_once

TOXIC = ("ladder", "move", "anna", "toxic", "--why", "shouted")
TRIED = "no attempt of 3 to reach them in 365 days"

CHANGES = (
    " From now on they are at arm's length: no silence is told of them and nothing is suggested but a kind return."
    " What you promised them, their criticism and your mistakes still count."
)


def _reach(custlove: Program, *days: str, how: str = "--out") -> None:
    for day in days:
        custlove("log", "anna", "are you well?", how, "--on", day)


@pytest.fixture
@written_once
def reached(anna: Program) -> Program:
    """Anna, whom I tried to reach three times."""
    _reach(anna, "2026-10-01", "2026-10-08", "2026-10-15")
    return anna


def test_with_nothing_owed_and_three_attempts_a_move_is_free(reached: Program) -> None:
    assert reached(*TOXIC).out == (
        f"Anna Karenina moved down from customer to toxic, Sun 22 Nov 2026, today.{CHANGES}\n"
    )
    assert reached("ladder", "move", "anna", "terrorist", "--why", "worse").out.startswith("Anna Karenina moved down")


def test_what_stands_against_it_is_listed(anna: Program, refused: Refusal) -> None:
    anna("promise", "add", "anna", "the draft", "--by", "2026-10-11", "--on", "2026-09-10")
    anna("promise", "add", "anna", "the figures", "--by", "2026-10-11", "--theirs", "--on", "2026-09-10")
    anna("feedback", "hear", "anna", "too late,\nagain", "--kind", "criticism", "--on", "2026-10-05")
    anna("feedback", "hear", "anna", "lovely", "--kind", "praise", "--on", "2026-10-05")
    _reach(anna, "2026-10-01")
    assert refused(*TOXIC) == (
        "custlove: Anna Karenina cannot be moved to toxic yet: open criticism b1 of 2026-10-05: too late, again;"
        " broken promise p1 due 2026-10-11: the draft; 1 attempt of 3 to reach them in 365 days."
        " For them speaks: praised you on 2026-10-05.\n"
        "Most angry people are only having a bad day. To move them anyway: --anyway --why TEXT\n"
        "Your text was: shouted\n"
    )


@pytest.mark.parametrize("rung", ["toxic", "terrorist"])
def test_each_of_them_alone_is_enough(reached: Program, refused: Refusal, rung: str) -> None:
    reached("feedback", "hear", "anna", "well", "--kind", "praise", "--score", "6")
    assert "yet: open criticism b1 of 2026-11-22: well.\n" in refused("ladder", "move", "anna", rung, "--why", "x")
    reached("feedback", "thank", "1", "--anyway")
    reached("ladder", "move", "anna", rung, "--why", "x")


def test_anyway_needs_its_reason_and_is_kept(anna: Program, refused: Refusal) -> None:
    assert "Why?" in refused("ladder", "move", "anna", "toxic", "--anyway", code=2)
    assert anna(*TOXIC, "--anyway", "--on", "friday").out == (
        "Anna Karenina moved down from customer to toxic, Fri 20 Nov 2026, 2 days ago."
        f" Anyway; against it stood: {TRIED}.{CHANGES}\n"
    )
    move = anna("ladder", "history", "anna", "--json").json[-1]
    assert (move["why"], move["anyway"], move["against"]) == ("shouted", True, [TRIED])
    assert anna("ladder", "history", "anna").out.splitlines()[-1].endswith(f"shouted\tyes\t{TRIED}")
    told = f"customer to toxic (shouted); anyway, against it stood: {TRIED}"
    assert told in [each["text"] for each in anna("show", "anna", "--json").json["timeline"]]
    # What is done about it later does not change what stood against it then.
    _reach(anna, "2026-10-01", "2026-10-08", "2026-10-15")
    assert anna("ladder", "history", "anna", "--json").json[-1]["against"] == [TRIED]


def test_anyway_says_nothing_where_nothing_stood_against_it(reached: Program) -> None:
    move = reached(*TOXIC, "--anyway", "--json").json
    assert (move["anyway"], move["against"]) == (False, [])


def test_people_leave_freely(anna: Program) -> None:
    anna("ladder", "move", "anna", "terrorist", "--why", "x", "--anyway", "--on", "2026-10-01")
    anna("promise", "add", "anna", "the draft", "--by", "2026-10-11", "--on", "2026-09-10")
    assert "moved up" in anna("ladder", "move", "anna", "toxic", "--why", "better").out
    assert "moved up" in anna("ladder", "move", "anna", "prospect", "--why", "we talked").out


def test_who_was_difficult_before_they_were_written_down_may_be_placed_there(custlove: Program) -> None:
    assert "is bela: toxic since" in custlove("person", "add", "Bela", "--rung", "toxic").out


@pytest.mark.parametrize(
    ("how", "felt", "counts"),
    [("--out", None, True), ("--out", "1", True), ("--in", None, False), (None, None, False), (None, "5", False)],
)
def test_an_attempt_is_what_came_from_you(
    anna: Program, refused: Refusal, how: str | None, felt: str | None, counts: bool
) -> None:
    for day in ("2026-10-01", "2026-10-08", "2026-10-15"):
        anna("log", "anna", "x", *([how] if how else []), *(["--felt", felt] if felt else []), "--on", day)
    if counts:
        anna(*TOXIC)
    else:
        assert TRIED in refused(*TOXIC)


def test_attempts_count_for_a_year(anna: Program, refused: Refusal) -> None:
    moved = date(2026, 11, 20)
    for back in (365, 100, 7):
        _reach(anna, (moved - timedelta(days=back)).isoformat())
    assert "2 attempts of 3" in refused(*TOXIC, "--on", "2026-11-20")
    _reach(anna, (moved - timedelta(days=364)).isoformat())
    anna(*TOXIC, "--on", "2026-11-20")


def test_a_backdated_move_meets_what_is_owed_then_and_what_is_owed_now(reached: Program, refused: Refusal) -> None:
    reached("feedback", "hear", "anna", "late", "--kind", "criticism", "--on", "2026-10-20")
    # Not heard yet on that day, and waiting now.
    assert "open criticism b1" in refused(*TOXIC, "--on", "2026-10-19")
    reached("feedback", "thank", "1", "--anyway", "--on", "2026-11-01")
    assert "open criticism b1" in refused(*TOXIC, "--on", "2026-10-31")
    reached(*TOXIC, "--on", "2026-11-01")


def test_three_mails_within_minutes_are_one_attempt(anna: Program, refused: Refusal) -> None:
    for minute in (1, 2, 3):
        anna("log", "anna", "well?", "--out", "--channel", "email", "--on", f"2026-10-01 09:0{minute}")
    assert "1 attempt of 3 to reach them in 365 days." in refused(*TOXIC)
    _reach(anna, "2026-10-02", "2026-10-03")
    assert "3 attempts to reach them, but within 3 days: they count over two weeks or more." in refused(*TOXIC)


def test_three_newsletters_are_no_attempt(anna: Program, refused: Refusal) -> None:
    anna("person", "add", "Bela", "--on", "2026-09-01")
    for day in ("2026-09-01", "2026-09-15", "2026-10-01"):
        anna("log", "anna,bela", "news of the season", "--out", "--channel", "email", "--on", day)
    assert TRIED in refused(*TOXIC)


def test_an_attempt_has_a_week_to_be_answered(anna: Program, refused: Refusal) -> None:
    _reach(anna, "2026-10-01", "2026-10-15", "2026-11-16")
    waiting = "2 attempts of 3 to reach them in 365 days, and that of 2026-11-16 counts from 2026-11-23 on"
    assert waiting in refused(*TOXIC)
    anna("--today", "2026-11-23", *TOXIC)


def test_what_speaks_for_them_is_named_beside_it(anna: Program, refused: Refusal) -> None:
    for day, felt in (("2026-10-01", "glad"), ("2026-10-09", "delighted"), ("2026-10-10", "upset")):
        anna("log", "anna", "a talk", "--felt", felt, "--on", day)
    anna("purchase", "add", "anna", "100", "--on", "2026-11-03")
    # What is dated later than the move is not known yet.
    anna("log", "anna", "a talk", "--felt", "glad", "--on", "2026-11-22")
    said = refused(*TOXIC, "--on", "2026-11-21")
    assert f"yet: {TRIED}. For them speaks: left glad 2 of 3 times, bought on 2026-11-03.\n" in said
    told = anna(*TOXIC, "--on", "2026-11-21", "--anyway")
    assert " For them spoke: left glad 2 of 3 times, bought on 2026-11-03." in told.out


def test_a_move_there_says_what_changes_and_what_still_counts(anna: Program) -> None:
    said = anna(*TOXIC, "--anyway").out
    assert said.endswith(f"{CHANGES}\n")
    anna("ladder", "move", "anna", "client", "--why", "we talked")
    anna("person", "edit", "anna", "--circle", "close")
    said = anna(*TOXIC, "--anyway").out
    assert " You chose the circle close for them, which stays: silences are told" in said
    assert "arm's length" not in anna("ladder", "move", "anna", "client", "--why", "we talked").out


def _by_hand(custlove: Program, *lines: Mapping[str, object], code: int = 0) -> str:
    said = custlove("import", "jsonl", "-", stdin="".join(f"{json.dumps(line)}\n" for line in lines), code=code)
    return said.out + said.err


MOVE = {"kind": "rung_move", "person": "anna", "to": "toxic", "on": "2026-11-20", "why": "shouted"}


def test_a_line_written_by_hand_is_no_way_around(anna: Program) -> None:
    assert f"line 1: not to toxic yet: {TRIED}; to move them anyway" in _by_hand(anna, MOVE, code=65)
    assert "has a why" in _by_hand(anna, {**MOVE, "why": " ", "anyway": True}, code=65)
    owed = {"kind": "promise", "person": "anna", "what": "the draft", "made_on": "2026-09-01", "due_on": "2026-09-08"}
    assert "broken promise p1 due 2026-09-08: the draft" in _by_hand(anna, owed, MOVE, code=65)
    assert anna("ladder", "history", "anna", "--json").json[-1]["to"] == "customer"
    _by_hand(anna, {**MOVE, "anyway": True})
    move = anna("ladder", "history", "anna", "--json").json[-1]
    assert (move["to"], move["why"], move["anyway"], move["against"]) == ("toxic", "shouted", True, [TRIED])


def test_a_line_written_by_hand_meets_the_patience_that_is_set(anna: Program) -> None:
    _reach(anna, "2026-10-01", "2026-10-08", "2026-10-15")
    anna("config", "set", "ladder.attempts", "5")
    assert "not to toxic yet: 3 attempts of 5 to reach them in 365 days;" in _by_hand(anna, MOVE, code=65)
    anna("config", "set", "ladder.attempts", "2")
    anna("config", "set", "ladder.attempt_days", "40")
    assert "not to toxic yet: 1 attempt of 2 to reach them in 40 days;" in _by_hand(anna, MOVE, code=65)
    anna("config", "set", "ladder.attempts", "1")
    _by_hand(anna, MOVE)
    move = anna("ladder", "history", "anna", "--json").json[-1]
    assert (move["to"], move["anyway"], move["against"]) == ("toxic", False, [])


def test_a_line_written_by_hand_counts_what_stands_further_up(anna: Program) -> None:
    tried = [
        {"kind": "touchpoint", "people": ["anna"], "at": f"2026-10-{day}", "direction": "out"} for day in (10, 17, 24)
    ]
    _by_hand(anna, *tried, {**MOVE, "anyway": True}, {**MOVE, "to": "client", "on": "2026-11-21", "why": None})
    moves = anna("ladder", "history", "anna", "--json").json[-2:]
    assert [(each["to"], each["anyway"], each["against"]) for each in moves] == [
        ("toxic", False, []),
        ("client", False, []),
    ]


def test_a_line_written_by_hand_may_place_somebody(anna: Program) -> None:
    _by_hand(anna, {"kind": "person", "person": "bela", "name": "Bela", "rung": "terrorist", "added_on": "2026-11-01"})
    _by_hand(anna, {**MOVE, "person": "bela", "why": None})
    assert anna("ladder", "history", "bela", "--json").json[-1]["to"] == "toxic"

"""A due day as an argument in either place, or with --by; and lists of one person, by an argument or --who."""

import pytest

from tests.conftest import Program

FRIDAY = "2026-11-27"


@pytest.mark.parametrize(
    "typed",
    [
        ("the draft", "--by", "friday"),
        ("the draft", "friday"),
        ("friday", "the draft"),
    ],
)
def test_a_promise_is_due(anna: Program, typed: tuple[str, ...]) -> None:
    added = anna("promise", "add", "anna", *typed, "--json").json
    assert (added["what"], added["due_on"]) == ("the draft", FRIDAY)


@pytest.mark.parametrize(
    "typed",
    [
        ("friday", "call her"),
        ("call her", "friday"),
        ("call her", "--by", "friday"),
        ("--by", "friday", "call her"),
    ],
)
def test_a_follow_up_is_due(anna: Program, typed: tuple[str, ...]) -> None:
    added = anna("followup", "add", "anna", *typed, "--json").json
    assert (added["why"], added["due_on"]) == ("call her", FRIDAY)


def test_of_two_days_each_noun_takes_the_one_in_its_own_place(anna: Program) -> None:
    assert anna("followup", "add", "anna", "friday", "monday", "--json").json["why"] == "monday"
    assert anna("promise", "add", "anna", "monday", "friday", "--json").json["what"] == "monday"


@pytest.mark.parametrize(
    "typed",
    [
        ("1", "friday"),
        ("1", "next", "friday"),
        ("anna", "draft", "friday"),
        ("anna", "draft", "next", "friday"),
        ("1", "--to", "friday"),
        ("1", "--by", "friday"),
    ],
)
def test_a_day_to_move_to(anna: Program, typed: tuple[str, ...]) -> None:
    anna("promise", "add", "anna", "the draft", "--by", "tomorrow")
    assert anna("promise", "move", *typed, "--json").json["due_on"] == FRIDAY
    anna("followup", "add", "anna", "tomorrow", "the draft")
    assert anna("followup", "snooze", *typed, "--json").json["snoozed_until"] == FRIDAY


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("promise", "add", "anna", "x y z"), "By when?"),
        (("promise", "add", "anna", "friday"), "The promise is missing."),
        (("promise", "add", "anna", "x y z", "friday", "--by", "monday"), "The due date is given twice"),
        (("promise", "add", "anna", "x y z", "someday"), '"someday" cannot be read as a day.'),
        (("followup", "add", "anna"), "When?"),
        (("followup", "add", "anna", "someday", "x y z"), '"someday" cannot be read as a day.'),
        (("promise", "move", "1"), "Until when?"),
        (("promise", "move", "1", "some", "day"), '"some day" cannot be read as a day.'),
        (("promise", "list", "anna", "--who", "anna"), "WHO is given twice"),
    ],
)
def test_what_is_missing_or_given_twice(anna: Program, typed: tuple[str, ...], sentence: str) -> None:
    anna("promise", "add", "anna", "the draft", "--by", "tomorrow")
    before = anna("history", "--json").json
    assert sentence in anna(*typed, code=2).err
    assert anna("history", "--json").json == before


LISTS = (
    *((noun, "list") for noun in (
        "promise", "followup", "feedback", "mistake", "fact", "ritual", "day", "purchase", "touchpoint",
        "introduction", "link",
    )),
    ("promise", "rate"), ("ladder", "suggest"), ("wows",), ("trust",), ("balance",),
)  # fmt: skip


@pytest.mark.parametrize("command", LISTS)
def test_lists_take_a_person_as_show_does(anna: Program, command: tuple[str, ...]) -> None:
    assert anna(*command, "Karenina", "--json").out == anna(*command, "--who", "anna", "--json").out
    assert "nobody called" in anna(*command, "nobody", code=3).err


def test_what_is_overdue_is_listed_by_one_word(anna: Program) -> None:
    anna("promise", "add", "anna", "late", "--by", "2026-11-20", "--on", "2026-11-01")
    anna("promise", "add", "anna", "not yet", "friday")
    anna("followup", "add", "anna", "2026-11-20", "late", "--on", "2026-11-01")
    anna("feedback", "hear", "anna", "late", "--kind", "criticism", "--on", "2026-11-01")
    anna("mistake", "add", "anna", "late", "--on", "2026-10-01")
    anna("mistake", "add", "anna", "just now")
    anna("ritual", "add", "anna", "late", "--every", "friday", "--from", "2026-11-01")
    anna("ritual", "add", "anna", "to come", "--every", "month", "--from", "friday")
    for noun, text in (
        ("promise", "what"),
        ("followup", "why"),
        ("feedback", "text"),
        ("mistake", "what"),
        ("ritual", "what"),
    ):
        assert [each[text] for each in anna(noun, "list", "--overdue", "--json").json] == ["late"], noun
        assert anna(noun, "list", "--overdue", "--count").out == "1\n"


def test_who_has_gone_quiet_is_a_list_in_every_form(anna: Program) -> None:
    anna("person", "add", "Bela Bartok", "--every", "week", "--on", "2026-11-01")
    anna("person", "add", "Clara Haskil", "--every", "week")
    quiet = [each["person"] for each in anna("today", "--json").json["gone_quiet"]]
    assert "bela-bartok" in quiet
    found = anna("person", "list", "--gone-quiet", "--json").json
    assert [each["person"] for each in found] == quiet
    assert anna("person", "--gone-quiet", "--count").out == f"{len(quiet)}\n"
    assert "Clara" not in anna("person", "list", "--gone-quiet").out
    assert anna("person", "list", "--gone-quiet", "--exit-code", code=1).out


@pytest.mark.parametrize("typed", [("person", "list"), ("person",), ("ladder",)])
def test_quiet_behind_a_list_of_people_is_not_taken_in_silence(anna: Program, typed: tuple[str, ...]) -> None:
    said = anna(*typed, "--quiet", code=2).err
    assert "custlove person list --gone-quiet" in said
    assert anna("--quiet", *typed).out == anna(*typed).out

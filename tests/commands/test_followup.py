"""Coming back to people."""

from collections.abc import Callable

import pytest

from tests.conftest import Program, Refusal, written_once


@pytest.fixture
@written_once
def some(anna: Program) -> Program:
    """Made on 1 November: f1 overdue, f2 due today, f3 to come, f4 put off, f5 done, f6 with Anton."""
    anna("person", "add", "Anton Tschechow", "--as", "anton", "--on", "2026-09-01")
    due = {
        "2026-11-20": "late",
        "2026-11-22": "now",
        "2026-12-01": "later",
        "2026-11-10": "put off",
        "2026-11-05": "done",
    }
    for day, why in due.items():
        anna("followup", "add", "anna", day, why, "--on", "2026-11-01")
    anna("followup", "snooze", "4", "2026-11-25", "--on", "2026-11-12")
    anna("followup", "done", "5", "--on", "2026-11-06")
    anna("followup", "add", "anton", "2026-11-21", "--on", "2026-11-01")
    return anna


def test_a_follow_up_for_one_is_an_object(anna: Program) -> None:
    assert anna("followup", "add", "anna", "in 2 weeks", "ask how the move went", "--json").json == {
        "id": 1,
        "ref": "f1",
        "person": "anna",
        "name": "Anna Karenina",
        "why": "ask how the move went",
        "due_on": "2026-12-06",
        "state": "open",
        "days_late": 0,
        "snoozed_until": None,
        "made_on": "2026-11-22",
        "done_on": None,
        "snoozes": [],
        "let_go_why": None,
    }


def test_a_follow_up_for_several_is_one_each(anna: Program) -> None:
    said = anna("followup", "add", "anna,Anton", "friday", "-", "--new", stdin="call\n")
    assert said.out == (
        "Follow-up f1 with Anna Karenina, “call”: due Fri 27 Nov 2026, in 5 days."
        " Follow-up f2 with Anton, “call”: due Fri 27 Nov 2026, in 5 days.\n"
    )
    assert said.err == "Added Anton as anton.\n"
    made = anna("followup", "add", "anna,anton", "tomorrow", "--json").json
    assert [(each["id"], each["person"], each["why"]) for each in made] == [(3, "anna", ""), (4, "anton", "")]


def test_a_backdated_one_is_still_due_ahead(anna: Program) -> None:
    made = anna("followup", "add", "anna", "friday", "--on", "2026-11-02", "--json").json
    assert (made["made_on"], made["due_on"]) == ("2026-11-02", "2026-11-27")
    overdue = anna("followup", "add", "anna", "2026-11-20", "--on", "2026-11-02")
    assert overdue.out == "Follow-up f2 with Anna Karenina: overdue, it was due Fri 20 Nov 2026, 2 days ago.\n"


def test_done_today_or_on_another_day(some: Program) -> None:
    assert some("followup", "done", "1").out == (
        "Follow-up f1 with Anna Karenina, “late”: done Sun 22 Nov 2026, today.\n"
    )
    backdated = some("followup", "done", "#3", "--on", "2026-11-21", "--json").json
    assert (backdated["state"], backdated["done_on"], backdated["days_late"]) == ("done", "2026-11-21", 0)


def test_put_off_and_back_when_the_day_has_come(some: Program) -> None:
    said = some("followup", "snooze", "1", "next", "wednesday")
    assert said.out == "Follow-up f1 with Anna Karenina, “late”: snoozed until Wed 25 Nov 2026, in 3 days.\n"
    for day, state, late in (("2026-11-24", "snoozed", 4), ("2026-11-25", "overdue", 5)):
        found = some("--today", day, "followup", "list", "--who", "anna", "--json").json
        assert [(each["state"], each["days_late"]) for each in found if each["id"] == 1] == [(state, late)]


def test_the_last_snooze_holds(some: Program) -> None:
    some("followup", "snooze", "1", "2026-12-24")
    assert some("followup", "snooze", "1", "tomorrow", "--json").json["snoozed_until"] == "2026-11-23"


def test_words_stand_for_a_follow_up(some: Program) -> None:
    assert some("followup", "done", "anna", "late", "--json").json["id"] == 1
    assert some("followup", "snooze", "anton", "friday", "--json").json["id"] == 6
    assert some("followup", "snooze", "anna", "put", "off", "2026-11-30", "--json").json["id"] == 4
    assert some("followup", "done", "anton", "--json").json["id"] == 6


@pytest.mark.parametrize("words", [("done", "5"), ("snooze", "5", "friday"), ("done", "f5", "f5")])
def test_what_is_done_already_is_told(some: Program, rows: Callable[[], object], words: tuple[str, ...]) -> None:
    before = rows()
    assert some("followup", *words).out == "Follow-up f5 was done on 2026-11-06 already.\n"
    assert rows() == before


def test_all_that_are_overdue_are_snoozed_at_once(some: Program) -> None:
    assert [each["ref"] for each in some("followup", "snooze", "--overdue", "monday", "--json").json] == ["f1", "f6"]
    assert some("followup", "list", "--overdue", "--count").out == "0\n"
    assert some("followup", "snooze", "--overdue", "monday").err == "No follow-up is overdue.\n"


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("snooze",), 2, "Which follow-up?"),
        (("snooze", "--overdue"), 2, "Until when?"),
        (("snooze", "--overdue", "monday", "--to", "friday"), 2, "The date is given twice"),
        (("add", "anna", "yesterday"), 4, "A follow-up made on 2026-11-22 cannot be due on 2026-11-21, before it."),
        (("add", "anna", "2026-11-01", "--on", "2026-11-02"), 4, "made on 2026-11-02 cannot be due on 2026-11-01"),
        (("add", "anna", "soon"), 2, '"soon" cannot be read as a day.'),
        (("add", "anna", "friday 10:00"), 2, "names a time of day, and a day is wanted here"),
        (("add", "anna", "3/4"), 2, "the settings do not say whether the day or the month comes first"),
        (("add", "bela", "friday"), 3, 'There is nobody called "bela" here.'),
        (("add", "anna", "friday", "--on", "tomorrow"), 4, "is in the future"),
        (("done", "1", "--on", "2026-10-31"), 4, "Follow-up f1 was made only on 2026-11-01."),
        (("done", "1", "--on", "tomorrow"), 4, "is in the future"),
        (("done", "99"), 3, "There is no follow-up f99.\nTheir references: custlove followup list --all"),
        (("done", "anna"), 3, "That may be f4 (put off), f1 (late), f2 (now), f3 (later)."),
        (("done", "anna", "nothing"), 3, 'Anna Karenina has no open follow-up with "nothing" in it.'),
        (("done", "anna", "done"), 3, "What there is: custlove followup list --who anna"),
        (("snooze", "1", "yesterday"), 4, "A snooze on 2026-11-22 cannot last until 2026-11-21."),
        (("snooze", "1", "today"), 4, "A snooze on 2026-11-22 cannot last until 2026-11-22."),
        (("snooze", "1", "friday", "--on", "2026-10-31"), 4, "Follow-up f1 was made only on 2026-11-01."),
        (("snooze", "1"), 2, "Until when?"),
        (("snooze", "friday"), 2, "Until when?"),
    ],
)
def test_what_is_refused(some: Program, refused: Refusal, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    assert sentence in refused("followup", *arguments, code=code)


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ((), [(4, "snoozed"), (1, "overdue"), (6, "overdue"), (2, "due"), (3, "open")]),
        (("--open",), [(4, "snoozed"), (1, "overdue"), (6, "overdue"), (2, "due"), (3, "open")]),
        (("--overdue",), [(1, "overdue"), (6, "overdue")]),
        (("--all", "--who", "anna"), [(5, "done"), (4, "snoozed"), (1, "overdue"), (2, "due"), (3, "open")]),
        (("--who", "anton"), [(6, "overdue")]),
    ],
)
def test_lists_in_the_order_in_which_they_are_due(
    some: Program, arguments: tuple[str, ...], found: list[tuple[int, str]]
) -> None:
    listed = some("followup", "list", *arguments, "--json").json
    assert [(each["id"], each["state"]) for each in listed] == found


def test_only_one_kind_of_list_at_once(some: Program) -> None:
    assert "exclude each other" in some("followup", "list", "--open", "--all", code=2).err


def test_a_list_in_lines(some: Program) -> None:
    assert some("followup", "list", "--overdue").out.splitlines() == [
        "person\tname\twhy\tstate\tdue_on\tsnoozed_until\tdays_late\tid\tref",
        "anna\tAnna Karenina\tlate\toverdue\t2026-11-20\t\t2\t1\tf1",
        "anton\tAnton Tschechow\t\toverdue\t2026-11-21\t\t1\t6\tf6",
    ]


def test_the_noun_alone_lists(some: Program) -> None:
    assert some("followup").out == some("followup", "list").out
    assert some("followup", "--overdue", "--json").json == some("followup", "list", "--overdue", "--json").json

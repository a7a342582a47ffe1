"""What is known of people: noting it, what takes its place, what is settled, as of any day."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Program, Refusal, written_once


@pytest.fixture
@written_once
def known(anna: Program) -> Program:
    """A need that changed twice and was met, a life that stays, a challenge mastered."""
    anna("fact", "add", "anna", "need", "faster invoices", "--on", "2026-09-10")
    anna("fact", "add", "anna", "life", "son plays goalkeeper", "--on", "2026-09-20")
    anna("fact", "add", "anna", "challenge", "the archive has no room", "--on", "2026-09-30")
    anna("fact", "supersede", "1", "invoices by the 5th", "--on", "2026-10-10")
    anna("fact", "supersede", "anna", "invoices", "one invoice a quarter", "--on", "2026-11-01")
    anna("fact", "resolve", "anna", "archive", "they built a reading room", "--on", "2026-11-10")
    return anna


def state(custlove: Program, day: str, *arguments: str) -> list[tuple[int, int | None, str | None]]:
    found = custlove("--today", day, "fact", "list", *arguments, "--json").json
    return [(each["id"], each["superseded_by"], each["resolved_on"]) for each in found]


def test_one_line_says_what_is_known_now(anna: Program) -> None:
    assert anna("fact", "add", "anna", "need", "faster invoices", "--on", "thursday").out == (
        "Fact k1 of Anna Karenina, need “faster invoices”: since Thu 19 Nov 2026, 3 days ago.\n"
    )
    assert anna("fact", "supersede", "1", "-", stdin="invoices by the 5th").out == (
        "Fact k2 of Anna Karenina, need “invoices by the 5th”, in place of k1: since Sun 22 Nov 2026, today;"
        " before, since 19 Nov: “faster invoices”.\n"
    )
    assert anna("fact", "resolve", "anna", "5th", "it is so").out == (
        "Fact k2 of Anna Karenina, need “invoices by the 5th”, in place of k1: resolved Sun 22 Nov 2026, today,"
        " “it is so”.\n"
    )
    assert anna("fact", "add", "Bela", "LIFE", "-", "--new", stdin="a quartet").err == "Added Bela as bela.\n"


@pytest.mark.parametrize(
    ("day", "present", "everything"),
    [
        ("2026-09-09", [], []),
        ("2026-09-10", [1], [(1, None, None)]),
        ("2026-10-09", [1, 3, 2], [(1, None, None), (3, None, None), (2, None, None)]),
        ("2026-10-10", [4, 3, 2], [(1, 4, None), (4, None, None), (3, None, None), (2, None, None)]),
        ("2026-10-25", [4, 3, 2], [(1, 4, None), (4, None, None), (3, None, None), (2, None, None)]),
        ("2026-11-01", [5, 3, 2], [(1, 4, None), (4, 5, None), (5, None, None), (3, None, None), (2, None, None)]),
        ("2026-11-09", [5, 3, 2], [(1, 4, None), (4, 5, None), (5, None, None), (3, None, None), (2, None, None)]),
        ("2026-11-10", [5, 2], [(1, 4, None), (4, 5, None), (5, None, None), (3, None, "2026-11-10"), (2, None, None)]),
    ],
)
def test_the_facts_of_that_day(
    known: Program, day: str, present: list[int], everything: list[tuple[int, int | None, str | None]]
) -> None:
    assert [number for number, _, _ in state(known, day)] == present
    assert state(known, day, "--all") == everything


@pytest.mark.parametrize(
    ("day", "since", "changed"),
    [
        ("2026-11-22", "2026-11-11", []),
        ("2026-11-22", "2026-11-10", [3]),
        # What was new, and what it took the place of.
        ("2026-11-09", "2026-11-01", [4, 5]),
        ("2026-11-22", "2026-10-10", [1, 4, 5, 3]),
        ("2026-11-22", "90d", [1, 4, 5, 3, 2]),
        ("2026-10-31", "2026-10-11", []),
    ],
)
def test_what_changed_since(known: Program, day: str, since: str, changed: list[int]) -> None:
    assert [number for number, _, _ in state(known, day, "--changed-since", since)] == changed


def test_the_list_at_a_terminal(known: Program) -> None:
    page = known("--no-color", "fact", tty=True).out
    assert [line.rstrip() for line in page.splitlines()] == [
        "name           kind  text                   on      ref",
        "Anna Karenina  need  one invoice a quarter  1 Nov    k5",
        "Anna Karenina  life  son plays goalkeeper   20 Sep   k2",
    ]
    page = known("--no-color", "fact", "--changed-since", "2026-10-20", tty=True).out
    assert [line.rstrip() for line in page.splitlines()] == [
        "name           kind       text                     on      state            ref",
        "Anna Karenina  need       invoices by the 5th      10 Oct  k5 since 1 Nov    k4",
        "Anna Karenina  need       one invoice a quarter    1 Nov   new               k5",
        "Anna Karenina  challenge  the archive has no room  30 Sep  resolved 10 Nov   k3",
    ]


def test_in_a_pipe_and_by_kind(known: Program) -> None:
    known("fact", "add", "Bela", "need", "strings", "--new")
    assert known("fact", "list", "--kind", "need,life", "--who", "anna").out == (
        "person\tname\tkind\ttext\ton\tstate\tsuperseded_by\tresolved_on\tid\tref\n"
        "anna\tAnna Karenina\tneed\tone invoice a quarter\t2026-11-01\tpresent\t\t\t5\tk5\n"
        "anna\tAnna Karenina\tlife\tson plays goalkeeper\t2026-09-20\tpresent\t\t\t2\tk2\n"
    )
    assert known("fact", "list", "--kind", "need", "--kind", "life", "--ids").out == "k5\nk2\nk6\n"
    assert known("fact", "list", "--kind", "vision", "--count").out == "0\n"
    assert known("fact", "list", "--kind", "vision", tty=True).out == "No such facts.\n"


def test_a_fact_is_as_old_as_the_touchpoint_it_comes_from(anna: Program) -> None:
    anna("log", "anna", "Coffee", "--on", "2026-10-01")
    fact = anna("fact", "add", "anna", "need", "quiet", "--source", "#1", "--json").json
    assert (fact["on"], fact["source"]) == ("2026-10-01", 1)
    assert (
        anna("fact", "add", "anna", "need", "x", "--source", "anna cof", "--on", "today", "--json").json["source"] == 1
    )
    anna("touchpoint", "edit", "1", "--on", "2026-10-03")
    assert [each["on"] for each in anna("fact", "list", "--json").json] == ["2026-10-03", "2026-11-22"]
    anna("undo")
    assert [each["on"] for each in anna("fact", "list", "--json").json] == ["2026-10-01", "2026-11-22"]


@pytest.mark.parametrize(("to", "day"), [("2026-10-09", "2026-10-09"), ("2026-10-11", "2026-10-01")])
@pytest.mark.parametrize("later", [("resolve", "1"), ("supersede", "1", "silence")])
def test_a_fact_stays_on_its_day_where_its_touchpoint_comes_to_stand_behind_its_end(
    anna: Program, later: tuple[str, ...], to: str, day: str
) -> None:
    anna("log", "anna", "Coffee", "--on", "2026-10-01")
    anna("fact", "add", "anna", "need", "quiet", "--source", "1")
    anna("fact", *later, "--on", "2026-10-10")
    anna("touchpoint", "edit", "1", "--on", to)
    assert anna("fact", "list", "--all", "--json").json[0]["on"] == day


def test_what_is_known_outlives_the_touchpoint_it_comes_from(
    anna: Program, rows: Callable[[], dict[str, list[tuple[Any, ...]]]]
) -> None:
    anna("log", "anna", "Coffee")
    anna("fact", "add", "anna", "need", "quiet", "--source", "1")
    before = rows()
    assert anna("touchpoint", "remove", "1").out.endswith("today. What you know from it stays: fact k1.\n")
    assert anna("fact", "list", "--json").json[0]["source"] is None
    anna("undo")
    assert rows() == before


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("add", "anna", "nedd", "x"), 2, '"nedd" is not a kind of fact. The kinds are need, vision, challenge, life,'),
        (("add", "anna", "faster invoices"), 2, '"faster invoices" is not a kind of fact.'),
        (("add", "anna", "need"), 2, "The fact is missing."),
        (("add", "anna", "need", "  "), 2, "The fact is missing."),
        (("add", "nobody", "need", "x"), 3, "To add them on the way: --new"),
        (("add", "anna", "need", "x", "--on", "tomorrow"), 4, "is in the future"),
        (("add", "anna", "need", "x", "--source", "9"), 3, "There is no touchpoint t9."),
        (("supersede", "1", "x"), 4, "Fact k1 was superseded by k4 on 2026-10-10 already."),
        (("resolve", "1"), 4, "If that has changed in its turn: custlove fact supersede 4 TEXT"),
        (("supersede", "3", "x"), 4, "Fact k3 was resolved on 2026-11-10 already."),
        (("supersede", "5", "x", "--on", "2026-10-31"), 4, "Fact k5 has been known only since 2026-11-01."),
        (("resolve", "2", "--on", "2026-09-19"), 4, "Fact k2 has been known only since 2026-09-20."),
        (("supersede", "2"), 2, "The new text is missing."),
        (("supersede", "anna", "goalkeeper"), 2, "What is the new fact?"),
        (("resolve", "99"), 3, "There is no fact k99."),
        (("resolve", "anna", "archive", "x"), 3, 'Anna Karenina has no open fact with "archive" in it.'),
        (("resolve", "anna"), 3, "That may be k5 (need: one invoice a quarter), k2 (life: son plays goalkeeper)."),
        (
            ("list", "--kind", "nedd"),
            2,
            '--kind "nedd" is not one of: need, vision, challenge, life, preference, told.',
        ),
    ],
)
def test_refused_and_nothing_changed(
    known: Program, refused: Refusal, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    assert sentence in refused("fact", *arguments, code=code)


def test_a_fact_is_no_older_than_its_touchpoint(anna: Program, refused: Refusal) -> None:
    anna("log", "anna", "Coffee", "--on", "2026-10-01")
    said = refused("fact", "add", "anna", "need", "x", "--source", "1", "--on", "2026-09-30")
    assert "Touchpoint t1 was on 2026-10-01, so its facts were not known on 2026-09-30." in said


@pytest.mark.parametrize("arguments", [("add", "anna", "nedd"), ("supersede", "1"), ("resolve", "1")])
def test_what_was_typed_is_given_back(known: Program, refused: Refusal, arguments: tuple[str, ...]) -> None:
    assert "Your text was: a long story\n" in refused("fact", *arguments, "a long story", "--on", "someday", code=2)


def test_what_is_settled_already_is_told(known: Program) -> None:
    assert known("fact", "resolve", "3").out == "Fact k3 was resolved on 2026-11-10 already.\n"


def test_each_step_is_taken_back(
    anna: Program, refused: Refusal, rows: Callable[[], dict[str, list[tuple[Any, ...]]]]
) -> None:
    states = [rows()]
    for step in (
        ("add", "anna", "need", "faster invoices"),
        ("supersede", "1", "cheaper invoices"),
        ("resolve", "2", "both"),
    ):
        anna("fact", *step)
        states.append(rows())
    # What something later rests on is not taken back before it.
    assert "undo" in refused("undo", "2")
    for before in reversed(states[:-1]):
        anna("undo")
        assert rows() == before


def test_several_from_the_standard_input(known: Program) -> None:
    told = known("fact", "resolve", "-", "--json", stdin="2\n5\n").json
    assert [(each["id"], each["resolved_on"]) for each in told] == [(2, "2026-11-22"), (5, "2026-11-22")]
    assert known("fact", "resolve", "-", stdin="").err.startswith("Nothing to change")

"""What stands for a promise, a follow-up, feedback or a touchpoint."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import get_args

import pytest

from custlove.schema import references
from tests.conftest import Program, written_once


@pytest.fixture
@written_once
def promised(anna: Program) -> Program:
    """p1 `offer`, p2 `offers for spring`, p3 `Überblick`, all open; p4 `offer` with Anton, p5 `closed offer`, kept."""
    anna("person", "add", "Anton Tschechow", "--as", "anton", "--email", "a.tsch@example.org")
    for who, what in (("anna", "offer"), ("anna", "offers for spring"), ("anna", "Überblick"), ("anton", "offer")):
        anna("promise", "add", who, what, "--by", "friday")
    anna("promise", "add", "anna", "closed offer", "--by", "friday")
    anna("promise", "keep", "5")
    return anna


@pytest.mark.parametrize(
    ("ref", "number"),
    [
        (("1",), 1),
        (("#1",), 1),
        (("001",), 1),
        (("anna", "spring"), 2),
        (("anna", "SPRING"), 2),
        (("anna", "uberblick"), 3),
        (("anna", "überbl"), 3),
        # A whole word comes before a part of one.
        (("anna", "offer"), 1),
        (("Anna Karenina", "offers", "for"), 2),
        (("anton",), 4),
        (("a.tsch@example.org", "off"), 4),
        (("Anton T", "offer"), 4),
    ],
)
def test_a_number_or_a_person_with_words(promised: Program, ref: tuple[str, ...], number: int) -> None:
    assert promised("promise", "keep", *ref, "--json").json["id"] == number


@pytest.mark.parametrize(
    ("ref", "sentence"),
    [
        (("99",), "There is no promise p99."),
        (("anna", "poem"), 'Anna Karenina has no open promise with "poem" in it.'),
        (("anna", "closed"), 'Anna Karenina has no open promise with "closed" in it.'),
        (("anna", "o"), "That may be p1 (offer), p2 (offers for spring)."),
        (("anna",), "That may be p1 (offer), p2 (offers for spring), p3 (Überblick)."),
        (("bela", "offer"), 'There is nobody called "bela" here.'),
        (("an", "offer"), '"an" may be anna (Anna Karenina), anton (Anton Tschechow).'),
        (("12x",), 'There is nobody called "12x" here.'),
    ],
)
def test_what_stands_for_nothing_or_too_much(promised: Program, ref: tuple[str, ...], sentence: str) -> None:
    assert sentence in promised("promise", "keep", *ref, code=3).err


def test_candidates_are_references_for_scripts(promised: Program) -> None:
    said = promised("promise", "keep", "anna", "--json", code=3).err
    assert '"error": "ambiguous"' in said
    assert '"candidates": [\n    "p1",\n    "p2",\n    "p3"\n  ]' in said


def test_a_closed_one_is_reached_by_its_number(promised: Program) -> None:
    assert promised("promise", "edit", "5", "--text", "the offer", "--json").json["what"] == "the offer"


@pytest.mark.parametrize("ref", ["p3", "P3", "#3", "3"])
def test_a_promise_by_its_reference(promised: Program, ref: str) -> None:
    assert promised("promise", "keep", ref, "--json").json["ref"] == "p3"


def test_a_reference_wins_over_a_person(promised: Program, journal: Path) -> None:
    with closing(sqlite3.connect(journal)) as connection, connection:
        connection.execute("UPDATE person SET handle = 'p3' WHERE handle = 'anton'")
    assert promised("promise", "keep", "p3", "--json").json["person"] == "anna"
    assert promised("promise", "keep", "@p3", "--json").json["id"] == 4
    assert promised("show", "p3", "--json").json["person"]["name"] == "Anton Tschechow"


@pytest.mark.parametrize("words", [("p1", "p2", "4"), ("p1,p2", "p4"), ("1", "2", "p1", "4")])
def test_several_are_one_change_and_answered_as_a_list(promised: Program, words: tuple[str, ...]) -> None:
    assert [each["ref"] for each in promised("promise", "keep", *words, "--json").json] == ["p1", "p2", "p4"]
    promised("undo")
    assert promised("promise", "list", "--state", "open", "--count").out == "4\n"


@pytest.mark.parametrize("stdin", ["p1\np2\n", "p1 p2", "1,2", "  p1\t#2\n\n"])
def test_the_standard_input_in_any_number_of_lines(promised: Program, stdin: str) -> None:
    said = promised("promise", "keep", "-", "--json", stdin=stdin)
    assert [each["ref"] for each in said.json] == ["p1", "p2"]


def test_what_is_done_already_is_told_and_stops_nothing(promised: Program) -> None:
    said = promised("promise", "keep", "p5", "p1")
    assert said.out == (
        "Promise p5 was kept on 2026-11-22 already.\n"
        "Promise p1 to Anna Karenina, “offer”: kept 5 days early, Sun 22 Nov 2026, today.\n"
    )
    assert promised("promise", "keep", "p5").out == "Promise p5 was kept on 2026-11-22 already.\n"
    assert "promise keep p5 p1" in promised("history", "--limit", "1", "--plain").out


def test_all_or_nothing(promised: Program, rows: Callable[[], object]) -> None:
    before = rows()
    assert promised("promise", "keep", "p1", "p99", code=3).err.startswith("custlove: There is no promise p99.")
    assert rows() == before


@pytest.mark.parametrize(
    ("words", "sentence", "hint"),
    [
        (("followup", "done", "b12"), "b12 is feedback, not a follow-up.", "custlove feedback confirm|act|thank b12"),
        (("followup", "done", "p1"), "p1 is a promise, not a follow-up.", "custlove promise keep p1"),
        (("promise", "move", "f2", "friday"), "f2 is a follow-up, not a promise.", "custlove followup snooze f2"),
        (("promise", "remove", "t2"), "t2 is a touchpoint, not a promise.", "custlove touchpoint remove t2"),
        (("promise", "keep", "i2"), "i2 is an introduction, not a promise.", "custlove introduction edit i2"),
        (("feedback", "drop-ask", "b1"), "b1 is feedback, not an ask.", "custlove feedback confirm|act|thank b1"),
        (("ritual", "keep", "p1", "so it was"), "p1 is a promise, not a ritual.", "custlove promise keep p1"),
        (("promise", "edit", "a1", "--text", "x"), "a1 is an ask, not a promise.", "custlove feedback edit-ask a1"),
    ],
)
def test_a_reference_of_another_noun_is_refused(
    promised: Program, words: tuple[str, ...], sentence: str, hint: str
) -> None:
    assert promised(*words, code=2).err.splitlines()[:2] == [f"custlove: {sentence}", f"Like this: {hint}"]


def test_references_and_who_with_a_word_are_not_mixed(promised: Program) -> None:
    assert '"anna" is not a reference.' in promised("promise", "keep", "p1", "anna", code=2).err


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("12", (None, 12)),
        ("#12", (None, 12)),
        ("0", (None, 0)),
        ("p12", ("promise", 12)),
        ("B7", ("feedback", 7)),
        ("a1", ("ask", 1)),
        ("##1", None),
        ("", None),
        ("#", None),
        ("p", None),
        ("p1x", None),
        ("z1", None),
        ("١٢", None),
        ("1.5", None),
        ("9" * 16, None),
    ],
)
def test_words_that_are_references(word: str, read: tuple[str | None, int] | None) -> None:
    assert references.read(word) == read


def test_each_noun_has_a_letter_of_its_own() -> None:
    assert tuple(references.LETTERS) == get_args(references.Noun)
    assert len(set(references.LETTERS.values())) == len(references.LETTERS)

"""Several people answer to what was typed: one is chosen by number at a terminal, and nowhere else."""

import pytest

from custlove.cli import choice
from tests.conftest import Program, written_once

pytestmark = pytest.mark.usefixtures("somebody_types")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["log", "anna", "anna called"], ["log", "@anna-berg", "anna called"]),
        (["log", "bob,anna", "x"], ["log", "bob,@anna-berg", "x"]),
        (["promise", "list", "--who=anna"], ["promise", "list", "--who=@anna-berg"]),
        (["--today", "anna", "show", "anna"], ["--today", "anna", "show", "@anna-berg"]),
        (["show", "bob"], None),
    ],
)
def test_the_handle_stands_in_place_of_the_words(typed: list[str], meant: list[str] | None) -> None:
    assert choice.named(typed, "anna", "anna-berg") == meant


@pytest.fixture
@written_once
def annas(custlove: Program) -> Program:
    custlove("person", "add", "Anna Berg")
    custlove("person", "add", "Anna Klein")
    return custlove


def test_one_is_chosen_by_number(annas: Program) -> None:
    said = annas("log", "anna", "hello", tty=True, stdin="7\nx\n2\n")
    assert said.out.startswith("Touchpoint t1 with Anna Klein,")
    assert said.err == (
        'Who is meant by "anna"?\n  1  anna-berg (Anna Berg)\n  2  anna-klein (Anna Klein)\n'
        + 3 * "A number from 1 to 2, or Enter for nobody: "
    )
    assert annas("history", "--json").json[0]["command"] == "log @anna-klein hello"


@pytest.mark.parametrize("answer", ["", "\n"])
def test_nobody_is_chosen(annas: Program, answer: str) -> None:
    said = annas("log", "anna", "hello", tty=True, stdin=answer, code=3)
    assert said.err.endswith("custlove: Nobody was chosen.\nNothing was changed.\nYour text was: hello\n")


@pytest.mark.parametrize(("options", "tty"), [([], False), (["--json"], True), (["--no-input"], True)])
def test_where_nobody_can_be_asked_the_candidates_are_told(annas: Program, options: list[str], tty: bool) -> None:
    said = annas("log", "anna", "hello", *options, tty=tty, stdin="1\n", code=3)
    assert "anna-berg" in said.err
    assert "Who is meant" not in said.err
    assert annas("touchpoint", "list", "--json").json == []


@pytest.mark.parametrize(
    ("typed", "ref", "meant"),
    [
        (["promise", "keep", "anna", "the", "draft"], ["anna", "the"], ["promise", "keep", "p7", "draft"]),
        (["--today", "anna", "promise", "keep", "anna"], ["anna"], ["--today", "anna", "promise", "keep", "p7"]),
        (["log", "anna", "x", "--kept", "the draft"], ["the", "draft"], ["log", "anna", "x", "--kept", "p7"]),
        (["log", "anna", "x", "--kept=draft"], ["draft"], ["log", "anna", "x", "--kept=p7"]),
        (["promise", "keep", "bela"], ["anna"], None),
    ],
)
def test_a_reference_stands_in_place_of_its_words(typed: list[str], ref: list[str], meant: list[str] | None) -> None:
    assert choice.referred(typed, ref, "p7") == meant


def test_one_of_several_things_is_chosen_by_number(annas: Program) -> None:
    for what in ("draft", "offer", "offer for the school"):
        annas("promise", "add", "anna-berg", f"the {what}", "--by", "friday")
    said = annas("promise", "keep", "anna-berg", "offer", tty=True, stdin="9\n2\n")
    assert said.out.startswith("Promise p3 to Anna Berg, “the offer for the school”: kept")
    assert said.err == (
        'Which is meant by "anna-berg offer"?\n  1  p2  the offer\n  2  p3  the offer for the school\n'
        + 2 * "A number from 1 to 2, or Enter for none: "
    )
    said = annas("promise", "move", "anna-berg", "friday", tty=True, stdin="\n", code=3)
    assert said.err.endswith("custlove: Nothing was chosen.\nNothing was changed.\n")
    # First who, then which.
    said = annas("promise", "move", "anna", "monday", tty=True, stdin="1\n2\n")
    assert said.out.startswith("Promise p2 to Anna Berg, “the offer”: due Mon 23 Nov 2026")
    assert annas("log", "anna-berg", "x", "--kept", "the", tty=True, stdin="2\n").out.endswith(
        "Promise p1 to Anna Berg, “the draft”: kept 5 days early, Sun 22 Nov 2026, today.\n"
    )

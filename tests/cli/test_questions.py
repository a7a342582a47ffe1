"""What is missing on a command line is asked for at a terminal, and nowhere else."""

import pytest

from custlove.cli import questions
from custlove.errors import Question
from tests.conftest import Program, written_once

pytestmark = pytest.mark.usefixtures("somebody_types")
_DAY = "A day (friday, in 2 weeks, 1 dec), or Enter for none: "


@pytest.fixture
@written_once
def owed(custlove: Program) -> Program:
    """Two people, with two follow-ups and two promises."""
    for name in ("Anna Berg", "Bela Klein"):
        custlove("person", "add", name)
    custlove("followup", "add", "anna", "friday", "the move")
    custlove("followup", "add", "bela", "monday", "the draft")
    custlove("promise", "add", "anna", "the offer", "--by", "friday")
    return custlove


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("followup done", Question("follow_up")),
        ("promise add --by friday", Question("who")),
        ("--today friday log --felt glad", Question("who")),
        ("promise move 1", Question("due")),
        ("day remove", Question("special_day")),
        ("fact add anna", Question("=need|vision|challenge|life|preference|told")),
        ("fact add anna need", None),
        ("import ics", None),
    ],
)
def test_what_is_missing_is_what_the_completion_offers(typed: str, asked: Question | None) -> None:
    assert questions.at_the_end(typed.split()) == asked


def test_a_day_is_asked_for_until_it_can_be_read(owed: Program) -> None:
    said = owed("promise", "add", "anna", "the draft", tty=True, stdin="soon\nfriday\n")
    assert said.out == "Promise p2 to Anna Berg, “the draft”: due Fri 27 Nov 2026, in 5 days.\n"
    lines = said.err.splitlines()
    assert lines[:2] == ["By when?", f'{_DAY}"soon" cannot be read as a day.']
    assert lines[2].startswith("Days: today, friday,")
    assert lines[3:] == [_DAY]
    # What the history has is the whole command.
    assert owed("history", "--json").json[0]["command"] == "promise add anna 'the draft' --by friday"


def test_what_is_open_is_chosen_by_number_or_a_word(owed: Program) -> None:
    said = owed("followup", "done", tty=True, stdin="3\n2026\nf9\n2\n")
    asked = "A number (1 to 2), a word of its line, or Enter for none: "
    assert said.err == (
        "Which follow-up?\n  1  f2  bela-klein, 2026-11-23: the draft\n  2  f1  anna-berg, 2026-11-27: the move\n"
        f"{asked}There is no line 3.\n{asked}There is no line 2026.\n"
        f'{asked}No line has "f9" in it.\nAnswer with the number before the line, or with more words.\n{asked}'
    )
    assert said.out.startswith("Follow-up f1 with Anna Berg")
    assert owed("followup", "done", tty=True, stdin="draft\n").out.startswith("Follow-up f2 with Bela Klein")
    assert owed("followup", "done", tty=True, code=3).err == (
        "custlove: There is no open follow-up to choose from.\nNothing was changed.\n"
    )


def test_somebody_is_asked_for_by_number_or_name(owed: Program) -> None:
    said = owed("log", tty=True, stdin="Carla\n2\n")
    assert said.out.startswith("Touchpoint t1 with Anna Berg,")
    assert said.err.startswith("With whom?\n  1  bela-klein (Bela Klein)\n  2  anna-berg (Anna Berg)\n")
    assert 'There is nobody called "Carla" here.' in said.err
    assert owed("log", "--new", tty=True, stdin="Carla\n").out.startswith("Touchpoint t2 with Carla,")
    assert owed("day", "add", "bela", "his launch", tty=True, stdin="14\n03-14\n").out.startswith("Day d1 of Bela")
    # WHO and a word of its text, and no day behind them.
    assert owed("promise", "move", "anna", "offer", tty=True, stdin="saturday\n").out.startswith("Promise p1 to Anna")
    # One thing after the other.
    assert owed("promise", "move", tty=True, stdin="1\nmonday\n").out.startswith("Promise p1 to Anna Berg")
    assert owed("followup", "add", "bela", "call her", tty=True, stdin="friday\n").out == (
        "Follow-up f3 with Bela Klein, “call her”: due Fri 27 Nov 2026, in 5 days.\n"
    )


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("log", "Nobody was chosen."),
        ("promise keep", "Nothing was chosen."),
        ("promise move 1", "No day was chosen."),
    ],
)
def test_an_empty_answer_is_none(owed: Program, line: str, sentence: str) -> None:
    before = owed("history", "--json").json
    said = owed(*line.split(), tty=True, stdin="\n", code=3)
    assert said.err.endswith(f"custlove: {sentence}\nNothing was changed.\n")
    assert owed("history", "--json").json == before


@pytest.mark.parametrize(("options", "tty"), [([], False), (["--json"], True), (["--no-input"], True)])
def test_where_nobody_can_be_asked_it_is_refused(owed: Program, options: list[str], tty: bool) -> None:
    said = owed("promise", "add", "anna", "the draft", *options, tty=tty, stdin="friday\n", code=2)
    assert "By when?" in said.err
    assert "Enter for none" not in said.err


def test_a_day_that_is_mistyped_is_not_taken_for_a_text(owed: Program) -> None:
    said = owed("followup", "add", "anna", "in 2 wekes", tty=True, stdin="friday\n", code=2)
    assert said.err.startswith('custlove: "in 2 wekes" cannot be read as a day.')


def test_where_there_is_nothing_to_choose_from_it_says_so(custlove: Program) -> None:
    for line, sentence in (
        ("fact resolve", "There is no fact to choose from."),
        ("mistake own", "There is no open mistake to choose from."),
        ("person restore", "Nobody is archived."),
    ):
        assert custlove(*line.split(), tty=True, code=3).err.startswith(f"custlove: {sentence}\n")
    said = custlove("log", tty=True, stdin="Anna\n", code=3)
    assert "To add them: custlove person add NAME\n" in said.err

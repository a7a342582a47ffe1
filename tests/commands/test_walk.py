"""The walk: one thing at a time, a key for each, every answer a change of its own."""

import pytest

from custlove.context import Context
from tests.conftest import Program, written_once

pytestmark = pytest.mark.usefixtures("_somebody_sits_there")
TODAY = "Sun 22 Nov 2026, today"


@pytest.fixture
def _somebody_sits_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """The standard input of a test is no terminal."""
    monkeypatch.setattr(Context, "at_terminal", property(lambda run: run.stderr.isatty() and not run.no_input))


@pytest.fixture
@written_once
def owed(custlove: Program) -> Program:
    """One thing of each kind that has steps or a number."""
    for name in ("Anna Berg", "Bela Klein"):
        custlove("person", "add", name, "--on", "2026-09-01", "--every", "none")
    custlove("person", "edit", "anna", "--phone", "+49 30 1234", "--email", "a@b.example", "--channel", "call")
    custlove("log", "anna", "asked for drawings", "--on", "2026-11-10", "--felt", "glad", "--need", "fewer slides")
    custlove("promise", "add", "anna", "the draft", "--by", "2026-11-19", "--on", "2026-11-10")
    custlove("promise", "add", "anna", "the plan", "--by", "today", "--on", "2026-11-10")
    custlove("followup", "add", "bela", "2026-11-20", "call him", "--on", "2026-11-10")
    custlove("feedback", "hear", "bela", "late bills", "--kind", "criticism", "--on", "2026-11-20")
    custlove("mistake", "add", "anna", "the wrong figures", "--on", "2026-11-20")
    custlove("ritual", "add", "anna", "the Sunday call", "--every", "week", "--from", "2026-11-22")
    custlove("day", "add", "bela", "his shop opens", "2026-11-22", "--once")
    return custlove


def _commands(program: Program) -> list[str]:
    return [each["command"] for each in reversed(program("history", "--json").json)]


def test_each_thing_by_its_key(owed: Program) -> None:
    before = len(_commands(owed))
    keys = "d\ns friday\nd\nd\nyou want them by the 5th\nd\ncalled her\nd\nd\n"
    said = owed("today", "--walk", tty=True, stdin=keys)
    assert _commands(owed)[before:] == [
        "promise keep p1",
        "promise move p2 --to 2026-11-27",
        "followup done f1",
        "feedback confirm b1 'you want them by the 5th'",
        "mistake own m1 'called her'",
        "ritual keep r1",
        "log bela-klein 'his shop opens' --out",
    ]
    assert said.err.endswith("\n6 done, 1 moved, 0 left. custlove undo takes back one at a time.\n")
    assert [line for line in said.out.splitlines() if line.endswith(f"{TODAY}.")] == [
        f"Promise p1 to Anna Berg, “the draft”: kept 3 days late, {TODAY}.",
        f"Follow-up f1 with Bela Klein, “call him”: done {TODAY}.",
        f"Touchpoint t3 with Bela Klein, {TODAY}.",
    ]
    # The next steps of feedback and mistake are not asked for in the same walk.
    assert {each["stage"] for each in owed("today", "--json").json["open_feedback"]} == {"confirmed"}


def test_what_one_needs_to_know_stands_with_it(owed: Program) -> None:
    said = owed("today", "-i", tty=True, stdin="q\n", env={"TERM": "dumb"})
    assert said.out == (
        "\n1 of 7 · Broken promises\nAnna Berg\n  the draft · 19 Nov, 3 days late  p1\n"
        "  Best by call: +49 30 1234\n  Last 10 Nov, left glad: asked for drawings\n  Needs: fewer slides\n"
    )
    assert said.err == (
        "d kept, m move, x released, l log, b brief, n skip, q stop, ? help: \n0 done, 0 moved, 7 left.\n"
    )


def test_a_thing_stays_until_it_is_answered(owed: Program) -> None:
    before = _commands(owed)
    # An empty answer, a day that cannot be read, one before today, a key that means nothing, the page of a person.
    said = owed("today", "--walk", tty=True, stdin="m\n\nm soon\n2026-11-01\ny\nb\nq\n")
    assert _commands(owed) == before
    assert '"soon" cannot be read as a day.' in said.err
    assert "Nothing was changed.\n" in said.err
    assert "cannot be due on 2026-11-01, before it." in said.err or "cannot become due on 2026-11-01" in said.err
    assert "  m  move: custlove promise move p1 --to WHEN\n" in said.err
    assert "EFFORT" in said.out
    assert said.out.count("1 of 7") == 2


def test_the_last_answer_is_undone_where_it_was_given(owed: Program) -> None:
    said = owed("today", "--walk", tty=True, stdin="n\nx\nno longer needed\nu\nu\nl\nshe called\n5\nq\n")
    assert said.out.count("2 of 7") == 3
    assert "Undone.\n" in said.err
    promise = owed("promise", "list", "--json").json[1]
    assert (promise["what"], promise["state"]) == ("the plan", "due")
    assert owed("touchpoint", "list", "--json").json[0]["felt"] == 5
    assert said.err.endswith("\n1 done, 0 moved, 7 left. custlove undo takes back one at a time.\n")


def test_a_talk_settles_what_it_settles(owed: Program) -> None:
    said = owed("today", "--walk", tty=True, stdin="n\nn\nl we spoke\n\nq\n")
    # The follow-up was closed by it, and is not asked for again.
    assert "Closed follow-up f1 (call him)." in said.out
    assert said.out.count("3 of 7") == 1
    assert "4 of 7 · Feedback to answer" in said.out


def test_what_is_of_a_person(custlove: Program) -> None:
    custlove("person", "add", "Anna Berg", "--on", "2026-01-01", "--every", "1 week")
    custlove("person", "add", "Bela Klein", "--on", "2026-01-01", "--every", "none")
    custlove("feedback", "ask", "bela", "how was it?", "--on", "2026-10-01")
    said = custlove("today", "--walk", tty=True, stdin="s in 2 weeks\nd good work\npraise\n")
    assert _commands(custlove)[3:] == [
        "snooze anna-berg 2026-12-06",
        "feedback hear bela-klein 'good work' --kind praise",
    ]
    assert "Anna Berg is let be until Sun 6 Dec 2026" in said.out
    assert said.err.endswith("\n1 done, 1 moved, 0 left. custlove undo takes back one at a time.\n")


def test_a_part_of_it_and_person_by_person(owed: Program) -> None:
    said = owed("today", "--walk", "--who", "bela", "--only", "overdue,feedback", tty=True, stdin="d\nn\n")
    assert "Follow-up f1 with Bela Klein, “call him”: done" in said.out
    assert said.err.endswith("\n1 done, 0 moved, 1 left. custlove undo takes back one at a time.\n")
    said = owed("today", "--walk", "--by-person", tty=True, stdin="n\n" * 9)
    names = [line for line in said.out.splitlines() if "Berg" in line or "Klein" in line]
    assert [name.replace("\x1b[1m", "").replace("\x1b[0m", "") for name in names] == [
        *["Anna Berg"] * 4, *["Bela Klein"] * 2
    ]  # fmt: skip


def test_where_nobody_sits_it_is_refused(owed: Program) -> None:
    for words, code in ((["--walk"], 2), (["--walk", "--json"], 2), (["--walk", "--exit-code"], 2)):
        said = owed("today", *words, tty=len(words) > 1, stdin="d\n", code=code)
        assert "--walk asks at a terminal" in said.err or "--walk asks" in said.out
    assert "Nothing is due" in owed("--today", "2026-09-02", "today", "--walk", tty=True).err


def test_before_there_is_a_journal_it_says_how_to_begin(custlove: Program) -> None:
    assert custlove("today", "--walk", tty=True).out.startswith("There is no journal yet;")

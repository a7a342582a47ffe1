"""The command line as a whole: what goes without saying, where global options stand, a new machine."""

from pathlib import Path

import pytest

from custlove import __version__
from custlove.cli.argv import complete, history_words
from tests.conftest import Program

EMPTY: dict[str, object] = {
    "broken_promises": [],
    "promises_due": [],
    "overdue_follow_ups": [],
    "follow_ups_due": [],
    "open_feedback": [],
    "open_mistakes": [],
    "left_low": [],
    "rituals": [],
    "days": [],
    "gone_quiet": [],
    "ease_off": [],
    "asks": [],
    "intentions": [],
    "inbox": 0,
    "weekly": None,
    "returns": [],
    "moves": [],
    "never_in_touch": 0,
}


@pytest.mark.parametrize("tty", [False, True])
def test_a_new_machine_is_told_in_five_lines_how_to_begin(custlove: Program, journal: Path, tty: bool) -> None:
    said = custlove(tty=tty)
    lines = said.out.splitlines()
    assert len(lines) == 5
    assert max(len(line) for line in lines) <= 80
    assert "custlove person add" in said.out
    assert said.err == ""
    assert not journal.parent.exists()


def test_a_new_machine_has_an_empty_answer_for_scripts(custlove: Program, journal: Path) -> None:
    assert custlove("--json").json == {"today": "2026-11-22", **EMPTY}
    assert custlove("ladder", "--json").json["rungs"][0]["people"] == []
    for arguments in (
        ("person",), ("promise",), ("followup",), ("feedback",), ("touchpoint",), ("history",),
        ("ladder", "moves"), ("find", "anna"),
    ):  # fmt: skip
        assert custlove(*arguments, "--json").json == []
        assert len(custlove(*arguments).out.splitlines()) == 1
    assert not journal.parent.exists()


def test_nobody_is_found_on_a_new_machine(custlove: Program, journal: Path) -> None:
    assert 'There is nobody called "anna" here.' in custlove("show", "anna", code=3).err
    assert not journal.parent.exists()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ([], ["today"]),
        (["--json"], ["today", "--json"]),
        (["--today", "2026-11-01"], ["--today", "2026-11-01", "today"]),
        (
            ["--today=2026-11-01", "--no-color", "--ahead", "7d"],
            ["--today=2026-11-01", "--no-color", "today", "--ahead", "7d"],
        ),
        (["--version"], ["--version"]),
        (["-h"], ["-h"]),
        (["promise"], ["promise", "list"]),
        (["promise", "--state", "broken"], ["promise", "list", "--state", "broken"]),
        (["promise", "--help"], ["promise", "--help"]),
        (["promise", "keep", "1"], ["promise", "keep", "1"]),
        (["--journal", "x.db", "person"], ["--journal", "x.db", "person", "list"]),
        (["ladder", "--rung", "client"], ["ladder", "--rung", "client"]),
        (["log", "anna"], ["log", "anna"]),
    ],
)
def test_what_goes_without_saying(typed: list[str], meant: list[str]) -> None:
    assert complete(typed) == meant


def test_the_history_keeps_the_command_without_what_says_nothing() -> None:
    typed = ["--journal", "x.db", "--today=2026-11-01", "log", "anna", "x" * 300, "--json"]
    assert history_words(typed) == ("log", "anna", "x" * 200 + "…")


@pytest.mark.parametrize("noun", ["person", "touchpoint", "followup", "promise", "feedback"])
def test_a_noun_alone_lists(anna: Program, noun: str) -> None:
    assert anna(noun, "--json").json == anna(noun, "list", "--json").json
    assert anna(noun, tty=True).out == anna(noun, "list", tty=True).out


def test_the_program_alone_is_today(anna: Program) -> None:
    assert anna().out == anna("today").out
    assert anna("--ahead", "7d", "--json").json == anna("today", "--ahead", "7d", "--json").json


def test_global_options_stand_before_the_command(anna: Program, journal: Path) -> None:
    assert anna("--today", "2026-09-10", "today", "--json").json["today"] == "2026-09-10"
    assert anna("--journal", journal, "--no-color", "person", "--json").json[0]["person"] == "anna"


@pytest.mark.parametrize("option", [("--today", "2026-09-10"), ("--journal", "x.db"), ("--no-color",)])
@pytest.mark.parametrize("command", [("today",), ("promise", "list"), ("log", "anna", "x"), ("person",)])
def test_behind_it_there_is_a_hint(anna: Program, command: tuple[str, ...], option: tuple[str, ...]) -> None:
    said = anna(*command, *option, code=2).err.splitlines()
    assert said[0].startswith(f"custlove: No such option: {option[0]}")
    assert said[1] == f"Global options stand before the command: custlove {option[0]} …"


def test_the_version(custlove: Program) -> None:
    assert custlove("--version").out == f"custlove {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("todya",), 'No such command "todya".'),
        (("promise", "kept"), 'No such command "kept".'),
        (("today", "--every"), "No such option: --every"),
        (("--today", "someday", "today"), '"someday" cannot be read as a day.'),
        (("today", "--ahead", "yesterday"), '--ahead "yesterday" lies in the past.'),
        (("today", "--ahead", "soon"), '"soon" cannot be read as a day.'),
        (("today", "--json", "--csv"), "exclude each other"),
    ],
)
def test_what_cannot_be_understood(anna: Program, arguments: tuple[str, ...], sentence: str) -> None:
    assert sentence in anna(*arguments, code=2).err


def test_bytes_that_are_no_text_are_refused(anna: Program) -> None:
    assert "is not text in this encoding." in anna("log", "anna", "caf\udce9", code=2).err


def test_errors_are_objects_for_scripts(anna: Program) -> None:
    import json

    said = anna("log", "nobody", "dear words", "--json", code=3)
    assert said.out == ""
    assert json.loads(said.err) == {
        "error": "not_found",
        "message": 'There is nobody called "nobody" here.',
        "hint": "Who is there: custlove person list\nTo add them on the way: --new",
        "exit_code": 3,
        "typed": ["dear words"],
    }
    assert json.loads(anna("show", "", "--json", code=3).err)["error"] == "not_found"

"""Words that people type for what is called otherwise here: each gets the command that is meant, and it exists."""

import re
from functools import cache
from typing import Any

import pytest
import typer

from custlove.cli import app, guesses
from custlove.cli.registry import COMMANDS
from tests.conftest import Program

ROOT: Any = typer.main.get_command(app.root)
VERBS = {verb for verbs in guesses.VERBS.values() for verb in verbs}


@cache
def level(*words: str) -> Any:
    context, command = typer.Context(ROOT), ROOT
    for word in words:
        command = command.get_command(context, word)
        assert command is not None, words
    return command


def command_of(suggested: str) -> tuple[str, ...]:
    """The words of a suggestion that are commands: what stands in capitals, and options, are not."""
    return tuple(word for word in suggested.split() if re.fullmatch("[a-z]+", word))[:2]


@cache
def everything() -> frozenset[str]:
    in_table = {each for several in guesses.COMMANDS.values() for each in several}
    return frozenset(in_table | set(guesses.ELSEWHERE.values()) - {"--version"})


@pytest.mark.parametrize("suggested", sorted(everything()))
def test_every_command_that_is_suggested_exists_and_has_its_options(suggested: str) -> None:
    words = command_of(suggested)
    nouns = [word for word in words if word in {name for names in COMMANDS.values() for name in names}]
    if suggested == "--version":
        return
    assert nouns, suggested
    command = level(*words) if hasattr(level(words[0]), "list_commands") else level(words[0])
    known = {name for each in command.params for name in each.opts}
    assert set(re.findall("--[a-z-]+", suggested)) <= known


@pytest.mark.parametrize("suggested", ["person add NAME", "log WHO TEXT", "promise keep REF", "ladder move WHO RUNG"])
def test_their_help_runs(custlove: Program, suggested: str) -> None:
    assert "Usage: custlove" in custlove(*command_of(suggested), "--help").out


def test_no_guess_is_a_command() -> None:
    assert not {name for names in COMMANDS.values() for name in names} & set(guesses.COMMANDS)


def test_every_verb_and_option_of_the_tables_is_some_commands() -> None:
    every = [level(name) for names in COMMANDS.values() for name in names]
    below = [each for group in every for each in getattr(group, "commands", {}).values()]
    assert {each.name for each in below} >= VERBS
    options = {name for each in (*every, *below) for param in each.params for name in param.opts}
    assert {each for several in guesses.OPTIONS.values() for each in several} <= options
    for command, _ in guesses.ELSEWHERE:
        level(*command.split())


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        (("add", "anna"), "custlove person add NAME"),
        (("new",), "custlove log WHO TEXT"),
        (("list",), "custlove promise list"),
        (("note", "anna"), "custlove log WHO TEXT"),
        (("search", "x"), "custlove find WORDS"),
        (("serach", "x"), "custlove find WORDS"),
        (("Status",), "custlove today"),
        (("keep", "1"), "custlove promise keep REF"),
        (("edit", "anna"), "custlove person edit WHO"),
        (("delete", "anna"), "custlove undo"),
        (("rm", "1"), "custlove touchpoint remove REF"),
        (("archive", "anna"), "custlove person archive WHO"),
        (("overdue",), "custlove promise list --overdue"),
        (("upcoming",), "custlove today --ahead 7d"),
        (("week",), "custlove today --ahead 7d"),
        (("walk",), "custlove today --walk"),
        (("stats",), "custlove mirror"),
        (("birthdays",), "custlove day list"),
        (("redo",), "custlove history"),
        (("version",), "custlove --version"),
        (("quiet",), "custlove person list --gone-quiet"),
        (("promise", "new", "anna"), "custlove promise add"),
        (("promise", "done", "1"), "custlove promise keep"),
        (("followup", "delete", "1"), "custlove followup"),
        (("person", "rm", "anna"), "custlove person archive"),
        (("promise", "anna"), "custlove promise list WHO"),
        (("person", "edit", "anna", "--name", "Bob"), "custlove person rename WHO NAME"),
        (("person", "edit", "anna", "--rung", "client"), "custlove ladder move WHO RUNG --why TEXT"),
        (("promise", "add", "anna", "x", "--due", "friday"), "Here it is called --by."),
        (("log", "anna", "x", "--direction", "in"), "Write --in if they came to you"),
    ],
)
def test_the_answer_names_the_command_that_is_meant(anna: Program, typed: tuple[str, ...], suggested: str) -> None:
    said = anna(*typed, code=2).err
    assert suggested in said
    assert "Possible options" not in said
    assert "ladder" not in said or "--rung" in typed


def test_a_command_in_capitals_is_that_command(anna: Program) -> None:
    assert anna("Person", "list").out == anna("person", "list").out


def test_who_is_called_like_a_guess_is_reached_by_show(anna: Program) -> None:
    anna("person", "add", "Rose Note", "--as", "rose")
    assert "No such command" in anna("note", code=2).err
    assert anna("show", "note", "--json").json["person"]["name"] == "Rose Note"

"""The sentences that a user reads: none of the turns that read as translated comes back, and no escape of Python's."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import typer

from custlove import errors
from custlove.cli import app, registry
from custlove.config import SETTINGS, VARIABLES
from tests import examples

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "src" / "custlove"
# What a sentence says in its place stands behind each.
TURNS = {
    r"\bgo(?:es|ing)? without saying\b": "the default",
    r"(?<!there )\b(?:is|are) none\b": "is not a …, is not one of …, has no …",
    r"(?<!there )\b(?:is|are) no (?!longer\b|more\b)\w": "is not a …",
    r"\bwhom nobody (?:here )?is\b|\bwhom nobody here\b": "people who are not in the journal",
    r"\bonly what has been\b": "only past events",
    r"\bthere is more than\b": "Too many arguments: expected …",
    r"\bunless (?:given|said otherwise)\b|\bif not said\b": "(default: …)",
    r"\bmay be given again\b": "can be repeated",
    r"\bnobody here can\b": "… is not possible",
    r"\bof those who are there\b|\bwhoever is there\b|\bwho is there already\b": "people in the journal",
    r"\b(?:is|are) there already\b|\bis already there\b": "already exists",
    r"\bwrite over\b": "overwrite",
    r"\bdoes not have the form that is needed\b": "its form is invalid",
    r"\bso much \w+ there is not\b": "is too large",
    r"\bthe standard (?:input|output|error)\b": "standard input",
    r"\bbrings? (?:\w+ ){0,3}in\b": "imports",
    r"\bwhat waits\b": "entries that wait",
    r"\bcannot be said to\b|\bis said to be\b": "subject first",
    r"\bin the place of\b": "replaces",
    r"\bfrom which on to\b|, from which on\b": "from … on, or the fewest …",
    r"\bwhere (?:--\w+|the settings|it|nobody|somebody) (?:says?|names?|has|have) (?:nothing|none|no\b)": "by default",
}
# What a user reads is quoted by custlove.quoting: an escape hides their own letters.
ESCAPES = re.compile(r"![ar]\}")
# They open a question, which is asked of nobody.
OPENINGS = re.compile(r"(?:What|Who|Whom|Whose|Which) [^?]*$")
IMPERATIVE = re.compile(r"[A-Z][a-z]+(?<!ed|es)\b")


class Said(NamedTuple):
    """A sentence, and where it stands."""

    place: str
    text: str


def _help() -> Iterator[Said]:
    command = typer.main.get_command(app.root)
    for title, lines in registry.COMMANDS.items():
        yield from (Said(f"registry, {title}, {name}", line) for name, line in lines.items())
    yield from _options("custlove", command)
    for name, each in examples.commands():
        yield Said(f"custlove {name} --help", (each.help or "").split("\n\nExample:")[0])
        yield from _options(f"custlove {name}", each)
    for setting in SETTINGS:
        yield Said(f"setting {setting.key}", setting.what)
    for variable, what in VARIABLES.items():
        yield Said(f"variable {variable}", what)


def _options(name: str, command: object) -> Iterator[Said]:
    for parameter in getattr(command, "params", []):
        yield Said(f"{name}, {parameter.human_readable_name}", getattr(parameter, "help", None) or "")


def _pages() -> Iterator[Said]:
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted(SOURCES.rglob("*.md"))]:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            yield Said(f"{path.relative_to(ROOT)}:{number}", line)


# What is raised as an error of the journal's, or becomes the reason in one.
_RAISED = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)}
_REASONS = {"ValueError", "BadLine", "Bad", "Skipped"}


def _errors() -> Iterator[Said]:
    for path in sorted(SOURCES.rglob("*.py")):
        yield from _said_by(path.relative_to(ROOT), path.read_text(encoding="utf-8"))


def _said_by(path: Path, source: str) -> Iterator[Said]:
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in _RAISED | _REASONS:
            for argument in [*call.args, *(each.value for each in call.keywords)]:
                yield from (Said(f"{path}:{each.lineno}", text) for each, text in _texts(argument))


def _texts(argument: ast.expr) -> Iterator[tuple[ast.expr, str]]:
    """The texts in an argument, what stands in braces as it is written."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument, argument.value
    elif isinstance(argument, ast.JoinedStr):
        yield argument, ast.unparse(argument)
    else:
        for below in ast.iter_child_nodes(argument):
            if isinstance(below, ast.expr):
                yield from _texts(below)


@cache
def _everything() -> tuple[Said, ...]:
    return (*_help(), *_pages(), *_errors())


def _found(turn: re.Pattern[str], said: tuple[Said, ...]) -> list[str]:
    return [f"{each.place}: {each.text}" for each in said if turn.search(each.text)]


@pytest.mark.parametrize("turn", TURNS)
def test_no_turn_that_reads_as_translated_is_in_help_errors_or_docs(turn: str) -> None:
    assert _found(re.compile(turn, re.IGNORECASE), _everything()) == [], f"Say instead: {TURNS[turn]}"


def test_no_error_shows_an_escape_of_pythons() -> None:
    assert _found(ESCAPES, tuple(_errors())) == [], "Say instead: {quoted(typed)}, from custlove.quoting"


def test_every_command_says_what_it_does_in_the_imperative() -> None:
    helps = [each for each in _help() if each.place.endswith("--help") or each.place.startswith("registry")]
    assert [f"{each.place}: {each.text}" for each in helps if OPENINGS.match(each.text)] == []
    assert [f"{each.place}: {each.text}" for each in helps if not IMPERATIVE.match(each.text)] == []


def test_there_is_something_to_read() -> None:
    assert len(list(_help())) > 300
    assert len(list(_pages())) > 2000
    assert len(list(_errors())) > 400


@pytest.mark.parametrize(
    "sentence",
    [
        "Only then; goes without saying for a day to come.",
        "More than 3 intentions at once are none: there would be 4.",
        "What lasts all day, was cancelled, was declined by you or by them, or has not ended yet is none.",
        "'X' is no handle.",
        "That is no time zone; one reads like: Europe/Berlin.",
        "What waits: the last mail or meeting of each whom nobody here is known to be.",
        "There is more than an amount, a currency and a text.",
        "FREQ=HOURLY is none of DAILY, WEEKLY.",
        "The time of day; 08:30 unless given.",
    ],
)
def test_a_turn_that_is_put_back_is_found(sentence: str) -> None:
    assert any(re.search(turn, sentence, re.IGNORECASE) for turn in TURNS)


def test_what_an_error_says_is_found_wherever_it_stands() -> None:
    source = 'raise UsageError(f"{typed!a} is no handle.", "a" if typed else f"{typed!r}", BadLine("it is none"))'
    found = tuple(_said_by(Path("x.py"), source))
    assert len(_found(ESCAPES, found)) == 2
    assert [any(re.search(turn, each.text) for turn in TURNS) for each in found] == [True, False, False, True, True]

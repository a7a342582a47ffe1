"""The table of contents: what it names is there, says the same about itself, and shows how it is used."""

import re
from pathlib import Path

import pytest
import typer

from custlove.cli import registry
from custlove.errors import UsageError
from tests import examples
from tests.conftest import Program
from tests.examples import Example

LINES = [(name, line) for commands in registry.COMMANDS.values() for name, line in commands.items()]
EXAMPLES = list(examples.examples())
# These reach beyond the journal, to an editor, or the files of the shell or the system: they are parsed and not run.
BEYOND = ("config edit", "completion install", "completion uninstall", "schedule install", "schedule remove")


@pytest.mark.parametrize(("name", "line"), LINES)
def test_what_the_contents_say_is_what_the_command_says(custlove: Program, name: str, line: str) -> None:
    page = set(re.findall(r"\w+", custlove(name, "--help").out.casefold()))
    assert set(re.findall(r"\w+", line.casefold())) <= page


@pytest.mark.parametrize(("name", "line"), LINES)
def test_the_help_lists_every_command(custlove: Program, name: str, line: str) -> None:
    assert re.search(rf"^  {name} +{re.escape(line)}$", custlove("--help").out, re.MULTILINE)


def test_every_command_has_an_example_of_itself() -> None:
    shown = {example.command: " ".join(example.arguments) for example in EXAMPLES}
    assert [name for name, _ in examples.commands() if not shown.get(name, "").startswith(name)] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.command)
def test_every_example_can_be_typed(stocked: Program, example: Example) -> None:
    if example.command in BEYOND:
        examples.parse(example.arguments)
        return
    for line in examples.before(example.command):
        stocked(*line)
    stocked(*example.arguments)


@pytest.mark.parametrize(
    "line", ["promise keep", "promise keep 1 --extra", "schedule remove everything", "promise kept"]
)
def test_a_wrong_example_would_be_seen(home: Path, line: str) -> None:
    with pytest.raises((typer.TyperException, UsageError)):
        examples.parse(examples.words(line))

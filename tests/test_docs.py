"""What is written beside the program: its form, what it may name, and the commands in it that are not run."""

import re
import shlex
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import pytest

from custlove.cli.argv import complete
from tests import examples

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
# Places of one machine, and hosts that serve packages.
_FOREIGN = re.compile(
    r"/(?:root|work|tmp)/|\b(?:pypi|pythonhosted|npmjs|crates|rubygems)\.(?:org|io|com)\b|\bproxy\.golang\b"
)
# A block with a note above it is a recipe, which another test runs.
_SHELL_BLOCK = re.compile(r"(?<!-->\n)^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_BETWEEN = "|&;<>()\n"
_KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def _texts(folder: Path = ROOT) -> Iterator[Path]:
    """The text files of the project, without what is made while working on it."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") and path.name not in (".ci", ".gitignore"):
            continue
        if path.name in ("__pycache__", "build", "dist", "journals") or path.suffix == ".egg-info":
            continue
        if path.is_dir():
            yield from _texts(path)
        else:
            yield path


def _commands(page: Path) -> Iterator[tuple[str, ...]]:
    """The arguments of every `custlove` in the shell blocks of a page."""
    for block in _SHELL_BLOCK.findall(page.read_text(encoding="utf-8")):
        # A line break ends a command, but not inside quotes.
        lexer = shlex.shlex(block.replace("\\\n", " "), posix=True, punctuation_chars=_BETWEEN)
        lexer.whitespace, lexer.whitespace_split = " \t", True
        words = list(lexer)
        for at, word in enumerate(words):
            if word == "custlove":
                yield tuple(takewhile(lambda each: not set(each) <= set(_BETWEEN), words[at + 1 :]))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_commands_in_shell_blocks_can_be_typed(page: Path) -> None:
    for arguments in _commands(page):
        examples.parse(complete(arguments))


def test_there_are_commands_in_shell_blocks() -> None:
    assert ("today",) in set(_commands(ROOT / "README.md"))


def test_nothing_names_one_machine_or_a_registry() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line}"
        for path in _texts()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if _FOREIGN.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line", ["cd /ro" + "ot/x", "in /wo" + "rk/main", "see /tm" + "p/x", "at https://py" + "pi.org/x"]
)
def test_what_is_looked_for_is_found(line: str) -> None:
    assert _FOREIGN.search(line)


def test_the_changelog_keeps_its_form() -> None:
    head, *versions = re.split(r"^## ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert head.startswith("# Changelog\n")
    titles = [version.partition("\n")[0] for version in versions]
    assert titles[0] == "[Unreleased]"
    assert [title for title in titles[1:] if not re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}", title)] == []
    for version in versions:
        kinds = re.findall(r"^### (.*)$", version, re.MULTILINE)
        assert set(kinds) <= _KINDS
        assert len(kinds) == len(set(kinds))
        # Something is said under each heading, as a list.
        assert re.findall(r"^### .*\n++(?!- )", version, re.MULTILINE) == []


def test_the_test_command_is_marked_for_the_gates() -> None:
    marked = re.findall(r"^<!-- test command -->\n```sh\n(.*)\n```$", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert len(marked) == 1
    assert "pytest" in marked[0]

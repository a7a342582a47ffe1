"""The pages that are made from the program's own help are up to date, and leave no command out."""

import runpy
from pathlib import Path

import pytest

from custlove.cli.registry import COMMANDS
from tests.conftest import Program

DOCS = Path(__file__).parent.parent / "docs"
REFERENCE = runpy.run_path(str(DOCS / "reference.py"))


def test_the_pages_are_up_to_date() -> None:
    stale = [name for name, text in REFERENCE["pages"]().items() if (DOCS / name).read_text(encoding="utf-8") != text]
    assert stale == [], "To bring them up to date: python docs/reference.py"


def test_every_command_has_its_heading_and_an_example(custlove: Program) -> None:
    page = (DOCS / "reference.md").read_text(encoding="utf-8")
    for name in (name for names in COMMANDS.values() for name in names):
        _, found, rest = page.partition(f"\n### custlove {name}\n")
        assert found, name
        assert f"\ncustlove {name} " in rest.partition("\n### ")[0], name


def test_it_does_not_depend_on_the_width_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    made = set()
    for columns in ("40", "200"):
        monkeypatch.setenv("COLUMNS", columns)
        made.add(REFERENCE["reference"]())
    assert len(made) == 1

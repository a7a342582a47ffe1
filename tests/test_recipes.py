"""The recipes of docs/scripting.md, run as they stand, in bash, with the installed program and the sample journal."""

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parent.parent / "docs" / "scripting.md"
RECIPES = re.findall(r"<!-- recipe: (.*?) -->\n```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)

pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")]


@pytest.fixture
def shell(home: Path) -> dict[str, str]:
    """An environment in which `custlove` is this program, and the journal a fresh sample."""
    folder = home / "bin"
    folder.mkdir()
    program = folder / "custlove"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m custlove "$@"\n', encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    environ = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}
    journal = home / "sample.db"
    subprocess.run([program, "demo", journal], env=environ, check=True, capture_output=True)
    return {**environ, "CUSTLOVE_JOURNAL": str(journal)}


def test_there_are_recipes() -> None:
    assert len(RECIPES) >= 10


@pytest.mark.parametrize(("says", "script"), RECIPES, ids=[says for says, _ in RECIPES])
def test_the_recipe_works_as_it_stands(shell: dict[str, str], home: Path, says: str, script: str) -> None:
    if "jq " in script and shutil.which("jq") is None:
        pytest.skip("there is no jq here")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], env=shell, cwd=home, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert says in done.stdout

import os
import shlex
import sys
from pathlib import Path

import pytest

from custlove.cli import editor
from custlove.errors import UsageError


def _editor(folder: Path, body: str) -> str:
    script = folder / "an editor.py"
    script.write_text(f"import os, pathlib, stat, sys\ndraft = pathlib.Path(sys.argv[1])\n{body}\n", encoding="utf-8")
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}"


def test_the_text_is_what_the_editor_leaves(tmp_path: Path) -> None:
    append = _editor(tmp_path, "draft.write_text(draft.read_text() + 'then “ünï”\\n\\n')")
    assert editor.compose({"EDITOR": append}, "first, ") == "first, then “ünï”"


def test_visual_goes_before_editor(tmp_path: Path) -> None:
    assert editor.compose({"VISUAL": _editor(tmp_path, "draft.write_text('seen')"), "EDITOR": "false"}) == "seen"


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_the_draft_is_private_and_gone_afterwards(tmp_path: Path) -> None:
    tell = _editor(tmp_path, "draft.write_text(f'{stat.S_IMODE(os.stat(draft).st_mode):o} {draft}')")
    mode, draft = editor.compose({"EDITOR": tell}).split(" ", 1)
    assert mode == "600"
    assert not Path(draft).exists()


def test_an_editor_that_fails_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ended with code 3: nothing was written"):
        editor.compose({"EDITOR": _editor(tmp_path, "sys.exit(3)")}, "kept by nobody")


@pytest.mark.parametrize("named", ["no-such-editor-anywhere", "'unbalanced"])
def test_an_editor_that_cannot_be_started(named: str) -> None:
    with pytest.raises(UsageError, match="cannot be started") as refused:
        editor.compose({"EDITOR": named, "PATH": os.environ.get("PATH", "")})
    assert refused.value.hint.startswith("Set EDITOR")

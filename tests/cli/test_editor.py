import os
import shlex
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from custlove.cli import editor
from custlove.errors import UsageError
from tests.conftest import NOW


def _editor(folder: Path, body: str) -> str:
    script = folder / "an editor.py"
    script.write_text(f"import os, pathlib, stat, sys\ndraft = pathlib.Path(sys.argv[1])\n{body}\n", encoding="utf-8")
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}"


def _composed(environ: Mapping[str, str], start: str = "") -> str:
    return editor.compose(environ, editor.new_draft(environ, start, NOW))


@pytest.fixture
def environ(home: Path) -> dict[str, str]:
    """A user who has a home of their own."""
    return {"HOME": str(home)}


def test_the_text_is_what_the_editor_leaves(tmp_path: Path, environ: dict[str, str]) -> None:
    append = _editor(tmp_path, "draft.write_text(draft.read_text() + 'then “ünï”\\n\\n')")
    assert _composed({**environ, "EDITOR": append}, "first, ") == "first, then “ünï”"


def test_visual_goes_before_editor(tmp_path: Path, environ: dict[str, str]) -> None:
    seen = _editor(tmp_path, "draft.write_text('seen')")
    assert _composed({**environ, "VISUAL": seen, "EDITOR": "false"}) == "seen"


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_the_draft_is_private(tmp_path: Path, environ: dict[str, str]) -> None:
    tell = _editor(tmp_path, "draft.write_text(f'{stat.S_IMODE(os.stat(draft).st_mode):o}')")
    assert _composed({**environ, "EDITOR": tell}) == "600"


def test_a_home_that_cannot_be_written_to_is_no_reason_to_refuse_a_text(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    draft = editor.new_draft({"HOME": str(tmp_path / "taken")}, "a word", NOW)
    assert draft.read_text() == "a word"
    draft.unlink()


def test_an_editor_that_fails_writes_nothing(tmp_path: Path, environ: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="ended with code 3: nothing was written"):
        _composed({**environ, "EDITOR": _editor(tmp_path, "sys.exit(3)")}, "kept by nobody")


def test_what_is_not_a_text_is_said_and_a_mark_before_it_is_none_of_it(tmp_path: Path, environ: dict[str, str]) -> None:
    latin = _editor(tmp_path, "draft.write_bytes('Grüße'.encode('latin-1'))")
    with pytest.raises(UsageError, match=r"not UTF-8 \(byte 3\)"):
        _composed({**environ, "EDITOR": latin})
    marked = _editor(tmp_path, "draft.write_bytes('Grüße'.encode('utf-8-sig'))")
    assert _composed({**environ, "EDITOR": marked}) == "Grüße"
    gone = _editor(tmp_path, "draft.unlink()")
    assert _composed({**environ, "EDITOR": gone}) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_an_interrupt_is_the_editors_alone(tmp_path: Path, environ: dict[str, str]) -> None:
    # The editor has the usual handling, the program waits for it.
    pressed = _editor(
        tmp_path,
        "import signal\n"
        "os.kill(os.getppid(), signal.SIGINT)\n"
        "draft.write_text(str(signal.getsignal(signal.SIGINT) is signal.default_int_handler))",
    )
    before = signal.getsignal(signal.SIGINT)
    assert _composed({**environ, "EDITOR": pressed}) == "True"
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("named", ["no-such-editor-anywhere", "'unbalanced"])
def test_an_editor_that_cannot_be_started(named: str, environ: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="cannot be started") as refused:
        _composed({**environ, "EDITOR": named, "PATH": os.environ.get("PATH", "")})
    assert refused.value.hint.startswith("Set EDITOR")

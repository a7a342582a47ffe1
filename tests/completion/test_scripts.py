import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from custlove.completion import scripts
from custlove.errors import CannotCreate, Refused
from tests.conftest import Program

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("shell", "environ", "place"),
    [
        ("bash", {"HOME": "/h"}, "/h/.local/share/bash-completion/completions/custlove"),
        ("bash", {"HOME": "/h", "XDG_DATA_HOME": "/d"}, "/d/bash-completion/completions/custlove"),
        ("bash", {"HOME": "/h", "BASH_COMPLETION_USER_DIR": "/b"}, "/b/completions/custlove"),
        ("zsh", {"HOME": "/h"}, "/h/.local/share/zsh/site-functions/_custlove"),
        ("zsh", {"HOME": "/h", "XDG_DATA_HOME": "/d"}, "/d/zsh/site-functions/_custlove"),
        ("zsh", {"HOME": "/h", "XDG_DATA_HOME": "relative"}, "/h/.local/share/zsh/site-functions/_custlove"),
        ("fish", {"HOME": "/h"}, "/h/.config/fish/completions/custlove.fish"),
        ("fish", {"HOME": "/h", "XDG_CONFIG_HOME": "/c"}, "/c/fish/completions/custlove.fish"),
    ],
)
def test_where_each_shell_looks(shell: str, environ: dict[str, str], place: str) -> None:
    assert scripts.place(shell, environ) == Path(place)


@pytest.mark.parametrize("shell", scripts.SHELLS)
def test_installing_again_changes_nothing_and_uninstalling_leaves_nothing(tmp_path: Path, shell: str) -> None:
    path = tmp_path / "a" / "b" / "script"
    text = scripts.script(shell)
    assert scripts.install(path, text)
    assert path.read_text(encoding="utf-8") == text
    assert not scripts.install(path, text)
    assert scripts.install(path, scripts.script(shell, "/elsewhere/custlove"))
    assert [each.name for each in path.parent.iterdir()] == ["script"]
    assert scripts.uninstall(path)
    assert not scripts.uninstall(path)
    assert list(path.parent.iterdir()) == []


def test_a_script_of_somebody_else_stays(tmp_path: Path) -> None:
    path = tmp_path / "custlove"
    path.write_text("complete -W 'my own' custlove\n")
    with pytest.raises(Refused):
        scripts.install(path, scripts.script("bash"))
    with pytest.raises(Refused):
        scripts.uninstall(path)
    assert path.read_text() == "complete -W 'my own' custlove\n"


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotCreate, match="cannot be"):
        scripts.install(tmp_path / "file" / "custlove", scripts.script("bash"))
    (tmp_path / "folder").mkdir()
    with pytest.raises(CannotCreate, match="cannot be read"):
        scripts.uninstall(tmp_path / "folder")


@pytest.mark.parametrize("shell", scripts.SHELLS)
def test_each_script_is_one_its_shell_can_read(tmp_path: Path, shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"not installed: {shell}")
    path = tmp_path / "script"
    path.write_text(scripts.script(shell, "/it's \\ $(touch pwned)/custlove"), encoding="utf-8")
    done = subprocess.run([shell, "-n", str(path)], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


PRESSED = {
    "bash": (
        'source "$1"; COMP_LINE="custlove show a" COMP_POINT=15; _custlove custlove a show;'
        ' printf "%s\\n" "${COMPREPLY[@]}"'
    ),
    "fish": 'source $argv[1]; complete -C "custlove show a"',
}


@pytest.mark.parametrize("shell", sorted(PRESSED))
def test_a_program_that_is_on_no_path_is_called_by_its_own(anna: Program, home: Path, shell: str) -> None:
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"not installed: {shell}")
    folder = home / "it's $(touch pwned)\\ here"
    folder.mkdir()
    program = folder / "custlove"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m custlove "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    script = home / "script"
    script.write_text(scripts.script(shell, str(program)), encoding="utf-8")
    # bash wants a name for $0 before the first argument.
    words = [found, "-c", PRESSED[shell], *(["bash"] if shell == "bash" else []), str(script)]
    done = subprocess.run(
        words, capture_output=True, text=True, check=True, cwd=home, env={**os.environ, "PATH": "/usr/bin:/bin"}
    )
    assert done.stdout.split("\t")[0].strip() == "anna"
    assert not (home / "pwned").exists()

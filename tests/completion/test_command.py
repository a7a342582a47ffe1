import sys
from pathlib import Path

import pytest

from custlove.completion import scripts
from tests.conftest import Program


@pytest.fixture(autouse=True)
def _called_by_path(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/opt/venv/bin/custlove"])


def test_install_says_what_it_did_and_what_is_left(custlove: Program, home: Path) -> None:
    path = home / "share" / "bash-completion" / "completions" / "custlove"
    next_steps = (
        "bash finds it by itself in new shells where the package bash-completion is set up.\n"
        f"Where it is not, add this line to ~/.bashrc:  source {path}\n"
    )
    said = custlove("completion", "install", "bash")
    assert (said.out, said.err) == (f"Wrote {path}\n", next_steps)
    again = custlove("completion", "install", "bash")
    assert (again.out, again.err) == (f"{path} is up to date; nothing was changed.\n", next_steps)
    assert path.read_text(encoding="utf-8") == scripts.script("bash", "/opt/venv/bin/custlove")
    assert custlove("completion", "uninstall", "bash").out == f"Removed {path}\n"
    assert custlove("completion", "uninstall", "bash").out == f"There is no {path}; nothing was changed.\n"


def test_the_shell_is_the_login_shell_unless_said(custlove: Program, home: Path) -> None:
    said = custlove("completion", "install", env={"SHELL": "/usr/bin/zsh"})
    folder = home / "share" / "zsh" / "site-functions"
    assert said.out == f"Wrote {folder / '_custlove'}\n"
    assert said.err == (
        "zsh must know the folder. Unless it does, add these lines to ~/.zshrc and open a new shell:\n"
        f"  fpath=({folder} $fpath)\n"
        "  autoload -Uz compinit && compinit\n"
    )
    said = custlove("completion", "install", env={"SHELL": "/usr/local/bin/fish"})
    assert said.out == f"Wrote {home / 'config' / 'fish' / 'completions' / 'custlove.fish'}\n"
    assert said.err == "fish finds it by itself, at once.\n"


def test_another_shell_is_a_sentence(custlove: Program) -> None:
    said = custlove("completion", "show", env={"SHELL": "/bin/dash"}, code=2)
    assert said.err.startswith('custlove: SHELL is "/bin/dash", which custlove has no completion for.\n')
    said = custlove("completion", "show", env={"SHELL": ""}, code=2)
    assert said.err.startswith("custlove: SHELL is not set.\n")
    custlove("completion", "install", "tcsh", code=2)


def test_a_file_of_somebody_else_is_refused(custlove: Program, home: Path) -> None:
    path = home / "share" / "bash-completion" / "completions" / "custlove"
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    custlove("completion", "install", "bash", code=4)
    custlove("completion", "uninstall", "bash", code=4)
    assert path.read_text() == "mine"


@pytest.mark.parametrize("shell", scripts.SHELLS)
def test_show_prints_the_script(custlove: Program, home: Path, shell: str) -> None:
    said = custlove("completion", "show", shell)
    assert (said.out, said.err) == (scripts.script(shell, "/opt/venv/bin/custlove"), "")
    assert list(home.iterdir()) == []


def test_a_program_called_by_another_name_is_sought_on_the_path(
    custlove: Program, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["/somewhere/__main__.py"])
    program = home / "custlove"
    program.touch(mode=0o755)
    assert custlove("completion", "show", "bash", env={"PATH": str(home)}).out == scripts.script("bash", str(program))
    assert custlove("completion", "show", "bash", env={"PATH": "/nowhere"}).out == scripts.script("bash")

"""The command `custlove completion`."""

import shutil
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from custlove.commands.options import get_context, group
from custlove.context import Context
from custlove.errors import UsageError
from custlove.quoting import quoted

app = group("Complete commands, names and numbers at TAB: install, show, uninstall.")
Shell = Literal["bash", "zsh", "fish"]
OfShell = Annotated[Shell | None, typer.Argument(help="The shell (default: your login shell).")]


@app.command()
def install(context: typer.Context, shell: OfShell = None) -> None:
    """Install the completion script for your shell, or update it; no start-up file is changed.

    Example: custlove completion install zsh
    """
    run = get_context(context)
    from custlove.completion import scripts

    run.check_output()
    known = shell or _login_shell(run)
    path = scripts.place(known, run.environ)
    changed = scripts.install(path, scripts.script(known, _program(run)))
    run.answer(f"Wrote {path}" if changed else f"{path} is up to date; nothing was changed.", None, json=False)
    for line in scripts.next_steps(known, path):
        run.note(line)


@app.command()
def show(context: typer.Context, shell: OfShell = None) -> None:
    """Print the completion script.

    Example: custlove completion show fish
    """
    run = get_context(context)
    from custlove.completion import scripts

    run.stdout.write(scripts.script(shell or _login_shell(run), _program(run)))


@app.command()
def uninstall(context: typer.Context, shell: OfShell = None) -> None:
    """Remove the completion script.

    Example: custlove completion uninstall zsh
    """
    run = get_context(context)
    from custlove.completion import scripts

    run.check_output()
    path = scripts.place(shell or _login_shell(run), run.environ)
    removed = scripts.uninstall(path)
    run.answer(f"Removed {path}" if removed else f"There is no {path}; nothing was changed.", None, json=False)


def _login_shell(run: Context) -> Shell:
    name = Path(run.environ.get("SHELL", "")).name
    for shell in ("bash", "zsh", "fish"):
        if name == shell:
            return shell
    raise UsageError(
        f"SHELL is {quoted(run.environ['SHELL'])}, which custlove has no completion for."
        if name
        else "SHELL is not set.",
        "Name the shell: custlove completion install bash, zsh or fish.",
    )


def _program(run: Context) -> str:
    """The program's full path as it was called, for a shell that does not find it by its name."""
    called = sys.argv[0]
    if Path(called).name != "custlove":
        return shutil.which("custlove", path=run.environ.get("PATH")) or "custlove"
    return str(Path(called).absolute())

"""The shells' own scripts: what is in them, and where each shell looks for one."""

import shlex
from collections.abc import Mapping
from pathlib import Path

from custlove import private_files
from custlove.errors import CannotCreate, Refused

SHELLS = ("bash", "zsh", "fish")
_MARK = "written by `custlove completion`"


def script(shell: str, program: str = "custlove") -> str:
    """A shell's script; `program` is what it calls where no custlove is on the shell's path."""
    text = Path(__file__).with_name(f"custlove.{shell}").read_text(encoding="utf-8")
    return text.replace("@PROGRAM@", _fish_quoted(program) if shell == "fish" else shlex.quote(program))


def place(shell: str, environ: Mapping[str, str]) -> Path:
    """Where a shell looks for its user's completions; zsh has no such folder, site-functions is what others use."""
    if shell == "fish":
        return _base(environ, "XDG_CONFIG_HOME", ".config") / "fish" / "completions" / "custlove.fish"
    data = _base(environ, "XDG_DATA_HOME", ".local/share")
    if shell == "zsh":
        return data / "zsh" / "site-functions" / "_custlove"
    named = environ.get("BASH_COMPLETION_USER_DIR")
    return (Path(named) if named else data / "bash-completion") / "completions" / "custlove"


def install(path: Path, text: str) -> bool:
    """Put a script in its place and tell whether anything changed; raises Refused for a file that is not ours."""
    there = _there(path)
    if there == text:
        return False
    if there is not None and _MARK not in there:
        raise Refused(f"{path} is not custlove's.", "Nothing was changed. Move it away, or: custlove completion show")
    try:
        private_files.replace_text(path, text)
    except OSError as fault:
        raise CannotCreate(
            f"{path} cannot be written: {fault.strerror}.", "To see it: custlove completion show"
        ) from fault
    return True


def uninstall(path: Path) -> bool:
    """Take a script away and tell whether there was one; raises Refused for a file that is not ours."""
    there = _there(path)
    if there is None:
        return False
    if _MARK not in there:
        raise Refused(f"{path} is not custlove's.", "Nothing was changed.")
    try:
        path.unlink()
    except OSError as fault:
        raise CannotCreate(f"{path} cannot be removed: {fault.strerror}.", "Nothing was changed.") from fault
    return True


def next_steps(shell: str, path: Path) -> list[str]:
    """What is left to do by hand, a line each: nobody's start-up file is changed."""
    if shell == "fish":
        return ["fish finds it by itself, at once."]
    if shell == "bash":
        return [
            "bash finds it by itself in new shells where the package bash-completion is set up.",
            f"Where it is not, add this line to ~/.bashrc:  source {shlex.quote(str(path))}",
        ]
    return [
        "zsh must know the folder. Unless it does, add these lines to ~/.zshrc and open a new shell:",
        f"  fpath=({shlex.quote(str(path.parent))} $fpath)",
        "  autoload -Uz compinit && compinit",
    ]


def _there(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise CannotCreate(f"{path} cannot be read: {fault.strerror}.", "Nothing was changed.") from fault


def _base(environ: Mapping[str, str], variable: str, default: str) -> Path:
    named = environ.get(variable, "")
    # The XDG specification has relative paths ignored.
    home = environ.get("HOME")
    return Path(named) if Path(named).is_absolute() else (Path(home) if home else Path.home()) / default


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

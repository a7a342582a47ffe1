"""A real shell in a real terminal, to press TAB in."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from custlove.completion import scripts

COLUMNS, LINES = 150, 60
_PATIENCE = 10.0
# What stands before the cursor when a shell waits for a command.
PROMPT = "READY>"


class Terminal:
    """A shell in a terminal of its own, with custlove's completion installed as its users install it."""

    def __init__(self, shell: str, home: Path, environ: Mapping[str, str]) -> None:
        # A socket's path must be short.
        self._folder = tempfile.mkdtemp(prefix="tab-")
        self.work = home / "work"
        self.work.mkdir(parents=True)
        given = {
            "HOME": str(home),
            "PATH": f"{_program(home)}:{os.environ.get('PATH', os.defpath)}",
            "TERM": "screen-256color",
            "LANG": "C.UTF-8",
            **environ,
        }
        words = ["env", "-i", *(f"{name}={value}" for name, value in given.items()), *_prepared(shell, home, given)]
        self._tmux("new-session", "-d", "-x", str(COLUMNS), "-y", str(LINES), "-c", str(self.work), *words)
        try:
            self.until(lambda screen: PROMPT in screen)
        except BaseException:
            self.close()
            raise

    def tab(self, line: str, until: Callable[[str], bool], times: int = 1) -> str:
        """Type a line, press TAB so many times, and give back what is shown once it is so."""
        self.type(line)
        self.until(lambda screen: line.rstrip()[-20:] in screen.replace("\n", ""))
        for _ in range(times):
            self._tmux("send-keys", "Tab")
        return self.until(until)

    def settled(self, line: str) -> str:
        """Type a line, press TAB, and give back what is shown once the next keys, THEEND, have arrived as well."""
        self.type(line)
        self._tmux("send-keys", "Tab")
        self.type("THEEND")
        return self.until(lambda screen: "THEEND" in screen.replace("\n", ""))

    def enter(self) -> None:
        """Run what stands there."""
        self._tmux("send-keys", "Enter")

    def clear(self) -> None:
        """An empty screen and an empty line."""
        end = time.monotonic() + _PATIENCE
        while self._screen().strip() != PROMPT:
            assert time.monotonic() < end, f"cannot be cleared:\n{self._screen()}"
            self._tmux("send-keys", "C-c")
            time.sleep(0.05)
            self._tmux("send-keys", "C-l")
            time.sleep(0.1)

    def until(self, found: Callable[[str], bool]) -> str:
        """What is shown once it is so; fails with it when it never is."""
        end = time.monotonic() + _PATIENCE
        screen = self._screen()
        while not found(screen):
            assert time.monotonic() < end, f"never came:\n{screen}"
            time.sleep(0.05)
            screen = self._screen()
        return screen

    def close(self) -> None:
        """End the shell, its terminal and the server that this one alone has."""
        self._tmux("kill-server")
        shutil.rmtree(self._folder)

    def type(self, text: str) -> None:
        """Press these keys, and nothing else."""
        # A semicolon at the end would end the command of tmux.
        self._tmux("send-keys", "-l", "--", f"{text[:-1]}\\;" if text.endswith(";") else text)

    def _screen(self) -> str:
        return self._tmux("capture-pane", "-p").rstrip("\n")

    def _tmux(self, *words: str) -> str:
        command = ["tmux", "-S", f"{self._folder}/socket", "-f", os.devnull, *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stdout


def missing(shell: str) -> str | None:
    """Why a shell cannot be tried here, or None where it can."""
    absent = [name for name in ("tmux", shell) if shutil.which(name) is None]
    return f"not installed: {', '.join(absent)}" if absent else None


def _program(home: Path) -> Path:
    """A folder with custlove in it, as an installation has one."""
    folder = home / "bin"
    folder.mkdir()
    (folder / "custlove").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m custlove "$@"\n')
    (folder / "custlove").chmod(0o755)
    return folder


def _prepared(shell: str, home: Path, environ: Mapping[str, str]) -> list[str]:
    """Put script and start-up file in their places; the command that starts the shell."""
    place = scripts.place(shell, environ)
    scripts.install(place, scripts.script(shell))
    if shell == "fish":
        config = home / ".config/fish/config.fish"
        config.write_text(f"function fish_prompt; echo -n '{PROMPT} '; end\nset -g fish_greeting\n")
        return ["fish"]
    prompt = f"PS1='{PROMPT} '"
    if shell == "zsh":
        lines = [prompt, f"fpath=({shlex.quote(str(place.parent))} $fpath)", "autoload -Uz compinit && compinit -u"]
        (home / ".zshrc").write_text("\n".join(lines) + "\n")
        return ["zsh", "-i"]
    (home / ".bashrc").write_text(f"{prompt}\nset -u\nsource {shlex.quote(str(place))}\n")
    return ["bash", "--rcfile", str(home / ".bashrc"), "-i"]

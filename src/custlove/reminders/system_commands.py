"""The system's own programs that start other programs: crontab, systemctl, launchctl."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence

from custlove.errors import CannotCreate, OutputFailed

_SECONDS = 60


def find(name: str, environ: Mapping[str, str]) -> str | None:
    """The path of a program, None if there is none."""
    return shutil.which(name, path=environ.get("PATH", os.defpath))


def run(words: Sequence[str], environ: Mapping[str, str], given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a program by an argument list, its words in English; raises CannotCreate if there is no such program."""
    program = find(words[0], environ)
    if program is None:
        raise CannotCreate(f"There is no {words[0]} on this machine.", "Nothing was changed. Choose another: --with …")
    command = [program, *words[1:]]
    try:
        return subprocess.run(  # noqa: S603 - an argument list
            command, input=given, env={**environ, "LC_ALL": "C"}, check=False, capture_output=True, timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise OutputFailed(f"{words[0]} cannot be run: {fault}.", "Nothing was changed.") from fault


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    """What a program wrote to its standard error, on one line."""
    return " ".join(done.stderr.decode(errors="replace").split())

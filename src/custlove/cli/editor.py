"""A longer text, written in the user's own editor."""

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from custlove.errors import UsageError
from custlove.quoting import quoted


def compose(environ: Mapping[str, str], start: str = "") -> str:
    """What the user makes of a text in VISUAL, else EDITOR; raises UsageError where the editor fails."""
    # Made for this user alone: it holds what the journal will.
    handle, name = tempfile.mkstemp(prefix="custlove-", suffix=".txt")
    draft = Path(name)
    try:
        os.close(handle)
        draft.write_text(start, encoding="utf-8")
        open_file(environ, draft)
        return draft.read_text(encoding="utf-8").strip("\n")
    finally:
        draft.unlink(missing_ok=True)


def open_file(environ: Mapping[str, str], file: Path) -> None:
    """Open a file in VISUAL, else EDITOR, and wait for it; raises UsageError where the editor fails."""
    named = environ.get("VISUAL") or environ.get("EDITOR") or ("notepad" if sys.platform == "win32" else "vi")
    hint = "Set EDITOR, give the text as an argument, or - to read it from the standard input."
    try:
        done = subprocess.run([*shlex.split(named), str(file)], check=False)  # noqa: S603 - the user's own editor
    except (OSError, ValueError) as fault:
        raise UsageError(f"The editor {quoted(named)} cannot be started: {fault}.", hint) from fault
    if done.returncode != 0:
        raise UsageError(f"The editor {quoted(named)} ended with code {done.returncode}: nothing was written.", hint)

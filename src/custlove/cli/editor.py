"""A longer text, written in the user's own editor."""

import os
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from custlove import paths, private_files
from custlove.errors import UsageError
from custlove.quoting import quoted

if TYPE_CHECKING:
    from datetime import datetime


def new_draft(environ: Mapping[str, str], start: str, now: "datetime") -> Path:
    """A file for a text, for this user alone: among the user's state, where it outlives a crash, or else temporary."""
    folder = Path(paths.state(environ)) / "drafts"
    named = now.strftime("%Y-%m-%d-%H%M-")
    try:
        private_files.make_folder(folder)
        handle, name = tempfile.mkstemp(prefix=named, suffix=".txt", dir=folder)
    except OSError:
        # A home that nobody can write to is no reason to refuse a text.
        handle, name = tempfile.mkstemp(prefix=f"custlove-{named}", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as draft:
        draft.write(start)
    return Path(name)


def compose(environ: Mapping[str, str], draft: Path) -> str:
    """What the user makes of a draft in VISUAL, else EDITOR; raises UsageError where it ends badly or is no text."""
    open_file(environ, draft)
    try:
        return draft.read_text(encoding="utf-8-sig").strip("\n")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as fault:
        raise UsageError(
            f"The draft is not UTF-8 (byte {fault.start + 1}).",
            "Nothing was written; your editor can save it as UTF-8.",
        ) from fault


def open_file(environ: Mapping[str, str], file: Path) -> None:
    """Open a file in VISUAL, else EDITOR, and wait for it; raises UsageError where the editor fails."""
    named = environ.get("VISUAL") or environ.get("EDITOR") or ("notepad" if sys.platform == "win32" else "vi")
    hint = "Set EDITOR, give the text as an argument, or - to read it from the standard input."
    # Ctrl-C belongs to the editor: it starts with the usual handling, as handlers are not inherited.
    before = signal.signal(signal.SIGINT, _heed_not)
    try:
        done = subprocess.run([*shlex.split(named), str(file)], check=False)  # noqa: S603 - the user's own editor
    except (OSError, ValueError) as fault:
        raise UsageError(f"The editor {quoted(named)} cannot be started: {fault}.", hint) from fault
    finally:
        signal.signal(signal.SIGINT, before)
    if done.returncode != 0:
        raise UsageError(f"The editor {quoted(named)} ended with code {done.returncode}: nothing was written.", hint)


def _heed_not(_number: int, _frame: object) -> None:
    pass

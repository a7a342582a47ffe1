"""Files and folders for their owner alone, whatever the umask is."""

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def make_folder(folder: "Path") -> "list[Path]":
    """Make a folder and those it lies in, each 0700; those that were missing, innermost first. Raises OSError."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        # Another program may make it at the same time.
        each.mkdir(mode=0o700, exist_ok=True)
    if not folder.is_dir():
        folder.mkdir(mode=0o700)
    return missing


def new_file(path: "Path") -> int:
    """A file that was not there, 0600, open for writing; raises OSError, FileExistsError where there is one."""
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)


def unfinished(path: "Path") -> "Path":
    """What a file is called until it is whole; `forget` and `doctor` know it by that where a killed command left it."""
    # Not the number of the process: after a kill its next namesake would stumble over what was left.
    return path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")


def give_name(temporary: "Path", target: "Path") -> None:
    """Call a whole file by its name, where nothing is; raises OSError, FileExistsError where something is.

    Neither way replaces what another program has put there meanwhile.
    """
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:
        # No hard links on this filesystem (exFAT, some network folders): claim the name, then move over the claim.
        os.close(new_file(target))
        try:
            temporary.replace(target)
        except BaseException:
            target.unlink()
            raise


def replace_text(path: "Path", text: str) -> None:
    """Write a file whole under another name and put it in place, with its folders; raises OSError, leaving nothing."""
    make_folder(path.parent)
    temporary = unfinished(path)
    try:
        with os.fdopen(new_file(temporary), "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def sync_file(path: "Path") -> None:
    """Have what is in a file outlast a power cut; raises OSError."""
    # Windows syncs only what may be written.
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: "str | os.PathLike[str]") -> None:
    """Have the names in a folder outlast a power cut, where the system and the filesystem let folders be synced."""
    if sys.platform != "win32":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

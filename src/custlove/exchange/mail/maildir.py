"""Mailboxes in folders (Maildir, with the folders in it): a file a message, in constant memory."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from custlove.errors import BadInput
from custlove.exchange.mail.mbox import Message, split
from custlove.exchange.text.encodings import LONGEST

# What is not kept, or not sent; a folder that is named itself is read all the same.
_ASIDE = frozenset({"trash", "junk", "spam", "drafts", "deleted", "deleted messages", "deleted items"})
# Behind the colon of a file's name: D is a draft, T is in the trash.
_PUT_ASIDE = frozenset("DT")


class File(NamedTuple):
    """A message and where it stands in the folder; `fault`: why it cannot be read."""

    name: str
    message: Message
    fault: str = ""


def messages(folder: Path, advance: Callable[[int], None]) -> Iterator[File]:
    """The messages of a folder and of those in it; raises BadInput if it is not a Maildir."""
    number, found = 0, False
    for each in _folders(folder):
        found = True
        for name in ("cur", "new"):
            for path in _files(each / name):
                number += 1
                yield _read(path, folder, number, advance)
    if not found:
        raise BadInput(f"{folder} is not a Maildir.", "One has the folders cur and new. Nothing was changed.")


def _folders(top: Path) -> Iterator[Path]:
    for place, below, _ in os.walk(top):
        if "cur" in below or "new" in below:
            yield Path(place)
        below[:] = sorted(name for name in below if name not in {"cur", "new", "tmp"} and not _is_aside(name))


def _is_aside(name: str) -> bool:
    return name.strip(".").rpartition(".")[2].casefold() in _ASIDE


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
        for name in names:
            if _PUT_ASIDE.isdisjoint(name.rpartition(":2,")[2] if ":2," in name else ""):
                yield folder / name


def _read(path: Path, top: Path, number: int, advance: Callable[[int], None]) -> File:
    name = str(path.relative_to(top))
    try:
        with path.open("rb") as stream:
            data = stream.read(LONGEST + 1)
    except OSError as fault:
        return File(name, Message(number, b"", b"", whole=True), f"it cannot be read: {fault.strerror}")
    advance(len(data))
    return File(name, split(number, data))

"""Mailboxes in folders, a file a message: Maildir, or what mail programs export; in constant memory."""

import os
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from custlove.errors import BadInput
from custlove.exchange.mail.folders import is_aside
from custlove.exchange.mail.mbox import Message, split
from custlove.exchange.text.encodings import LONGEST

# As Outlook, Thunderbird and Apple Mail write single mails.
SUFFIXES = frozenset({".eml", ".emlx"})
# Behind the colon of a file's name: D is a draft, T is in the trash.
_PUT_ASIDE = frozenset("DT")


class File(NamedTuple):
    """A message and where it stands in the folder; `fault`: why it cannot be read."""

    name: str
    message: Message
    fault: str = ""


def messages(folder: Path, advance: Callable[[int], None]) -> Iterator[File]:
    """The messages of a folder and of those in it; raises BadInput if it has none.

    Drafts, trash and spam are left out; a folder that is named itself is read all the same.
    """
    number, found = 0, False
    for each in _folders(folder):
        for path in each:
            number += 1
            yield read(path, str(path.relative_to(folder)), number, advance)
        found = True
    if not found:
        raise BadInput(
            f"{folder} is not a mailbox.", "A Maildir has the folders cur and new; else it has mails as .eml."
        )


def _folders(top: Path) -> Iterator[Iterator[Path]]:
    """The messages of each mailbox below a folder."""
    for place, below, names in os.walk(top):
        if "cur" in below or "new" in below:
            yield chain(_files(Path(place, "cur")), _files(Path(place, "new")))
        elif mails := [name for name in sorted(names) if Path(name).suffix.lower() in SUFFIXES]:
            yield (Path(place, name) for name in mails)
        below[:] = sorted(name for name in below if name not in {"cur", "new", "tmp"} and not is_aside(name))


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
        for name in names:
            if _PUT_ASIDE.isdisjoint(name.rpartition(":2,")[2] if ":2," in name else ""):
                yield folder / name


def read(path: Path, name: str, number: int, advance: Callable[[int], None]) -> File:
    """A message in a file of its own."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LONGEST + 1)
    except OSError as fault:
        return File(name, Message(number, b"", b"", whole=True), f"it cannot be read: {fault.strerror}")
    advance(len(data))
    if path.suffix.lower() == ".emlx":
        # Apple writes the length of the mail into a line before it.
        length, _, data = data.partition(b"\n")
        data = data[: int(length)] if length.strip().isdigit() else data
    return File(name, split(number, data))

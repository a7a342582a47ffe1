"""Folders of files, filled all or nothing, for their owner alone."""

import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from custlove import private_files
from custlove.errors import CannotCreate
from custlove.exchange.engine import files

_MOST_NAMED = 5


class Folder:
    """A folder on its way: its files come into being next to those that are there, and take their places at the end."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self.names: list[str] = []

    @contextmanager
    def file(self, name: str) -> Iterator[BinaryIO]:
        """A new file of mode 0600, on the disk once the block has ended."""
        self.names.append(name)
        with files.being_written(self._place / name, force=False) as stream:
            yield stream

    @contextmanager
    def text(self, name: str) -> Iterator[IO[str]]:
        """A new file for text, in UTF-8, its line ends as they are written."""
        with self.file(name) as stream:
            words = io.TextIOWrapper(stream, "utf-8", newline="")
            yield words
            words.flush()
            words.detach()


@contextmanager
def being_filled(path: Path, *, force: bool) -> Iterator[Folder]:
    """A folder for new files, of mode 0700 if it is made; nothing is in it before everything is written.

    Raises CannotCreate where there are files, unless `force`d: then only those of the same names are replaced.
    """
    target = path.resolve() if path.is_symlink() else path
    is_new = not os.path.lexists(target)
    if not is_new:
        _refuse(path, target, force=force)
    temporary = private_files.unfinished(target if is_new else target / target.name)
    with _explained(path):
        temporary.mkdir(mode=0o700)
    try:
        folder = Folder(temporary)
        yield folder
        with _explained(path):
            _put_in_place(temporary, target, folder.names, is_new=is_new)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _refuse(path: Path, target: Path, *, force: bool) -> None:
    if not target.is_dir():
        raise CannotCreate(f"{path} already exists and is not a folder.", "Name another place.")
    with _explained(path):
        there = sorted(each.name for each in target.iterdir())
    if there and not force:
        more = f" and {len(there) - _MOST_NAMED} more" if len(there) > _MOST_NAMED else ""
        raise CannotCreate(
            f"{path} is not empty: {', '.join(there[:_MOST_NAMED])}{more}.",
            "Name a new folder. To overwrite files of the same names, and leave the others: --force",
        )


def _put_in_place(temporary: Path, target: Path, names: list[str], *, is_new: bool) -> None:
    if is_new:
        temporary.rename(target)
    else:
        for name in names:
            if (target / name).is_dir():
                raise CannotCreate(f"{target / name} is a folder.", "Nothing was written. Name another place.")
        for name in names:
            (temporary / name).replace(target / name)
    private_files.sync_folder(target.parent if is_new else target)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise files.not_made(path, fault) from fault

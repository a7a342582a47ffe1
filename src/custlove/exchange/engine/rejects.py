"""The bad records of a file, kept next to it, so that they can be mended and brought in again."""

import os
from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path

from custlove import private_files
from custlove.exchange.engine import files
from custlove.services.imports.records import Bad


def keep(path: Path, bad: Sequence[Bad], head: str = "") -> Path:
    """Write the bad records of the file `path` to `NAME.rejects.EXT` next to it, for its owner alone; where.

    `head` comes first, as the header of a table does. Another file of that name is never touched: a number tells the
    new one apart, unless it holds the very same.
    """
    text = head + "".join(each.raw if each.raw.endswith("\n") else f"{each.raw}\n" for each in bad)
    data = text.encode("utf-8", "surrogateescape")
    for number in count(1):
        place = path.with_name(f"{path.stem}.rejects{'' if number == 1 else f'-{number}'}{path.suffix}")
        if not place.exists():
            with files.being_written(place, force=False) as stream:
                stream.write(data)
            return place
        if place.is_file() and place.stat().st_size == len(data) and place.read_bytes() == data:
            return place
    raise AssertionError("numbers do not end")


def note(noted: Path, files: Iterable[Path]) -> None:
    """Remember where such files were put, a path on each line: they are about people, who may ask to be forgotten."""
    private_files.make_folder(noted.parent)
    handle = os.open(noted, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.writelines(os.fsencode(file.absolute()) + b"\n" for file in files)

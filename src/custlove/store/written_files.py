"""The files that custlove writes next to the journal: next to it, among the state, and beside what was imported.

Not the settings, which are the user's own, nor what was exported, which went wherever they wished.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from custlove.store import backup_schedule

# What a program that was killed left: a journal, a backup, settings, an export on their way to a name.
_UNFINISHED = re.compile(r"\..+\.(?:[0-9]+|[0-9a-f]{8})\.new(?:-journal)?")
_REJECTS = re.compile(r".+\.rejects(?:-[0-9]+)?(?:\.[^.]*)?")
_MARK = "reminded-"


class Places(NamedTuple):
    """Where such files lie: the journal, the folder of the state, the mark of its reminders, the list of rejects."""

    journal: Path
    state: Path
    mark: Path
    rejects: Path


def around(places: Places, imported: Iterable[Path]) -> list[Path]:
    """All of them that are there, but for the journal and its backups.

    `imported` are files that were imported once: bad records may lie next to them.
    """
    noted = _noted(places.rejects)
    folders = {each.parent.absolute() for each in (*noted, *imported)}
    home = places.journal.parent.absolute()
    found = {
        *_matching(home, _UNFINISHED),
        *_matching(home / backup_schedule.FOLDER, _UNFINISHED),
        *_of_state(places),
        *noted,
        *(each for folder in {home, *folders} for each in _matching(folder, _REJECTS)),
        *(each for folder in folders for each in _matching(folder, _UNFINISHED)),
    }
    return sorted(each for each in found if each.is_file() or each.is_symlink())


def _noted(rejects: Path) -> list[Path]:
    try:
        told = rejects.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [Path(os.fsdecode(line)) for line in told.splitlines() if line]


def _of_state(places: Places) -> Iterator[Path]:
    # Other journals have marks of their own there.
    for each in places.state.rglob("*"):
        if not each.name.startswith(_MARK) or each == places.mark:
            yield each


def _matching(folder: Path, pattern: re.Pattern[str]) -> Iterator[Path]:
    try:
        found = sorted(folder.iterdir())
    except OSError:
        # Gone, or somebody else's: nothing of custlove's can be found in it.
        return
    yield from (each for each in found if pattern.fullmatch(each.name))

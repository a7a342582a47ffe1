"""The file and what is around it: who may read it, what was left behind, whether another program syncs it."""

import os
from collections.abc import Iterator
from glob import escape
from pathlib import Path

from custlove.store import backup_schedule
from custlove.store.doctor.findings import Finding, note

_OTHERS = 0o077
# In a path, in small letters: the folder of a program that syncs, and what the program is called.
_SYNCED = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pclouddrive": "pCloud",
    "syncthing": "Syncthing",
    "resilio sync": "Resilio Sync",
    "megasync": "MEGA",
    "seafile": "Seafile",
}
# What such programs leave in the folders that they sync.
_MARKS = {
    ".stfolder": "Syncthing",
    ".stignore": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".sync": "Resilio Sync",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    ".tmp.drivedownload": "Google Drive",
    ".849c9593-d756-4e56-8d6e-42412f2a707b": "OneDrive",
    "._sync_": "Nextcloud",
}
_CONFLICTS = ("sync-conflict", "conflicted copy", "conflict copy", "conflict-")


def examine(path: Path, *others: Path) -> Iterator[Finding]:
    """What is to be known of a journal's file, of its folder, and of files and folders of the program elsewhere."""
    yield from open_to_others(path, *others)
    yield from _leftovers(path)
    yield from _synced(path)


def too_open(path: Path, *others: Path) -> list[Path]:
    """The file, its folder, its backups, and whatever else is named, as far as others than its owner may use them."""
    if os.name != "posix":
        return []
    whole = path.resolve()
    backups = whole.parent / backup_schedule.FOLDER
    # A folder with other things in it is somebody's own, such as a home.
    own_folder = [whole.parent] if whole.parent.name == "custlove" else []
    known = [whole, *own_folder, *_beside(whole), backups, *(backups.iterdir() if backups.is_dir() else ()), *others]
    return [each for each in known if each.exists() and not each.is_symlink() and each.stat().st_mode & _OTHERS]


def open_to_others(path: Path, *others: Path) -> Iterator[Finding]:
    """A note of each file and folder that others than its owner may read or write."""
    for each in too_open(path, *others):
        mode = each.stat().st_mode & 0o777
        yield note("place", "mode", f"Others than you may use {each} (mode {mode:04o})", "repair")


def _beside(path: Path) -> list[Path]:
    """The files whose names begin with the journal's."""
    names = (f"{escape(path.name)}?*", f".{escape(path.name)}.*")
    return sorted(each for name in names for each in path.parent.glob(name) if each.is_file())


def _leftovers(path: Path) -> Iterator[Finding]:
    whole = path.resolve()
    for each in leftovers(path):
        yield note("place", "leftover", f"A command that was killed has left {each}", "repair")
    for each in _beside(whole):
        if each.name == f"{whole.name}-journal" and each.stat().st_size:
            yield note("place", "leftover", f"Another program is writing just now, or was killed: {each}")
        elif each.name in (f"{whole.name}-wal", f"{whole.name}-shm"):
            yield note("place", "leftover", f"Another program has used write-ahead logging: {each}")
    stem = escape(whole.stem)
    for each in sorted(whole.parent.glob(f"*{stem}*")):
        if any(words in each.name.lower() for words in _CONFLICTS):
            yield note("place", "conflict", f"A program that syncs has kept a second version: {each}")


def leftovers(path: Path) -> list[Path]:
    """What killed commands have left next to a journal, and nobody needs."""
    whole = path.resolve()
    found = [*_beside(whole), *(whole.parent / backup_schedule.FOLDER).glob(".*")]
    return [each for each in found if each.name.startswith(".") and ".new" in each.name]


def _synced(path: Path) -> Iterator[Finding]:
    program = synced_by(path)
    if program:
        text = f"{program} syncs the folder of the journal, and can bring back an older one or mix two"
        yield note("place", "synced", text)


def synced_by(path: Path) -> str | None:
    """The program that syncs the folder of a file, as far as names and marks tell."""
    whole = path.resolve()
    for folder in whole.parents:
        name = folder.name.lower()
        for words, program in _SYNCED.items():
            if name == words or name.startswith((f"{words} ", f"{words}-")):
                return program
        for mark, program in _MARKS.items():
            if (folder / mark).exists():
                return program
    return None

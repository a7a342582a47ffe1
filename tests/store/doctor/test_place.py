"""What is around a journal: who may use it, what was left, whether it is synced."""

from pathlib import Path

import pytest

from custlove.store.doctor import place


def _kinds(path: Path) -> list[tuple[str, str]]:
    return [(each.kind, each.text.replace(str(path.parent), "…")) for each in place.examine(path)]


def test_nothing_to_say(path: Path) -> None:
    assert _kinds(path) == []


def test_others_may_use_it(path: Path) -> None:
    backup = path.with_name("journal.db.schema-1.bak")
    backup.touch(mode=0o644)
    path.chmod(0o660)
    path.parent.chmod(0o755)
    assert _kinds(path) == [
        ("mode", "Others than you may use …/journal.db (mode 0660)"),
        ("mode", "Others than you may use … (mode 0755)"),
        ("mode", "Others than you may use …/journal.db.schema-1.bak (mode 0644)"),
    ]
    assert place.too_open(path) == [path, path.parent, backup]


def test_what_was_left_behind(path: Path) -> None:
    left = path.with_name(".journal.db.1a2b3c4d.new")
    left.touch(mode=0o600)
    path.with_name("journal.sync-conflict-20261101-120000-ABCDEFG.db").touch(mode=0o600)
    path.with_name("journal.db-wal").touch(mode=0o600)
    assert _kinds(path) == [
        ("leftover", "A command that was killed has left …/.journal.db.1a2b3c4d.new"),
        ("leftover", "Another program has used write-ahead logging: …/journal.db-wal"),
        (
            "conflict",
            "A program that syncs has kept a second version: …/journal.sync-conflict-20261101-120000-ABCDEFG.db",
        ),
    ]
    assert place.leftovers(path) == [left]


@pytest.mark.parametrize(
    ("folder", "mark", "program"),
    [
        ("Dropbox/notes", "", "Dropbox"),
        ("OneDrive - Oblonsky & Co", "", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "", "iCloud"),
        ("shared", ".stfolder", "Syncthing"),
        ("shared", ".dropbox.cache", "Dropbox"),
        ("notes", "", None),
    ],
)
def test_another_program_syncs_the_folder(tmp_path: Path, folder: str, mark: str, program: str | None) -> None:
    inner = tmp_path / folder / "custlove"
    inner.mkdir(parents=True)
    if mark:
        (tmp_path / folder / mark).mkdir()
    assert place.synced_by(inner / "journal.db") == program

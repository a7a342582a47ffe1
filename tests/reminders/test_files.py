import errno
import os
from pathlib import Path

import pytest

from custlove.errors import CannotCreate, NoPermission
from custlove.reminders import files
from custlove.reminders.scheduler import Piece


def test_what_is_there_already_is_not_written_again(tmp_path: Path) -> None:
    piece = Piece(str(tmp_path / "a" / "b"), "text\n")
    files.write([piece])
    first = Path(piece.place).stat()
    files.write([piece])
    assert (Path(piece.place).stat().st_ino, Path(piece.place).stat().st_mtime_ns) == (first.st_ino, first.st_mtime_ns)
    files.write([piece._replace(text="other\n")])
    assert files.present([Path(piece.place), tmp_path / "none"]) == [piece._replace(text="other\n")]
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotCreate, match="cannot be written"):
        files.write([Piece(str(tmp_path / "file" / "b"), "text\n")])


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _target: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    piece = Piece(str(tmp_path / "a"), "text\n")
    files.write([piece])
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(CannotCreate, match="No space left"):
        files.write([piece._replace(text="other\n")])
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a", "text\n")]


def test_a_file_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoPermission, match="Is a directory"):
        files.present([tmp_path])


def test_folders_go_when_nothing_is_left_in_them(tmp_path: Path) -> None:
    files.write([Piece(str(tmp_path / "a" / "b" / "c" / "d"), ""), Piece(str(tmp_path / "a" / "e"), "")])
    files.remove(tmp_path / "a" / "b" / "c" / "d", tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "e"]
    files.remove(tmp_path / "a" / "e", tmp_path)
    files.remove(tmp_path / "a" / "e", tmp_path)
    assert (tmp_path.exists(), list(tmp_path.iterdir())) == (True, [])


def test_what_cannot_be_removed_is_said(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(NoPermission, match="a cannot be removed"):
        files.remove(tmp_path / "a", tmp_path)

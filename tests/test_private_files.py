"""What is made is its owner's alone, whatever the umask is."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from custlove import private_files
from custlove.reminders import files
from custlove.reminders.scheduler import Piece
from tests.conftest import Program


@pytest.fixture(params=[0o000, 0o002, 0o022])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    """A umask that leaves files open to others."""
    before = os.umask(request.param)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    """What in a folder anybody but its owner can read, write or enter."""
    found = {path: stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}
    return [f"{path.relative_to(folder)} {mode:o}" for path, mode in found.items() if mode & 0o077]


@pytest.mark.usefixtures("umask")
def test_each_missing_folder_is_private_and_told(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert private_files.make_folder(folder) == [folder, folder.parent]
    assert private_files.make_folder(folder) == []
    private_files.replace_text(folder / "c" / "file", "one")
    private_files.replace_text(folder / "c" / "file", "two")
    assert (folder / "c" / "file").read_text() == "two"
    assert [path.name for path in (folder / "c").iterdir()] == ["file"]
    assert open_to_others(tmp_path) == []


def test_a_file_in_the_way_is_no_folder_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(OSError, match="a"):
        private_files.make_folder(tmp_path / "a")
    (tmp_path / "b" / "taken").mkdir(parents=True)
    with pytest.raises(OSError, match="taken"):
        private_files.replace_text(tmp_path / "b" / "taken", "text")
    assert [path.name for path in (tmp_path / "b").iterdir()] == ["taken"]


@pytest.mark.usefixtures("umask")
def test_whatever_the_program_makes(custlove: Program, home: Path) -> None:
    custlove("person", "add", "Anna Karenina")
    custlove("config", "set", "me", "levin@example.com")
    for shell in ("bash", "zsh", "fish"):
        custlove("completion", "install", shell)
    custlove("remind", "--once-a-day", code=0)
    custlove("log", "anna", "--edit", tty=True, env={"EDITOR": "false"}, code=2)
    files.write([Piece(str(home / "systemd" / "user" / "custlove.timer"), "[Timer]")])
    custlove("export", "jsonl", home / "all.jsonl")
    custlove("export", "markdown", home / "all")
    kinds = {path.suffix or path.name for path in home.rglob("*") if path.is_file()}
    assert {".db", ".timer", ".fish", ".toml", ".jsonl", ".md"} <= kinds
    assert open_to_others(home) == []


@pytest.mark.parametrize("links", [True, False])
def test_a_file_gets_its_name_and_never_that_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:

        def refuse(*_: object) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(os, "link", refuse)
    target = tmp_path / "target"
    for words in ("first", "second"):
        whole = private_files.unfinished(target)
        whole.write_text(words, encoding="utf-8")
        if words == "first":
            private_files.give_name(whole, target)
        else:
            with pytest.raises(FileExistsError):
                private_files.give_name(whole, target)
    assert target.read_text(encoding="utf-8") == "first"

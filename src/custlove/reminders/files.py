"""Files of a scheduler: written whole or not at all, and taken away with the folders that were made for them."""

from collections.abc import Sequence
from pathlib import Path

from custlove import private_files
from custlove.errors import CannotCreate, NoPermission
from custlove.reminders.scheduler import Piece


def write(pieces: Sequence[Piece]) -> None:
    """Write what is not yet as it should be; raises CannotCreate."""
    for piece in pieces:
        path = Path(piece.place)
        if _text(path) != piece.text:
            _write(path, piece.text)


def present(paths: Sequence[Path]) -> list[Piece]:
    """Those of some files that are there; raises NoPermission for one that may not be read."""
    texts = [(path, _text(path)) for path in paths]
    return [Piece(str(path), text) for path, text in texts if text is not None]


def remove(path: Path, below: Path) -> None:
    """Remove a file, and the folders it was in that are empty then, up to one that stays; raises NoPermission."""
    try:
        path.unlink(missing_ok=True)
        _prune(path.parent, below)
    except OSError as fault:
        raise NoPermission(f"{path} cannot be removed: {fault.strerror}.") from fault


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as fault:
        raise NoPermission(f"{path} cannot be read: {fault.strerror}.") from fault


def _write(path: Path, text: str) -> None:
    try:
        private_files.replace_text(path, text)
    except OSError as fault:
        raise CannotCreate(f"{path} cannot be written: {fault.strerror}.", "Nothing was changed.") from fault


def _prune(folder: Path, below: Path) -> None:
    while folder != below and folder.is_relative_to(below) and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent

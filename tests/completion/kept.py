"""Journals that many tests begin with, written once."""

from pathlib import Path

_WRITTEN: dict[str, bytes] = {}


def keep(name: str, journal: Path) -> None:
    """Keep a journal as it stands."""
    _WRITTEN[name] = journal.read_bytes()


def put_back(name: str, journal: Path) -> bool:
    """Put a kept journal in its place; False where it has not been written yet."""
    if name in _WRITTEN:
        journal.parent.mkdir(parents=True)
        journal.write_bytes(_WRITTEN[name])
    return name in _WRITTEN

"""A journal with a row of everything, as a file and open."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from custlove.store import schema_check, version
from custlove.store.doctor import examine
from custlove.store.doctor.findings import Finding
from tests.store import frozen

Kinds = list[tuple[str, bool]]


@pytest.fixture(scope="session")
def _right() -> dict[tuple[str, str], tuple[str, str]]:
    return schema_check.wanted()


@pytest.fixture(autouse=True)
def _worked_out_once(monkeypatch: pytest.MonkeyPatch, _right: dict[tuple[str, str], tuple[str, str]]) -> None:
    """What a journal is made of is the same each time."""
    monkeypatch.setattr(schema_check, "wanted", lambda: _right)


@pytest.fixture(scope="session")
def _image(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("frozen") / "journal.db"
    frozen.load(version.SCHEMA_VERSION, path)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, _image: bytes) -> Path:
    """A file with a row of everything."""
    place = tmp_path / "custlove" / "journal.db"
    place.parent.mkdir(mode=0o700)
    place.touch(mode=0o600)
    place.write_bytes(_image)
    return place


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    """That file, open."""
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        yield opened


@pytest.fixture
def found(connection: sqlite3.Connection) -> Callable[[], list[Finding]]:
    """What is found in it."""
    return lambda: list(examine.examine(connection).found)

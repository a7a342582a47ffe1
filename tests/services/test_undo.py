"""Taking back: the last change that stands, or the one of a number, and what it all began with."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from custlove import config
from custlove.errors import NotFound, Refused
from custlove.rules.moments import Moment
from custlove.services import change as changes
from custlove.services import people, undo
from custlove.services.undo import Undone
from custlove.store import file, reading
from tests.conftest import NOW, ZONE

STAMP = Moment(NOW, date(2026, 11, 22), ZONE)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal to which Anna was added, and then Bela."""
    path = tmp_path / "journal.db"
    file.create(path)
    for name in ("Anna", "Bela"):
        now = NOW.astimezone(ZoneInfo(ZONE))
        with changes.writing(path, STAMP, f"person add {name}", now, config.defaults()) as change:
            people.add(change, people.AddPerson(name, now.date()))
    return path


def _undo(path: Path, number: int | None = None) -> Undone:
    return undo.undo(path, number, STAMP, "undo")


def _handles(path: Path) -> list[str]:
    with reading.reading(path) as connection:
        return [handle for (handle,) in connection.execute("SELECT handle FROM person ORDER BY id")]


def test_the_last_that_stands_is_taken_back_and_then_the_one_before(path: Path) -> None:
    assert [_undo(path).change.command for _ in range(2)] == ["person add Bela", "person add Anna"]
    assert _handles(path) == []
    with pytest.raises(Refused):
        _undo(path, 2)


def test_one_of_a_number_is_taken_back_and_so_is_that(path: Path) -> None:
    undone = _undo(path, 1)
    assert undone.data() == {"id": 3, "undoes": 1, "command": "person add Anna"}
    assert _handles(path) == ["bela"]
    again = _undo(path, 3)
    assert (again.change.undoes, again.origin.command) == (1, "person add Anna")
    assert _handles(path) == ["anna", "bela"]
    with pytest.raises(NotFound):
        _undo(path, 99)


def test_a_number_is_not_given_again_after_it(path: Path) -> None:
    _undo(path)
    with changes.writing(path, STAMP, "person add Clara", NOW, config.defaults()) as change:
        people.add(change, people.AddPerson("Clara", STAMP.day))
        assert change.connection.execute("SELECT id FROM person ORDER BY id").fetchall() == [(1,), (3,)]

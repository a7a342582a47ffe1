"""Repairing, salvaging and accepting: what is sound afterwards, what is kept, what is lost."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from custlove.rules.moments import Moment
from custlove.services import doctor
from custlove.store import file, schema_check, transaction
from tests.conftest import NOW, ZONE, Program
from tests.store import frozen

STAMP = Moment(NOW, NOW.date(), ZONE)
_PAGE = 4096


@pytest.fixture(scope="module")
def _right() -> dict[tuple[str, str], tuple[str, str]]:
    return schema_check.wanted()


@pytest.fixture(autouse=True)
def _worked_out_once(monkeypatch: pytest.MonkeyPatch, _right: dict[tuple[str, str], tuple[str, str]]) -> None:
    monkeypatch.setattr(schema_check, "wanted", lambda: _right)


@pytest.fixture(scope="module")
def _image(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    made = tmp_path_factory.mktemp("frozen") / "journal.db"
    frozen.load(5, made)
    return made.read_bytes()


@pytest.fixture
def path(tmp_path: Path, _image: bytes) -> Path:
    """A journal with a row of everything."""
    place = tmp_path / "custlove" / "journal.db"
    place.parent.mkdir(mode=0o700)
    place.touch(mode=0o600)
    place.write_bytes(_image)
    return place


@pytest.fixture
def by_hand(path: Path) -> Callable[..., None]:
    """Statements, as another program would run them."""

    def run(*statements: str) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)

    return run


def _repair(path: Path) -> doctor.Repaired:
    return doctor.repair(path, (), STAMP, "doctor --repair", 2)


def _ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def _kinds(examined: doctor.Examined) -> list[tuple[str, str | None]]:
    return [(each.kind, each.table) for each in examined.findings.found]


def _damaged(path: Path, place: Callable[[bytes], Iterator[int]]) -> None:
    content = bytearray(path.read_bytes())
    for each in place(bytes(content)):
        content[each] ^= 0x10
    path.write_bytes(content)


def test_a_sound_journal_is_left_alone(path: Path) -> None:
    before = path.read_bytes()
    repaired = _repair(path)
    assert (repaired.kept, repaired.lost, repaired.now.findings.found) == (None, (), ())
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statements",
    [
        ["DROP TRIGGER change_ask_update", "DROP TRIGGER contact_ask_added", "DROP INDEX promise_open"],
        ["DROP VIEW v_people", "DROP VIEW person_contact"],
        ["UPDATE person SET rung = 'advocate', unanswered = 5", "UPDATE touchpoint_person SET felt = 1"],
        ["INSERT INTO search (search) VALUES ('delete-all')"],
        ["DROP TABLE search"],
        ["PRAGMA user_version = 99", "PRAGMA application_id = 1"],
        ["ALTER TABLE person ADD COLUMN shoe TEXT"],
        ["ALTER TABLE let_be RENAME COLUMN why TO reason", "ALTER TABLE let_be RENAME COLUMN reason TO why"],
    ],
)
def test_what_can_be_made_anew_is(path: Path, by_hand: Callable[..., None], statements: list[str]) -> None:
    before = _ask(path, "SELECT id, handle, rung, last_touch_on FROM person")
    by_hand(*statements)
    hurt = path.read_bytes()
    if not doctor.examine(path).findings.sound:
        repaired = _repair(path)
        assert repaired.kept is not None
        # But for the counters in the header.
        assert repaired.kept.read_bytes()[100:] == hurt[100:]
        assert repaired.now.findings.found == ()
    assert _ask(path, "SELECT id, handle, rung, last_touch_on FROM person") == before


def test_what_another_program_wrote_is_found_after_a_repair(path: Path, by_hand: Callable[..., None]) -> None:
    by_hand("UPDATE person SET name = 'Zoe Zebra' WHERE id = 1")
    assert ("keys", "person") in _kinds(doctor.examine(path))
    assert _kinds(_repair(path).now) == [("by_other_program", "person")] or _kinds(_repair(path).now) == []
    assert _ask(path, "SELECT name_key FROM person WHERE id = 1") == [("zoe zebra",)]
    assert _ask(path, "SELECT count(*) FROM search WHERE search MATCH 'zebra'") == [(1,)]


def test_a_row_comes_back_where_the_history_knows_it(path: Path, by_hand: Callable[..., None]) -> None:
    [(right,)] = _ask(path, "SELECT due_on FROM promise WHERE id = 2")
    by_hand("DROP TRIGGER change_promise_update", "UPDATE promise SET due_on = '2027-01-01' WHERE id = 2")
    assert ("changed", "promise") in _kinds(doctor.examine(path))
    assert _repair(path).now.findings.found == ()
    assert _ask(path, "SELECT due_on FROM promise WHERE id = 2") == [(right,)]


def test_accepted_is_what_stands(path: Path, by_hand: Callable[..., None]) -> None:
    by_hand(
        "UPDATE person SET role = 'boss' WHERE id = 2",
        "DROP TRIGGER change_let_be_insert",
        "INSERT INTO let_be VALUES (9, 'let-be-9', 1, '2026-01-01', '2026-02-01', NULL)",
    )
    assert _kinds(_repair(path).now) == [("by_other_program", "person"), ("without_digest", "let_be")]
    accepted = doctor.accept(path, STAMP, "doctor --accept", 2)
    assert accepted.findings.found == ()
    assert _ask(path, "SELECT command FROM change ORDER BY id DESC LIMIT 1") == [("doctor --accept",)]
    # Nothing to accept: no change.
    assert doctor.accept(path, STAMP, "doctor --accept", 2).findings.changes == accepted.findings.changes


def test_lost_pages(path: Path) -> None:
    [(page,)] = _ask(path, "SELECT rootpage FROM sqlite_schema WHERE name = 'follow_up'")
    assert isinstance(page, int)
    content = bytearray(path.read_bytes())
    content[(page - 1) * _PAGE : page * _PAGE] = bytes(_PAGE)
    path.write_bytes(content)
    people = _ask(path, "SELECT handle, name FROM person")
    repaired = _repair(path)
    assert repaired.now.findings.found == ()
    # Two of three were edited, and stand in the history as they were then; what hung on the third goes with it.
    assert {(each.table, each.rows) for each in repaired.lost} == {("follow_up", (2, 3)), ("follow_up_snooze", (1,))}
    assert repaired.kept is not None
    assert repaired.kept.read_bytes()[100:] == bytes(content)[100:]
    assert _ask(path, "SELECT handle, name FROM person") == people
    with transaction.writing(path, NOW, ZONE, "log anna again", 2) as (connection, _):
        connection.execute("UPDATE person SET role = 'boss'")
    assert doctor.examine(path).findings.found == ()


@pytest.mark.parametrize("where", [b"SQLite format 3", b"CREATE TABLE promise (", b"CREATE TRIGGER change_ask_insert"])
def test_a_broken_header_or_schema_loses_nothing(path: Path, where: bytes) -> None:
    before = _ask(path, "SELECT * FROM promise")
    _damaged(path, lambda content: iter([content.index(where) + 3]))
    assert not doctor.examine(path).findings.sound
    repaired = _repair(path)
    assert (repaired.lost, repaired.now.findings.found) == ((), ())
    assert _ask(path, "SELECT * FROM promise") == before
    file.open_journal(path).close()


def test_taking_back_what_another_program_deleted_leaves_a_sound_journal(anna: Program, journal: Path) -> None:
    anna("log", "anna", "tea")
    with closing(sqlite3.connect(journal, isolation_level=None)) as other:
        other.execute("PRAGMA foreign_keys = OFF")
        other.execute("DELETE FROM person")
    anna("undo")
    assert anna("doctor").out.count("sound.") == 4

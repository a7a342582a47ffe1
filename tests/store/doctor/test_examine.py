"""What an examination finds, by the kind of edit; nothing in a sound journal."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from custlove.store import file, version
from custlove.store.doctor import examine
from custlove.store.doctor.findings import Finding
from tests.store import frozen

Found = Callable[[], list[Finding]]


def test_a_sound_journal_has_no_findings(connection: sqlite3.Connection) -> None:
    findings = examine.examine(connection)
    assert (findings.found, findings.sound) == ((), True)
    assert findings.changes == connection.execute("SELECT count(*) FROM change").fetchone()[0]
    assert findings.chain == examine.head(connection)


@pytest.mark.parametrize("schema", range(1, version.SCHEMA_VERSION))
def test_an_upgraded_journal_is_sound(schema: int, tmp_path: Path) -> None:
    frozen.load(schema, tmp_path / "old.db")
    with closing(file.open_journal(tmp_path / "old.db")) as connection:
        findings = examine.examine(connection)
    assert findings.sound
    # What a step wrote itself, the history does not know.
    assert {(each.kind, each.table) for each in findings.found} <= {("without_digest", "circle_choice")}


# Each with what is found first, and whether it is damage: what the history saw is none.
EDITS = {
    "UPDATE person SET role = 'boss' WHERE id = 1": ("by_other_program", False),
    "UPDATE promise SET kept_on = NULL WHERE id = 1": ("by_other_program", False),
    "UPDATE touchpoint SET text = 'zebra' WHERE id = 1": ("by_other_program", False),
    "UPDATE touchpoint SET at = '2026-02-31 10:00:00.000000' WHERE id = 1": ("values", True),
    "UPDATE purchase SET amount = 1": ("by_other_program", False),
    "INSERT INTO follow_up (uid, person_id, why, made_on, due_on) VALUES ('x', 1, 'y', '2026-01-01', '2026-01-02')": (
        "by_other_program",
        False,
    ),
    "DELETE FROM special_day": ("other_program", False),
    "DELETE FROM person WHERE id = 1": ("references", True),
    "UPDATE person SET last_touch_on = '2020-01-01' WHERE id = 1": ("columns", True),
    "UPDATE person SET rung = 'advocate' WHERE id = 1": ("columns", True),
    "UPDATE touchpoint_person SET outgoing = 1 - outgoing": ("columns", True),
    "DROP TRIGGER change_ask_update": ("schema", True),
    "DROP INDEX promise_open": ("schema", True),
    "DROP VIEW v_people": ("schema", True),
    "ALTER TABLE person ADD COLUMN shoe TEXT": ("schema", True),
    "CREATE TABLE notes (id INTEGER PRIMARY KEY)": ("additions", False),
    "UPDATE change SET command = 'log levin' WHERE id = 2": ("history", True),
    "UPDATE change_row SET before = replace(before, 'a', 'b') WHERE before IS NOT NULL": ("history", True),
    "UPDATE change_row SET row_id = 99 WHERE id = 1": ("missing", True),
    "DELETE FROM change WHERE id = 3": ("references", True),
    "DELETE FROM change_row WHERE change_id = 3": ("history", True),
    "INSERT INTO change (at, zone, command) VALUES ('2026-01-01 10:00:00.000000', 'UTC', 'x')": ("unsealed", False),
    "INSERT INTO search (search) VALUES ('delete-all')": ("search", True),
    "UPDATE search_docsize SET sz = x'00' WHERE id IN (SELECT id FROM search_docsize LIMIT 1)": ("search", True),
}


@pytest.mark.parametrize("edit", EDITS)
def test_each_kind_of_edit_by_hand_is_named(connection: sqlite3.Connection, found: Found, edit: str) -> None:
    connection.execute(edit)
    kinds = [(each.kind, each.hurt) for each in found()]
    assert EDITS[edit] in kinds
    # Damage only where damage is expected: a hand edit that the history saw is a note.
    assert any(hurt for _, hurt in kinds) is EDITS[edit][1]


@pytest.mark.parametrize(
    ("table", "edit", "kind"),
    [
        ("touchpoint", "UPDATE touchpoint SET text = 'zebra' WHERE id = 1", "changed"),
        ("person", "UPDATE person SET notes = NULL WHERE id = 1", "changed"),
        ("link", "DELETE FROM link", "missing"),
        ("let_be", "INSERT INTO let_be VALUES (9, 'x', 1, '2026-01-01', '2026-02-01', NULL)", "without_digest"),
    ],
)
def test_what_happened_without_the_triggers(
    connection: sqlite3.Connection, found: Found, table: str, edit: str, kind: str
) -> None:
    for op in ("insert", "update", "delete"):
        connection.execute(f"DROP TRIGGER change_{table}_{op}")
    connection.execute(edit)
    assert [(each.table, each.kind) for each in found() if each.area == "content"] == [(table, kind)]


def test_a_text_that_is_no_utf_8_is_damage(connection: sqlite3.Connection, found: Found) -> None:
    connection.execute("DROP TRIGGER change_touchpoint_update")
    connection.execute("UPDATE touchpoint SET text = CAST(x'41ff42' AS TEXT) WHERE id = 1")
    assert ("touchpoint", "changed", (1,)) in [(each.table, each.kind, each.rows) for each in found()]


def test_pages_that_cannot_be_read(path: Path, connection: sqlite3.Connection) -> None:
    [page] = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'fact'").fetchone()
    connection.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = bytes(4096)
    path.write_bytes(content)
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        findings = examine.examine(opened)
        assert {"pages", "unreadable"} <= {each.kind for each in findings.found if each.hurt}
        assert not examine.examine(opened, full=False).sound


def test_progress_is_told(connection: sqlite3.Connection) -> None:
    told: list[int] = []
    examine.examine(connection, progress=told.append)
    assert 0 < sum(told) <= 2 * examine.units(connection)


def test_only_the_structure(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE touchpoint SET text = 'zebra' WHERE id = 1")
    assert examine.examine(connection, full=False).found == ()


def test_an_interruption_while_sqlite_checks_is_no_finding(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examine, "_OPERATIONS", 1000)

    def interrupt(_units: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        examine.examine(connection, progress=interrupt)
    assert examine.examine(connection).sound

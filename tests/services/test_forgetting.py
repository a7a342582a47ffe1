"""Somebody forgotten for good: nothing of them is left in any file, and nothing of anybody else is missing."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from custlove import config
from custlove.errors import NotFound, Refused
from custlove.rules import counted_nouns
from custlove.rules.moments import Moment
from custlove.schema import columns
from custlove.schema.columns import Column
from custlove.schema.tables import TABLES
from custlove.services import doctor, forgetting, forgotten_rows
from custlove.services.forgetting import ForgetPerson, PersonForgotten
from custlove.store import erasure, file, forgotten, history_triggers, reading, transaction, undo, version
from tests.conftest import NOW, ZONE
from tests.store import frozen

LOCAL = NOW.astimezone(ZoneInfo(ZONE))
STAMP = Moment(NOW, LOCAL.date(), ZONE)
MARK = "qzxmark"
# Tables about nobody: what they say of somebody is a mention.
ABOUT_NOBODY = {"review", "intention"}
# What is not free in a column that takes any text, as far as its class says.
FIXED: Mapping[tuple[str, str], Any] = {
    ("person", "handle"): f"{MARK}-handle",
    ("person", "zone"): "Europe/Berlin",
    ("person", "every"): "21d",
    ("person", "rung"): "prospect",
    ("touchpoint", "zone"): ZONE,
    ("ask", "zone"): ZONE,
    ("feedback", "zone"): ZONE,
    ("fact", "supersedes"): None,
    ("imported", "noun"): "person",
    ("introduction", "by_id"): 2,
    ("link", "other_id"): 2,
    ("promise", "released_on"): None,
    ("inbox", "who"): f"{MARK} inbox who",
    ("inbox", "data"): json.dumps({"named": [{"name": f"{MARK}person.name", "emails": []}], "fields": {"a": MARK}}),
}
OF_KIND: Mapping[str, Any] = {"date": "2026-11-01", "datetime": "2026-11-01 09:00:00.000000", "bool": 0, "int": 1}


@pytest.fixture
def full(home: Path, journal: Path) -> Path:
    """A journal that has a row of everything, of anna (1) and levin (2); nothing else in its folders."""
    del home
    journal.parent.mkdir(parents=True, mode=0o700)
    if not _loaded:
        frozen.load(version.SCHEMA_VERSION, journal)
        _loaded.append(journal.read_bytes())
    journal.touch(mode=0o600)
    journal.write_bytes(_loaded[0])
    return journal


_loaded: list[bytes] = []


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Digests that cost next to nothing: how much they have to is tried elsewhere."""
    monkeypatch.setattr(forgotten, "_N", 2)


def _value(table: str, column: Column, planted: Mapping[str, int]) -> Any:
    if (table, column.name) in FIXED:
        return FIXED[table, column.name]
    if column.reference or (table, column.name) == ("imported", "row_id"):
        return planted[column.reference or "person"]
    if column.choices or column.pattern:
        return column.choices[0] if column.choices else "EUR" if column.name == "currency" else "2020-01-01"
    return column.least or OF_KIND.get(column.kind, f"{MARK}{table}.{column.name}")


def _plant(connection: sqlite3.Connection) -> None:
    """A row with words of its own in every table, all of one person, as a change of their own; then other words."""
    planted: dict[str, int] = {}
    for table in TABLES:
        if table in ABOUT_NOBODY:
            continue
        number = planted[table] = connection.execute(f"SELECT max(id) + 1 FROM {table}").fetchone()[0]
        if table == "imported":
            planted.setdefault("person", connection.execute("SELECT max(id) + 1 FROM person").fetchone()[0])
        known = {name: each for name, each in columns.of(table).items() if "derived" not in each.marks}
        row = {name: number if name == "id" else _value(table, each, planted) for name, each in known.items()}
        marks = ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
    for table in planted:
        texts = [name for name, each in columns.of(table).items() if MARK in str(_value(table, each, planted))]
        for name in set(texts) - {"handle", "uid"}:
            sql = f"UPDATE {table} SET {name} = replace({name}, ?, 'second' || ?) WHERE {name} LIKE ?"
            connection.execute(sql, (MARK, MARK, f"%{MARK}%"))


def _forget(path: Path, who: str, **how: Any) -> PersonForgotten:
    return forgetting.forget(path, ForgetPerson(who, **how), STAMP, LOCAL, config.defaults())


def _bytes(folder: Path) -> Iterator[tuple[Path, bytes]]:
    yield from ((each, each.read_bytes()) for each in folder.rglob("*") if each.is_file())


def _has(folder: Path, mark: str) -> list[Path]:
    found = mark.lower().encode()
    return [place for place, data in _bytes(folder) if found in data.lower() or mark.encode("utf-16-le") in data]


def _rows_of_others(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return {table: connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in TABLES}


def test_every_table_is_of_somebody_or_known_to_be_of_nobody() -> None:
    reached = {"person", "touchpoint", "imported", "inbox"}
    for table in TABLES:
        if any(target in reached and required for _, target, required in columns.references(table)):
            reached.add(table)
    assert set(TABLES) - reached == ABOUT_NOBODY


def test_of_a_row_in_every_table_no_letter_is_left_in_any_file(full: Path, home: Path) -> None:
    before = _rows_of_others(full)
    with transaction.writing(full, NOW, ZONE, f"person add {MARK}") as written:
        _plant(written.connection)
    assert _has(home, MARK) == [full]
    done = _forget(full, f"{MARK}-handle")
    assert done.stay == ()
    assert _has(home, MARK) == []
    assert _rows_of_others(full) == before
    assert doctor.examine(full).findings.sound
    with closing(sqlite3.connect(full)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")


def test_what_was_undone_is_forgotten_too(full: Path, home: Path) -> None:
    with transaction.writing(full, NOW, ZONE, f"person add {MARK}") as written:
        _plant(written.connection)
    with closing(file.open_journal(full)) as connection:
        undo.undo(connection, None, NOW, ZONE, "undo")
    with transaction.writing(full, NOW, ZONE, f"person add {MARK}") as written:
        _plant(written.connection)
    with transaction.writing(full, NOW, ZONE, "log") as written:
        written.connection.execute("UPDATE person SET notes = ? WHERE name LIKE ?", (f"third {MARK}", f"%{MARK}%"))
    with closing(file.open_journal(full)) as connection:
        undo.undo(connection, None, NOW, ZONE, "undo")
    _forget(full, f"{MARK}-handle")
    assert _has(home, MARK) == []
    assert doctor.examine(full).findings.sound


@pytest.mark.parametrize("keep", [False, True])
def test_what_others_share_with_them_stays_without_them(full: Path, keep: bool) -> None:
    _forget(full, "anna", keep_shared=keep)
    with closing(sqlite3.connect(full)) as connection:
        shared = connection.execute("SELECT text FROM touchpoint").fetchall()
        there = connection.execute("SELECT person_id FROM touchpoint_person").fetchall()
        tags = connection.execute("SELECT tag FROM touchpoint_tag").fetchall()
    assert shared == [("Kick-off: they said “it's urgent”" if keep else forgotten_rows.WITHHELD,)]
    assert there == [(2,)]
    assert tags == ([("kick-off",)] if keep else [])
    assert doctor.examine(full).findings.sound


def test_the_history_keeps_numbers_and_a_receipt(full: Path) -> None:
    done = _forget(full, "anna")
    assert done.receipt.day == "2026-11-22"
    with closing(sqlite3.connect(full)) as connection:
        commands = dict(connection.execute("SELECT id, command FROM change"))
        kept = connection.execute("SELECT day, change_id, counts, pending FROM forgotten WHERE id > 1").fetchall()
    assert kept == [("2026-11-22", done.change, json.dumps(done.receipt.counts), None)]
    assert commands[done.change] == f"forget ({counted_nouns.say(done.receipt.counts)})"
    assert not [each for each in commands.values() if "anna" in each]
    assert "followup add levin 2026-03-02 'ask how the harvest went' --on 2026-02-10" in commands.values()


def test_an_undo_across_it_is_refused_in_a_sentence(full: Path) -> None:
    done = _forget(full, "anna")
    with closing(file.open_journal(full)) as connection:
        with pytest.raises(Refused) as fault:
            undo.undo(connection, None, NOW, ZONE, "undo")
        assert fault.value.message == f"Change {done.change} cannot be undone: it forgot somebody, for good."
        with pytest.raises(Refused) as fault:
            undo.undo(connection, 1, NOW, ZONE, "undo 1")
        why = "Change 1 cannot be undone: it was about somebody who was forgotten on 2026-11-22."
        assert fault.value.message == why


def test_what_is_about_others_can_still_be_undone(full: Path) -> None:
    with closing(file.open_journal(full)) as connection:
        [edited] = connection.execute("SELECT id FROM change WHERE command LIKE 'person edit levin%'").fetchone()
        undone = max(undo.standing_undos(connection).values())
    _forget(full, "anna")
    with closing(file.open_journal(full)) as connection:
        target, _ = undo.undo(connection, undone, NOW, ZONE, "undo")
        assert (target.id, target.undoes) == (undone, edited)
        assert connection.execute("SELECT role FROM person WHERE handle = 'levin'").fetchone() == ("farmer",)


def test_a_plan_changes_nothing_and_says_what_would_go(full: Path) -> None:
    before = full.read_bytes()
    with reading.reading(full) as connection:
        planned = forgetting.plan(connection, ForgetPerson("anna"), full)
    assert full.read_bytes() == before
    done = _forget(full, "anna")
    assert planned.counts == done.receipt.counts
    assert planned.person.handle == "anna"
    assert [(hit.kind, hit.person) for hit in planned.mentions] == []


def test_nobody_is_forgotten_by_a_name_of_nobody(full: Path) -> None:
    before = full.read_bytes()
    with pytest.raises(NotFound):
        _forget(full, "oblonsky")
    assert full.read_bytes() == before


def test_who_became_part_of_them_is_forgotten_with_them(custlove: Any, home: Path, journal: Path) -> None:
    custlove("person", "add", "Anna Karenina", "--as", "anna")
    custlove("person", "add", f"{MARK} Arkadyevna", "--as", f"{MARK}-a", "--email", f"{MARK}@x.example")
    custlove("log", f"{MARK}-a", f"{MARK} said so")
    custlove("person", "merge", "anna", f"{MARK}-a")
    # With nothing that changes hands, only the command tells.
    custlove("person", "add", f"{MARK} Oblonskaya", "--as", f"{MARK}-o")
    custlove("person", "merge", "anna", f"{MARK}-o")
    custlove("person", "add", "Boris Godunov", "--as", "boris")
    _forget(journal, "anna")
    assert _has(home, MARK) == []
    with reading.reading(journal) as connection:
        assert connection.execute("SELECT handle FROM person").fetchall() == [("boris",)]


def test_every_step_after_the_commit_can_be_its_last(
    full: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction.writing(full, NOW, ZONE, f"person add {MARK}") as written:
        _plant(written.connection)
    draft, backup = home / f"{MARK}.txt", full.with_name(f"{full.name}.schema-4.bak")
    original = full.read_bytes()

    def killed_at(step: int) -> Callable[..., Any]:
        done = iter(range(step))

        def settled(*given: Any) -> Any:
            if next(done, None) is None:
                raise KeyboardInterrupt
            return kept(*given)

        return settled

    kept = erasure._settled
    for step in range(4):
        full.write_bytes(original)
        draft.write_text(MARK)
        backup.write_text(MARK)
        with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
            patch.setattr(erasure, "_settled", killed_at(step))
            _forget(full, f"{MARK}-handle", files=[str(draft)])
        with transaction.writing(full, NOW, ZONE, "anything") as written:
            written.connection.execute("UPDATE person SET role = 'x' WHERE handle = 'levin'")
        assert _has(home, MARK) == [], step
        assert not draft.exists()
    del tmp_path


def test_history_tables_are_not_logged() -> None:
    assert {"forgotten", "forgotten_digest"} <= history_triggers.HISTORY_TABLES


def test_a_new_backup_takes_the_place_of_the_older_ones(full: Path, home: Path) -> None:
    with transaction.writing(full, NOW, ZONE, f"person add {MARK}") as written:
        _plant(written.connection)
    older = full.with_name(f"{full.name}.schema-4.bak")
    older.write_bytes(full.read_bytes())
    _forget(full, f"{MARK}-handle")
    [backup] = erasure.backups(full)
    assert (backup.name, older.exists()) == (f"{full.name}.forget.bak", False)
    assert backup.stat().st_mode & 0o777 == 0o600
    assert _rows_of_others(backup) == _rows_of_others(full)
    assert _has(home, MARK) == []
    # The next one is not in it either.
    _forget(full, "anna")
    assert [each.name for each in erasure.backups(full)] == [f"{full.name}.forget-2.bak"]
    assert _has(home, "anna") == []


def test_of_a_journal_that_is_hurt_the_older_backups_stay_and_are_named(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = full.with_name(f"{full.name}.schema-4.bak")
    older.write_bytes(full.read_bytes())
    monkeypatch.setattr(erasure, "_is_sound", lambda _: False)
    assert _forget(full, "anna").stay == (str(older),)
    assert erasure.backups(full) == [older]
    # They are not tried again with the next write.
    with closing(file.open_journal(full)) as connection:
        assert erasure.finish(connection, full) == ()


def test_a_file_that_cannot_be_removed_stops_nothing_and_is_tried_again(full: Path, tmp_path: Path) -> None:
    # A folder cannot be unlinked; once it is a file it can.
    stuck = tmp_path / "stuck"
    stuck.mkdir()
    assert _forget(full, "anna", files=[str(stuck)]).stay == (str(stuck),)
    stuck.rmdir()
    stuck.write_text("now it can")
    with transaction.writing(full, NOW, ZONE, "anything") as written:
        written.connection.execute("UPDATE person SET role = 'x' WHERE handle = 'levin'")
    assert not stuck.exists()
    with closing(file.open_journal(full)) as connection:
        assert erasure.pending(connection) is None


def test_in_a_restored_backup_they_are_forgotten_again(full: Path, home: Path, tmp_path: Path) -> None:
    with transaction.writing(full, NOW, ZONE, f"person add {MARK}") as written:
        _plant(written.connection)
    backup = tmp_path / "backup.db"
    backup.write_bytes(full.read_bytes())
    _forget(full, f"{MARK}-handle", keep_backups=True)
    _forget(full, "levin", remember=False)
    names = forgetting.reapply(backup, full, STAMP, LOCAL, config.defaults())
    assert [MARK in name for name in names] == [True]
    assert MARK.encode() not in backup.read_bytes()
    with reading.reading(backup) as connection, reading.reading(full) as kept:
        # Of whom no digest was left nobody knows.
        assert connection.execute("SELECT handle FROM person ORDER BY id").fetchall() == [
            ("anna",), ("levin",), ("anton",),
        ]  # fmt: skip
        known = {digest for (digest,) in kept.execute("SELECT digest FROM forgotten_digest")}
        assert known
        assert known <= {digest for (digest,) in connection.execute("SELECT digest FROM forgotten_digest")}
    assert doctor.examine(backup).findings.sound
    del home


# Slow: a journal is upgraded.
@pytest.mark.slow
@pytest.mark.parametrize("schema", [1, 4])
def test_after_an_upgrade_nothing_of_them_is_left_either(home: Path, journal: Path, schema: int) -> None:
    journal.parent.mkdir(parents=True, mode=0o700)
    frozen.load(schema, journal)
    _forget(journal, "anna")
    words = ("anna", "karenina", "anya", "oblonsky", "head of design", "trains", "invoices", "revised offer")
    assert [word for word in words if _has(home, word)] == []
    with reading.reading(journal) as connection:
        assert connection.execute("SELECT handle FROM person ORDER BY id").fetchall()[0] == ("levin",)
    assert doctor.examine(journal).findings.sound


def test_a_command_with_a_file_of_their_name_is_blanked(full: Path) -> None:
    commands = ["import vcard cards/Anna-Karenina.vcf", "import vcard ann.vcf", "log levin 'he asked after anna'"]
    for command in commands:
        with transaction.writing(full, NOW, ZONE, command) as written:
            written.connection.execute("UPDATE person SET role = coalesce(role, '') || 'x' WHERE handle = 'levin'")
    _forget(full, "anna")
    with reading.reading(full) as connection:
        told = [command for (command,) in connection.execute("SELECT command FROM change ORDER BY id")][-4:-1]
    assert told == [erasure.BLANK, *commands[1:]]

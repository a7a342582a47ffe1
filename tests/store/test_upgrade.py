"""Older journals: those that were released, and how a journal gets from one schema to the next."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from custlove import private_files
from custlove.errors import CannotCreate, NotAJournal
from custlove.store import file, history_triggers, locks, migrate, version
from tests.conftest import Program
from tests.store import frozen
from tests.store.test_undo import words_in_the_index, words_of_a_fresh_index

RELEASED = sorted(int(path.stem) for path in frozen.FOLDER.glob("*.sql"))
NEXT = version.SCHEMA_VERSION + 1
# What a next step may do: a new table, a new column, new values in old rows, a table that others refer to made anew.
NEXT_STEP = """
CREATE TABLE gift (
    id        INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    what      TEXT NOT NULL
) STRICT;

INSERT INTO gift (person_id, what) SELECT id, 'a card' FROM person ORDER BY id;
ALTER TABLE person ADD COLUMN weight INTEGER CHECK (weight BETWEEN 1 AND 5);
UPDATE person SET notes = 'from the upgrade', weight = 3;

CREATE TABLE new_ask (
    id        INTEGER PRIMARY KEY,
    uid       TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    text      TEXT NOT NULL,
    channel   TEXT,
    at        TEXT NOT NULL,
    zone      TEXT NOT NULL,
    day       TEXT NOT NULL CHECK (date(day) IS day),
    dropped_on TEXT,
    dropped_why TEXT
) STRICT;
INSERT INTO new_ask SELECT * FROM ask;
DROP TABLE ask;
ALTER TABLE new_ask RENAME TO ask;
"""
# More than fits SQLite's cache, so that a half-done upgrade is on the disk and not in memory only.
LARGE_STEP = """
CREATE TABLE ballast (id INTEGER PRIMARY KEY, body BLOB) STRICT;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
INSERT INTO ballast SELECT i, randomblob(1000) FROM n;
UPDATE person SET notes = hex(randomblob(2000));
"""


@pytest.fixture
def old(journal: Path) -> Path:
    """A journal of the first schema, in its usual place."""
    journal.parent.mkdir(parents=True, mode=0o700)
    frozen.load(1, journal)
    journal.chmod(0o600)
    return journal


@pytest.fixture
def next_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """A custlove whose schema is one step further: the step as SQL; the folder of its steps."""

    def extend(sql: str) -> Path:
        folder = tmp_path / "steps"
        shutil.copytree(Path(migrate.__file__).parent / "steps", folder)
        (folder / f"{version.SCHEMA_VERSION + 1:04}.sql").write_text(sql, encoding="utf-8")
        monkeypatch.setattr(migrate, "_STEPS", folder)
        monkeypatch.setattr(migrate, "SCHEMA_VERSION", version.SCHEMA_VERSION + 1)
        return folder

    return extend


def _ask(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def _dumped(path: Path) -> list[str]:
    return list(frozen.dump(path))


def _schema(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    # Without the history's triggers and the views for readers, which are made anew whenever a step has run.
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema"
        " WHERE (type <> 'trigger' OR name NOT GLOB 'change_*') AND (type <> 'view' OR name NOT GLOB 'v_*')"
    )
    return set(rows.fetchall())


def test_every_schema_is_frozen() -> None:
    assert list(range(1, version.SCHEMA_VERSION + 1)) == RELEASED


@pytest.mark.usefixtures("made_by_the_steps")
@pytest.mark.parametrize("schema", RELEASED)
def test_a_released_step_is_never_edited(schema: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "SCHEMA_VERSION", schema)
    frozen.load(schema, tmp_path / "frozen.db")
    with closing(file.empty()) as made, closing(sqlite3.connect(tmp_path / "frozen.db")) as kept:
        assert _schema(made) == _schema(kept)


@pytest.mark.parametrize("schema", RELEASED)
def test_a_released_journal_holds_a_row_of_everything(schema: int, tmp_path: Path) -> None:
    frozen.load(schema, tmp_path / "frozen.db")
    with closing(sqlite3.connect(tmp_path / "frozen.db")) as connection:
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        tables = [*history_triggers.logged_tables(connection), *(history_triggers.HISTORY_TABLES & there)]
        assert {table for table in tables if not connection.execute(f"SELECT 1 FROM {table}").fetchone()} == set()
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("schema", RELEASED)
def test_a_released_journal_is_read_and_written(schema: int, journal: Path, custlove: Program) -> None:
    journal.parent.mkdir(parents=True)
    frozen.load(schema, journal)
    today = custlove("today", "--json").json
    assert [each["what"] for each in today["broken_promises"]] == ["the revised offer"]
    assert [each["why"] for each in today["overdue_follow_ups"]] == ["send minutes", "ask how the harvest went"]
    assert [each["person"] for each in today["gone_quiet"]] == ["anna"]
    said = "the invoices come too late · you want them by the 5th · they go out on the 3rd from now on · a card"
    if schema > 1:
        said += " · you want them sooner?"
    assert [hit["text"] for hit in custlove("find", "card", "--json").json] == [said]
    custlove("log", "anna", "Called her")
    custlove("undo")
    # Later schemas have changes more.
    last, undo = {1: (24, 29), 2: (25, 30), 3: (25, 30)}.get(schema, (27, 32))
    assert custlove("undo").out == (
        f"Undone: feedback ask levin 'how was the workshop?' --on 2026-11-10 (change {last})."
        f" To take this back: custlove undo {undo}\n"
    )


@pytest.mark.parametrize("schema", RELEASED)
def test_an_upgrade_makes_the_search_index_anew(
    schema: int, journal: Path, custlove: Program, next_step: Callable[[str], Path]
) -> None:
    journal.parent.mkdir(parents=True)
    frozen.load(schema, journal)
    next_step(NEXT_STEP)
    # Why a promise was moved: the index of a released journal did not have it.
    assert [hit["text"] for hit in custlove("find", "their figures", "--json").json] == [
        "the revised offer · waiting for their figures"
    ]
    # What the step itself wrote.
    assert len(custlove("find", "from the upgrade", "--json").json) == 3
    assert words_in_the_index(journal) == words_of_a_fresh_index(journal)


def test_the_first_command_upgrades(
    old: Path, custlove: Program, next_step: Callable[[str], Path], rows: Callable[[], dict[str, list[tuple[Any, ...]]]]
) -> None:
    before = rows()
    next_step(NEXT_STEP)
    custlove("today", "--json")
    after = rows()
    assert _ask(old, "PRAGMA user_version") == [(NEXT,)]
    assert after.pop("gift") == [(1, 1, "a card"), (2, 2, "a card"), (3, 3, "a card")]
    # Columns are only ever added behind those that were there.
    for table, there in before.items():
        columns = len(there[0])
        if table == "person":
            # The last two are worked out of others, and are not the same any more.
            columns -= 2
            there = [(*person[:16], "from the upgrade", *person[17:columns]) for person in there]  # noqa: PLW2901
        assert [row[:columns] for row in after.pop(table)] == there
    # The circle that was chosen for anna stands as chosen on the day she was added.
    assert [row[2:] for row in after.pop("circle_choice")] == [(1, "close", "2025-09-01")]
    assert {table for table, added in after.items() if added} == set()
    assert _ask(old, "PRAGMA foreign_key_check") == []
    assert _ask(old, "PRAGMA integrity_check") == [("ok",)]


def test_the_backup_is_the_old_journal(old: Path, custlove: Program, next_step: Callable[[str], Path]) -> None:
    before = _dumped(old)
    next_step(NEXT_STEP)
    custlove("today")
    backup = old.with_name("journal.db.schema-1.bak")
    assert _dumped(backup) == before
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert sorted(path.name for path in old.parent.iterdir()) == ["journal.db", "journal.db.schema-1.bak"]


def test_a_backup_is_never_overwritten(old: Path, custlove: Program, next_step: Callable[[str], Path]) -> None:
    backup = old.with_name("journal.db.schema-1.bak")
    backup.write_bytes(b"the only good one")
    before = _dumped(old)
    next_step(NEXT_STEP)
    custlove("today")
    assert backup.read_bytes() == b"the only good one"
    assert _dumped(old.with_name("journal.db.schema-1-2.bak")) == before


def test_upgrades_that_fail_leave_no_backups(old: Path, custlove: Program, next_step: Callable[[str], Path]) -> None:
    next_step(f"{NEXT_STEP} SELECT * FROM nowhere;")
    for _ in range(3):
        custlove("today", code=70)
    assert [path.name for path in old.parent.iterdir()] == ["journal.db"]


def test_no_backup_no_upgrade(old: Path, next_step: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    before = old.read_bytes()
    next_step(NEXT_STEP)
    monkeypatch.setattr(private_files, "new_file", refuse)
    with pytest.raises(CannotCreate, match="The backup before the upgrade could not be written"):
        file.open_journal(old)
    assert old.read_bytes() == before
    assert [path.name for path in old.parent.iterdir()] == ["journal.db"]


def test_an_upgrade_needs_no_hard_links(
    old: Path, next_step: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    next_step(NEXT_STEP)
    monkeypatch.setattr(os, "link", refuse)
    file.open_journal(old).close()
    assert sorted(path.name for path in old.parent.iterdir()) == ["journal.db", "journal.db.schema-1.bak"]
    assert _ask(old.parent / "journal.db.schema-1.bak", "PRAGMA user_version") == [(1,)]


@pytest.mark.parametrize(
    "fault",
    [
        "SELECT * FROM nowhere;",
        "INSERT INTO gift (person_id, what) VALUES (99, 'to nobody');",
        "DELETE FROM person WHERE id = 1;",
        "INSERT INTO gift SELECT * FROM gift;",
    ],
)
def test_a_step_that_fails_changes_nothing(
    old: Path, custlove: Program, next_step: Callable[[str], Path], fault: str
) -> None:
    before = old.read_bytes()
    next_step(f"{NEXT_STEP}{LARGE_STEP}{fault}")
    custlove("today", code=70)
    assert old.read_bytes() == before
    assert not old.with_name("journal.db-journal").exists()


def test_an_upgrade_is_no_part_of_the_history(
    old: Path, custlove: Program, next_step: Callable[[str], Path], rows: Callable[[], dict[str, list[tuple[Any, ...]]]]
) -> None:
    history = "SELECT id, change_id, table_name, row_id, op, before, after FROM change_row ORDER BY id"
    before = _ask(old, history)
    next_step(NEXT_STEP)
    custlove("today")
    assert _ask(old, history) == before
    upgraded = rows()
    custlove("person", "edit", "levin", "--role", "farmer")
    assert _ask(old, history)[len(before) :] != []
    custlove("undo")
    assert rows() == upgraded


def test_references_are_held_again_after_an_upgrade(old: Path, next_step: Callable[[str], Path]) -> None:
    next_step(NEXT_STEP)
    with closing(file.open_journal(old)) as connection, pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        connection.execute("DELETE FROM person WHERE id = 1")


def test_a_newer_journal_is_refused_and_left_alone(anna: Program, journal: Path) -> None:
    with closing(sqlite3.connect(journal)) as connection:
        connection.execute(f"PRAGMA user_version = {version.SCHEMA_VERSION + 1}")
    before = journal.read_bytes()
    for command in (("today",), ("today", "--json"), ("log", "anna", "Coffee"), ("undo",)):
        assert "was written by a newer custlove" in anna(*command, code=65).err
    assert journal.read_bytes() == before
    assert [path.name for path in journal.parent.iterdir()] == ["journal.db"]


def test_a_journal_that_became_newer_meanwhile_is_refused(old: Path, next_step: Callable[[str], Path]) -> None:
    next_step(NEXT_STEP)
    with closing(file.connect(old)) as connection:
        assert migrate.check(connection, old)
        with closing(sqlite3.connect(old)) as other:
            other.execute(f"PRAGMA user_version = {NEXT + 1}")
        before = old.read_bytes()
        with pytest.raises(NotAJournal, match="newer custlove"):
            migrate.upgrade(connection, old)
    assert old.read_bytes() == before


# A program of the next schema, as a process: the steps' folder, what to do before it begins, the journal.
_PROCESS = """
import os, sys
from pathlib import Path
from custlove.store import file, migrate
migrate.SCHEMA_VERSION += 1
migrate._STEPS = Path(sys.argv[1])
exec(sys.argv[2])
file.open_journal(Path(sys.argv[3])).close()
"""
# Ends the process without any good-bye when so many statements of the steps have run, or when all have.
_KILLED = """
import itertools
from custlove.store import history_triggers
given, install, numbers = migrate.statements, history_triggers.install, itertools.count()
backed_up, begun = migrate._backed_up, []
def begin(*arguments):
    # Before, the same steps are run in memory, to know the newest schema.
    begun.append(True)
    return backed_up(*arguments)
def statements(script):
    for statement in given(script):
        if begun and next(numbers) == {after}:
            os._exit(9)
        yield statement
def die(connection):
    install(connection)
    if begun:
        os._exit(9)
migrate.statements, history_triggers.install, migrate._backed_up = statements, die, begin
"""


def _process(steps: Path, before: str, journal: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", _PROCESS, str(steps), before, str(journal)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


# In each of the steps that a journal of the first schema has before it, and between them.
_STEPS = sorted(Path(migrate.__file__).with_name("steps").glob("[0-9]*.sql"))[1:]
_FIRST = sum(len(list(migrate.statements(step.read_text(encoding="utf-8")))) for step in _STEPS)


@pytest.mark.slow
@pytest.mark.parametrize("after", [0, 1, _FIRST // 2, _FIRST - 1, _FIRST, _FIRST + 4, _FIRST + 8, _FIRST + 10, "all"])
def test_a_kill_in_the_middle_leaves_the_old_journal(
    old: Path, next_step: Callable[[str], Path], after: int | str
) -> None:
    before = _dumped(old)
    steps = next_step(NEXT_STEP + LARGE_STEP)
    assert _process(steps, _KILLED.format(after=f"'{after}'" if after == "all" else after), old).returncode == 9
    assert _dumped(old) == before
    assert _ask(old, "PRAGMA integrity_check") == [("ok",)]
    file.open_journal(old).close()
    assert _ask(old, "SELECT count(*), (SELECT user_version FROM pragma_user_version) FROM ballast") == [(3000, NEXT)]


def test_the_killed_upgrade_had_reached_the_disk(old: Path, next_step: Callable[[str], Path]) -> None:
    steps = next_step(NEXT_STEP + LARGE_STEP)
    _process(steps, _KILLED.format(after="'all'"), old)
    assert old.with_name("journal.db-journal").stat().st_size > 0


@pytest.mark.slow
def test_two_programs_upgrade_at_once(old: Path, next_step: Callable[[str], Path]) -> None:
    before = _dumped(old)
    steps = next_step(NEXT_STEP + LARGE_STEP)
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: _process(steps, "", old), range(4)))
    assert [(each.returncode, each.stderr) for each in done] == [(0, "")] * 4
    assert _ask(old, "SELECT count(*) FROM gift") == [(3,)]
    assert _ask(old, "PRAGMA user_version") == [(NEXT,)]
    assert _dumped(old.with_name("journal.db.schema-1.bak")) == before
    assert sorted(path.name for path in old.parent.iterdir()) == ["journal.db", "journal.db.schema-1.bak"]


def test_the_views_are_those_of_the_newest_schema(
    old: Path, custlove: Program, next_step: Callable[[str], Path]
) -> None:
    steps = next_step(NEXT_STEP)
    with steps.joinpath("views.sql").open("a") as views:
        views.write("CREATE VIEW v_gifts AS SELECT what FROM gift;\n")
    custlove("today")
    assert _ask(old, "SELECT DISTINCT what FROM v_gifts") == [("a card",)]
    assert _ask(old, "SELECT count(*) FROM v_asks") == [(2,)]


@pytest.mark.parametrize("number", [-1, 0, 1, 3])
def test_a_number_that_was_set_back_is_told_and_leaves_no_backup(anna: Program, journal: Path, number: int) -> None:
    with closing(sqlite3.connect(journal)) as connection:
        connection.execute(f"PRAGMA user_version = {number}")
    before = journal.read_bytes()
    for _ in range(2):
        said = anna("today", code=65).err
        assert f"{journal} says that it has schema {number}, which its tables do not" in said
        assert said.endswith("To set it right: custlove doctor --repair\n")
    assert journal.read_bytes() == before
    assert [path.name for path in journal.parent.iterdir()] == [journal.name]
    anna("doctor", "--repair")
    assert anna("person", "list", "--json").json[0]["person"] == "anna"


def test_tables_of_another_age_are_told_and_leave_no_backup(custlove: Program, journal: Path) -> None:
    journal.parent.mkdir(parents=True)
    frozen.load(3, journal)
    with closing(sqlite3.connect(journal)) as connection:
        connection.execute("PRAGMA user_version = 1")
    assert "says that it has schema 1, but its tables are not those" in custlove("today", code=65).err
    assert [path.name for path in journal.parent.iterdir()] == [journal.name]


def test_what_a_killed_upgrade_left_is_taken_away(custlove: Program, journal: Path) -> None:
    journal.parent.mkdir(parents=True)
    frozen.load(3, journal)
    left = [journal.with_name(f".{journal.name}.schema-{end}") for end in ("3.bak.0a1b.new", "3.bak.0a1b.new-journal")]
    for path in left:
        path.touch()
    custlove("today")
    assert sorted(path.name for path in journal.parent.iterdir()) == [journal.name, f"{journal.name}.schema-3.bak"]


@pytest.mark.parametrize("refusal", [PermissionError(13, "Permission denied"), "attempt to write a readonly database"])
def test_an_old_journal_that_may_not_be_written_is_read(
    custlove: Program, journal: Path, monkeypatch: pytest.MonkeyPatch, refusal: str | OSError
) -> None:
    journal.parent.mkdir(parents=True)
    frozen.load(1, journal)
    before = journal.read_bytes()

    def refuse(*_: object) -> None:
        if isinstance(refusal, OSError):
            raise refusal
        fault = sqlite3.OperationalError(refusal)
        fault.sqlite_errorcode = 8
        raise fault

    if isinstance(refusal, OSError):
        monkeypatch.setattr(private_files, "new_file", refuse)
    else:
        monkeypatch.setattr(locks, "begin", refuse)
    assert "Anna Karenina" in custlove("person", "list").out
    assert "Kick-off" in custlove("show", "anna").out
    custlove("log", "anna", "Coffee", code=73 if isinstance(refusal, OSError) else 77)
    assert journal.read_bytes() == before
    assert [path.name for path in journal.parent.iterdir()] == [journal.name]

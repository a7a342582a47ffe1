"""A journal whose tables another program rebuilt is not written to; one to which something was added is."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from custlove.schema import tables
from custlove.store import file, schema_check
from tests.conftest import Program
from tests.store import frozen


def by_hand(journal: Path, script: str) -> None:
    with closing(sqlite3.connect(journal)) as connection:
        connection.executescript(script)


# What a table editor does when a column is renamed, or `sqlite-utils transform`.
REBUILT = """
PRAGMA legacy_alter_table = ON;
CREATE TABLE new AS SELECT * FROM special_day;
DROP TABLE special_day;
ALTER TABLE new RENAME TO special_day;
"""


@pytest.mark.parametrize(
    ("script", "what"),
    [
        (REBUILT, "the trigger change_special_day_delete is missing and "),
        ("DROP TRIGGER change_person_insert", "the trigger change_person_insert is missing."),
        ("DROP INDEX change_row_row", "the index change_row_row is missing."),
        ("ALTER TABLE person ADD COLUMN shoe TEXT", "the table person is changed."),
    ],
)
def test_what_another_program_changed_is_named_and_nothing_is_written(
    anna: Program, journal: Path, script: str, what: str
) -> None:
    by_hand(journal, script)
    before = journal.read_bytes()
    for command in (("log", "anna", "Coffee"), ("undo",)):
        said = anna(*command, code=65).err
        assert what in said.partition("\n")[0]
        assert "Reading still works." in said
    assert "placed on customer" in anna("show", "anna").out
    assert journal.read_bytes() == before


def test_the_way_out_that_is_named_works(anna: Program, journal: Path) -> None:
    by_hand(journal, REBUILT)
    anna("doctor", "--repair")
    anna("log", "anna", "Coffee")
    assert "Coffee" in anna("show", "anna").out
    anna("undo")
    assert "Coffee" not in anna("show", "anna").out


def test_what_another_program_added_is_its_own_affair(anna: Program, journal: Path) -> None:
    by_hand(journal, "CREATE TABLE mine (a); CREATE INDEX mine_too ON person (role); CREATE VIEW v AS SELECT 1")
    anna("log", "anna", "Coffee")
    anna("undo")


@pytest.mark.usefixtures("made_by_the_steps")
def test_each_journal_has_the_same_tables_new_or_upgraded(tmp_path: Path) -> None:
    with closing(file.empty()) as fresh:
        assert schema_check.size(fresh) == tables.SCHEMA_SIZE
    for path in frozen.FOLDER.glob("*.sql"):
        frozen.load(int(path.stem), tmp_path / path.stem)
        with closing(file.open_journal(tmp_path / path.stem)) as connection:
            assert schema_check.differences(connection) == []
            assert schema_check.size(connection) == tables.SCHEMA_SIZE


def test_a_change_without_rows_is_not_undone(anna: Program, journal: Path) -> None:
    anna("log", "anna", "Coffee")
    by_hand(journal, "INSERT INTO change (at, zone, command) VALUES ('2026-11-22 09:30:00', 'UTC', 'log anna Tea')")
    assert anna("undo", code=4).err == (
        "custlove: Change 3 has no rows, so there is nothing to undo (log anna Tea).\n"
        "The one before it: custlove undo 2\n"
    )
    anna("undo", "2")

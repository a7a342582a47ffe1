"""What SQLite reports, as sentences; what the program does wrong, as it is."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from custlove.config import load
from custlove.errors import CustloveError, Locked, NoPermission, NotAJournal, OutputFailed, Refused
from custlove.reports.people import people
from custlove.store import file, sqlite_errors
from tests.conftest import Program

PATH = Path("/data/journal.db")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal."""
    made = tmp_path / "journal.db"
    file.create(made)
    return made


def reported(code: int) -> sqlite3.OperationalError:
    """A fault with a result code of SQLite's."""
    fault = sqlite3.OperationalError("as SQLite says it")
    fault.sqlite_errorcode = code
    return fault


@pytest.mark.parametrize(
    ("code", "kind", "sentence"),
    [
        (5, Locked, "/data/journal.db is in use by another program."),
        (6, Locked, "/data/journal.db is in use by another program."),
        (5 | 1 << 8, Locked, "/data/journal.db is in use by another program."),
        (8, NoPermission, "/data/journal.db, or the folder it is in, may not be written."),
        (8 | 6 << 8, NoPermission, "/data/journal.db, or the folder it is in, may not be written."),
        (14, NoPermission, "/data/journal.db, or the folder it is in, may not be written."),
        (13, OutputFailed, "/data/journal.db could not be written: the disk is full or failing."),
        (10 | 3 << 8, OutputFailed, "/data/journal.db could not be written: the disk is full or failing."),
        (11, NotAJournal, "/data/journal.db is damaged: SQLite cannot read it."),
        (11 | 1 << 8, NotAJournal, "/data/journal.db is damaged: SQLite cannot read it."),
        (26, NotAJournal, "/data/journal.db is not a custlove journal: it is not an SQLite file."),
    ],
)
def test_each_result_code_has_its_sentence(code: int, kind: type[CustloveError], sentence: str) -> None:
    found = sqlite_errors.explain(reported(code), PATH)
    assert type(found) is kind
    assert found.message == sentence
    assert found.hint.startswith("Nothing was changed.")


@pytest.mark.parametrize("code", [0, 1, 19, 20, 21])
def test_a_mistake_of_the_program_is_none_of_the_files(code: int) -> None:
    assert sqlite_errors.explain(reported(code), PATH) is None


@pytest.mark.parametrize("mistake", [reported(1), ValueError("x"), KeyError("x"), TypeError("x"), Refused("x")])
def test_mistakes_pass_as_they_are_where_the_file_is_sound(path: Path, mistake: Exception) -> None:
    before = path.read_bytes()
    with pytest.raises(type(mistake)) as raised, sqlite_errors.explained(path):
        raise mistake
    assert raised.value is mistake
    assert path.read_bytes() == before


def test_nothing_is_made_where_no_file_is(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="x"), sqlite_errors.explained(tmp_path / "none.db"):
        raise ValueError("x")
    assert list(tmp_path.iterdir()) == []


def _spoil(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("INSERT INTO change (at, zone, command) VALUES ('', '', '')")
        connection.execute(sql)
        connection.commit()


@pytest.mark.parametrize(
    "sql",
    [
        # A day that is none, a column whose name has lost a bit, a text that is no UTF-8.
        "INSERT INTO person (uid, handle, name, name_key, added_on) VALUES ('u', 'a', 'A', 'a', '2026-10-0x')",
        "UPDATE sqlite_schema SET sql = replace(sql, 'last_touch_on', 'last_tough_on') WHERE name = 'person'",
        "UPDATE sqlite_schema SET sql = replace(sql, 'content =', 'con|ent =') WHERE name = 'search'",
        "INSERT INTO person (uid, handle, name, name_key, added_on) VALUES ('u', 'a', x'41'||x'ff', 'a', '2026-01-01')",
    ],
)
def test_what_a_damaged_page_holds_is_told_as_damage(path: Path, sql: str) -> None:
    _spoil(path, sql)
    before = path.read_bytes()
    cadences = load(path.with_name("none.toml")).cadences

    def look() -> None:
        with sqlite_errors.explained(path), closing(file.open_journal(path)) as connection:
            connection.execute("SELECT * FROM search LIMIT 1").fetchall()
            people.listing(connection, people.PersonFilter(), cadences, date(2026, 11, 22))

    with pytest.raises(NotAJournal, match="is damaged: SQLite cannot read it"):
        look()
    assert path.read_bytes() == before


def test_a_page_of_zeros_is_damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'person'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    content[(page - 1) * size : page * size] = bytes(size)
    path.write_bytes(content)
    with (
        pytest.raises(NotAJournal, match="is damaged"),
        sqlite_errors.explained(path),
        closing(file.open_journal(path)) as connection,
    ):
        connection.execute("SELECT * FROM person").fetchall()
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("script", "command", "said"),
    [
        (
            "UPDATE change SET at = '2026-1x-01 00:00:00.000000'",
            "history",
            'row 1 of change has "2026-1x-01 00:00:00.000',
        ),
        (
            "UPDATE change SET at = '2026-02-31 00:00:00.000000'",
            "history",
            'row 1 of change has "2026-02-31 00:00:00.000',
        ),
        ("DELETE FROM change WHERE id = 2", "undo", "row 3 of change_row belongs to a row of change that is missing."),
    ],
)
def test_what_stands_wrong_in_the_history_is_named(
    anna: Program, journal: Path, script: str, command: str, said: str
) -> None:
    anna("log", "anna", "Coffee")
    with closing(sqlite3.connect(journal)) as connection, connection:
        connection.execute(script)
    before = journal.read_bytes()
    found = anna(command, code=65).err
    assert f"{journal} is damaged: {said}" in found
    assert "Nothing was changed. To see what is hurt, and what can be mended: custlove doctor" in found
    assert journal.read_bytes() == before


def test_a_change_takes_no_number_under_which_rows_stand(anna: Program, journal: Path) -> None:
    anna("log", "anna", "Coffee")
    with closing(sqlite3.connect(journal)) as connection, connection:
        connection.execute("DELETE FROM change WHERE id = 2")
    anna("log", "anna", "Tea")
    assert "(change 3)" in anna("undo").out
    assert "Coffee" in anna("show", "anna").out

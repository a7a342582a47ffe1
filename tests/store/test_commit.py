"""What is said when the disk fails at the very end: true, whichever side of it the failure was on."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, ClassVar

import pytest

from custlove.store import version
from tests.conftest import Program
from tests.store import frozen

DIR_FSYNC, FULL = 10 | 5 << 8, 13
Fail = Callable[..., None]


class Failing(sqlite3.Connection):
    """A connection to a disk that fails when a transaction is committed, before it is or after."""

    after: ClassVar[bool | None] = None
    spoil: ClassVar[Callable[[], object] | None] = None

    def execute(self, sql: str, *given: Any) -> sqlite3.Cursor:
        if sql != "COMMIT" or Failing.after is None:
            return super().execute(sql, *given)
        super().execute("COMMIT" if Failing.after else "ROLLBACK")
        if Failing.spoil is not None:
            Failing.spoil()
        fault = sqlite3.OperationalError("disk I/O error" if Failing.after else "database or disk is full")
        fault.sqlite_errorcode = DIR_FSYNC if Failing.after else FULL
        raise fault


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Fail:
    """Has each commit fail from now on; `spoil` is what happens to the file besides."""
    connect = sqlite3.connect

    def fail(*, after: bool, spoil: Callable[[], object] | None = None) -> None:
        monkeypatch.setattr(Failing, "after", after)
        # Not a function of the class: it would be given the connection.
        monkeypatch.setattr(Failing, "spoil", staticmethod(spoil) if spoil else None)
        monkeypatch.setattr(sqlite3, "connect", lambda *given, **more: connect(*given, **{**more, "factory": Failing}))

    return fail


def changes(journal: Path) -> list[str]:
    with closing(sqlite3.connect(journal)) as connection:
        return [command for (command,) in connection.execute("SELECT command FROM change ORDER BY id")]


def test_a_change_that_was_written_says_so_and_gives_nothing_back(anna: Program, journal: Path, failing: Fail) -> None:
    failing(after=True)
    said = anna("log", "anna", "Coffee", code=74)
    assert said.err == (
        "custlove: It was written as change 2, but the disk did not confirm it.\n"
        "Do not write it again: custlove history\n"
    )
    assert changes(journal)[1:] == ["log anna Coffee"]


def test_one_that_was_not_written_says_that(anna: Program, journal: Path, failing: Fail) -> None:
    failing(after=False)
    said = anna("log", "anna", "Coffee", code=74)
    assert said.err == (
        f"custlove: {journal} could not be written: the disk is full or failing.\n"
        "Nothing was changed.\nYour text was: Coffee\n"
    )
    assert len(changes(journal)) == 1


def test_a_number_that_another_program_took_is_not_this_change(anna: Program, journal: Path, failing: Fail) -> None:
    def another() -> None:
        with closing(sqlite3.Connection(journal)) as connection, connection:
            connection.execute("INSERT INTO change (at, zone, command) VALUES ('2026-11-22 09:30:00', 'UTC', 'log x')")

    failing(after=False, spoil=another)
    assert "Nothing was changed." in anna("log", "anna", "Coffee", code=74).err
    assert changes(journal)[1:] == ["log x"]


def test_where_nobody_can_look_it_is_not_known(anna: Program, journal: Path, failing: Fail) -> None:
    failing(after=True, spoil=lambda: journal.write_bytes(b"no journal any more" * 1000))
    said = anna("log", "anna", "Coffee", "--json", code=74)
    assert json.loads(said.err) == {
        "error": "unconfirmed",
        "message": "Whether it was written is not known.",
        "hint": "Look before you write it again: custlove history",
        "exit_code": 74,
        "typed": ["Coffee"],
    }


def test_undo(anna: Program, journal: Path, failing: Fail) -> None:
    anna("log", "anna", "Coffee")
    failing(after=True)
    assert anna("undo", code=74).err.startswith(
        "custlove: It was written as change 3, but the disk did not confirm it."
    )
    assert changes(journal)[2:] == ["undo"]


def test_the_first_change_of_a_journal_goes_with_it(custlove: Program, journal: Path, failing: Fail) -> None:
    failing(after=True)
    assert "Nothing was changed." in custlove("person", "add", "Anna", code=74).err
    assert not journal.exists()


def test_an_upgrade(custlove: Program, journal: Path, failing: Fail) -> None:
    journal.parent.mkdir(parents=True)
    frozen.load(3, journal)
    failing(after=True)
    assert custlove("log", "anna", "Coffee", code=74).err == (
        f"custlove: The journal was upgraded to schema {version.SCHEMA_VERSION}, but the disk did not confirm it.\n"
        "Nothing else was changed. Look at the disk, then run the command again.\nYour text was: Coffee\n"
    )
    assert "log anna Coffee" not in changes(journal)

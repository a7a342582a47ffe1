"""The journal's file: made whole or not at all, opened with its safety settings, refused where it is none."""

import errno
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from custlove.errors import CannotCreate, CustloveError, Locked, NoPermission, NoSuchFile, NotAJournal, Refused
from custlove.store import file, version
from tests.conftest import Program

pytestmark = pytest.mark.usefixtures("made_by_the_steps")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal."""
    made = tmp_path / "journal.db"
    file.create(made)
    return made


def mode(path: Path) -> int:
    """The permission bits."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def loose() -> Iterator[None]:
    """A user whose files are everybody's."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("loose")
def test_a_new_journal_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "custlove" / "journal.db"
    file.create(path)
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    with closing(file.open_journal(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO change (at, zone, command) VALUES ('', '', '')")
        rollback = path.with_name("journal.db-journal")
        assert mode(rollback) == 0o600
        connection.execute("COMMIT")
    assert [each.name for each in path.parent.iterdir()] == ["journal.db"]


def test_a_journal_says_what_it_is(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (int.from_bytes(b"cust"),)
        assert connection.execute("PRAGMA user_version").fetchone() == (version.SCHEMA_VERSION,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_connection_has_the_safety_settings(path: Path) -> None:
    # DESIGN.md section 4; EXTRA is 3.
    settings = {
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "synchronous": 3,
        "secure_delete": 1,
        "journal_mode": "delete",
        "busy_timeout": 30_000,
    }
    with closing(file.open_journal(path)) as connection:
        assert {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in settings} == settings


def test_a_journal_that_another_tool_put_into_wal_comes_out_of_it(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode=WAL").fetchone() == ("wal",)
    file.open_journal(path).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


@pytest.mark.parametrize("name", ["a b", "ä%20c", "x?y=1", "#h", "q'\"", "two\nlines", "~", "a&b;c", "100%"])
def test_any_name_will_do(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / name / f"{name}.db"
    file.create(path)
    assert [each.name for each in path.parent.iterdir()] == [f"{name}.db"]
    with closing(file.open_journal(path)) as connection:
        assert connection.execute("SELECT count(*) FROM person").fetchone() == (0,)
    monkeypatch.chdir(path.parent)
    file.open_journal(Path(f"{name}.db")).close()
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_a_name_that_is_no_text_will_do_too(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.db"))
    file.create(path)
    file.open_journal(path).close()


def test_two_slashes_are_no_host(path: Path) -> None:
    file.open_journal(Path(f"/{path}")).close()


def test_nothing_is_put_over_what_is_there(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(CannotCreate, match="already exists"):
        file.create(path)
    link = tmp_path / "link.db"
    link.symlink_to(tmp_path / "gone.db")
    with pytest.raises(CannotCreate, match="already exists"):
        file.create(link)
    with pytest.raises(CannotCreate, match="already exists"):
        file.create(tmp_path)
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["journal.db", "link.db"]


def test_a_folder_that_is_a_file_is_told(path: Path) -> None:
    with pytest.raises(CannotCreate, match=r"journal\.db is not a folder"):
        file.create(path / "other.db")
    with pytest.raises(CannotCreate, match="is not a folder"):
        file.create(path / "deeper" / "other.db")


def test_a_journal_that_fails_on_the_way_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "data" / "custlove" / "journal.db"

    def fail() -> None:
        with file.being_created(path) as temporary, closing(file.open_journal(temporary)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO change (at, zone, command) VALUES ('', '', '')")
            raise Refused(f"{temporary} is refused", f"look at {temporary}")

    with pytest.raises(Refused) as refused:
        fail()
    assert not path.parent.exists()
    # The sentence names the journal, not the name it had meanwhile.
    assert (refused.value.message, refused.value.hint) == (f"{path} is refused", f"look at {path}")
    assert list(tmp_path.iterdir()) == []


def test_what_another_program_made_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"

    def race() -> None:
        with file.being_created(path):
            path.write_text("theirs")

    with pytest.raises(CannotCreate, match="just created by another program"):
        race()
    assert path.read_text() == "theirs"
    assert list(tmp_path.iterdir()) == [path]


@pytest.fixture
def linkless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A filesystem that has no hard links, such as exFAT."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)


@pytest.mark.usefixtures("linkless")
def test_without_hard_links_a_journal_is_made_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    file.create(path)
    file.open_journal(path).close()
    assert mode(path) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.usefixtures("linkless")
def test_without_hard_links_nothing_is_replaced_either(tmp_path: Path) -> None:
    test_what_another_program_made_meanwhile_stays(tmp_path)


def test_a_leftover_of_a_killed_program_is_in_nobodys_way(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    for number in (1, os.getpid()):
        (tmp_path / f".journal.db.{number}.new").write_text("left over")
    file.create(path)
    file.open_journal(path).close()


def test_one_program_at_a_time_starts_a_journal(tmp_path: Path) -> None:
    path = tmp_path / "data" / "journal.db"
    seen: list[str] = []

    def begin() -> None:
        with file.alone(path, 30):
            if path.exists():
                seen.append("found it")
            else:
                file.create(path)
                seen.append("made it")

    threads = [threading.Thread(target=begin) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == ["found it"] * 5 + ["made it"]


def test_who_waits_too_long_to_start_one_is_told(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with (
        file.alone(path, 1),
        pytest.raises(Locked, match="Another program is starting a journal"),
        file.alone(path, 0.05),
    ):
        pass
    with file.alone(path, 0):
        pass


def test_where_folders_have_no_locks_all_may_try(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with file.alone(tmp_path / "journal.db", 1):
        pass


def _foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE person (id INTEGER)")
        connection.commit()


def _newer(path: Path) -> None:
    file.create(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version.SCHEMA_VERSION + 1}")


def _cut(path: Path) -> None:
    file.create(path)
    path.write_bytes(path.read_bytes()[:5000])


def _nothing(path: Path) -> None:
    assert not path.exists()


_MAGIC = b"SQLite format 3\x00"
_KNOWN = version.SCHEMA_VERSION
_NEWER_SAID = rf"was written by a newer custlove \(schema {_KNOWN + 1}; this one knows {_KNOWN}\)"
SPOILT: dict[str, tuple[Callable[[Path], object], type[CustloveError], str]] = {
    "text": (lambda path: path.write_text("Dear diary,\n"), NotAJournal, "not a custlove journal: it is not an SQLite"),
    "empty": (lambda path: path.touch(), NotAJournal, "is empty \\(0 bytes\\)"),
    "foreign": (_foreign, NotAJournal, "is an SQLite file, but not a custlove journal"),
    "newer": (_newer, NotAJournal, _NEWER_SAID),
    "cut": (_cut, NotAJournal, "is damaged: SQLite cannot read it"),
    "header only": (lambda path: path.write_bytes(_MAGIC), NotAJournal, "is not a custlove journal|damaged"),
    "zeros": (lambda path: path.write_bytes(_MAGIC + bytes(8176)), NotAJournal, "is not a custlove journal"),
    "folder": (lambda path: path.mkdir(), NotAJournal, "is a folder, not a journal"),
    "pipe": (os.mkfifo, NotAJournal, "is a special file, not a journal"),
    "nothing": (_nothing, NoSuchFile, "There is no journal at"),
    "link to nothing": (lambda path: path.symlink_to("gone.db"), NoSuchFile, "There is no journal at"),
    "link to itself": (lambda path: path.symlink_to(path.name), NoSuchFile, "cannot be read: "),
}


@pytest.mark.parametrize("what", SPOILT)
def test_what_is_no_journal_is_refused_and_left_as_it_is(tmp_path: Path, what: str) -> None:
    spoil, kind, sentence = SPOILT[what]
    path = tmp_path / "spoilt.db"
    spoil(path)
    readable = path.is_file()
    before = path.read_bytes() if readable else b""
    with pytest.raises(CustloveError, match=sentence) as refused:
        file.open_journal(path)
    assert type(refused.value) is kind
    assert refused.value.hint
    assert not readable or path.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == (0 if what == "nothing" else 1)


def test_a_path_through_a_file_or_too_long_is_not_there(path: Path) -> None:
    with pytest.raises(NoSuchFile, match="There is no journal at"):
        file.open_journal(path / "other.db")
    with pytest.raises(NoSuchFile, match="File name too long"):
        file.open_journal(path.with_name("x" * 300))


def test_what_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> os.stat_result:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", refuse)
        with pytest.raises(NoPermission, match="cannot be read: Permission denied"):
            file.open_journal(tmp_path / "journal.db")


def test_a_refused_journal_is_let_go(path: Path) -> None:
    # An open connection to it would keep its locks, and pytest would warn of it.
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(NotAJournal):
        file.open_journal(path)
    with closing(sqlite3.connect(path, timeout=0)) as connection:
        connection.execute("BEGIN EXCLUSIVE")


def test_a_journal_that_is_held_is_waited_for_so_long_and_no_longer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Locked, match="is in use by another program"):
            file.open_journal(path, 0.05)
        holder.rollback()
        file.open_journal(path, 0).close()


def test_to_open_it_again_lets_go_of_no_lock(path: Path) -> None:
    # As another program, whom the locks of this process are to keep out.
    write = f"import sqlite3; sqlite3.connect({str(path)!r}, timeout=0).execute('PRAGMA user_version = 99')"
    with closing(file.open_journal(path)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM person").fetchone()
        file.open_journal(path).close()
        written = subprocess.run([sys.executable, "-c", write], capture_output=True, text=True, check=False)
    assert "database is locked" in written.stderr


def test_an_empty_journal_in_memory_is_like_one_in_a_file(path: Path) -> None:
    sql = "SELECT name, sql FROM sqlite_schema ORDER BY name"
    with closing(file.empty()) as memory, closing(sqlite3.connect(path)) as stored:
        assert memory.execute(sql).fetchall() == stored.execute(sql).fetchall()


def test_a_journal_that_another_program_holds_in_wal_mode_is_read_and_not_written(anna: Program, journal: Path) -> None:
    with closing(sqlite3.connect(journal)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("SELECT count(*) FROM person").fetchone()
        assert "Anna Karenina" in anna("person", "list").out
        assert "customer" in anna("brief", "anna").out
        env = {"CUSTLOVE_LOCK_TIMEOUT": "0.1"}
        assert "is in use by another program" in anna("log", "anna", "Coffee", code=75, env=env).err
    anna("log", "anna", "Coffee")

"""The Python way in: the example of docs/python.md as it stands, and what is promised there."""

import io
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing, redirect_stdout
from datetime import date
from pathlib import Path

import pytest

import custlove as package
from custlove import errors
from custlove.store import file
from tests.conftest import Program

PAGE = (Path(__file__).parent.parent / "docs" / "python.md").read_text(encoding="utf-8")
CELLS = re.findall(r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def there(custlove: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """The program with the journal of the page, in its folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CUSTLOVE_JOURNAL", str(tmp_path / "journal.db"))
    custlove("init", "journal.db")
    custlove("person", "add", "Anna Karenina", "--as", "anna", "--rung", "customer", "--on", "2026-09-01")
    custlove("log", "anna", "Kick-off", "--channel", "in-person", "--minutes", "90", "--on", "2026-09-14")
    custlove("log", "anna", "Called", "--channel", "call", "--minutes", "25", "--on", "2026-11-02")
    custlove("promise", "add", "anna", "the offer", "--by", "2026-10-01", "--on", "2026-09-14")
    custlove("promise", "keep", "1", "--on", "2026-10-01")
    custlove("promise", "add", "anna", "the plan", "--by", "2026-12-01", "--on", "2026-09-14")
    return custlove


def test_the_page_runs_as_it_stands(there: Program) -> None:
    assert len(CELLS) >= 5
    names: dict[str, object] = {}
    for code, said in CELLS:
        out = io.StringIO()
        with redirect_stdout(out):
            exec(compile(code, "docs/python.md", "exec"), names)  # noqa: S102 - that is what the page is for
        assert out.getvalue() == said
    assert [each["why"] for each in there("followup", "list", "--json").json] == ["yearly review"]
    [last, *_] = there("history", "--json").json
    assert last["command"] == "my script: yearly review"
    assert there("person", "list", "--json").json[0]["role"] == "head of design"
    assert there("find", "yearly", "--json").json
    there("undo")
    assert there("followup", "list", "--json").json == []
    assert there("person", "list", "--json").json[0]["role"] is None


def test_reading_takes_no_write_lock_and_changes_nothing(there: Program, tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    before = path.read_bytes()
    with package.open_journal() as journal:
        assert journal.person("Anna Karenina").handle == "anna"
        # Another program may begin to write meanwhile.
        with closing(file.connect(path, timeout=0)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            journal.connection.execute("DELETE FROM promise")
    assert path.read_bytes() == before


def test_what_would_change_it_is_refused(there: Program, tmp_path: Path) -> None:
    def change() -> None:
        with package.open_journal() as journal:
            anna = journal.person("anna")
            anna.role = "other"
            journal.session.add(anna)
            journal.session.commit()

    before = (tmp_path / "journal.db").read_bytes()
    with pytest.raises(errors.Refused, match="reading only"):
        change()
    assert (tmp_path / "journal.db").read_bytes() == before


def test_all_of_a_change_or_nothing(there: Program, tmp_path: Path) -> None:
    day = date(2026, 11, 20)

    def fail() -> None:
        with package.open_journal(write="script") as journal:
            journal.add(journal.FollowUp, person_id=1, why="x", made_on=day, due_on=day)
            raise ZeroDivisionError

    before = (tmp_path / "journal.db").read_bytes()
    with pytest.raises(ZeroDivisionError):
        fail()
    with pytest.raises(errors.UsageError, match="by"), package.open_journal(write="script") as journal:
        journal.add(journal.Promise, person_id=1, what="x", by="nobody", made_on=day, due_on=day)
    with pytest.raises(errors.UsageError, match="write="), package.open_journal(write=" "):
        pass
    assert (tmp_path / "journal.db").read_bytes() == before


def test_what_is_no_journal_is_told(there: Program, tmp_path: Path) -> None:
    with pytest.raises(errors.NoSuchFile), package.open_journal(tmp_path / "none.db"):
        pass
    (tmp_path / "other").write_text("text")
    with pytest.raises(errors.NotAJournal), package.open_journal(tmp_path / "other"):
        pass
    with pytest.raises(errors.NotFound), package.open_journal() as journal:
        journal.person("nobody")


def test_every_table_has_its_class() -> None:
    tables = {each.__tablename__ for each in vars(package.Journal).values() if hasattr(each, "__tablename__")}
    with closing(file.empty()) as connection:
        rows = connection.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
        assert {name for (name,) in rows if not name.startswith(("sqlite_", "change"))} == tables


def test_importing_is_cheap() -> None:
    code = (
        "import sys; before = set(sys.modules); import custlove; print(sorted(set(sys.modules) - before));"
        "custlove.open_journal; print('sqlmodel' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert done.stdout == "['custlove']\nTrue\n"


def test_there_is_nothing_else() -> None:
    with pytest.raises(AttributeError, match="no attribute 'shut_journal'"):
        package.shut_journal  # type: ignore[attr-defined]  # noqa: B018

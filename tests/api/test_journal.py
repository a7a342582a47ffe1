"""The Python way in: the example of docs/python.md as it stands, and what is promised there."""

import io
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, redirect_stdout
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import custlove as package
from custlove import errors
from custlove.clock import Clock
from custlove.store import file
from tests.conftest import Program

PAGE = (Path(__file__).parents[2] / "docs" / "python.md").read_text(encoding="utf-8")
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
    assert last["command"] == "my script: after the workshop"
    assert there("person", "list", "--json").json[0]["role"] == "head of design"
    assert there("find", "yearly", "--json").json
    there("undo")
    assert there("followup", "list", "--json").json == []
    assert there("person", "list", "--json").json[0]["role"] is None
    assert there("ladder", "history", "anna", "--json").json[-1]["to"] == "customer"


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
    with pytest.raises(errors.Refused, match="read-only"):
        change()
    assert (tmp_path / "journal.db").read_bytes() == before


def test_all_of_a_change_or_nothing(there: Program, tmp_path: Path) -> None:
    def fail() -> None:
        with package.open_journal(write="script") as journal:
            journal.add_follow_up("anna", date(2026, 11, 20), "x", on=date(2026, 11, 20))
            raise ZeroDivisionError

    before = (tmp_path / "journal.db").read_bytes()
    with pytest.raises(ZeroDivisionError):
        fail()
    with pytest.raises(errors.UsageError, match="by"), package.open_journal(write="script") as journal:
        journal.add_promise("anna", "x", date(2026, 11, 20), by="nobody", on=date(2026, 11, 20))  # type: ignore[arg-type]
    with pytest.raises(errors.UsageError, match="write="), package.open_journal(write=" "):
        pass
    assert (tmp_path / "journal.db").read_bytes() == before


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (
            lambda journal: journal.move_on_ladder("anna", "terrorist", why="a bad day"),
            "Anna Karenina cannot be moved to terrorist yet",
        ),
        (lambda journal: journal.move_on_ladder("anna", "client", why=" "), "Why"),
        (lambda journal: journal.keep_promise(2, on=date(2999, 1, 1)), "is in the future"),
        (lambda journal: journal.log("anna", "x", on=date(2999, 1, 1)), "is in the future"),
        (lambda journal: journal.keep_promise(1), "was kept on 2026-10-01 already"),
        (lambda journal: journal.add_promise("nobody", "x", date(2999, 1, 1)), "nobody called"),
        (lambda journal: journal.log("anna", "x", felt=9), "felt: it should be at most 5"),
        (lambda journal: journal.log("anna", "half \ud800"), "half a character"),
        (lambda journal: journal.log("anna", "x", minutes=10**30), "minutes: it should be at most"),
    ],
)
def test_what_the_commands_refuse_is_refused(
    there: Program, tmp_path: Path, write: Callable[[package.Journal], object], said: str
) -> None:
    before = (tmp_path / "journal.db").read_bytes()
    with pytest.raises(errors.CustloveError, match=said), package.open_journal(write="script") as journal:
        write(journal)
    assert (tmp_path / "journal.db").read_bytes() == before


def test_a_log_closes_what_was_due(there: Program) -> None:
    there("followup", "add", "anna", "2026-11-20", "call her", "--on", "2026-11-10")
    with package.open_journal(write="script") as journal:
        assert journal.log("anna", "Called", on=date(2026, 11, 21))["closed_follow_ups"] == [1]


def test_nothing_is_written_beside_the_functions(there: Program, tmp_path: Path) -> None:
    def by_hand() -> None:
        with package.open_journal(write="script") as journal:
            anna = journal.person("anna")
            move = journal.RungMove(uid="x", person_id=anna.id or 0, to_rung="terrorist", day=date(2026, 11, 1))
            journal.session.add(move)
            journal.session.commit()

    before = (tmp_path / "journal.db").read_bytes()
    with pytest.raises(errors.Refused, match="cannot be written by hand"):
        by_hand()
    with package.open_journal(write="script") as journal:
        for sql in ("DELETE FROM promise", "COMMIT", "PRAGMA query_only = OFF", "CREATE TABLE x (y)"):
            with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
                journal.connection.execute(sql)
        journal.add_follow_up("anna", date(2026, 11, 20), "x", on=date(2026, 11, 20))
        with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
            journal.connection.execute("DELETE FROM follow_up")
        assert journal.connection.execute("SELECT count(*) FROM follow_up").fetchone() == (1,)
    assert (tmp_path / "journal.db").read_bytes() != before


def test_the_session_sees_what_the_functions_wrote(there: Program) -> None:
    with package.open_journal(write="script") as journal:
        anna = journal.person("anna")
        assert (anna.rung, anna.role) == ("customer", None)
        journal.edit_person("anna", role="head")
        journal.move_on_ladder("anna", "client", why="third project")
        assert (anna.rung, anna.role) == ("client", "head")


DAY, SOON = date(2026, 11, 20), date(2026, 11, 27)
SAME = [
    (["person", "add", "Levin", "--rung", "client", "--role", "farmer", "--on", "2026-11-20"],
     lambda journal: journal.add_person("Levin", rung="client", role="farmer", on=DAY)),
    (["person", "edit", "anna", "--role", "boss"], lambda journal: journal.edit_person("anna", role="boss")),
    (["log", "anna", "Tea", "--felt", "4", "--promise", "a map", "--by", "2026-11-27", "--next", "2026-11-27",
      "--need", "quiet", "--tag", "tea", "--on", "2026-11-20"],
     lambda journal: journal.log(
         "anna", "Tea", felt=4, promise=("a map", SOON), come_back=SOON, facts=[("need", "quiet")], tags=["tea"], on=DAY
     )),
    (["log", "anna", "Tea", "--praise", "fine", "--kept", "anna plan", "--bought", "5 EUR tea"],
     lambda journal: journal.log(
         "anna", "Tea", feedback=[("praise", "fine")], kept=[("anna", "plan")], bought=("5", "EUR", "tea")
     )),
    (["promise", "add", "anna", "x", "--by", "2026-11-27", "--theirs", "--on", "2026-11-20"],
     lambda journal: journal.add_promise("anna", "x", SOON, by="theirs", on=DAY)),
    (["promise", "keep", "anna", "plan", "--on", "2026-11-20"],
     lambda journal: journal.keep_promise(("anna", "plan"), on=DAY)),
    (["promise", "move", "2", "--to", "2026-12-05", "--why", "ill", "--on", "2026-11-20"],
     lambda journal: journal.move_promise(2, date(2026, 12, 5), why="ill", on=DAY)),
    (["promise", "release", "2", "--on", "2026-11-20"], lambda journal: journal.release_promise("2", on=DAY)),
    (["followup", "add", "anna", "2026-12-11", "call"],
     lambda journal: journal.add_follow_up("anna", date(2026, 12, 11), "call")),
    (["feedback", "hear", "anna", "too late", "--kind", "criticism", "--score", "5", "--on", "2026-11-20"],
     lambda journal: journal.hear_feedback("anna", "criticism", "too late", score=5, on=DAY)),
    (["feedback", "ask", "anna", "how was it?", "--channel", "call", "--on", "2026-11-20"],
     lambda journal: journal.ask_for_feedback("anna", "how was it?", channel="call", on=DAY)),
    (["mistake", "add", "--promise", "2", "--on", "2026-12-03"],
     lambda journal: journal.add_mistake(None, promise=2, on=date(2026, 12, 3))),
    (["fact", "add", "anna", "life", "two cats", "--on", "2026-11-20"],
     lambda journal: journal.add_fact("anna", "life", "two cats", on=DAY)),
    (["snooze", "anna", "2026-12-15", "--why", "ill", "--on", "2026-11-20"],
     lambda journal: journal.let_be("anna", date(2026, 12, 15), why="ill", on=DAY)),
    (["ladder", "move", "anna", "client", "--why", "third", "--on", "2026-11-20"],
     lambda journal: journal.move_on_ladder("anna", "client", why="third", on=DAY)),
    (["purchase", "add", "anna", "120", "EUR", "a day", "--on", "2026-11-20"],
     lambda journal: journal.add_purchase("anna", 120, "EUR", "a day", on=DAY)),
    (["introduction", "add", "anna", "Kitty", "--on", "2026-11-20"],
     lambda journal: journal.add_introduction("anna", "Kitty", on=DAY)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "call"), SAME, ids=lambda value: " ".join(value[:2]) if isinstance(value, list) else "call"
)
def test_it_answers_what_the_command_answers(
    there: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: list[str],
    call: Callable[[package.Journal], object],
) -> None:  # fmt: skip
    later = datetime(2026, 12, 4, 9, tzinfo=UTC)
    monkeypatch.setattr("custlove.api.journal.Clock", lambda environ: Clock(environ, later))
    (tmp_path / "other.db").write_bytes((tmp_path / "journal.db").read_bytes())
    with package.open_journal(tmp_path / "other.db", write="script") as journal:
        answered = call(journal)
    assert answered == there(*line, "--json", now=later).json


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
        assert {name for (name,) in rows if not name.startswith(("sqlite_", "change", "forgotten"))} == tables


def test_somebody_is_forgotten_for_good(anna: Program, journal: Path) -> None:
    anna("log", "anna", "Lunch", "--on", "2026-11-20")
    receipt = package.forget("anna", remember=False)
    assert receipt["counts"] == {"people": 1, "touchpoints": 1, "rung_moves": 1}
    assert receipt["remembered"] is False
    assert b"karenina" not in journal.read_bytes().lower()
    with pytest.raises(errors.NotFound):
        package.forget("anna")


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

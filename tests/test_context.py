"""What one run stands on: the journal it means, what it may ask, what it remembers."""

import io
import json
import os
import sqlite3
import stat
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, TextIO

import pytest

from custlove.cli import editor
from custlove.context import Context
from custlove.errors import NoPermission, NoSuchFile, OutputFailed, Refused, UsageError
from tests.conftest import NOW, Program

Made = Callable[..., Context]


class Terminal(io.StringIO):
    """An output or input at which somebody sits."""

    def isatty(self) -> bool:
        """Somebody sits there."""
        return True


@pytest.fixture
def run(home: Path) -> Made:
    """A run of the program."""

    def make(
        stdin: TextIO | None = None, stdout: TextIO | None = None, environ: Mapping[str, str] | None = None
    ) -> Context:
        streams = stdin or io.StringIO(), stdout or io.StringIO(), io.StringIO()
        return Context({**os.environ, **(environ or {})}, *streams, clock=NOW)

    return make


def test_the_journal_is_the_named_one_or_the_usual_one(run: Made, journal: Path, tmp_path: Path, home: Path) -> None:
    assert (run().journal, run().journal_is_named) == (journal, False)
    by_environment = run(environ={"CUSTLOVE_JOURNAL": str(tmp_path / "env.db")})
    assert (by_environment.journal, by_environment.journal_is_named) == (tmp_path / "env.db", True)
    by_option = run(environ={"CUSTLOVE_JOURNAL": str(tmp_path / "env.db")})
    by_option.named_journal = "~/other.db"
    assert (by_option.journal, by_option.journal_is_named) == (home / "other.db", True)
    nobody = run()
    nobody.named_journal = "~nobody-of-that-name/x.db"
    assert nobody.journal == Path("~nobody-of-that-name/x.db")


def test_an_empty_name_is_no_name(run: Made) -> None:
    # --journal "$UNSET" must not end in the usual journal.
    mistaken = run()
    mistaken.named_journal = ""
    with pytest.raises(UsageError, match="--journal needs a file name"):
        _ = mistaken.journal
    assert not run(environ={"CUSTLOVE_JOURNAL": ""}).journal_is_named


def test_a_journal_is_begun_where_something_is_or_nobody_may_look(
    run: Made, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not run().begun
    journal.parent.mkdir(parents=True)
    assert not run().begun
    # A link to a disk that is not there: starting afresh would hide a loss.
    journal.symlink_to("/nowhere/journal.db")
    assert run().begun
    with pytest.raises(NoSuchFile), run().reading():
        pass
    with pytest.raises(NoSuchFile), run().changing():
        pass
    assert journal.is_symlink()

    def refuse(*_: object) -> os.stat_result:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "lstat", refuse)
        patch.setattr(os, "stat", refuse)
        with pytest.raises(NoPermission), run().reading():
            pass


def test_looking_where_nothing_is_makes_nothing(run: Made, home: Path) -> None:
    with run().reading() as connection:
        assert connection.execute("SELECT count(*) FROM person").fetchone() == (0,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM person")
    assert list(home.iterdir()) == []


def test_a_change_that_fails_is_none(anna: Program, run: Made, rows: Callable[[], Any], journal: Path) -> None:
    before, content = rows(), journal.read_bytes()

    def fail() -> None:
        with run().changing() as change:
            change.connection.execute("UPDATE person SET name = 'Other'")
            raise Refused("no")

    with pytest.raises(Refused):
        fail()
    assert (rows(), journal.read_bytes()) == (before, content)


def test_what_was_written_without_an_answer_is_taken_back(anna: Program, run: Made, rows: Callable[[], Any]) -> None:
    before = rows()
    here = run()
    with here.changing() as change:
        change.connection.execute("UPDATE person SET role = 'x'")
    assert here.committed == 2
    here.take_back()
    assert rows() == before
    # Once is enough.
    here.take_back()
    told = [each["command"] for each in anna("history", "--json").json]
    assert told == ["undo 2, its answer could not be given", "", anna("history", "--json").json[2]["command"]]


@pytest.mark.parametrize(
    ("stdin", "stdout", "table", "asks"),
    [
        (io.StringIO, io.StringIO, False, False),
        (Terminal, io.StringIO, False, False),
        (io.StringIO, Terminal, True, False),
        (Terminal, Terminal, True, True),
    ],
)
def test_tables_and_questions_only_at_a_terminal(
    run: Made, stdin: type[io.StringIO], stdout: type[io.StringIO], table: bool, asks: bool
) -> None:
    here = run(stdin(), stdout())
    assert (here.output().form == "table", here.at_terminal) == (table, asks)
    assert [here.output(**{form: True}).form for form in ("json", "csv", "plain")] == ["json", "csv", "plain"]
    with pytest.raises(UsageError, match="exclude each other"):
        here.output(json=True, csv=True)


@pytest.mark.parametrize(
    ("environ", "no_color", "colour"),
    [
        ({}, False, True),
        ({"NO_COLOR": ""}, False, True),
        ({"NO_COLOR": "1"}, False, False),
        ({"TERM": "dumb"}, False, False),
        ({}, True, False),
    ],
)
def test_colour_can_be_declined(run: Made, environ: dict[str, str], no_color: bool, colour: bool) -> None:
    here = run(environ=environ)
    here.no_color = no_color
    assert here.output().colour is colour


def test_what_was_typed_is_remembered_wherever_it_came_from(run: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editor, "compose", lambda _environ, draft: f"{draft.read_text()}from the editor")
    here = run(Terminal("from the input\n"), Terminal())
    assert here.text("an argument") == "an argument"
    assert here.text(None) == here.text("") == ""
    assert here.text("-") == "from the input"
    # The first time with a stand-in: nothing was checked yet.
    assert (here.edited(""), here.rehearsing) == ("…", True)
    assert here.typed == ["an argument", "from the input"]
    here.rehearse_no_more()
    assert here.edited("") == here.required_text(None, "promise") == "from the editor"
    # A draft is a file, and is named as such.
    assert here.typed == []


@pytest.mark.parametrize("typed", [" ", "\n", "-"])
def test_blanks_are_no_text(run: Made, typed: str) -> None:
    with pytest.raises(UsageError, match="is empty"):
        run(io.StringIO(" \n")).text(typed)


def test_a_draft_stays_until_its_text_is_written(run: Made) -> None:
    here = run(environ={"EDITOR": "true"})
    here.rehearse_no_more()
    assert here.edited("a word") == "a word"
    kept = here.settle_draft(done=False)
    assert kept is not None
    assert kept.read_text() == "a word"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    here.draft = kept
    assert here.settle_draft(done=True) is None
    assert not kept.exists()
    with pytest.raises(UsageError, match="The draft is empty"):
        here.edited(" ")
    empty = here.draft
    assert here.settle_draft(done=False) is None
    assert empty is not None
    assert not empty.exists()


def test_a_text_that_must_be_there_is_asked_for(run: Made) -> None:
    for typed in (None, "", "  \n", "-"):
        with pytest.raises(UsageError, match="The promise is missing"):
            run().required_text(typed, "promise")


def test_an_answer_is_one_line_or_one_object(run: Made) -> None:
    stdout = io.StringIO()
    here = run(stdout=stdout)
    here.answer("one\nline \x1b", {"a": 1}, json=False)
    assert stdout.getvalue() == "one⏎line ␛\n"
    here.answer("one line", {"name": "Zoë\x1b"}, json=True)
    assert json.loads(stdout.getvalue().partition("\n")[2]) == {"name": "Zoë\x1b"}
    assert "\x1b" not in stdout.getvalue()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_nothing_is_written_where_no_answer_can_be_given(run: Made, journal: Path) -> None:
    with Path("/dev/full").open("w") as full, pytest.raises(OutputFailed), run(stdout=full).changing():
        pass
    assert not journal.parent.exists()


def test_the_lock_timeout_is_the_environments(run: Made, anna: Program, journal: Path) -> None:
    with closing(sqlite3.connect(journal)), run(environ={"CUSTLOVE_LOCK_TIMEOUT": "7"}).reading() as connection:
        assert connection.execute("PRAGMA busy_timeout").fetchone() == (7000,)
    with pytest.raises(UsageError), run(environ={"CUSTLOVE_LOCK_TIMEOUT": "soon"}).reading():
        pass

"""Whatever goes wrong: a sentence, a next step and the exit code of DESIGN.md, and the file byte for byte as it was."""

import contextlib
import errno
import io
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from custlove.cli import app
from custlove.store import file, version
from tests.conftest import NOW, Program, written_once

Shell = Callable[..., "subprocess.CompletedProcess[str]"]
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals, modes and shells of POSIX")


@pytest.fixture
@written_once
def _written(custlove: Program) -> Program:
    card = ("--as", "anna", "--rung", "customer", "--on", "2026-09-01")
    custlove("person", "add", "Anna Karenina", *card)
    custlove("person", "add", "Anton Wronski", "--as", "anton", "--on", "2026-09-01")
    custlove("person", "add", "Zoë “Łódź” 山", "--as", "zoe")
    custlove("log", "anna", "hello")
    custlove("followup", "add", "anna", "friday", "ask about the move")
    custlove("promise", "add", "anna", "the first draft", "--by", "friday")
    custlove("promise", "add", "anna", "the second draft", "--by", "friday")
    custlove("feedback", "hear", "anna", "too late", "--kind", "criticism")
    return custlove


@pytest.fixture
def begun(_written: Program, journal: Path) -> Path:
    """A journal in which something of everything is open."""
    return journal


@pytest.fixture
def shell(home: Path) -> Shell:
    """A shell command in which `custlove` is the program, as a process of its own."""
    function = f'custlove() {{ "{sys.executable}" -m custlove "$@"; }}'

    def run(command: str, env: Mapping[str, str] | None = None, **options: Any) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["bash", "-c", f"{function}\nset -o pipefail\n{command}"],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env=os.environ | dict(env or {}),
            **options,
        )

    return run


WRONG: dict[str, tuple[tuple[str, ...], int, str]] = {
    "nobody of that name": (("log", "nobody", "x"), 3, 'There is nobody called "nobody" here.'),
    "nearly a name": (("log", "anma", "x"), 3, 'There is nobody called "anma" here.'),
    "two people": (("log", "an", "x"), 3, '"an" may be anna (Anna Karenina), anton (Anton Wronski).'),
    "two promises": (("promise", "keep", "anna", "draft"), 3, "That may be p1 (the first draft), p2 (the second"),
    "no such promise": (("promise", "keep", "99"), 3, "There is no promise p99."),
    "no such word": (("promise", "keep", "anna", "zebra"), 3, 'Anna Karenina has no open promise with "zebra" in it.'),
    "no such touchpoint": (("touchpoint", "remove", "99"), 3, "There is no touchpoint t99."),
    "no such follow-up": (("followup", "done", "#99"), 3, "There is no follow-up f99."),
    "no such change": (("undo", "99"), 3, "There is no change 99."),
    "no such setting": (("config", "get", "colour"), 3, 'There is no setting "colour".'),
    "no such organisation": (("log", "--org", "Acme", "x"), 3, 'Nobody is from an organisation called "Acme".'),
    "no day": (("log", "anna", "x", "--on", "someday"), 2, '"someday" cannot be read as a day or a moment.'),
    "no due day": (("promise", "add", "anna", "x", "--by", "soon"), 2, '"soon" cannot be read as a day.'),
    "an ambiguous day": (("followup", "add", "anna", "3/4"), 2, '"3/4" is not read, as the settings do not say'),
    "no month": (("followup", "add", "anna", "2026-13-01"), 2, '"2026-13-01" is not in the calendar.'),
    "an ambiguous unit": (("followup", "add", "anna", "+1m"), 2, '"+1m" could mean minutes or months.'),
    "another day of no kind": (("--today", "x", "today"), 2, '"x" cannot be read as a day.'),
    "a touchpoint to come": (("log", "anna", "x", "--on", "tomorrow"), 4, "Mon 23 Nov 2026, tomorrow is in the future"),
    "due before it was made": (
        ("promise", "add", "anna", "x", "--by", "2026-11-01", "--on", "2026-11-10"),
        4,
        "A promise made on 2026-11-10 cannot be due on 2026-11-01, before it.",
    ),
    "a handle that is taken": (("person", "add", "B", "--as", "anna"), 4, "The handle anna is taken by Anna Karenina."),
    "no handle": (("person", "add", "B", "--as", "B!"), 2, '"B!" is not a valid handle.'),
    "no name": (("person", "add", "  "), 2, "A person needs a name."),
    "no rung": (("ladder", "move", "anna", "hero", "--why", "x"), 2, "Invalid value for 'RUNG': 'hero' is not one of"),
    "the same rung": (("ladder", "move", "anna", "customer", "--why", "x"), 4, "Anna Karenina has been on the rung"),
    "no reason": (("ladder", "move", "anna", "client"), 2, "Why?"),
    "no kind": (("feedback", "hear", "anna", "x"), 2, "What is it?"),
    "out of order": (("feedback", "thank", "1"), 4, "Feedback b1 has not been acted on yet."),
    "no level": (("log", "anna", "x", "--felt", "7"), 2, '--felt "7" cannot be read. It is one of: 1 hurt'),
    "no number": (("undo", "x"), 2, '"x" is not the reference of a change.'),
    "a number beyond all numbers": (("undo", "9" * 40), 2, "is not the reference of a change."),
    "a reference of another noun": (("undo", "p1"), 2, "p1 is a promise, not a change."),
    "more minutes than there are": (("log", "anna", "x", "--minutes", "9" * 40), 2, "cannot be read."),
    "more lines than there are": (("touchpoint", "list", "--limit", "9" * 40), 2, "A number on the command"),
    "no command": (("bogus",), 2, "No such command 'bogus'."),
    "no option": (("today", "--bogus"), 2, "No such option: --bogus"),
    "an option in the wrong place": (("today", "--journal", "x"), 2, "No such option: --journal"),
    "nothing said": (("log",), 2, "With whom?"),
    "too much said": (("log", "anna", "one", "two"), 2, "Too many arguments: expected WHO [TEXT]."),
    "two forms at once": (("today", "--csv", "--plain"), 2, "--csv and --plain exclude each other."),
    "an option without its value": (("log", "anna", "x", "--on"), 2, "Option '--on' requires an argument."),
    "a journal that is not there": (("--journal", "/no/x.db", "log", "anna", "x"), 66, "There is no journal at"),
    "a journal without a name": (("--journal", "", "log", "anna", "x"), 2, "--journal needs a file name."),
    "a folder": (("--journal", "/", "today"), 65, "/ is a folder, not a journal."),
    "a device": (("--journal", "/dev/null", "today"), 65, "/dev/null is a special file, not a journal."),
    "a journal that is there": (("init",), 73, "already exists."),
}  # fmt: skip


# Where --json is no option, or one more form.
NO_JSON = ("two forms at once", "an option without its value", "no such setting")


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_told_and_changes_nothing(custlove: Program, begun: Path, what: str) -> None:
    words, code, sentence = WRONG[what]
    content = begun.read_bytes()
    said = custlove(*words, code=code)
    first = said.err.splitlines()[0]
    assert first.startswith("custlove: ")
    assert sentence in first
    assert len(said.err.splitlines()) > 1, "a next step"
    assert said.out == ""
    assert begun.read_bytes() == content
    assert [each.name for each in begun.parent.iterdir()] == ["journal.db"]


@pytest.mark.parametrize("what", [what for what in WRONG if what not in NO_JSON])
def test_a_script_is_told_in_one_object(custlove: Program, begun: Path, what: str) -> None:
    words, code, sentence = WRONG[what]
    said = custlove(*words, "--json", code=code)
    told = json.loads(said.err)
    assert sentence in told["message"]
    assert told["exit_code"] == code
    assert told["hint"] or "It is one of" in told["message"]
    assert set(told) <= {"error", "message", "hint", "exit_code", "candidates", "typed"}
    assert said.out == ""


def test_the_candidates_are_there_for_a_script(custlove: Program, begun: Path) -> None:
    assert json.loads(custlove("log", "an", "x", "--json", code=3).err)["candidates"] == ["anna", "anton"]
    told = json.loads(custlove("promise", "keep", "anna", "draft", "--json", code=3).err)
    assert told["candidates"] == ["p1", "p2"]


@pytest.mark.parametrize(
    "words",
    [
        ("log", "anna", "my text", "--on", "someday"),
        ("log", "nobody", "my text"),
        ("log", "anna", "my text", "--next", "someday"),
        ("followup", "add", "anna", "someday", "my text"),
        ("promise", "add", "anna", "my text", "--by", "someday"),
        ("promise", "keep", "1", "--extra", "my text", "--on", "someday"),
        ("promise", "move", "1", "--why", "my text", "--to", "someday"),
        ("promise", "move", "1", "--why", "my text", "--to", "today", "--on", "someday"),
        ("promise", "release", "1", "--why", "my text", "--on", "someday"),
        ("feedback", "ask", "anna", "my text", "--on", "someday"),
        ("feedback", "hear", "anna", "my text", "--kind", "idea", "--on", "someday"),
        ("feedback", "confirm", "1", "my text", "--on", "someday"),
        ("feedback", "act", "1", "my text", "--on", "someday"),
        ("feedback", "thank", "1", "my text", "--on", "someday"),
        ("ladder", "move", "anna", "client", "--why", "my text", "--on", "someday"),
        ("touchpoint", "edit", "1", "--text", "my text", "--on", "someday"),
        ("promise", "edit", "1", "--text", "my text", "--by", "someday"),
        ("log", "anna", "", "--promise", "my text", "--by", "someday"),
        ("log", "anna", "", "--next", "someday", "--why", "my text"),
        ("person", "add", "B", "--notes", "my text", "--on", "someday"),
    ],
)
def test_a_mistyped_day_does_not_throw_the_text_away(custlove: Program, begun: Path, words: tuple[str, ...]) -> None:
    said = custlove(*words, code=3 if "nobody" in words else 2)
    assert said.err.endswith("Your text was: my text\n")
    told = json.loads(custlove(*words, "--json", code=3 if "nobody" in words else 2).err)
    assert told["typed"] == ["my text"]


@pytest.mark.parametrize(
    ("stdin", "sentence"),
    [
        (b"one\0two", "The text holds a NUL byte."),
        (b"caf\xe9", "The text is not UTF-8 (byte 4)."),
        (b"", "The promise is missing."),
    ],
)
def test_what_is_no_text_is_refused(custlove: Program, begun: Path, stdin: bytes, sentence: str) -> None:
    content = begun.read_bytes()
    said = custlove("promise", "add", "anna", "-", "--by", "friday", stdin=stdin, code=2)
    assert said.err.startswith(f"custlove: {sentence}\n")
    assert begun.read_bytes() == content


def test_a_hundred_thousand_letters_are_kept_as_they_were_typed(custlove: Program, begun: Path) -> None:
    text = "Zoë\t“said”: 'it's\n\n\\n' \u202e[red]👩\u200d👧 " * 3000
    custlove("log", "anna", "-", stdin=text)
    assert custlove("touchpoint", "list", "--json").json[0]["text"] == text
    custlove("log", "--", "anna", "--json -x")
    assert custlove("touchpoint", "list", "--json").json[0]["text"] == "--json -x"


@pytest.mark.parametrize("words", [("log", "--", "nobody", "--debug"), ("log", "--", "nobody", "--json")])
def test_what_stands_behind_two_dashes_is_text(custlove: Program, begun: Path, words: tuple[str, ...]) -> None:
    assert custlove(*words, code=3).err.startswith('custlove: There is nobody called "nobody" here.\n')


def test_who_wants_a_traceback_gets_one(custlove: Program, begun: Path) -> None:
    with pytest.raises(Exception, match="nobody"):
        custlove("--debug", "log", "nobody", "x")


@posix
@pytest.mark.parametrize("words", [(b"log", b"anna", b"caf\xe9"), (b"find", b"\xff"), (b"\xfe",)])
def test_an_argument_that_is_no_text_is_refused(begun: Path, words: tuple[bytes, ...]) -> None:
    content = begun.read_bytes()
    done = subprocess.run(
        [os.fsencode(sys.executable), b"-m", b"custlove", *words], capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"is not text in this encoding.\nNothing was changed.\n" in done.stderr
    assert begun.read_bytes() == content


# Files that are no journal, or no longer one.


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
    path.write_bytes(path.read_bytes()[:9000])


def _nothing(path: Path) -> None:
    assert not path.exists()


_KNOWN = version.SCHEMA_VERSION
_NEWER_SAID = f"was written by a newer custlove (schema {_KNOWN + 1}; this one knows {_KNOWN})."
SPOILT: dict[str, tuple[Callable[[Path], object], int, str]] = {
    "a foreign file": (_foreign, 65, "is an SQLite file, but not a custlove journal."),
    "a text": (
        lambda path: path.write_text("Dear diary,\n"),
        65,
        "is not a custlove journal: it is not an SQLite file.",
    ),
    "an empty file": (lambda path: path.touch(), 65, "is empty (0 bytes): a journal that was there may be lost."),
    "a newer schema": (_newer, 65, _NEWER_SAID),
    "a file that was cut": (_cut, 65, "is damaged: SQLite cannot read it."),
    "nothing": (_nothing, 66, "There is no journal at"),
}
USES: tuple[tuple[str, ...], ...] = (
    ("today",), ("show", "anna"), ("find", "x"), ("history",), ("log", "anna", "x"), ("person", "add", "B"),
    ("promise", "keep", "1"), ("undo",),
)  # fmt: skip


@pytest.mark.parametrize("words", USES, ids=" ".join)
@pytest.mark.parametrize("what", SPOILT)
def test_what_is_no_journal_is_told_and_left_alone(
    custlove: Program, tmp_path: Path, what: str, words: tuple[str, ...]
) -> None:
    spoil, code, sentence = SPOILT[what]
    path = tmp_path / "spoilt.db"
    spoil(path)
    content = path.read_bytes() if path.exists() else None
    said = custlove("--journal", path, *words, code=code)
    assert said.out == ""
    assert sentence in said.err.splitlines()[0]
    assert len(said.err.splitlines()) > 1
    assert json.loads(custlove("--journal", path, *words, "--json", code=code).err)["exit_code"] == code
    assert custlove(*words, env={"CUSTLOVE_JOURNAL": str(path)}, code=code).err == said.err
    assert (path.read_bytes() if path.exists() else None) == content
    assert (
        sorted(each.name for each in tmp_path.iterdir() if each.name != "home") == ["spoilt.db"][: content is not None]
    )


@pytest.mark.slow
def test_no_damage_ends_in_a_traceback(custlove: Program, tmp_path: Path) -> None:
    path, chance = tmp_path / "journal.db", random.Random(2026)
    custlove("demo", path)
    good = path.read_bytes()
    told = set()
    for turn in range(24):
        content = bytearray(good)
        if turn % 3 == 0:
            del content[chance.randrange(16, len(content)) :]
        elif turn % 3 == 1:
            at = chance.randrange(100, len(content) - 4096)
            content[at : at + 4096] = chance.randbytes(4096)
        else:
            for _ in range(200):
                content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        for words in (("today", "--json"), ("show", "tomas"), ("find", "queue"), ("log", "tomas", "x"), ("undo",)):
            told.add(_code_of(path, words, bytes(content)))
    # Some of it harmed nothing, or only what nobody asked for.
    assert told <= {0, 3, 4, 65}
    assert 65 in told


def _code_of(path: Path, words: tuple[str, ...], content: bytes) -> int:
    path.write_bytes(content)
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    try:
        code = app.run(["--journal", str(path), *words], clock=NOW)
    finally:
        sys.stdout, sys.stderr = streams
    # Rolling back, SQLite may put a page back as it was read; what it may not do is write.
    assert code == 0 or path.read_bytes() == content, words
    return code


# Files and folders that may not be read or written.


def _without_override() -> None:
    """Give up what lets root pass permissions by (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH), for what is started next."""
    import ctypes

    for capability in (1, 2):
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)


@pytest.fixture
def bound(begun: Path, tmp_path: Path) -> "Iterator[Shell]":
    """The program as a process that permissions bind, root's too."""
    if sys.platform == "win32" or (os.geteuid() == 0 and sys.platform != "linux"):
        pytest.skip("permissions do not bind this user")
    drop = {"preexec_fn": _without_override} if os.geteuid() == 0 else {}

    def run(*words: str | Path) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, *(words if words[0] == "-c" else ("-m", "custlove", *words))]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, **drop)  # type: ignore[call-overload,no-any-return]

    closed = tmp_path / "closed"
    closed.touch(0)
    if run("-c", f"open({str(closed)!r})").returncode == 0:
        pytest.skip("permissions do not bind this user")
    yield run
    for each in (begun.parent.parent, begun.parent, begun):
        if each.exists():
            each.chmod(0o700)


def test_a_journal_that_may_only_be_read_is_read(bound: Shell, begun: Path) -> None:
    path, run = begun, bound
    content = path.read_bytes()
    for locked, mode in ((path, 0o400), (path.parent, 0o500)):
        locked.chmod(mode)
        assert run("show", "anna").returncode == 0
        for words in (("log", "anna", "x"), ("undo",), ("person", "add", "B")):
            refused = run(*words)
            assert (refused.returncode, refused.stdout) == (77, "")
            assert refused.stderr.startswith(f"custlove: {path}, or the folder it is in, may not be written.\n")
        assert path.read_bytes() == content
        locked.chmod(0o700)


def test_a_journal_that_may_not_be_read_is_told(bound: Shell, begun: Path) -> None:
    path, run = begun, bound
    for locked in (path, path.parent):
        locked.chmod(0)
        for words in (("today",), ("log", "anna", "x"), ("undo",)):
            refused = run(*words)
            assert (refused.returncode, refused.stdout) == (77, "")
            assert refused.stderr.startswith(f"custlove: {path} cannot be read: Permission denied.\n")
        locked.chmod(0o700)


def test_where_no_journal_can_be_made_none_is_made(bound: Shell, begun: Path) -> None:
    path, run = begun, bound
    path.unlink()
    for locked in (path.parent, path.parent.parent):
        if locked != path.parent:
            path.parent.rmdir()
        locked.chmod(0o500)
        assert run("today").returncode == 0
        for words in (("person", "add", "B"), ("init",)):
            refused = run(*words)
            assert (refused.returncode, refused.stdout) == (73, "")
            assert refused.stderr.startswith(f"custlove: {path} cannot be made: Permission denied.\n")
        assert list(locked.iterdir()) == []
        locked.chmod(0o700)


# A disk or a device that is full, an output that is closed.


@needs_full
@pytest.mark.parametrize(
    "words",
    [
        "today",
        "today --json",
        "person list",
        "history",
        "config list",
        "export jsonl",
        "--help",
        "--version",
        "help dates",
    ],
)
def test_a_report_on_a_full_device_fails(shell: Shell, begun: Path, words: str) -> None:
    done = shell(f"custlove {words} > /dev/full")
    assert done.returncode == 74
    said = (told := json.loads(done.stderr))["message"] + told["hint"] if "--json" in words else done.stderr
    assert "The output cannot be written: No space left on device." in said
    assert "Nothing was changed." in said
    assert "Traceback" not in said


@needs_full
@pytest.mark.parametrize("words", ["log anna x", "person add B", "promise keep 1", "undo", "log anna x --json"])
@pytest.mark.parametrize(("output", "why"), [(">/dev/full", "No space left on device"), (">&-", "Bad file descriptor")])
def test_a_change_without_an_answer_is_none(shell: Shell, begun: Path, words: str, output: str, why: str) -> None:
    content = begun.read_bytes()
    done = shell(f"custlove {words} {output}")
    assert done.returncode == 74
    assert f"The output cannot be written: {why}." in done.stderr
    assert "Traceback" not in done.stderr
    assert begun.read_bytes() == content


@posix
@pytest.mark.parametrize("words", ["person list", "export jsonl"])
def test_a_report_to_nowhere_fails(shell: Shell, begun: Path, words: str) -> None:
    done = shell(f"custlove {words} >&-")
    assert done.returncode == 74
    assert done.stderr == "custlove: The output cannot be written: Bad file descriptor.\nNothing was changed.\n"


@needs_full
def test_a_first_write_without_an_answer_leaves_no_journal(shell: Shell, journal: Path) -> None:
    assert shell("custlove person add B > /dev/full").returncode == 74
    assert shell("custlove person add B >&-").returncode == 74
    assert not journal.parent.exists()


@needs_full
@pytest.mark.parametrize("errors", ["2>/dev/full", "2>&-"])
def test_a_word_beside_the_data_is_no_reason_to_fail(shell: Shell, journal: Path, errors: str) -> None:
    # It says that a journal was started, there.
    done = shell(f"custlove person add B {errors}")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("B is b: ")
    assert journal.exists()
    assert shell(f"custlove log nobody x {errors}").returncode == 3
    assert shell(f"custlove log nobody x >/dev/full {errors}").returncode == 74


class FullLater(io.StringIO):
    """An output on a disk that turns out to be full only when something is written."""

    def write(self, _text: str, /) -> int:
        """Nothing fits."""
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    "words", [("log", "anna", "x"), ("log", "anna", "x", "--json"), ("undo",), ("person", "add", "B")]
)
def test_what_was_written_is_taken_back_when_its_answer_cannot_be_given(
    begun: Path, rows: Callable[[], Any], words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, errors = rows(), io.StringIO()
    monkeypatch.setattr(sys, "stdout", FullLater())
    monkeypatch.setattr(sys, "stderr", errors)
    assert app.run(words, clock=NOW) == 74
    assert "The output cannot be written: No space left on device." in errors.getvalue()
    assert "Nothing was changed." in errors.getvalue()
    assert rows() == before


def test_what_cannot_be_taken_back_is_told_to_stand(begun: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Meanwhile(FullLater):
        """Before it fails, another program writes what rests on the change."""

        def write(self, text: str, /) -> int:
            with closing(sqlite3.connect(begun)) as connection:
                connection.execute("INSERT INTO change (at, zone, command) VALUES ('', 'UTC', 'another')")
                connection.execute("UPDATE touchpoint SET text = 'y' WHERE id = (SELECT max(id) FROM touchpoint)")
                connection.commit()
            return super().write(text)

    errors = io.StringIO()
    monkeypatch.setattr(sys, "stdout", Meanwhile())
    monkeypatch.setattr(sys, "stderr", errors)
    assert app.run(["log", "anna", "x"], clock=NOW) == 74
    assert (
        "It was written all the same, as change 9: Change 9 cannot be undone: change 10 depends on it"
        in errors.getvalue()
    )


def test_a_journal_that_was_started_is_told_to_stand(
    home: Path, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors = io.StringIO()
    monkeypatch.setattr(sys, "stdout", FullLater())
    monkeypatch.setattr(sys, "stderr", errors)
    assert app.run(["init"], clock=NOW) == 74
    assert f"The journal was started all the same, at {journal}." in errors.getvalue()
    assert journal.exists()


def _small_files(most: int) -> Callable[[], None]:
    """No file may grow beyond so many bytes: writing more fails as on a full disk."""
    import resource

    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


@posix
@pytest.mark.parametrize("words", ["log anna -", "person add B --notes -", "undo"])
def test_a_full_disk_changes_nothing(shell: Shell, begun: Path, words: str) -> None:
    content = begun.read_bytes()
    most = 512 if words == "undo" else len(content)
    done = shell(f"custlove {words}", input="x" * 200_000, preexec_fn=_small_files(most))
    assert (done.returncode, done.stdout) == (74, "")
    assert done.stderr.startswith(f"custlove: {begun} could not be written: the disk is full or failing.\n")
    assert begun.read_bytes() == content
    assert shell("custlove log anna fine").returncode == 0
    assert sorted(each.name for each in begun.parent.iterdir()) == ["journal.db"]


@posix
def test_a_first_write_on_a_full_disk_leaves_no_journal(shell: Shell, journal: Path) -> None:
    for most in (4096, 100_000, 200_000):
        done = shell("custlove person add B --notes -", input="x" * 300_000, preexec_fn=_small_files(most))
        assert (done.returncode, done.stdout) == (74, "")
        assert done.stderr.startswith(f"custlove: {journal} could not be written: the disk is full or failing.\n")
        assert not journal.parent.exists()
    assert shell("custlove person add B").returncode == 0


@posix
def test_a_full_filesystem_changes_nothing(shell: Shell, home: Path, tmp_path: Path) -> None:
    place = tmp_path / "small"
    place.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=1200k,mode=0700", "custlove-test", str(place)]
    if os.geteuid() != 0 or subprocess.run(mounted, check=False, capture_output=True).returncode != 0:
        pytest.skip("only root may mount a small filesystem")
    try:
        environ = {"CUSTLOVE_JOURNAL": str(place / "journal.db")}
        assert shell(f"custlove init {place / 'journal.db'}").returncode == 0
        assert shell("custlove person add Anna", environ).returncode == 0
        content = (place / "journal.db").read_bytes()
        done = shell("custlove log anna -", environ, input="x y " * 100_000)
        assert done.returncode == 74
        assert "could not be written: the disk is full or failing." in done.stderr
        assert (place / "journal.db").read_bytes() == content
        # The answer, too, may find no room, when the change has found some.
        shell(f"head -c 1M /dev/zero > {place / 'rest'}")
        done = shell(f"custlove person list > {place / 'answer'}", environ)
        assert done.returncode == 74
        assert shell(f"rm {place / 'rest'}; custlove log anna fine", environ).returncode == 0
    finally:
        subprocess.run(["umount", str(place)], check=True)


# Readers that have read enough, and users who have had enough.


@posix
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "words", ["touchpoint list", "touchpoint list --json", "history --csv", "--help", "person list"]
)
def test_who_reads_only_the_beginning_is_no_reason_to_fail(
    custlove: Program, shell: Shell, begun: Path, words: str, unbuffered: str
) -> None:
    custlove("log", "anna", "-", stdin="much to say\n" * 20_000)
    for reader in ("head -1", "true"):
        done = shell(f"custlove {words} | {reader}", {"PYTHONUNBUFFERED": unbuffered})
        assert (done.returncode, done.stderr) == (0, ""), reader


@posix
def test_a_write_whose_reader_has_gone_stands(shell: Shell, begun: Path) -> None:
    done = shell("custlove log anna x | true; custlove touchpoint list --json")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)) == 2


def _until_open(process: int, path: Path) -> None:
    """Wait until a process has opened a file, and a little longer: where nobody can tell, long enough."""
    folder, end = Path(f"/proc/{process}/fd"), time.monotonic() + (30 if Path("/proc/self/fd").exists() else 4)
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if any(each.resolve() == path for each in folder.iterdir()):
                break
        time.sleep(0.05)
    time.sleep(0.5)


@pytest.mark.slow
@posix
@pytest.mark.parametrize(
    ("lock", "words"),
    [
        ("IMMEDIATE", ("log", "anna", "x")),
        ("EXCLUSIVE", ("today",)),
        ("IMMEDIATE", ("undo",)),
        ("EXCLUSIVE", ("undo",)),
    ],
)
def test_ctrl_c_while_waiting_ends_at_once_and_changes_nothing(begun: Path, lock: str, words: tuple[str, ...]) -> None:
    content = begun.read_bytes()
    with closing(sqlite3.connect(begun, isolation_level=None)) as holder:
        holder.execute(f"BEGIN {lock}")
        process = subprocess.Popen(
            [sys.executable, "-m", "custlove", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {"CUSTLOVE_LOCK_TIMEOUT": "90"},
        )
        _until_open(process.pid, begun)
        assert process.poll() is None
        pressed = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        assert time.monotonic() - pressed < 20
    assert (process.returncode, out, err) == (130, b"", b"")
    assert begun.read_bytes() == content


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lock", "words", "code"),
    [
        ("IMMEDIATE", ("today",), 0),
        ("IMMEDIATE", ("log", "anna", "x"), 75),
        ("IMMEDIATE", ("undo",), 75),
        ("EXCLUSIVE", ("today",), 75),
        ("EXCLUSIVE", ("log", "anna", "x"), 75),
        ("EXCLUSIVE", ("undo",), 75),
    ],
)
def test_a_held_journal_is_waited_for_and_then_told(
    custlove: Program, begun: Path, lock: str, words: tuple[str, ...], code: int
) -> None:
    content = begun.read_bytes()
    with closing(sqlite3.connect(begun, isolation_level=None)) as holder:
        holder.execute(f"BEGIN {lock}")
        since = time.monotonic()
        said = custlove(*words, code=code, env={"CUSTLOVE_LOCK_TIMEOUT": "0.5"})
        waited = time.monotonic() - since
        holder.execute("ROLLBACK")
    if code:
        assert 0.5 <= waited < 10
        sentence = f"custlove: {begun} is in use by another program.\nNothing was changed. Try again in a moment.\n"
        assert said.err.startswith(sentence)
    assert begun.read_bytes() == content
    assert custlove(*words).code == 0


def test_a_time_to_wait_that_is_none_is_told(custlove: Program, begun: Path) -> None:
    said = custlove("today", code=2, env={"CUSTLOVE_LOCK_TIMEOUT": "soon"})
    assert said.err.startswith('custlove: CUSTLOVE_LOCK_TIMEOUT is "soon", not a number of seconds.\n')


# Terminals and places that know little.


ASCII = ({"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"})


@posix
@pytest.mark.parametrize("environ", ASCII, ids=["PYTHONIOENCODING", "LC_ALL"])
def test_an_output_that_knows_only_ascii(shell: Shell, begun: Path, environ: dict[str, str]) -> None:
    listed = shell("custlove person list", environ)
    assert (listed.returncode, listed.stderr) == (0, "")
    assert listed.stdout.isascii()
    assert "Zo? ??" in listed.stdout
    told = shell("custlove show zoe --json", environ)
    assert told.stdout.isascii()
    # For a script nothing is lost.
    assert json.loads(told.stdout)["person"]["name"] == "Zoë “Łódź” 山"
    refused = shell("custlove log zo --on someday -- 'x “Ł” 山'", environ, stdin=subprocess.DEVNULL)
    assert refused.returncode == 2
    assert refused.stderr.isascii()
    assert shell("custlove --help", environ).returncode == 0


@pytest.mark.slow
@posix
def test_as_cron_would_start_it(begun: Path, tmp_path: Path) -> None:
    # No HOME, no TERM, no PATH, no locale: the settings are named, so that nobody's own are read.
    empty = {"CUSTLOVE_CONFIG": str(tmp_path / "none.toml")}
    content = begun.read_bytes()
    for words, code in (
        (("today",), 0),
        (("person", "list", "--json"), 0),
        (("log", "nobody", "x"), 3),
        (("--help",), 0),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "custlove", "--journal", str(begun), *words],
            env=empty, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == code
        assert "Traceback" not in done.stderr
        assert "\x1b" not in done.stdout + done.stderr
    assert begun.read_bytes() == content


@posix
def test_in_a_folder_that_is_gone(shell: Shell, begun: Path, tmp_path: Path) -> None:
    gone = f"mkdir {tmp_path / 'gone'} && cd {tmp_path / 'gone'} && rmdir {tmp_path / 'gone'}"
    assert shell(f"{gone} && custlove person list").returncode == 0
    done = shell(f"{gone} && custlove --journal x.db today")
    assert done.returncode == 66
    assert "Traceback" not in done.stderr


@posix
def test_an_input_that_is_closed_is_empty(shell: Shell, begun: Path) -> None:
    content = begun.read_bytes()
    done = shell("custlove promise add anna - --by friday <&-")
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "custlove: The promise is missing.")
    assert "Traceback" not in shell("custlove import jsonl - <&-").stderr
    assert begun.read_bytes() == content


@posix
def test_a_first_write_that_is_refused_leaves_no_journal(custlove: Program, journal: Path) -> None:
    for words, code in (
        (("log", "nobody", "x"), 3),
        (("promise", "add", "nobody", "x", "--by", "friday"), 3),
        (("log", "B", "x", "--new", "--next", "2026-01-01", "--on", "2026-02-01"), 4),
        (("person", "add", "B", "--as", "!"), 2),
    ):
        custlove(*words, code=code)
        assert not journal.parent.exists()
    custlove("undo", code=4)


@posix
def test_what_is_private_stays_private(shell: Shell, journal: Path) -> None:
    assert shell("umask 0; custlove person add B").returncode == 0
    assert (journal.stat().st_mode & 0o777, journal.parent.stat().st_mode & 0o777) == (0o600, 0o700)

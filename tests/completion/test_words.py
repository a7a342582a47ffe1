"""The answerer over command lines, as each shell asks it."""

import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove import dates
from custlove.completion import words
from custlove.completion.line import place, split
from custlove.rules import cadence
from tests.completion import hostile
from tests.conftest import NOW, Program, written_once

Ask = Callable[..., list[str]]
PLAIN = re.compile(r"[a-z0-9][a-z0-9-]*")


class _Captured(io.TextIOWrapper):
    @property
    def lines(self) -> list[str]:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode(self.encoding).splitlines()


@pytest.fixture
def ask(home: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """What a shell is told: `ask("bash", LINE)`, or `ask("zsh", LINE)`, which is split first."""

    def run(shell: str, line: str, *, word: str | None = None, encoding: str = "utf-8") -> list[str]:
        typed = split(line)
        given = [line, typed[-1] if word is None else word] if shell == "bash" else typed
        with monkeypatch.context() as patch:
            out = _Captured(io.BytesIO(), encoding=encoding)
            patch.setattr(sys, "stdout", out)
            assert words.run([shell, *given], os.environ) == 0
        return out.lines

    return run


@pytest.fixture
@written_once
def people(custlove: Program) -> Program:
    """Anna, touched last and owed an offer, and Anton."""
    custlove("person", "add", "Anna Karenina", "--as", "anna", "--on", "2026-09-01")
    custlove("person", "add", "Anton", "--on", "2026-09-01")
    custlove("log", "anton", "hello", "--on", "2026-10-01", "--tag", "thanks")
    custlove("log", "anna", "hello", "--on", "2026-10-02")
    custlove("promise", "add", "anna", "the offer", "--by", "2026-12-24")
    return custlove


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("custlove pro", ["promise", "prompt"]),
        ("custlove promise re", ["release", "remove"]),
        ("custlove promise release --", ["--why", "--on", "--json", "--help"]),
        ("custlove promise release --json --", ["--why", "--on", "--help"]),
        ("custlove promise --s", ["--state"]),
        ("custlove show ", ["anna", "anton"]),
        ("custlove show AN", ["anna", "anton"]),
        ("custlove show ant", ["anton"]),
        ("custlove log anna,", ["anna,anton"]),
        ("custlove log anna,an", ["anna,anton"]),
        ("custlove log Anna,anton,", []),
        ("custlove log 'Anna K,a", []),
        ("custlove log anna hi --with ", ["anna", "anton"]),
        ("custlove followup add anna,a", ["anna,anton"]),
        ("custlove promise list --who a", ["anna", "anton"]),
        ("custlove promise keep ", ["p1"]),
        ("custlove promise keep a", ["anna"]),
        ("custlove touchpoint edit ", ["t2", "t1"]),
        ("custlove fact add anna need --source ", ["t2", "t1"]),
        ("custlove followup done ", []),
        ("custlove ladder move anna c", ["customer", "client"]),
        ("custlove ladder --rung adv", ["advocate"]),
        ("custlove log anna x --channel i", ["in-person"]),
        ("custlove log anna x --felt d", ["delighted"]),
        ("custlove log anna x --energy f", ["fed"]),
        ("custlove log anna x --tag ", ["thanks"]),
        ("custlove log anna x --on y", ["yesterday"]),
        ("custlove log anna x --next to", ["today", "tomorrow"]),
        ("custlove followup add anna eo", ["eow", "eom", "eoq", "eoy"]),
        ("custlove feedback hear anna x --kind ", ["criticism", "praise", "idea"]),
        ("custlove person edit anna --circle ", ["close", "acquaintance", "arms-length"]),
        ("custlove promise list --state k", ["kept-early", "kept", "kept-late"]),
        ("custlove promise list --state kept,b", ["kept,broken"]),
        ("custlove help da", ["dates", "day"]),
        ("custlove completion install ", ["bash", "zsh", "fish"]),
        ("custlove init ", [":file"]),
        ("custlove --journal ", [":file"]),
        ("custlove log anna ", []),
        ("custlove log -- -", []),
        ("custlove nonsense ", []),
        ("custlove show anna ", []),
    ],
)
def test_what_bash_is_told(people: Program, ask: Ask, line: str, answer: list[str]) -> None:
    assert ask("bash", line) == answer


def test_bash_is_told_only_what_it_replaces(people: Program, ask: Ask) -> None:
    assert ask("bash", "custlove log --with=an", word="an") == ["anna", "anton"]
    assert ask("bash", "custlove log --with=", word="") == ["anna", "anton"]
    # As where = has been taken out of COMP_WORDBREAKS.
    assert ask("bash", "custlove log --with=an", word="--with=an") == ["--with=anna", "--with=anton"]
    assert ask("bash", 'custlove log "anna,an', word='"anna,an') == ["anna,anton"]


def test_the_others_are_told_whole_words_with_a_text(people: Program, ask: Ask) -> None:
    for shell in ("zsh", "fish"):
        assert ask(shell, "custlove show a") == ["anna\tAnna Karenina", "anton\tAnton"]
        assert ask(shell, "custlove log --with=ant") == ["--with=anton\tAnton"]
        assert ask(shell, "custlove log anna,") == ["anna,anton\tAnton"]
        assert ask(shell, "custlove promise keep ") == ["p1\tanna, 2026-12-24: the offer"]
        assert ask(shell, "custlove ladder --rung adv") == ["advocate"]
        assert ask(shell, "custlove --journal=") == [":file"]
        assert ask(shell, "custlove prom") == [
            "promise\tTrack promises, yours and theirs.",
            "prompt\tPrint one short line, for a shell prompt or status bar.",
        ]


def test_the_journal_on_the_line_goes_first(
    people: Program, ask: Ask, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = home / "other place.db"
    people("--journal", other, "init")
    people("--journal", other, "person", "add", "Otto")
    monkeypatch.chdir(home)
    for typed in (f"'{other}'", "other\\ place.db", "~/other\\ place.db", '"$HOME/other place.db"'):
        assert ask("bash", f"custlove --journal {typed} show ") == ["otto"]
    assert ask("zsh", f"custlove '--journal={other}' show ") == ["otto\tOtto"]
    monkeypatch.setenv("CUSTLOVE_JOURNAL", str(other))
    assert ask("bash", "custlove show ") == ["otto"]
    assert ask("bash", f"custlove --journal {tmp_path}/none.db show ") == []
    assert not list(tmp_path.glob("*.db"))


def test_texts_are_made_visible_and_short(anna: Program, ask: Ask) -> None:
    anna("promise", "add", "anna", "a\x1b[31m\nb\tc\u202ed" + "e" * 200, "--by", "2026-12-24")
    shown = "anna, 2026-12-24: a␛[31m⏎b␉c\\u202ed"
    assert ask("zsh", "custlove promise keep ") == [f"p1\t{shown}{'e' * (59 - len(shown))}…"]


def test_what_the_terminal_cannot_show_is_replaced(anna: Program, ask: Ask) -> None:
    anna("person", "add", "Žofie", "--as", "zofie")
    assert ask("zsh", "custlove show z", encoding="ascii") == ["zofie\t?ofie"]


LINES = [
    "show ", "log ", "log p00,", "promise keep ", "promise keep p", "followup done ", "feedback thank ",
    "touchpoint edit ", "undo ", "log p00 x --tag ", "person list --tag ", "person restore ", "promise list --who=",
]  # fmt: skip


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_no_text_of_a_journal_becomes_a_word(ask: Ask, home: Path, shell: str) -> None:
    spoilt = hostile.journal(home / "hostile.db")
    for line in LINES:
        answer = ask(shell, f"custlove --journal {spoilt} {line}")
        offered = [each.partition("\t")[0].removeprefix("p00,").removeprefix("--who=") for each in answer]
        assert all(PLAIN.fullmatch(word) for word in offered)
        assert all(each.isprintable() for each in "".join(answer).split("\t"))
        many = {"promise keep p": 50, "log p00,": 24, "person restore ": 0}
        assert len(offered) == (3 if "--tag" in line else many.get(line, 25))
        assert shell != "bash" or not any("\t" in each for each in answer)


@given(st.text(), st.sampled_from(["show ", "log ", "log x --with=", "promise list --who ", "--journal ", ""]))
def test_nothing_typed_comes_back_as_anything_but_what_was_typed(text: str, before: str) -> None:
    # One word, whatever is in it.
    here = place(["custlove", *before.split()], text)
    for word, _ in words.candidates(here, {"CUSTLOVE_JOURNAL": "/nowhere"}):
        assert word == words.FILES or PLAIN.fullmatch(word) or word in here.level.offered


def test_the_words_for_days_are_read() -> None:
    today = NOW.date()
    assert all(dates.read_day(word, today=today, lean=dates.Lean.PAST) <= today for word in words.DAYS["past"])
    assert all(dates.read_day(word, today=today, lean=dates.Lean.DUE) >= today for word in words.DAYS["due"])
    for word in words.DAYS["every"]:
        assert cadence.parse(word) is not None


def test_the_words_for_periods_are_read(anna: Program) -> None:
    for word in words.DAYS["since"]:
        anna("touchpoint", "list", "--since", word)
    for word in words.DAYS["ahead"]:
        anna("today", "--ahead", word)


def test_every_state_that_is_offered_is_read(anna: Program, ask: Ask) -> None:
    for state in ask("bash", "custlove promise list --state "):
        anna("promise", "list", "--state", state)


def test_nothing_asked_is_answered_with_nothing(home: Path) -> None:
    for arguments in ([], ["zsh"], ["nonsense"], ["bash"], ["bash", ""], ["fish", ""]):
        assert words.run(arguments, {}) == 0


@pytest.fixture
def answered(people: Program) -> Callable[..., "subprocess.CompletedProcess[bytes]"]:
    def run(*arguments: str) -> "subprocess.CompletedProcess[bytes]":
        command = [sys.executable, "-X", "importtime", "-m", "custlove", "__complete", *arguments]
        return subprocess.run(command, capture_output=True, check=False, timeout=60)

    return run


@pytest.mark.parametrize(
    "line", ["custlove show an", "custlove promise keep ", "custlove log x --tag ", "custlove pro"]
)
def test_the_installed_program_answers_before_the_command_line_is_loaded(
    answered: Callable[..., "subprocess.CompletedProcess[bytes]"], line: str
) -> None:
    said = answered("zsh", *split(line))
    assert (said.returncode, bool(said.stdout)) == (0, True)
    loaded = {each.rpartition(b"|")[2].strip().decode() for each in said.stderr.splitlines()}
    assert "custlove.completion.words" in loaded
    # The last costs as much as everything that is loaded here.
    assert not loaded & {"typer", "sqlmodel", "sqlalchemy", "rich", "pendulum", "custlove.cli.app", "pathlib", "typing"}
    assert ("sqlite3" in loaded) == (line != "custlove pro")


def test_it_is_quick_where_the_journal_is_locked(people: Program, journal: Path, ask: Ask) -> None:
    import sqlite3

    with closing(sqlite3.connect(journal, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        begun = time.monotonic()
        assert ask("bash", "custlove show ") == []
        # The promise is 200 ms; a loaded machine is given room.
        assert time.monotonic() - begun < 2


def test_bash_leaves_what_was_typed_where_several_handles_are_meant(
    anna: Program, journal: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    anna("person", "add", "Petra Vogel")
    anna("person", "add", "Paul Vogt")

    def said(word: str) -> list[str]:
        words.run(["bash", f"custlove show {word}", word], {"CUSTLOVE_JOURNAL": str(journal)})
        return capsysbinary.readouterr().out.decode().splitlines()

    assert said("vog") == ["paul-vogt", "petra-vogel", " "]
    assert said("vogel") == ["petra-vogel"]
    assert said("p") == ["paul-vogt", "petra-vogel"]

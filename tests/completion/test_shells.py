"""TAB pressed in bash, zsh and fish, over texts that a careless completion would run."""

import re
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from custlove.completion.scripts import SHELLS
from custlove.store import file
from tests.completion import hostile
from tests.completion.terminal import PROMPT, Terminal, missing

pytestmark = pytest.mark.slow

MARKED = re.compile(r"pwned|\x1b")
EVERYBODY = [f"p{number:02}" for number in range(len(hostile.TEXTS))]
NUMBERS = [str(number) for number in range(1, len(hostile.TEXTS) + 1)]


class Tried(Terminal):
    """A terminal that knows its shell and where its home is."""

    shell: str
    home: Path

    def offers(self, line: str, words: list[str], *, shared: bool = False) -> str:
        """Press TAB and see that these words are listed; bash lists at the second one, after what they share."""
        times = 2 + shared if self.shell == "bash" else 1
        return self.tab(line, lambda screen: _listed(screen, words), times=times)

    def becomes(self, line: str, whole: str) -> None:
        """Press TAB and see what the line becomes."""
        self.tab(line, lambda screen: screen.partition("\n")[0].rstrip() == f"{PROMPT} {whole}".rstrip())
        # A word that is whole is followed by a space: what is typed next stands apart.
        self.type("THEEND")
        self.until(lambda screen: screen.startswith(f"{PROMPT} {whole}THEEND"))


def _listed(screen: str, words: list[str]) -> bool:
    shown = screen.partition("\n")[2].split()
    return all(word in shown for word in words)


@pytest.fixture(scope="module", params=SHELLS)
def started(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tried]:
    shell: str = request.param
    if why := missing(shell):
        pytest.skip(why)
    home = tmp_path_factory.mktemp(shell)
    journal = hostile.journal(home / "hostile.db")
    tried = Tried(shell, home, {"CUSTLOVE_JOURNAL": str(journal)})
    tried.shell, tried.home = shell, home
    yield tried
    tried.close()


@pytest.fixture
def tried(started: Tried) -> Iterator[Tried]:
    """The shell, with an empty line; afterwards nothing may have run."""
    started.clear()
    yield started
    ran = list(started.home.rglob(f"{hostile.MARK}*"))
    for path in ran:
        path.unlink()
    assert not ran


def test_handles_among_hostile_names(tried: Tried) -> None:
    screen = tried.offers("custlove show p", EVERYBODY)
    assert tried.shell != "bash" or not MARKED.search(screen)


@pytest.mark.parametrize(
    ("command", "letter"),
    [("promise keep", "p"), ("followup done", "f"), ("feedback thank", "b"), ("touchpoint edit", "t"), ("undo", "c")],
)
def test_references_with_hostile_texts(tried: Tried, command: str, letter: str) -> None:
    screen = tried.offers(f"custlove {command} ", [f"{letter}{number}" for number in NUMBERS], shared=True)
    # bash shows no texts at all; the others show them and run nothing, which every test looks for.
    assert bool(MARKED.search(screen)) == (tried.shell != "bash")
    assert "\x1b" not in screen


def test_a_line_that_was_completed_can_be_run(tried: Tried) -> None:
    tried.tab("custlove show p24", lambda screen: screen.startswith(f"{PROMPT} custlove show p24"))
    tried.enter()
    tried.until(lambda screen: "名前 é $(touch pwned)" in screen)


@pytest.mark.parametrize("command", ["log p00 x --tag ", "person list --tag "])
def test_tags_that_are_words_and_no_other(tried: Tried, command: str) -> None:
    assert not MARKED.search(tried.offers(f"custlove {command}", ["garden", "new-office", "vip"]))


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("custlove log p01,p02,p24", "custlove log p01,p02,p24 "),
        ("custlove log x y --with=p24", "custlove log x y --with=p24 "),
        ("custlove log 'p24", "custlove log 'p24' "),
        ('custlove log "p01,p24', 'custlove log "p01,p24" '),
        ("custlove promi", "custlove promise "),
        ("custlove promise rele", "custlove promise release "),
        ("custlove log p01 x --chan", "custlove log p01 x --channel "),
        ("custlove log p01 x --channel in", "custlove log p01 x --channel in-person "),
        ("custlove ladder move p01 adv", "custlove ladder move p01 advocate "),
        ("custlove followup add p01 tom", "custlove followup add p01 tomorrow "),
        ("custlove feedback hear p01 x --kind cri", "custlove feedback hear p01 x --kind criticism "),
        ("custlove promise list --state open,bro", "custlove promise list --state open,broken "),
        ("custlove log --on 12:30 p24", "custlove log --on 12:30 p24 "),
        ("custlove show P24", "custlove show p24 "),
        ("true; custlove show p24", "true; custlove show p24 "),
        ("true | custlove show p24", "true | custlove show p24 "),
    ],
)
def test_the_line_becomes(tried: Tried, line: str, whole: str) -> None:
    tried.becomes(line, whole)


def test_hostile_words_on_the_line_itself(tried: Tried) -> None:
    """Before the cursor, quoted, as journal and as words; and at the cursor, bare."""
    for text in hostile.TEXTS:
        if text.isprintable() and "!" not in text:
            word = _quoted(tried.shell, text)
            tried.settled(f"custlove --journal {word} log {word} --org {word} --with ")
            tried.clear()
            # zsh itself expands a bare word at TAB, whatever the command.
            tried.settled(f"custlove log {word if tried.shell == 'zsh' else text},p2")
            tried.clear()


def _quoted(shell: str, text: str) -> str:
    if shell == "fish":
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return shlex.quote(text)


def test_files_where_a_file_is_expected(tried: Tried) -> None:
    (tried.work / "$(touch pwned).db").touch()
    (tried.work / "a file.db").touch()
    try:
        tried.becomes("custlove --journal a", "custlove --journal a\\ file.db ")
        tried.clear()
        tried.becomes("custlove --journal=a", "custlove --journal=a\\ file.db ")
        tried.clear()
        tried.becomes("custlove --journal '$", "custlove --journal '$(touch pwned).db' ")
        tried.clear()
        tried.becomes("custlove init a", "custlove init a\\ file.db ")
        tried.clear()
        assert "file.db" not in tried.settled("custlove show a")
    finally:
        (tried.work / "$(touch pwned).db").unlink()
        (tried.work / "a file.db").unlink()


def test_the_journal_on_the_line_is_the_one_asked(tried: Tried) -> None:
    other = tried.home / "other one.db"
    if not other.exists():
        file.create(other)
        with closing(sqlite3.connect(other)) as connection, connection:
            connection.execute("INSERT INTO change (at, zone, command) VALUES ('2026-01-01', 'UTC', 'x')")
            connection.execute(
                "INSERT INTO person (uid, handle, name, name_key, added_on)"
                " VALUES ('u', 'otto', 'O', 'o', '2026-01-01')"
            )
    for typed in ("~/other\\ one.db", "'../other one.db'", '"$HOME/other one.db"'):
        tried.becomes(f"custlove --journal {typed} show o", f"custlove --journal {typed} show otto ")
        tried.clear()


def test_a_journal_that_is_locked_offers_nothing(tried: Tried) -> None:
    with closing(sqlite3.connect(tried.home / "hostile.db", isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        assert "p24THEEND" not in tried.settled("custlove show p2")

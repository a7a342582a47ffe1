"""Taking changes back: whole, exactly, and only where nothing later rests on them."""

import contextlib
import io
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custlove import folding
from custlove.cli import app, registry
from custlove.store import history_triggers, search
from tests.conftest import NOW

Rows = dict[str, list[tuple[Any, ...]]]
_JULIAN_DAY_OF_ORDINAL = 1_721_424


class Answer(NamedTuple):
    """What a run answered, whatever its exit code."""

    code: int
    out: str
    err: str


class Journal:
    """A journal at a path: commands, its rows, its file."""

    # It is looked at after every step; to open it takes longer than to look.
    opened: ClassVar[list[sqlite3.Connection]] = []

    def __init__(self, path: Path, content: bytes | None = None) -> None:
        self.path = path
        if content is None:
            assert self.run("init", str(path)).code == 0
        else:
            path.write_bytes(content)
        self._reader = sqlite3.connect(path)
        self.opened.append(self._reader)

    def run(self, *words: str) -> Answer:
        """One command on it."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = app.run(["--journal", str(self.path), *words], clock=NOW)
        return Answer(code, out.getvalue(), err.getvalue())

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """What a statement finds."""
        return self._reader.execute(sql).fetchall()

    def rows(self) -> Rows:
        """Every row of every table but the history and the index."""
        tables = history_triggers.logged_tables(self._reader)
        return {table: self.ask(f"SELECT * FROM {table} ORDER BY id") for table in tables}

    def indexed(self) -> list[tuple[Any, ...]]:
        """Each word of the search index, as it would be if it were made from the rows as they stand."""
        words = _words(self._reader)
        assert words == _fresh_words(self._reader)
        return words

    @property
    def last_change(self) -> int:
        """The number of the last change."""
        return int(self.ask("SELECT coalesce(max(id), 0) FROM change")[0][0])


def words_in_the_index(path: Path) -> list[tuple[Any, ...]]:
    """Each word of the search index: the word, the row it is in, its place there."""
    with closing(sqlite3.connect(path)) as connection:
        return _words(connection)


def words_of_a_fresh_index(path: Path) -> list[tuple[Any, ...]]:
    """What the index would hold if it were made from the rows as they stand."""
    with closing(sqlite3.connect(path)) as journal:
        return _fresh_words(journal)


def _fresh_words(journal: sqlite3.Connection) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(":memory:")) as fresh:
        sql = journal.execute("SELECT sql FROM sqlite_schema WHERE name = 'search'").fetchone()[0]
        fresh.execute(sql)
        for table, what in search.SEARCHED.items():
            rows = journal.execute(f"SELECT id, {what.day}, {', '.join(what.texts)} FROM {table}").fetchall()
            for number, day, *texts in rows:
                for told in what.told:
                    sql = f"SELECT {told.text} FROM {told.table} WHERE {told.owner} = ? ORDER BY id"
                    texts += [
                        f"{each} {folding.number_words(each)}" if told.numbers else each
                        for each in _told(journal, sql, number)
                    ]
                julian = date.fromisoformat(day).toordinal() + _JULIAN_DAY_OF_ORDINAL
                row = (julian << 40 | what.code << 36 | number, search.words_of(" ".join(text or "" for text in texts)))
                fresh.execute("INSERT INTO search (rowid, body) VALUES (?, ?)", row)
        return _words(fresh)


def _told(journal: sqlite3.Connection, sql: str, number: int) -> list[str]:
    return [text for (text,) in journal.execute(sql, (number,)) if text]


def _words(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, search, instance)")
    return sorted(connection.execute("SELECT term, doc, offset FROM temp.words").fetchall())


PEOPLE = ("anna", "boris", "clara", "dora")
DAYS = ("2026-10-01", "2026-10-20", "2026-11-10", "yesterday", "today")
AHEAD = ("today", "2026-11-25", "2026-12-24")
TEXTS = ("one two", "zwei, drei", "it's “three”,a=NULL", "b='x',", "", "line\nbreak", "naïve 日本")

who = st.sampled_from(PEOPLE)
text = st.sampled_from(TEXTS)
said = st.sampled_from([each for each in TEXTS if each])
number = st.integers(1, 3).map(str)


def given_option(name: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    """An option that is always given."""
    return values.map(lambda value: [f"{name}={value}"])


def option(name: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    """An option, given or not."""
    return st.just([]) | given_option(name, values)


def flag(*names: str) -> st.SearchStrategy[list[str]]:
    """One of these flags, or none."""
    return st.just([]) | st.sampled_from(names).map(lambda name: [name])


def command(*words: "str | st.SearchStrategy[str] | st.SearchStrategy[list[str]]") -> st.SearchStrategy[list[str]]:
    """A command line of fixed words, of words to choose, and of options given or not."""
    parts: list[st.SearchStrategy[Any]] = [st.just(each) if isinstance(each, str) else each for each in words]
    return st.tuples(*parts).map(
        lambda drawn: [word for each in drawn for word in ([each] if isinstance(each, str) else each)]
    )


on = option("--on", st.sampled_from(DAYS))
due = st.sampled_from(AHEAD)
card = (
    option("--nickname", text), option("--org", text), option("--role", text), option("--notes", text),
    option("--every", st.sampled_from(["3 weeks", "quarter", "none"])), option("--circle", st.just("close")),
    option("--email", st.sampled_from(["a@x", "b@x"])), option("--tag", st.sampled_from(["red", "blue"])),
)  # fmt: skip
COMMANDS = {
    "person add": command(
        "person", "add", st.sampled_from(["Anna K", "Boris", "Emil"]),
        option("--as", st.sampled_from(["emil", "fritz"])),
        option("--rung", st.sampled_from(["customer", "toxic"])), *card, on,
    ),
    "person edit": command(
        "person", "edit", who, given_option("--phone", st.just("030 1")), *card,
        option("--clear", st.sampled_from(["role", "every", "org,notes"])), option("--added", st.sampled_from(DAYS)),
        option("--fit", number), option("--influence", number),
    ),
    "person spread": command("person", "spread", option("--over", st.sampled_from(["60d", "4 weeks"]))),
    "person rename": command(
        "person", "rename", who, st.sampled_from(["Anna Z", "Boris", "Ünal"]), option("--as", st.just("gustav"))
    ),
    "person archive": command("person", "archive", who, on),
    "person restore": command("person", "restore", st.sampled_from(["dora", "anna"])),
    "person merge": st.permutations(PEOPLE).map(lambda people: ["person", "merge", *people[:2]]),
    "log": command(
        "log", who, text, option("--with", who), on, option("--channel", st.just("call")), flag("--in", "--out"),
        option("--felt", st.sampled_from(["1", "glad"])), option("--energy", st.just("-2")),
        option("--minutes", st.just("30")), flag("--wow"), option("--tag", st.sampled_from(["red", "blue"])),
        flag("--new"), option("--next", due), flag("--keep-followups"), option("--need", said),
        option("--keeps", st.just("1")),
        st.just([]) | due.map(lambda day: ["--promise=the plan", f"--by={day}"]),
    ),
    "touchpoint edit": command(
        "touchpoint", "edit", number, given_option("--text", text), on, option("--with", who),
        option("--tag", st.just("green")), option("--no-tag", st.just("red")), option("--clear", st.just("felt")),
    ),
    "touchpoint edit --without": command("touchpoint", "edit", "1", given_option("--without", who)),
    "touchpoint remove": command("touchpoint", "remove", number),
    "followup add": command("followup", "add", who, due, text, on),
    "followup done": command("followup", "done", number, on),
    "followup snooze": command("followup", "snooze", number, st.sampled_from(AHEAD[1:]), on),
    "followup edit": command("followup", "edit", number, given_option("--text", said), option("--by", due), on),
    "followup remove": command("followup", "remove", number),
    "promise add": command("promise", "add", who, said, given_option("--by", due), flag("--theirs"), on),
    "promise keep": command("promise", "keep", number, option("--extra", text), on),
    "promise move": command("promise", "move", number, given_option("--to", due), option("--why", text), on),
    "promise release": command("promise", "release", number, option("--why", text), on),
    "promise edit": command(
        "promise", "edit", number, given_option("--text", said), option("--by", due), flag("--theirs"), on
    ),
    "promise remove": command("promise", "remove", number),
    "feedback ask": command("feedback", "ask", who, text, on),
    "feedback hear": command(
        "feedback", "hear", who, said, given_option("--kind", st.sampled_from(["criticism", "praise"])),
        option("--score", st.just("6")), flag("--unasked"), on,
    ),
    "feedback confirm": command("feedback", "confirm", number, text, flag("--agreed", "--not-agreed"), on),
    "feedback act": command("feedback", "act", number, text, option("--wanted", said), flag("--anyway"), on),
    "feedback thank": command("feedback", "thank", number, text, flag("--card"), flag("--anyway"), on),
    "feedback edit": command(
        "feedback", "edit", number, given_option("--text", said), option("--kind", st.just("idea")), flag("--unasked"),
    ),
    "feedback remove": command("feedback", "remove", number),
    "feedback drop-ask": command("feedback", "drop-ask", number, option("--why", said), on),
    "feedback edit-ask": command("feedback", "edit-ask", number, given_option("--text", said), on),
    "feedback remove-ask": command("feedback", "remove-ask", number),
    "ladder move": command(
        "ladder", "move", who, st.sampled_from(["customer", "client", "toxic"]), "--why=a reason, 'quoted'",
        flag("--anyway"), on,
    ),
    "ladder stay": command("ladder", "stay", who, "--why=a reason", on),
    "fact add": command("fact", "add", who, st.sampled_from(["need", "life"]), said, option("--source", number), on),
    "fact supersede": command("fact", "supersede", number, said, on),
    "fact resolve": command("fact", "resolve", number, text, on),
    "fact edit": command("fact", "edit", number, given_option("--text", said), option("--kind", st.just("life")), on),
    "fact remove": command("fact", "remove", number),
    "mistake add": command("mistake", "add", who, said, option("--severity", number), on),
    "mistake add --feedback": command("mistake", "add", "anna", "late", "--feedback", "1", on),
    "mistake edit": command("mistake", "edit", number, flag("--hidden", "--not-hidden"), option("--severity", number)),
    "mistake remove": command("mistake", "remove", number),
    "mistake own": command("mistake", "own", number, text, flag("--anyway"), on),
    "mistake repair": command("mistake", "repair", number, said, flag("--anyway"), on),
    "mistake followup": command("mistake", "followup", number, text, flag("--card"), flag("--anyway"), on),
    "day add": command("day", "add", who, said, st.sampled_from(["2026-03-14", "02-29"]), on),
    "day edit": command("day", "edit", number, given_option("--text", said), option("--day", st.just("03-15"))),
    "day remove": command("day", "remove", number),
    "ritual add": command(
        "ritual", "add", who, said, given_option("--every", st.sampled_from(["2 weeks", "month"])),
        option("--from", due),
    ),
    "ritual edit": command("ritual", "edit", number, given_option("--text", said)),
    "ritual keep": command("ritual", "keep", number, text, on),
    "ritual skip": command("ritual", "skip", number, option("--why", said), on),
    "ritual pause": command("ritual", "pause", number, on),
    "ritual resume": command("ritual", "resume", number, on),
    "ritual remove": command("ritual", "remove", number),
    "purchase add": command("purchase", "add", who, st.sampled_from(["120", "0.5"]), "EUR", text, on),
    "purchase add --repeat": command("purchase", "add", who, "--repeat", on),
    "purchase edit": command("purchase", "edit", number, given_option("--amount", st.just("7.5")), on),
    "purchase remove": command("purchase", "remove", number),
    "introduction add": command("introduction", "add", who, who, text, on),
    "introduction edit": command("introduction", "edit", number, given_option("--text", said), on),
    "introduction remove": command("introduction", "remove", number),
    "link add": command("link", "add", who, who, st.sampled_from(["friends", "family"]), on),
    "link edit": command("link", "edit", number, given_option("--kind", st.sampled_from(["friends", "work"])), on),
    "link remove": command("link", "remove", number),
}  # fmt: skip
# A journal with something of everything, so that little of what is drawn is refused.
BEGUN = (
    ("person", "add", "Anna K", "--as", "anna", "--tag", "red", "--on", "2026-09-01"),
    ("person", "add", "Boris", "--as", "boris", "--role", "one", "--on", "2026-09-01"),
    ("person", "add", "Clara", "--as", "clara", "--on", "2026-09-15"),
    ("person", "add", "Dora", "--as", "dora", "--on", "2026-09-15"),
    ("person", "archive", "dora", "--on", "2026-10-01"),
    ("followup", "add", "anna", "2026-10-10", "zwei", "--on", "2026-09-20"),
    ("followup", "add", "boris", "2026-11-25", "drei", "--on", "2026-09-20"),
    ("log", "anna,boris", "first", "--tag", "red", "--felt", "glad", "--on", "2026-10-02", "--keep-followups"),
    ("log", "anna", "second", "--tag", "red", "--on", "2026-10-02", "--keep-followups"),
    ("promise", "add", "boris", "the plan", "--by", "2026-11-05", "--on", "2026-10-01"),
    ("promise", "add", "anna", "drawings", "--by", "2026-12-20", "--on", "2026-10-01"),
    ("feedback", "ask", "anna", "what else?", "--on", "2026-10-03"),
    ("feedback", "hear", "anna", "too late", "--kind", "criticism", "--on", "2026-10-05"),
    ("feedback", "hear", "clara", "fine", "--kind", "praise", "--on", "2026-10-06"),
    ("ladder", "move", "anna", "customer", "--why", "bought", "--on", "2026-10-04"),
    ("fact", "add", "anna", "need", "one two", "--source", "1", "--on", "2026-10-02"),
    ("fact", "supersede", "1", "zwei", "--on", "2026-10-20"),
    ("mistake", "add", "anna", "b='x',", "--on", "2026-10-06"),
    ("day", "add", "boris", "three", "2026-12-01", "--on", "2026-10-01"),
    ("import", "jsonl", "{lines}"),
    ("purchase", "add", "anna", "10", "EUR", "--on", "2026-10-01"),
    ("introduction", "add", "anna", "boris", "--on", "2026-10-01"),
    ("link", "add", "clara", "boris", "friends", "--on", "2026-10-01"),
)
# What no command says: a ritual that was begun some time ago; somebody who was brought in and is still to be met.
LINES = (
    {
        "kind": "ritual", "person": "anna", "what": "football", "rule": "FREQ=WEEKLY;BYDAY=FR",
        "added_on": "2026-10-01", "events": [{"kind": "kept", "on": "2026-10-09", "text": "lost"}],
    },
    {"kind": "person", "uid": "guest", "name": "Guest", "every": "3 weeks", "added_on": "2026-10-01"},
    {"kind": "imported", "source": "vcard", "key": "guest", "noun": "person", "of": "guest"},
)  # fmt: skip
NUMBERS = count()


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """Whatever journals a test looked at are closed at its end."""
    yield
    while Journal.opened:
        Journal.opened.pop().close()


@pytest.fixture
def empty(home: Path, tmp_path: Path) -> Journal:
    """An empty journal."""
    return Journal(tmp_path / "journal.db")


@pytest.fixture
def begun(empty: Journal, tmp_path: Path) -> Callable[[], Journal]:
    """A new journal with something of everything each time it is called."""
    lines = tmp_path / "begun.jsonl"
    lines.write_text("".join(f"{json.dumps(line)}\n" for line in LINES), encoding="utf-8")
    for words in BEGUN:
        assert empty.run(*(word.format(lines=lines) for word in words)).code == 0
    content = empty.path.read_bytes()
    return lambda: Journal(tmp_path / f"{next(NUMBERS)}.db", content)


def test_every_kind_of_change_is_drawn() -> None:
    nouns = registry.COMMANDS["What you write down"]
    there = {f"{noun} {each.name or each.callback.__name__.strip('_')}" for noun in nouns for each in _commands(noun)}
    looking = {f"{noun} {look}" for noun in nouns for look in ("list", "due", "rate", "moves", "history", "suggest")}
    looking |= {"ladder allies", "ladder path", "person doubles"}
    # It asks, or reads a list, and writes what `person edit` does.
    looking |= {"person choose"}
    assert {name.partition(" --")[0] for name in COMMANDS} == (there - looking) | {"log"}


def _commands(noun: str) -> list[Any]:
    return list(registry.load(noun).registered_commands)


def _check_step(journal: Journal, words: list[str], given_numbers: dict[str, set[int]]) -> int:
    """Do one command, undo it, and undo the undo: exactly there and back, index and all; refused, nothing happens.

    The exit code of the command. `given_numbers` holds every number that a row ever had.
    """
    before, content, last = journal.rows(), journal.path.read_bytes(), journal.last_change
    answer = journal.run(*words)
    after = journal.rows()
    if answer.code == 0 and journal.last_change == last:
        # There was nothing to do.
        assert after == before, words
        return 0
    if answer.code != 0:
        assert answer.code in (2, 3, 4), answer
        assert journal.path.read_bytes() == content, words
        return answer.code
    journal.indexed()
    for table, rows in after.items():
        new = {row[0] for row in rows} - {row[0] for row in before[table]}
        assert not new & given_numbers[table], (words, table)
        given_numbers[table] |= {row[0] for row in rows}
    done = journal.last_change
    assert journal.run("undo").code == 0, words
    assert journal.rows() == before, words
    journal.indexed()
    brought_back = journal.run("undo", str(done + 1))
    assert brought_back.out.startswith("Brought back: "), brought_back
    assert journal.rows() == after, words
    journal.indexed()
    return answer.code


def _undo_any(journal: Journal, change: int) -> None:
    """Undo a change out of order: it goes exactly there and back, or is refused and names what is in the way."""
    before, content = journal.rows(), journal.path.read_bytes()
    answer = journal.run("undo", str(change))
    if answer.code != 0:
        assert answer.code == 4, answer
        assert f"Change {change} " in answer.err
        assert journal.path.read_bytes() == content
        return
    journal.indexed()
    assert journal.ask("PRAGMA foreign_key_check") == []
    assert journal.run("undo", str(journal.last_change)).code == 0
    assert journal.rows() == before


@pytest.mark.slow
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.data())
def test_whatever_was_done_can_be_undone_exactly(begun: Callable[[], Journal], data: st.DataObject) -> None:
    journal = begun()
    start = journal.rows()
    numbers = {table: {row[0] for row in rows} for table, rows in start.items()}
    names = data.draw(st.lists(st.sampled_from(sorted(COMMANDS)), min_size=4, max_size=12))
    for name in names:
        _check_step(journal, data.draw(COMMANDS[name], label=name), numbers)
    for change in data.draw(st.lists(st.integers(1, journal.last_change), max_size=4)):
        _undo_any(journal, change)
    while journal.rows() != start:
        assert journal.run("undo").code == 0
    journal.indexed()
    assert journal.ask("PRAGMA integrity_check") == [("ok",)]


def _undo_all(journal: Journal) -> None:
    """Undo, again and again, back to the empty journal."""
    while (answer := journal.run("undo")).code == 0:
        pass
    assert answer.code == 4
    assert answer.err.startswith("custlove: There is nothing to undo.")
    assert {table: rows for table, rows in journal.rows().items() if rows} == {}
    assert journal.indexed() == []
    assert journal.ask("PRAGMA integrity_check") == [("ok",)]


# Each command with every option that writes, in an order in which nothing is refused.
STORY = (
    ("person", "add", "Emil “=, Berg”", "--as", "emil", "--nickname", "it's", "--org", "a=NULL,b='x'",
     "--role", "r", "--email",
     "e@x", "--email", "f@x", "--phone", "030 1", "--birthday", "03-14", "--met", "at 'Rita''s'", "--zone",
     "UTC", "--channel", "call",
     "--every", "3 weeks", "--circle", "close", "--notes", "line\nbreak", "--rung", "client", "--tag", "blue",
     "--on", "2026-09-01"),
    ("person", "edit", "emil", "--clear", "nickname,org", "--role", "s", "--no-email", "e@x", "--no-phone",
     "030 1", "--no-tag",
     "blue", "--tag", "green", "--added", "2026-08-01"),
    ("person", "rename", "emil", "Emil Z", "--as", "milo"),
    ("person", "archive", "milo", "--on", "2026-11-01"),
    ("person", "restore", "milo"),
    ("log", "anna,milo", "all of it", "--with", "boris", "--channel", "letter", "--in", "--felt", "glad",
     "--energy", "-1",
     "--minutes", "45", "--wow", "--tag", "red", "--next", "2026-12-01", "--why", "again", "--promise",
     "a card", "--by", "friday"),
    ("log", "Hanna,Ida", "new ones", "--new", "--out", "--keep-followups", "--on", "yesterday 14:30"),
    ("log", "--org", "none such", "x", "--with", "anna"),
    ("touchpoint", "edit", "3", "--text", "other", "--on", "2026-11-20", "--with", "clara", "--without",
     "milo", "--felt", "hurt",
     "--no-wow", "--tag", "green", "--no-tag", "red", "--clear", "minutes", "--out"),
    ("touchpoint", "remove", "3"),
    ("followup", "add", "anna,boris", "2026-12-02", "both"),
    ("followup", "snooze", "2", "2026-12-24"),
    ("followup", "done", "1", "--on", "2026-11-20"),
    ("promise", "add", "anna", "theirs", "--by", "2026-11-25", "--theirs", "--on", "2026-11-02"),
    ("promise", "add", "Jo", "for a new one", "--by", "2026-11-25", "--new"),
    ("promise", "edit", "2", "--text", "drawings, signed", "--by", "2026-12-22", "--on", "2026-09-30", "--theirs"),
    ("promise", "move", "2", "--to", "2026-12-24", "--why", "they're ill"),
    ("promise", "keep", "2", "--extra", "a model"),
    ("promise", "release", "1", "--why", "no need"),
    ("feedback", "ask", "boris", "and you?", "--channel", "email"),
    ("feedback", "hear", "boris", "an idea", "--kind", "idea", "--score", "9"),
    ("feedback", "hear", "boris", "bad", "--kind", "criticism", "--unasked"),
    ("feedback", "confirm", "1", "you said"),
    ("feedback", "act", "1", "done"),
    ("feedback", "thank", "1", "a card"),
    ("feedback", "thank", "4", "", "--anyway"),
    ("ladder", "move", "anna", "client", "--why", "three projects"),
    ("person", "edit", "anna", "--fit", "5", "--influence", "2"),
    ("person", "spread", "--over", "60d"),
    ("fact", "supersede", "2", "it's “three”"),
    ("fact", "resolve", "3", "done"),
    ("fact", "add", "boris", "life", "a=NULL", "--source", "1"),
    ("mistake", "own", "1", "sorry"),
    ("mistake", "repair", "1", "paid"),
    ("mistake", "followup", "1", "all is well", "--card"),
    ("mistake", "add", "anna", "late", "--feedback", "1", "--severity", "3"),
    ("day", "add", "anna", "launch", "02-29"),
    ("day", "remove", "1"),
    ("ritual", "add", "boris", "a card", "--every", "year", "--on", "24 dec"),
    ("ritual", "edit", "1", "--text", "chess"),
    ("ritual", "skip", "1", "--why", "ill"),
    ("ritual", "keep", "1", "won", "--felt", "glad"),
    ("ritual", "pause", "1"),
    ("ritual", "resume", "1"),
    ("log", "anna", "in one breath", "--keeps", "1", "--need", "time", "--life", "moves house"),
    ("purchase", "add", "boris", "80,5", "EUR", "a plan"),
    ("purchase", "add", "boris", "--repeat"),
    ("purchase", "remove", "1"),
    ("introduction", "add", "boris", "Kitty", "how"),
    ("link", "add", "anna", "boris", "family"),
    ("person", "merge", "boris", "anna"),
    ("ritual", "remove", "1"),
    ("introduction", "remove", "2"),
    ("link", "remove", "1"),
    ("touchpoint", "remove", "1"),
    ("touchpoint", "remove", "2"),
)  # fmt: skip


@pytest.mark.slow
def test_every_command_goes_there_and_back(begun: Callable[[], Journal]) -> None:
    journal = begun()
    numbers: dict[str, set[int]] = {table: set() for table in journal.rows()}
    told = [_check_step(journal, list(words), numbers) for words in STORY]
    # Nobody is of that organisation; all others were written.
    assert told == [3 if "none such" in words else 0 for words in STORY]
    _undo_all(journal)


@pytest.mark.slow
def test_an_import_goes_there_and_back(begun: Callable[[], Journal], empty: Journal, tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    assert begun().run("export", "jsonl", str(lines)).code == 0
    other = Journal(tmp_path / "other.db")
    assert _check_step(other, ["import", "jsonl", str(lines)], {table: set() for table in other.rows()}) == 0
    assert other.rows() == empty.rows()
    assert _check_step(other, ["log", "anna", "after it"], {table: set() for table in other.rows()}) == 0
    assert other.run("undo", "1").code == 4
    _undo_all(other)


ANNA = ("person", "add", "Anna", "--on", "2026-09-01")
BORIS = ("person", "add", "Boris", "--on", "2026-09-01")


@pytest.mark.parametrize(
    ("steps", "target", "in_the_way"),
    [
        ((ANNA, ("log", "anna", "hello")), 1, 2),
        ((ANNA, ("person", "edit", "anna", "--role", "x")), 1, 2),
        ((ANNA, ("person", "edit", "anna", "--role", "x"), ("person", "edit", "anna", "--role", "y")), 2, 3),
        ((ANNA, ("person", "archive", "anna"), ("person", "restore", "anna")), 2, 3),
        ((ANNA, ("followup", "add", "anna", "today"), ("log", "anna", "hello")), 2, 3),
        ((ANNA, ("followup", "add", "anna", "today"), ("followup", "snooze", "1", "+2d")), 2, 3),
        ((ANNA, ("log", "anna", "hello"), ("touchpoint", "edit", "1", "--text", "other")), 2, 3),
        ((ANNA, ("log", "anna", "hello"), ("touchpoint", "remove", "1")), 2, 3),
        ((ANNA, ("log", "Boris", "hello", "--new"), ("promise", "add", "boris", "x", "--by", "today")), 2, 3),
        ((ANNA, ("promise", "add", "anna", "x", "--by", "today"), ("promise", "keep", "1")), 2, 3),
        (
            (
                ANNA,
                ("promise", "add", "anna", "x", "--by", "today"),
                ("promise", "move", "1", "--to", "+2d"),
                ("promise", "move", "1", "--to", "+4d"),
            ),
            3,
            4,
        ),
        ((ANNA, ("feedback", "ask", "anna"), ("feedback", "hear", "anna", "x", "--kind", "idea")), 2, 3),
        ((ANNA, ("feedback", "hear", "anna", "x", "--kind", "idea"), ("feedback", "thank", "1")), 2, 3),
        ((ANNA, ("ladder", "move", "anna", "client", "--why", "x")), 1, 2),
        ((ANNA, BORIS, ("person", "merge", "anna", "boris")), 2, 3),
        ((ANNA, BORIS, ("log", "boris", "x"), ("person", "merge", "anna", "boris")), 3, 4),
        # What an undo took back before is a change like any other to what comes after it.
        (
            (
                ANNA,
                ("person", "edit", "anna", "--role", "x"),
                ("person", "edit", "anna", "--role", "y"),
                ("undo",),
                ("undo",),
            ),
            4,
            5,
        ),
        ((ANNA, ("person", "edit", "anna", "--role", "x"), ("undo",), ("undo",)), 3, 4),
        ((ANNA, BORIS, ("person", "merge", "anna", "boris"), ("undo",), ("log", "boris", "x")), 4, 5),
    ],
)
def test_what_later_changes_rest_on_stays(
    empty: Journal, steps: tuple[tuple[str, ...], ...], target: int, in_the_way: int
) -> None:
    for words in steps:
        assert empty.run(*words).code == 0
    content = empty.path.read_bytes()
    answer = empty.run("undo", str(target))
    assert answer.code == 4
    assert answer.err.startswith(f"custlove: Change {target} cannot be undone: change {in_the_way} depends on it (")
    assert answer.err.endswith(f"Undo that one first: custlove undo {in_the_way}\n")
    assert empty.path.read_bytes() == content
    # And the advice helps.
    assert empty.run("undo", str(in_the_way)).code == 0
    assert empty.run("undo", str(target)).code == 0


def test_a_name_given_to_somebody_else_since_is_in_the_way(empty: Journal) -> None:
    for words in (ANNA, ("person", "rename", "anna", "--as", "anya"), ("person", "add", "Anna Z", "--as", "anna")):
        assert empty.run(*words).code == 0
    content = empty.path.read_bytes()
    answer = empty.run("undo", "2")
    assert answer == Answer(
        4,
        "",
        "custlove: Change 2 cannot be undone: later changes are in the way.\n"
        "Undo what came later first: custlove history\n",
    )
    assert empty.path.read_bytes() == content


def test_columns_that_have_nothing_to_do_with_each_other_do_not_rest_on_each_other(empty: Journal) -> None:
    for words in (ANNA, ("person", "edit", "anna", "--role", "x"), ("person", "edit", "anna", "--nickname", "Anya")):
        assert empty.run(*words).code == 0
    assert empty.run("undo", "2").code == 0
    assert empty.ask("SELECT role, nickname FROM person") == [(None, "Anya")]


def test_undone_again_and_again_it_goes_further_back_and_forth_again(empty: Journal) -> None:
    for words in (ANNA, ("log", "anna", "one"), ("log", "anna", "two")):
        assert empty.run(*words).code == 0
    states = [empty.rows()]
    for _ in range(3):
        assert empty.run("undo").code == 0
        states.append(empty.rows())
    assert empty.run("undo").code == 4
    assert [len(state["touchpoint"]) for state in states] == [2, 1, 0, 0]
    for undone, state in ((6, states[2]), (5, states[1]), (4, states[0])):
        assert empty.run("undo", str(undone)).out.startswith("Brought back: ")
        assert empty.rows() == state
    # What was brought back is the first to go again.
    assert empty.run("undo").code == 0
    assert empty.rows() == states[1]


def test_a_number_is_never_given_again(empty: Journal) -> None:
    for words in (ANNA, ("log", "anna", "one"), ("undo",), ("log", "anna", "two"), ("undo",), ("undo",), ANNA):
        assert empty.run(*words).code == 0
    assert empty.ask("SELECT id, handle FROM person") == [(2, "anna")]
    assert empty.run("log", "anna", "three").out.startswith("Touchpoint t3 ")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("undo", "9"), 3, "There is no change 9."),
        (("undo", "9" * 40), 2, '"' + "9" * 40 + '" is not the reference of a change.'),
        (("undo", "1"), 4, "Change 1 is undone already."),
        (("undo",), 4, "There is nothing to undo."),
        (("undo", "0"), 3, "There is no change 0."),
        (("undo", "x"), 2, '"x" is not the reference of a change.'),
    ],
)
def test_what_cannot_be_undone_is_told(empty: Journal, words: tuple[str, ...], code: int, said: str) -> None:
    assert empty.run(*ANNA).code == 0
    assert empty.run("undo").code == 0
    content = empty.path.read_bytes()
    answer = empty.run(*words)
    assert answer.code == code
    assert answer.err.startswith(f"custlove: {said}")
    assert empty.path.read_bytes() == content


def test_no_move_is_told_where_an_undo_left_none(empty: Journal) -> None:
    for words in (
        ANNA,
        ("ladder", "move", "anna", "customer", "--why", "a", "--on", "2026-10-01"),
        ("ladder", "move", "anna", "client", "--why", "b", "--on", "2026-10-10"),
        ("ladder", "move", "anna", "customer", "--why", "c", "--on", "2026-10-20"),
        ("undo", "3"),
    ):
        assert empty.run(*words).code == 0
    moves = empty.run("ladder", "moves", "--csv").out.splitlines()
    assert [line.split(",")[3:6] for line in moves[1:]] == [["up", "prospect", "customer"]]

"""Whatever a journal holds goes out and comes back the same: every kind of line, drawn at random."""

import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing, redirect_stderr, redirect_stdout
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from custlove.cli import app
from custlove.exchange.jsonl.fields import RECORD_TYPES
from custlove.store import history_triggers, version
from tests.conftest import NOW, Program
from tests.store import frozen

NUMBERS = count()
PEOPLE = ("anna", "levin", "kitty")
TEXTS = ("one", "it's “two”,\na=NULL", "[red]\u202ethree", "Grüße an Zoë", "=1+1")

who = st.sampled_from(PEOPLE)
text = st.sampled_from(TEXTS)
maybe_text = st.none() | text
day = st.sampled_from(["2026-09-01", "2026-10-01", "2026-10-01", "2026-11-22"])
later = st.just("2026-11-22")
touchpoint = st.sampled_from([None, "touch 0", "touch 1"])


def lines_of(kind: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Up to three lines of a kind; what is None is left out."""
    line = st.fixed_dictionaries({"kind": st.just(kind), **fields})
    return st.lists(line, max_size=3).map(
        lambda found: [{name: value for name, value in each.items() if value is not None} for each in found]
    )


def with_uids(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lines with an identity each, by which others name them."""
    return [{**line, "uid": f"{line['kind']} {number}"} for number, line in enumerate(found)]


def followed(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Facts of which each takes the place of the one before it."""
    lines = with_uids(found)
    return [line if number == 0 else {**line, "supersedes": f"fact {number - 1}"} for number, line in enumerate(lines)]


def both_or_none(intentions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Intentions of which an outcome is known with its day, or neither."""
    return [
        {key: value for key, value in each.items() if value is not None and (each["outcome"] or key != "settled_on")}
        for each in intentions
    ]


FIRST = [
    *({"kind": "person", "person": handle, "name": handle.title(), "added_on": "2026-08-01"} for handle in PEOPLE),
    *({"kind": "touchpoint", "uid": f"touch {n}", "people": ["anna"], "at": "2026-10-01", "text": "x"} for n in (0, 1)),
    {"kind": "promise", "uid": "promise 0", "person": "anna", "what": "a plan", "due_on": "2026-12-01"},
    {
        "kind": "feedback",
        "uid": "feedback 0",
        "person": "anna",
        "feedback_kind": "criticism",
        "text": "late",
        "heard_at": "2026-10-01",
        "confirmed_at": "2026-10-02",
        "confirmed_agreed": False,
        "acted_wanted": "sooner",
        "acted_at": "2026-10-03",
        "thanked_at": "2026-10-04",
        "thanked_touchpoint": "touch 1",
        "said_back": [{"at": "2026-10-02T10:00:00+02:00", "text": "so?"}, {"at": "2026-10-02"}],
    },
]
event = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["kept", "skipped", "paused", "resumed"]),
        "on": day,
        "occurrence": st.none() | day,
        "text": maybe_text,
        "touchpoint": touchpoint,
    }
)
intention = st.fixed_dictionaries(
    {
        "text": text,
        "outcome": st.sampled_from([None, "done", "not done"]),
        "settled_on": st.just("2026-11-22"),
        "note": maybe_text,
    }
)
DRAWN = st.tuples(
    lines_of(
        "person", name=text, fit=st.none() | st.integers(1, 5), influence=st.none() | st.integers(1, 5),
        first_due_on=st.sampled_from([None, "2026-12-24"]), spread_on=st.sampled_from([None, "2026-11-01"]),
        came_by=st.sampled_from([None, "vcard"]),
    ),
    lines_of(
        "rung_move", person=who, to=st.sampled_from(["client", "toxic"]), on=day, why=maybe_text,
        anyway=st.booleans(), against=maybe_text,
    ).map(with_uids),
    lines_of("circle_choice", person=who, circle=st.sampled_from([None, "close"]), on=day),
    lines_of(
        "rung_stay", person=who, on=day, rung=st.sampled_from([None, "client"]),
        circle=st.sampled_from([None, "arms-length"]), why=text,
    ),
    lines_of("former_name", person=who, of=st.sampled_from(["name", "handle"]), value=text, until=day),
    lines_of("let_be", person=who, made_on=day, until=later, why=maybe_text),
    lines_of(
        "fact", person=st.just("anna"), fact_kind=st.sampled_from(["need", "life", "told"]), text=text, on=day,
        touchpoint=touchpoint, resolved_on=st.none() | later,
    ).map(followed),
    lines_of(
        "day", person=who, what=text, on=st.sampled_from(["1980-02-29", "2027-03-01", "2026-01-01"]),
        yearly=st.booleans(), added_on=day,
    ),
    lines_of(
        "mistake", person=who, what=text, severity=st.integers(1, 3), noticed_on=day, owned_on=st.none() | later,
        repaired_on=st.none() | later, followed_up_on=st.none() | later, followed_up_touchpoint=touchpoint,
        hidden=st.booleans(),
    ).map(
        lambda found: [
            {**line, "promise": "promise 0", "feedback": "feedback 0"} if number == 0 else line
            for number, line in enumerate(with_uids(found))
        ]
    ),
    lines_of(
        "ritual", person=who, what=text, rule=st.just("FREQ=WEEKLY"), starts_on=day, added_on=day,
        due_from=st.none() | day, events=st.lists(event, max_size=3),
    ).map(with_uids),
    lines_of(
        "purchase", person=who, on=day, amount=st.sampled_from(["120.00", "0.05", "-20.5"]),
        currency=st.sampled_from(["EUR", "CHF"]), what=maybe_text,
    ),
    lines_of("introduction", by=st.just("anna"), person=st.sampled_from(PEOPLE[1:]), on=day, text=maybe_text),
    lines_of("link", person=st.just("kitty"), other=st.sampled_from(PEOPLE[:2]), link_kind=text, on=day),
    lines_of("review", on=later, since=day, intentions=st.lists(intention, max_size=3).map(both_or_none)),
    lines_of("inbox", source=st.just("mbox"), key=text, on=day, who=text, what=maybe_text.map(str), data=text,
             seen_on=day, taken_on=st.none() | later),
    lines_of("imported", source=st.just("vcard"), key=text, noun=st.just("touchpoint"), of=touchpoint,
             digest=maybe_text),
).map(lambda groups: [line for group in groups for line in group])  # fmt: skip


class Journal:
    """A new journal."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / f"{next(NUMBERS)}.db"
        self.run("init", str(self.path))

    def run(self, *words: str) -> str:
        """What a command answers; fails the test where it is refused."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = app.run(["--journal", str(self.path), *words], clock=NOW)
        assert code == 0, err.getvalue()
        return out.getvalue()

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table but the history and the index."""
        with closing(sqlite3.connect(self.path)) as connection:
            tables = history_triggers.logged_tables(connection)
            return {table: connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in tables}

    def exported(self) -> Path:
        """The file of an export."""
        path = self.path.with_suffix(f".{next(NUMBERS)}.jsonl")
        self.run("export", "jsonl", str(path))
        return path


def check_lossless(journal: Journal, folder: Path) -> None:
    """An export into an empty journal gives an equal one, twice nothing new, one undo takes all back."""
    rows, lines = journal.rows(), journal.exported()
    other = Journal(folder)
    empty = other.rows()
    other.run("import", "jsonl", str(lines))
    assert other.rows() == rows
    assert other.exported().read_text() == lines.read_text()
    assert other.run("import", "jsonl", str(lines)).startswith("Nothing new.")
    assert other.rows() == rows
    other.run("undo")
    assert other.rows() == empty


# Not made smaller: each try takes six runs of the program.
@pytest.mark.slow
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(DRAWN)
def test_whatever_is_in_it_comes_back_the_same(home: Path, drawn: list[dict[str, Any]]) -> None:
    journal = Journal(home)
    lines = home / f"{next(NUMBERS)}.jsonl"
    lines.write_text("".join(f"{json.dumps(line)}\n" for line in (*FIRST, *drawn)), encoding="utf-8")
    journal.run("import", "jsonl", str(lines))
    check_lossless(journal, home)


@pytest.fixture
def full(home: Path) -> Journal:
    """A journal with a row of everything, as commands write it."""
    journal = Journal(home)
    journal.path.unlink()
    frozen.load(version.SCHEMA_VERSION, journal.path)
    return journal


def test_what_commands_write_comes_back_the_same(full: Journal, home: Path) -> None:
    lines = [json.loads(line) for line in full.exported().read_text().splitlines()]
    assert {line["kind"] for line in lines} == set(RECORD_TYPES)
    # Everything but what was looked at as of today has an identity.
    assert all("uid" in line for line in lines if line["kind"] != "imported")
    full.run("undo")
    check_lossless(full, home)


def test_a_key_of_what_was_removed_stands_for_nothing_that_comes_later(full: Journal, home: Path) -> None:
    with closing(sqlite3.connect(full.path)) as connection:
        connection.execute("UPDATE imported SET noun = 'touchpoint', row_id = 99")
        connection.commit()
    other = Journal(home)
    other.run("import", "jsonl", str(full.exported()))
    assert other.rows()["imported"] == [(1, "vcard", "urn:uuid:1", "touchpoint", 0, "abc")]
    check_lossless(other, home)


Lines = Callable[..., str]


@pytest.fixture
def bad(anna: Program, journal: Path) -> Lines:
    """Reads lines that cannot be read in, and gives back the reason of the last; nothing is changed."""

    def run(*lines: dict[str, Any]) -> str:
        before = journal.read_bytes()
        said = anna("import", "jsonl", "-", stdin="".join(f"{json.dumps(line)}\n" for line in lines), code=65)
        assert journal.read_bytes() == before
        return said.err.splitlines()[0].removeprefix(f"custlove: -, line {len(lines)}: ")

    return run


FACT = {"kind": "fact", "person": "anna", "fact_kind": "need", "text": "faster"}
MISTAKE = {"kind": "mistake", "person": "anna", "what": "late"}
PURCHASE = {"kind": "purchase", "person": "anna", "amount": "120.00", "currency": "EUR"}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({**FACT, "fact_kind": "wish"}, "fact_kind"),
        ({**FACT, "text": ""}, "text"),
        ({**FACT, "text": " "}, "text is empty"),
        ({**FACT, "on": "2027-01-01"}, "is in the future"),
        ({**FACT, "on": "2026-10-02", "resolved_on": "2026-10-01"}, "resolved_on 2026-10-01 lies before"),
        ({**FACT, "resolved_text": "x"}, "resolved_on is missing"),
        ({**FACT, "supersedes": "nothing"}, "not the uid of a fact"),
        ({**FACT, "uid": "x", "supersedes": "x"}, "not the uid of a fact"),
        ({**FACT, "touchpoint": "nothing"}, "not the uid of a touchpoint"),
        ({"kind": "day", "person": "anna", "what": "launch", "on": "2026-02-30"}, "on"),
        ({"kind": "day", "person": "anna", "what": "launch", "on": "--03-01", "yearly": False}, "has a year"),
        ({**MISTAKE, "severity": 4}, "severity"),
        ({**MISTAKE, "noticed_on": "2026-10-02", "owned_on": "2026-10-01"}, "owned_on 2026-10-01 lies before"),
        (
            {**MISTAKE, "noticed_on": "2026-10-01", "owned_on": "2026-10-03", "repaired_on": "2026-10-02"},
            "in this order",
        ),
        ({**MISTAKE, "owned_text": "sorry"}, "owned_on is missing"),
        ({**MISTAKE, "promise": "nothing"}, "not the uid of a promise"),
        ({"kind": "ritual", "person": "anna", "what": "x", "rule": "FREQ=DAILY", "events": [{"kind": "kept"}]}, "on"),
        ({"kind": "ritual", "person": "anna", "what": "x", "rule": "FREQ=SECONDLY"}, "rule"),
        ({"kind": "ritual", "person": "anna", "what": "x", "rule": "FREQ=DAILY;UNTIL=20200101"}, "has no day"),
        ({**PURCHASE, "amount": "1,200"}, "amount"),
        ({**PURCHASE, "amount": 120}, "amount"),
        ({**PURCHASE, "currency": "XXX"}, "not a currency"),
        ({**PURCHASE, "currency": "eur"}, "currency"),
        ({"kind": "introduction", "by": "anna", "person": "anna"}, "the same person"),
        ({"kind": "link", "person": "anna", "other": "anna", "link_kind": "twin"}, "the same person"),
        ({"kind": "review", "on": "2026-10-01", "since": "2026-10-02"}, "lies before"),
        (
            {"kind": "review", "on": "2026-10-01", "since": "2026-09-01", "intentions": [{"text": "x"}] * 4},
            "3 intentions",
        ),
        (
            {
                "kind": "review",
                "on": "2026-10-01",
                "since": "2026-09-01",
                "intentions": [{"text": "x", "outcome": "done"}],
            },
            "settled_on",
        ),
        ({"kind": "imported", "source": "a", "key": "b", "noun": "change"}, "noun"),
    ],
)
def test_what_a_command_would_refuse_is_a_bad_line(bad: Lines, line: dict[str, Any], reason: str) -> None:
    assert reason in bad(line)


def test_what_is_there_is_not_brought_in_again(anna: Program, rows: Callable[[], dict[str, Any]]) -> None:
    anna("person", "add", "Boris")
    anna("link", "add", "anna", "boris", "friends")
    anna("introduction", "add", "anna", "boris")
    before = rows()
    lines = (
        {"kind": "link", "person": "boris", "other": "anna", "link_kind": "Friends"},
        {"kind": "introduction", "by": "anna", "person": "boris", "text": "as I said"},
    )
    said = anna("import", "jsonl", "-", stdin="".join(f"{json.dumps(line)}\n" for line in lines))
    assert said.out == "Nothing new. Already there: 1 introduction and 1 link.\n"
    assert rows() == before


def test_little_is_enough_by_hand(anna: Program) -> None:
    lines = (
        FACT,
        {"kind": "day", "person": "anna", "what": "their launch", "on": "2026-12-01"},
        {"kind": "day", "person": "anna", "what": "their founding", "on": "--12-02"},
        MISTAKE,
        PURCHASE,
        {
            "kind": "ritual",
            "person": "anna",
            "what": "football",
            "rule": "FREQ=WEEKLY;BYDAY=FR",
            "added_on": "2026-11-01",
            "events": [{"kind": "kept", "on": "2026-11-14"}],
        },
        {"kind": "introduction", "by": "anna", "person": "Boris"},
        {"kind": "link", "person": "anna", "other": "Clara", "link_kind": "sisters"},
    )
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    assert anna("import", "jsonl", "--new", "-", stdin=text).err == "Added boris, clara.\n"
    facts = anna("fact", "list", "--json").json
    assert [(each["kind"], each["text"], each["on"]) for each in facts] == [("need", "faster", "2026-11-22")]
    days = anna("day", "list", "--who", "anna", "--json").json
    assert [(each["what"], each["on"]) for each in days] == [
        ("their launch", "2026-12-01"),
        ("their founding", "2026-12-02"),
    ]
    assert [each["severity"] for each in anna("mistake", "list", "--json").json] == [2]
    [football] = anna("ritual", "list", "--json").json
    assert (football["last_kept_on"], football["missed"], football["next_on"]) == ("2026-11-14", 1, "2026-11-27")
    assert [each["amount"] for each in anna("purchase", "list", "--json").json] == ["120.00"]
    assert anna("import", "jsonl", "--new", "-", stdin=text).out.startswith("Nothing new.")

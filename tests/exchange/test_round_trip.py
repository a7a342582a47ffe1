"""A journal goes out and comes back the same, once and twice, and is taken back whole."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program

pytestmark = pytest.mark.slow

HISTORY = {"change", "change_row"}
HOSTILE = "a\n\tb \"q\" 'x' [red]\u202e\x1b[31m \u0000".replace("\u0000", "") + "é👩‍👩‍👧 עברית ด้้"


def tables(journal: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the history."""
    with closing(sqlite3.connect(journal)) as connection:
        names = connection.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        return {
            name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()
            for (name,) in names
            if name not in HISTORY
        }


_SAMPLE: list[bytes] = []


@pytest.fixture
def sample(custlove: Program, home: Path) -> Path:
    """The sample journal, with every noun, and a text that is not kind to terminals; written once, then copied."""
    path = home / "sample.db"
    if not _SAMPLE:
        custlove("demo", path)
        custlove("--journal", path, "log", "tomas", HOSTILE)
        custlove("--journal", path, "person", "archive", "greta")
        _SAMPLE.append(path.read_bytes())
    path.write_bytes(_SAMPLE[0])
    return path


def test_into_an_empty_journal_it_gives_an_equal_one(custlove: Program, sample: Path, home: Path) -> None:
    custlove("--journal", sample, "export", "jsonl", home / "out.jsonl")
    custlove("init", home / "copy.db")
    said = custlove("--journal", home / "copy.db", "import", "jsonl", home / "out.jsonl")
    assert said.out.startswith("Imported ")
    assert tables(home / "copy.db") == tables(sample)
    for command in (
        ("today",),
        ("ladder",),
        ("show", "tomas"),
        ("find", "queue"),
        ("promise", "list"),
        ("feedback", "list", "--all"),
    ):
        first = custlove("--journal", sample, *command, "--json").out
        assert custlove("--journal", home / "copy.db", *command, "--json").out == first


def test_twice_gives_no_duplicates_and_one_undo_takes_all_back(custlove: Program, sample: Path, home: Path) -> None:
    out = custlove("--journal", sample, "export", "jsonl", "-").out
    copy = home / "copy.db"
    custlove("init", copy)
    empty = tables(copy)
    custlove("--journal", copy, "import", "jsonl", "-", stdin=out)
    first = tables(copy)
    again = custlove("--journal", copy, "import", "jsonl", "-", stdin=out)
    assert again.out.startswith("Nothing new. Already there: ")
    assert tables(copy) == first
    custlove("--journal", copy, "undo")
    assert tables(copy) == empty
    assert custlove("--journal", copy, "find", "queue", "--json").json == []


def test_a_dry_run_changes_nothing(custlove: Program, sample: Path, home: Path) -> None:
    out = custlove("--journal", sample, "export", "jsonl", "-").out
    custlove("init", home / "copy.db")
    before = (home / "copy.db").read_bytes()
    assert "would be" in custlove("--journal", home / "copy.db", "import", "jsonl", "--dry-run", "-", stdin=out).out
    assert (home / "copy.db").read_bytes() == before


def test_the_file_is_private_and_never_over_another(custlove: Program, sample: Path, home: Path) -> None:
    target = home / "out.jsonl"
    custlove("--journal", sample, "export", "jsonl", target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    before = target.read_bytes()
    custlove("--journal", sample, "log", "tomas", "more")
    custlove("--journal", sample, "export", "jsonl", target, code=73)
    assert target.read_bytes() == before
    custlove("--journal", sample, "export", "jsonl", target, "--force")
    assert target.read_bytes() != before
    assert [path.name for path in home.iterdir() if path.name.startswith((".out", "out"))] == ["out.jsonl"]


LINES = """\
{"kind": "touchpoint", "people": ["anna"], "at": "2026-03-01", "text": "call"}

{"kind": "touchpoint", "people": ["Anna Karenina"], "at": "2026-03-02T14:30:00+01:00", "text": "mail", "felt": 4}
{"kind": "promise", "person": "anna", "what": "the offer", "made_on": "2026-03-01", "due_on": "2026-03-08"}
{"kind": "follow_up", "person": "anna", "why": "ask", "made_on": "2026-03-01", "due_on": "2026-03-09"}
"""


def test_lines_written_by_hand_are_enough(anna: Program) -> None:
    said = anna("import", "jsonl", "--json", "-", stdin="\ufeff" + LINES).json
    assert said["new"] == {"touchpoint": 2, "promise": 1, "follow_up": 1} or {
        kind: count for kind, count in said["new"].items() if count
    } == {"touchpoint": 2, "promise": 1, "follow_up": 1}
    assert [each["text"] for each in anna("touchpoint", "list", "--json").json] == ["mail", "call"]
    assert anna("touchpoint", "list", "--json").json[0]["at"] == "2026-03-02T14:30:00+01:00"
    assert anna("promise", "list", "--json").json[0]["state"] == "broken"
    assert anna("import", "jsonl", "-", stdin=LINES).out.startswith("Nothing new.")


def test_unknown_people_are_named_or_added(anna: Program) -> None:
    line = '{"kind": "touchpoint", "people": ["Konstantin Levin"], "at": "2026-03-01", "text": "x"}\n'
    assert "line 1" in anna("import", "jsonl", "-", stdin=line, code=65).err
    assert anna("import", "jsonl", "--new", "-", stdin=line).err == "Added konstantin-levin.\n"
    assert anna("show", "konstantin", "--json").json["person"]["last_touch_on"] == "2026-03-01"


GOOD = '{"kind": "touchpoint", "people": ["anna"], "at": "2026-03-01", "text": "x"}'


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "[]",
        '"text"',
        "{}",
        '{"kind": "spaceship"}',
        '{"kind": "touchpoint", "people": ["nobody"], "at": "2026-03-01"}',
        '{"kind": "touchpoint", "people": [], "at": "2026-03-01"}',
        '{"kind": "touchpoint", "people": ["anna"], "at": "someday"}',
        '{"kind": "touchpoint", "people": ["anna"], "at": "2027-03-01"}',
        '{"kind": "touchpoint", "people": ["anna"], "at": "2026-03-01", "felt": 6}',
        '{"kind": "touchpoint", "people": ["anna"], "at": "2026-03-01", "felt": "glad?"}',
        '{"kind": "touchpoint", "people": ["anna"], "at": "2026-03-01", "channel": "pigeon"}',
        '{"kind": "touchpoint", "people": ["anna"], "at": "2026-03-01", "colour": "red"}',
        '{"kind": "touchpoint", "people": ["anna"], "at": "2026-03-01", "text": "a\\u0000b"}',
        '{"kind": "touchpoint", "people": ["anna"], "at": "2026-03-01", "text": "\\ud800"}',
        '{"kind": "promise", "person": "anna", "what": "x", "made_on": "2026-03-08", "due_on": "2026-03-01"}',
        '{"kind": "promise", "person": "anna", "what": "x", "made_on": "2026-02-30", "due_on": "2026-03-01"}',
        '{"kind": "rung_move", "person": "anna", "to": "king", "on": "2026-03-01"}',
    ],
)
def test_a_bad_line_is_named_and_nothing_is_imported(anna: Program, journal: Path, bad: str) -> None:
    before = journal.read_bytes()
    other = GOOD.replace("03-01", "03-02")
    said = anna("import", "jsonl", "-", stdin=f"{GOOD}\n{other}\n{bad}\n", code=65)
    assert "line 3" in said.err
    assert said.out == ""
    assert "Traceback" not in said.err
    assert journal.read_bytes() == before


def test_bytes_that_are_no_text_are_named(anna: Program, journal: Path) -> None:
    before = journal.read_bytes()
    assert "line 2" in anna("import", "jsonl", "-", stdin=GOOD.encode() + b"\n\xff\xfe\n", code=65).err
    assert journal.read_bytes() == before


def test_a_file_that_is_not_there_is_said(anna: Program, tmp_path: Path) -> None:
    anna("import", "jsonl", tmp_path / "none.jsonl", code=66)

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from custlove.completion import journal as candidates
from custlove.store.version import SCHEMA_VERSION
from tests.completion import hostile
from tests.conftest import Program, written_once


@pytest.fixture
@written_once
def people(custlove: Program) -> Program:
    """Anna, touched last; Anton before her, Berta never; Carl in the archive."""
    custlove("person", "add", "Anna Karenina", "--as", "anna", "--on", "2026-09-01")
    for name in ("Anton", "Berta", "Carl"):
        custlove("person", "add", name, "--on", "2026-09-01", "--tag", f"of-{name}")
    custlove("log", "anton", "hello", "--on", "2026-10-01", "--tag", "thanks")
    custlove("log", "anna", "hello", "--on", "2026-10-02", "--tag", "Two words", "--tag", "thanks")
    custlove("person", "archive", "carl")
    return custlove


def found(journal: Path, kind: str, begun: str = "") -> list[str]:
    return [word for word, _ in candidates.find(str(journal), kind, begun)]


def test_handles_come_with_those_touched_last_first(people: Program, journal: Path) -> None:
    assert candidates.find(str(journal), "who", "") == [
        ("anna", "Anna Karenina"),
        ("anton", "Anton"),
        ("berta", "Berta"),
    ]
    assert found(journal, "who", "an") == ["anna", "anton"]
    assert found(journal, "who", "x") == []
    assert found(journal, "archived") == ["carl"]


def test_a_former_name_or_handle_finds_who_had_it(people: Program, journal: Path) -> None:
    people("person", "rename", "anna", "Anja Oblonskaya", "--as", "anja")
    assert found(journal, "who", "anna") == ["anja"]
    assert found(journal, "who", "karen") == ["anja"]


def test_references_come_with_the_most_urgent_first(people: Program, journal: Path) -> None:
    people("promise", "add", "anna", "the offer", "--by", "2026-12-24")
    people("promise", "add", "anton", "the plan", "--by", "2026-12-01")
    people("promise", "add", "berta", "the key", "--by", "2026-12-01")
    people("promise", "keep", "3")
    assert candidates.find(str(journal), "promise", "") == [
        ("p2", "anton, 2026-12-01: the plan"),
        ("p1", "anna, 2026-12-24: the offer"),
    ]
    assert found(journal, "promise", "1") == ["1"]
    # By a name: of those alone who have one open.
    assert found(journal, "promise", "a") == ["anna", "anton"]
    assert found(journal, "promise", "b") == []


def test_follow_ups_feedback_and_touchpoints(people: Program, journal: Path) -> None:
    people("followup", "add", "anna,anton", "2026-12-01", "call")
    people("followup", "done", "1")
    people("feedback", "hear", "anna", "too late", "--kind", "criticism")
    people("feedback", "hear", "anton", "lovely", "--kind", "praise")
    people("feedback", "thank", "2")
    assert candidates.find(str(journal), "follow_up", "") == [("f2", "anton, 2026-12-01: call")]
    assert candidates.find(str(journal), "feedback", "") == [("b1", "anna, 2026-11-22: too late")]
    people("mistake", "add", "anna", "sent it twice")
    people("mistake", "add", "anton", "forgot him")
    people("mistake", "followup", "2", "--anyway")
    assert candidates.find(str(journal), "mistake", "") == [("m1", "anna, 2026-11-22: sent it twice")]
    assert found(journal, "mistake", "an") == ["anna"]
    assert candidates.find(str(journal), "touchpoint", "") == [
        ("t2", "anna, 2026-10-02: hello"),
        ("t1", "anton, 2026-10-01: hello"),
    ]
    assert found(journal, "touchpoint", "be") == ["berta"]


def test_facts_that_are_so(people: Program, journal: Path) -> None:
    people("fact", "add", "anna", "need", "quiet", "--on", "2026-10-01")
    people("fact", "add", "anton", "life", "plays chess", "--on", "2026-10-02")
    people("fact", "add", "berta", "vision", "a bakery")
    people("fact", "supersede", "1", "silence", "--on", "2026-10-03")
    people("fact", "resolve", "3")
    assert candidates.find(str(journal), "fact", "") == [
        ("k4", "anna, 2026-10-03: need: silence"),
        ("k2", "anton, 2026-10-02: life: plays chess"),
    ]
    assert found(journal, "fact", "a") == ["anna", "anton"]
    assert found(journal, "fact", "b") == []


def test_days_that_matter(people: Program, journal: Path) -> None:
    people("day", "add", "anna", "their launch", "2024-03-14")
    people("day", "add", "anton", "name day", "06-13")
    assert candidates.find(str(journal), "special_day", "") == [
        ("d2", "anton, --06-13: name day"),
        ("d1", "anna, 2024-03-14: their launch"),
    ]
    assert found(journal, "special_day", "a") == ["anna", "anton"]
    assert found(journal, "special_day", "b") == []


def test_purchases_introductions_and_links(people: Program, journal: Path) -> None:
    people("purchase", "add", "anna", "5", "EUR", "a card", "--on", "2026-10-01")
    people("purchase", "add", "anton", "7", "EUR", "--on", "2026-10-02")
    people("introduction", "add", "anna", "berta", "--on", "2026-10-03")
    people("link", "add", "anton", "berta", "friends", "--on", "2026-10-03")
    assert candidates.find(str(journal), "purchase", "") == [
        ("u2", "anton, 2026-10-02: "),
        ("u1", "anna, 2026-10-01: a card"),
    ]
    assert candidates.find(str(journal), "introduction", "") == [("i1", "anna, 2026-10-03: Berta")]
    assert candidates.find(str(journal), "link", "") == [("l1", "anton, 2026-10-03: Berta, friends")]
    assert found(journal, "purchase", "a") == ["anna", "anton"]
    assert found(journal, "introduction", "b") == found(journal, "link", "b") == ["berta"]
    assert found(journal, "introduction", "ant") == []


def test_changes_that_can_be_undone(people: Program, journal: Path) -> None:
    newest = found(journal, "change")[0]
    people("undo")
    assert newest not in found(journal, "change")
    assert found(journal, "change", "x") == []


def test_tags_that_are_words(people: Program, journal: Path) -> None:
    assert found(journal, "person_tag") == ["of-anton", "of-berta", "of-carl"]
    assert found(journal, "person_tag", "of-b") == ["of-berta"]
    assert found(journal, "touchpoint_tag") == ["thanks"]


def test_of_very_many_the_latest_are_shown_and_what_all_share_stays_right(anna: Program, journal: Path) -> None:
    with closing(sqlite3.connect(journal)) as connection, connection:
        connection.executemany(
            "INSERT INTO person (uid, handle, name, name_key, added_on, last_from_you_on)"
            " VALUES (?, ?, 'N', 'n', '2026-01-01', date('2020-01-01', ? || ' days'))",
            [(f"u{number}", f"xa-{number:04}", number) for number in range(3000)]
            + [("first", "x", -1), ("last", "xz", -2)],
        )
    shown = found(journal, "who", "x")
    assert shown[:2] == ["xa-2999", "xa-2998"]
    assert len(shown) < 100
    assert shown[-2:] == ["x", "xz"]
    assert found(journal, "who", "xa-000") == [f"xa-000{number}" for number in reversed(range(10))]


def test_handles_that_only_a_spoilt_file_can_hold_are_found_by_no_beginning(home: Path) -> None:
    spoilt = hostile.journal(home / "hostile.db")
    assert found(spoilt, "who", "p") == [f"p{number:02}" for number in range(len(hostile.TEXTS))]
    assert found(spoilt, "person_tag") == found(spoilt, "touchpoint_tag") == ["garden", "new-office", "vip"]


_HELD: list[sqlite3.Connection] = []


@pytest.fixture(autouse=True)
def _released() -> Iterator[None]:
    yield
    while _HELD:
        _HELD.pop().close()


def _locked(path: Path) -> None:
    _HELD.append(sqlite3.connect(path, isolation_level=None))
    _HELD[-1].execute("BEGIN EXCLUSIVE")


def _old(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION - 1}")


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def _torn(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 8192)


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _a_pipe(path: Path) -> None:
    import os

    path.unlink()
    os.mkfifo(path)


SPOILED: list[Callable[[Path], Any]] = [
    _locked, _old, _newer, _torn, _a_folder, _a_pipe, Path.unlink,
    lambda path: path.write_bytes(b""), lambda path: path.write_text("no journal"),
]  # fmt: skip


@pytest.mark.parametrize("spoil", SPOILED)
@pytest.mark.parametrize("kind", ["who", "promise", "person_tag", "touchpoint"])
def test_a_journal_that_does_not_answer_gives_nothing_at_once(
    people: Program, journal: Path, spoil: Callable[[Path], Any], kind: str
) -> None:
    spoil(journal)
    begun = time.monotonic()
    assert candidates.find(str(journal), kind, "") == []
    # The promise is 200 ms; a loaded machine is given room.
    assert time.monotonic() - begun < 2


def test_a_path_that_no_file_can_have_gives_nothing() -> None:
    for path in ("a\0b", "\udcff", "/dev/zero", "x" * 5000):
        assert candidates.find(path, "who", "") == []


def test_nothing_is_written(people: Program, journal: Path) -> None:
    before = journal.read_bytes(), journal.stat().st_mtime_ns
    for kind in candidates.KINDS:
        candidates.find(str(journal), kind, "")
    assert (journal.read_bytes(), journal.stat().st_mtime_ns) == before
    assert sorted(path.name for path in journal.parent.iterdir()) == ["journal.db"]


def test_the_queries_scan_nothing_that_grows(people: Program, journal: Path) -> None:
    seen: list[str] = []
    with closing(sqlite3.connect(journal)) as connection:
        connection.set_trace_callback(seen.append)
        for kind in candidates.KINDS:
            for begun in ("", "1", "a"):
                candidates.ask(connection, kind, begun)
        connection.set_trace_callback(None)
        asked = [sql for sql in seen if sql.lstrip().startswith(("SELECT", "WITH")) and "pragma" not in sql]
        plans = [row[3] for sql in asked for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
    large = (
        "touchpoint", "touchpoint_person", "touchpoint_tag", "promise", "follow_up", "feedback", "mistake",
        "person_detail",
    )  # fmt: skip
    scans = [plan for plan in plans if plan.startswith("SCAN") and plan.split()[1] in large and "INDEX" not in plan]
    # What is scanned by that name is no table but the thousand latest touchpoints of a subquery.
    assert scans in ([], ["SCAN touchpoint"] * len(scans))
    assert len(plans) > len(asked) > 10


def test_asking_loads_little() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import custlove.completion.journal, sys; print(*sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = set(said.stdout.split())
    assert "sqlite3" in loaded
    assert not loaded & {"typing", "pathlib", "typer", "sqlmodel", "rich", "pendulum"}


def test_any_word_of_a_name_means_the_handle_where_no_handle_begins_so(anna: Program, journal: Path) -> None:
    anna("person", "add", "Dr. Petra Vogel", "--nickname", "Nänne")
    anna("person", "add", "Uwe Vogt")
    assert found(journal, "who", "vog") == ["uwe-vogt", "dr-petra-vogel"]
    assert found(journal, "who", "nan") == found(journal, "who", "nän") == ["dr-petra-vogel"]
    anna("person", "add", "Vogler")
    assert found(journal, "who", "vog") == ["vogler"]
    assert found(journal, "who", "'; x") == []

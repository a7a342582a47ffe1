"""No command reads more of a journal than it has to tell of: no statement scans a table that grows with it."""

import re
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from bench import journals
from bench.rows import Size

from custlove.reports.people import overdue_contact
from custlove.rules.cadence import NO_CADENCE
from custlove.schema import contact_predicates
from custlove.schema.vocabulary import RUNGS
from tests.conftest import NOW, Program

pytestmark = pytest.mark.slow

SMALL, LARGER = journals.SIZES["S"], Size(active=80, touchpoints=1_500, promises=300)
# With so many touchpoints a person that what is looked at of them is there in both: the last twelve, the last ten felt
# ones, the last seven outgoing ones.
FULL, FULLER = (Size(active, touchpoints, promises=100) for active, touchpoints in ((10, 600), (20, 4_000)))
_SCAN = re.compile(r"SCAN (?:TABLE )?(?P<what>\S+)(?P<how>.*)")
_MADE_HERE = re.compile(r"(?:CO-ROUTINE|MATERIALIZE) (?P<what>\S+)")


class Statement(NamedTuple):
    """A statement that was executed, with what was bound to it."""

    sql: str
    values: Any


class Watched(sqlite3.Connection):
    """A connection that remembers what it executed, and how many steps SQLite's machine took for it."""

    statements: list[Statement]
    traced: list[str]
    steps: int

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.statements, self.traced, self.steps = [], [], 0
        self.set_trace_callback(self.traced.append)
        self.set_progress_handler(self._step, 1)

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        self.statements.append(Statement(sql, parameters))
        return super().execute(sql, parameters)

    def _step(self) -> int:
        self.steps += 1
        return 0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[Size, Path]:
    folder = tmp_path_factory.mktemp("journals")
    places = {size: folder / f"{size.touchpoints}.db" for size in (SMALL, LARGER, FULL, FULLER)}
    for size, path in places.items():
        journals.make(path, size, NOW.date())
        # The index merges its parts now and then, by how many they are and not by who writes: here it has just done so.
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("INSERT INTO search (search) VALUES ('optimize')")
    return places


Watch = Callable[..., list[Watched]]


@pytest.fixture
def watched(custlove: Program, made: dict[Size, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Runs a command on the test's own copy of a journal and gives back the connections it opened."""
    connections: list[Watched] = []
    connect = sqlite3.connect

    def connect_watched(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connections.append(connect(*arguments, factory=Watched, **options))
        return connections[-1]

    def run(*arguments: str, size: Size = LARGER) -> list[Watched]:
        connections.clear()
        journal = tmp_path / made[size].name
        if not journal.exists():
            shutil.copyfile(made[size], journal)
        with monkeypatch.context() as patch:
            patch.setattr(sqlite3, "connect", connect_watched)
            custlove("--journal", journal, *arguments)
        return list(connections)

    return run


def asked(connections: Sequence[Watched]) -> list[Statement]:
    """The questions among what was executed; raises AssertionError where one came by another way."""
    statements = [each for used in connections for each in used.statements if _is_question(each.sql)]
    # The full-text index asks its own tables.
    traced = [sql for used in connections for sql in used.traced if _is_question(sql) and "'main'.'search_" not in sql]
    assert len(statements) == len(traced)
    assert statements
    return statements


def steps(connections: Sequence[Watched]) -> int:
    """How many steps SQLite's machine took."""
    return sum(used.steps for used in connections)


def _is_question(sql: str) -> bool:
    return sql.lstrip().startswith(("SELECT", "WITH"))


def scans(connection: sqlite3.Connection, statements: Sequence[Statement]) -> list[str]:
    """Where a statement would read a table or an index from end to end: what SQLite says, and the statement."""
    return [f"{plan}: {each.sql}" for each in statements for plan in _scans(connection, each)]


def _scans(connection: sqlite3.Connection, statement: Statement) -> Iterator[str]:
    rows = connection.execute(f"EXPLAIN QUERY PLAN {statement.sql}", statement.values).fetchall()
    plans = [row[3] for row in rows]
    # What the statement itself has put together is as small as what it found.
    made_here = {found["what"] for plan in plans if (found := _MADE_HERE.match(plan))}
    return (plan for plan in plans if _reads_all(plan, made_here))


def _reads_all(plan: str, made_here: Collection[str]) -> bool:
    found = _SCAN.match(plan)
    if found is None or found["what"] in made_here or found["what"].startswith(("(", "CONSTANT")):
        return False
    # A full-text index is always "scanned": with M, for the rows that match.
    return not re.match(r" VIRTUAL TABLE INDEX \d+:.*M", found["how"])


@pytest.fixture
def larger(made: dict[Size, Path]) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(made[LARGER], isolation_level=None)) as connection:
        connection.execute("BEGIN")
        yield connection
        connection.execute("ROLLBACK")


# What is asked for by what it came to, the whole and the number alone.
LISTS = (
    ("promise", "list", "--state", "broken"),
    ("promise", "list", "--state", "broken,due", "--mine", "--count"),
    ("followup", "list", "--overdue"),
    ("followup", "list", "--overdue", "--count"),
    ("feedback", "list"),
    ("feedback", "list", "--overdue"),
    ("feedback", "list", "--overdue", "--count"),
    ("mistake", "list"),
    ("mistake", "list", "--count"),
)
REPORTS = (
    ("today",),
    ("today", "--ahead", "7d"),
    ("show", "zoe-adler"),
    ("ladder", "moves", "--since", "30d"),
    ("ladder", "history", "zoe-adler"),
    ("find", "kaleidoscope"),
    ("find", "invoice", "--who", "zoe-adler"),
    ("followup", "list", "--who", "zoe-adler"),
    ("promise", "list", "--who", "zoe-adler"),
    ("feedback", "list", "--who", "zoe-adler"),
    ("mistake", "list", "--who", "zoe-adler"),
    ("purchase", "list", "--who", "zoe-adler"),
    ("introduction", "list", "--who", "zoe-adler"),
    ("link", "list", "--who", "zoe-adler"),
    ("ladder", "suggest", "--who", "zoe-adler"),
    ("ladder", "allies", "zoe-adler"),
    ("wows", "--since", "30d"),
    *LISTS,
)


@pytest.mark.parametrize("report", REPORTS, ids=" ".join)
def test_a_report_scans_no_table_that_grows(report: Sequence[str], watched: Watch, larger: sqlite3.Connection) -> None:
    assert scans(larger, asked(watched(*report))) == []


@pytest.mark.parametrize(
    "index",
    [
        "promise_open",
        "promise_kept",
        "promise_released",
        "promise_move_day",
        "promise_move_promise",
        "follow_up_open",
        "follow_up_done",
        "follow_up_snooze_follow_up",
        "feedback_open",
        "feedback_thanked",
        "mistake_open",
        "mistake_followed_up",
        "person_quiet_own",
        "person_birthday",
        "special_day_yearly",
        "special_day_once",
        "person_last_touch",
        "person_archived",
        "person_left_low",
        "person_unanswered",
        "person_harm",
        "person_crowded_own",
        "person_crowded_rung",
        "circle_choice_day",
        "ritual_due",
        "ritual_event_day",
    ],
)
def test_a_missing_index_would_be_noticed(index: str, watched: Watch, larger: sqlite3.Connection) -> None:
    statements = asked(watched("today"))
    larger.execute(f"DROP INDEX {index}")
    assert any(found.startswith("SCAN") for found in scans(larger, statements))


def test_what_is_put_together_on_the_way_is_no_table(larger: sqlite3.Connection) -> None:
    small = Statement("SELECT * FROM (SELECT handle FROM person WHERE id = ? LIMIT 1) UNION SELECT 'nobody'", (1,))
    large = Statement("WITH person_names AS (SELECT name FROM person) SELECT DISTINCT name FROM person_names", ())
    assert scans(larger, [small]) == []
    assert [found.partition(":")[0] for found in scans(larger, [large])] == ["SCAN person"]


# The same in every size: a person who is quiet, and the words of what is owed to them.
@pytest.mark.parametrize(
    "report",
    [
        ("today",),
        ("show", "carla-adler"),
        ("ladder", "history", "carla-adler"),
        ("touchpoint", "list", "--who", "carla-adler"),
        ("promise", "list", "--who", "carla-adler"),
        ("followup", "list", "--who", "carla-adler"),
        ("feedback", "list", "--who", "carla-adler"),
        ("find", "kaleidoscope"),
        # However many rows an import wrote.
        ("history",),
        ("history", "--count"),
        *LISTS,
    ],
    ids=" ".join,
)
def test_a_report_takes_as_many_steps_in_a_larger_journal(report: Sequence[str], watched: Watch) -> None:
    small, larger = (steps(watched(*report, size=size)) for size in (SMALL, LARGER))
    assert larger <= 1.05 * small


# What is summed up of everybody over a period; the indexes were made to hold all of it.
SUMMED = ("touchpoint_person_day", "touchpoint_channel", "promise_due", "promise_person", "purchase_day")


@pytest.mark.parametrize("command", ["mirror", "mirror --since 1y", "balance", "circles"])
def test_what_is_summed_up_is_read_from_an_index_alone(
    watched: Watch, larger: sqlite3.Connection, command: str
) -> None:
    sums = [each for each in asked(watched(*command.split())) if "GROUP BY" in each.sql]
    plans = [
        row[3]
        for each in sums
        for row in larger.execute(f"EXPLAIN QUERY PLAN {each.sql}", each.values)
        if any(re.search(rf"INDEX {index}\b", row[3]) for index in SUMMED)
    ]
    assert plans
    assert [plan for plan in plans if "COVERING" not in plan] == []


@pytest.mark.parametrize(
    "command",
    [
        ("log", "zoe-adler", "Coffee"),
        # As much as can be looked at: whether they are left lower than they were.
        ("log", "zoe-adler", "Coffee", "--felt", "3", "--out"),
        ("promise", "add", "zoe-adler", "the draft", "--by", "tomorrow"),
        ("promise", "keep", "1"),
        ("followup", "done", "1"),
        ("feedback", "hear", "carla-adler", "Splendid", "--kind", "praise"),
        ("undo",),
    ],
    ids=" ".join,
)
def test_a_write_takes_as_many_steps_in_a_larger_journal(command: Sequence[str], watched: Watch) -> None:
    if command == ("undo",):
        for size in (FULL, FULLER):
            watched("log", "zoe-adler", "Coffee", size=size)
    small, larger = (steps(watched(*command, size=size)) for size in (FULL, FULLER))
    assert larger <= 1.05 * small


def test_without_a_cadence_only_those_long_silent_are_looked_at(made: dict[Size, Path], tmp_path: Path) -> None:
    journal = shutil.copyfile(made[LARGER], tmp_path / "journal.db")
    with closing(sqlite3.connect(journal, isolation_level=None, factory=Watched)) as connection:
        connection.executescript("UPDATE person SET every = NULL")
        found = overdue_contact.gone_quiet(
            connection, dict.fromkeys(RUNGS, NO_CADENCE), NOW.date() + timedelta(days=400)
        )
        assert found
        assert scans(connection, asked([connection])) == []
        connection.statements.clear()
        assert overdue_contact.gone_quiet(connection, dict.fromkeys(RUNGS, NO_CADENCE), NOW.date()) == []
        read = sum(each.sql == contact_predicates.from_them_days() for each in connection.statements)
        long_ago = (NOW.date() - timedelta(days=150)).isoformat()
        silent = connection.execute("SELECT count(*) FROM person WHERE two_clocks_on < ?", (long_ago,)).fetchone()[0]
        assert 0 < read <= silent < LARGER.active

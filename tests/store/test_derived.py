"""What the database keeps right of a person, against the plain rule in Python, whatever is done to touchpoints."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime, timedelta
from itertools import takewhile
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custlove.errors import NotFound, Refused
from custlove.services.restore.origin import Origin, When
from custlove.services.restore.touchpoints import touchpoint
from custlove.store import bulk, file, history, locks, search, undo
from tests.conftest import NOW, ZONE
from tests.store import frozen

PEOPLE = (1, 2, 3, 4)
DERIVED = "last_touch_on, unanswered, seventh_out_on, left_low_on"


class Touch(NamedTuple):
    """A touchpoint as a person has it; the newest sorts last."""

    day: str
    at: str
    id: int
    direction: str
    felt: int | None


def by_the_rule(touches: list[Touch]) -> tuple[str | None, int, str | None, str | None]:
    """The derived columns of somebody with these touchpoints: DESIGN.md, in as many words."""
    newest_first = sorted(touches, reverse=True)
    out = [each.day for each in newest_first if each.direction == "out"]
    return (
        newest_first[0].day if touches else None,
        sum(1 for _ in takewhile(lambda each: each.direction == "out", newest_first[:12])),
        out[6] if len(out) > 6 else None,
        newest_first[0].day if touches and left_low(newest_first) else None,
    )


def left_low(newest_first: list[Touch]) -> bool:
    """Whether the last touchpoint left them at 1 or 2, or two points below the median of their last ten."""
    last = newest_first[0].felt
    felt = [each.felt for each in newest_first if each.felt is not None]
    return last is not None and (last <= 2 or median(felt[:10]) - last >= 2)


def check(connection: sqlite3.Connection) -> None:
    """Each person's columns are as the rule has them."""
    touches = (
        "SELECT touchpoint.day, at, touchpoint.id, direction, touchpoint.felt FROM touchpoint"
        " JOIN touchpoint_person ON touchpoint_id = touchpoint.id WHERE person_id = ?"
    )
    for number, *kept in connection.execute(f"SELECT id, {DERIVED} FROM person").fetchall():
        rows = connection.execute(touches, (number,)).fetchall()
        assert tuple(kept) == by_the_rule([Touch(*row) for row in rows]), rows
    beside = "day, outgoing, felt, minutes, energy, offline"
    of_it = "day, direction = 'out', felt, minutes, energy, channel IN ('in-person', 'letter', 'gift')"
    found = connection.execute(f"SELECT touchpoint_id, {beside} FROM touchpoint_person ORDER BY id").fetchall()
    own = {number: rest for number, *rest in connection.execute(f"SELECT id, {of_it} FROM touchpoint")}
    assert [[number, *rest] for number, *rest in found] == [[number, *own[number]] for number, *_ in found]


days = st.integers(1, 6).map(lambda number: f"2026-11-{number:02}")
moments = st.sampled_from([f"2026-11-03 {hour:02}:00:00.000000" for hour in (9, 10)])
directions = st.sampled_from(["in", "out", "out", "out", "both"])
levels = st.sampled_from([None, 1, 3, 3, 4, 5, 5, 5])
channels = st.sampled_from([None, "call", "letter"])
rows = st.fixed_dictionaries({"day": days, "at": moments, "direction": directions, "felt": levels, "channel": channels})
there = st.sets(st.sampled_from(PEOPLE), min_size=1).map(sorted)
number = st.integers(1, 65)
STEPS = st.one_of(
    st.tuples(st.just("log"), rows, there),
    st.tuples(st.just("import"), st.lists(st.tuples(rows, there), min_size=1, max_size=16)),
    st.tuples(
        st.just("edit"),
        number,
        rows,
        st.sets(st.sampled_from(["day", "at", "direction", "felt", "channel"]), min_size=1),
    ),
    st.tuples(st.just("join"), number, st.sampled_from(PEOPLE)),
    st.tuples(st.just("leave"), number, st.sampled_from(PEOPLE)),
    st.tuples(st.just("remove"), number),
    st.tuples(st.just("merge"), st.permutations(PEOPLE)),
    st.tuples(st.just("undo"), st.integers(3, 12)),
)


@contextmanager
def changing(connection: sqlite3.Connection) -> Iterator[int]:
    """One change, as a command makes it; its number."""
    locks.begin(connection)
    change = history.record(connection, NOW, ZONE, "test")
    yield change
    search.index_change(connection, change)
    connection.execute("COMMIT")


class Steps:
    """What can be done to touchpoints."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def do(self, name: str, *what: Any) -> None:
        """One step, in a change of its own."""
        if name == "undo":
            with suppress(Refused, NotFound):
                undo.undo(self._connection, what[0], NOW, ZONE, "undo")
            return
        with changing(self._connection) as change:
            if name == "import":
                self._import(change, *what)
            else:
                getattr(self, f"_{name}")(*what)

    def _run(self, sql: str, *values: object) -> sqlite3.Cursor:
        return self._connection.execute(sql, values)

    def _log(self, row: dict[str, Any], people: list[int]) -> None:
        top = "SELECT max(coalesce((SELECT max(id) FROM touchpoint), 0), coalesce(max(row_id), 0)) + 1 FROM change_row"
        new = self._run(f"{top} WHERE table_name = 'touchpoint'").fetchone()[0]
        self._run(
            "INSERT INTO touchpoint (id, uid, zone, text, day, at, direction, felt, channel)"
            " VALUES (?, ?, 'UTC', '', ?, ?, ?, ?, ?)",
            *(new, f"log {new}", row["day"], row["at"], row["direction"], row["felt"], row.get("channel")),
        )
        for person in people:
            self._join(new, person)

    def _import(self, change: int, given: list[tuple[dict[str, Any], list[int]]]) -> None:
        with bulk.writing(self._connection, change) as writing:
            for line, (row, people) in enumerate(given):
                given_now = {name: row.get(name) for name in ("direction", "felt", "channel")}
                kept = {name: value for name, value in given_now.items() if value not in (None, "both")}
                when = When(datetime.fromisoformat(row["at"]), row["day"], "UTC")
                touchpoint(writing, Origin(line, f"import {change} {line}"), people, when, kept)
            writing.flush()

    def _edit(self, place: int, row: dict[str, Any], columns: set[str]) -> None:
        for column in sorted(columns):
            self._run(f"UPDATE touchpoint SET {column} = ? WHERE id = ?", row[column], place)

    def _join(self, place: int, person: int) -> None:
        self._run(
            "INSERT OR IGNORE INTO touchpoint_person (touchpoint_id, person_id) SELECT id, ? FROM touchpoint"
            " WHERE id = ?",
            *(person, place),
        )

    def _leave(self, place: int, person: int) -> None:
        self._run("DELETE FROM touchpoint_person WHERE touchpoint_id = ? AND person_id = ?", place, person)

    def _remove(self, place: int) -> None:
        self._run("DELETE FROM touchpoint_person WHERE touchpoint_id = ?", place)
        self._run("DELETE FROM touchpoint WHERE id = ?", place)

    def _merge(self, people: list[int]) -> None:
        keep, other, *_ = people
        both = "SELECT touchpoint_id FROM touchpoint_person WHERE person_id = ?"
        self._run(f"DELETE FROM touchpoint_person WHERE person_id = ? AND touchpoint_id IN ({both})", other, keep)
        self._run("UPDATE touchpoint_person SET person_id = ? WHERE person_id = ?", keep, other)


# Whom only you write to; who was glad, and is less so now; and somebody of whom everything is known. Two on each day.
_FELT: tuple[list[int | None], ...] = (
    [None] * 20,
    [5, 5, 5, 5, 4, 4, None, 4, None, 5, None, 5, None, 5, None, 5, None, 5, 1, 3],
    [1, 5, 3, 5, 5, 5, None, 5, 5, 4] * 2,
)
_DIRECTION = (["out"] * 20, ["out", "in"] * 10, ["out", "in", "out", "out", "out"] * 4)
STOCK: list[tuple[dict[str, Any], list[int]]] = [
    (
        {
            "day": f"2026-10-{11 + place // 2}",
            "at": f"2026-10-{11 + place // 2} {12 + place % 2}:00:00.000000",
            "direction": _DIRECTION[person - 1][place],
            "felt": _FELT[person - 1][place],
        },
        [person],
    )
    for place in range(20)
    for person in PEOPLE[:3]
]


@contextmanager
def stocked() -> Iterator[sqlite3.Connection]:
    """A journal with four people and the stock, which are its first two changes."""
    with closing(file.empty()) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        with changing(connection):
            connection.executemany(
                "INSERT INTO person (id, uid, handle, name, name_key, added_on)"
                " VALUES (?, ?, ?, 'P', 'p', '2026-01-01')",
                [(person, f"person {person}", f"p{person}") for person in PEOPLE],
            )
        Steps(connection).do("import", STOCK)
        yield connection


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=10))
def test_the_columns_of_a_person_follow_the_rule(steps: list[tuple[Any, ...]]) -> None:
    with stocked() as connection:
        check(connection)
        for step in steps:
            Steps(connection).do(*step)
            check(connection)


@pytest.mark.slow
def test_each_touchpoint_counts_as_long_as_it_is_there() -> None:
    changes: list[dict[str, Any]] = [
        *({"day": "2026-11-01"}, {"at": "2026-10-17 23:00:00.000000"}, {"at": "2026-10-11 01:00:00.000000"}),
        *({"direction": "in"}, {"direction": "out"}, {"felt": 1}, {"felt": 5}, {"felt": None}),
    ]
    with stocked() as connection:
        before = connection.execute(f"SELECT {DERIVED} FROM person").fetchall()
        assert before == [
            ("2026-10-20", 12, "2026-10-17", None),
            ("2026-10-20", 0, "2026-10-14", None),
            ("2026-10-20", 3, "2026-10-17", None),
            (None, 0, None, None),
        ]
        steps = Steps(connection)
        for number, (_, [person]) in enumerate(STOCK, 1):
            once: list[tuple[Any, ...]] = [("edit", number, row, set(row)) for row in changes]
            for step in (("leave", number, person), *once):
                steps.do(*step)
                check(connection)
                steps.do("undo", None)
                check(connection)
        assert connection.execute(f"SELECT {DERIVED} FROM person").fetchall() == before


def test_an_upgrade_works_them_out_for_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    frozen.load(1, path)
    with closing(sqlite3.connect(path)) as old:
        old.execute(
            "WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
            " INSERT INTO touchpoint (id, uid, zone, text, day, at, direction, felt)"
            " SELECT i, i, 'UTC', '', date('2025-01-01', (i % 90) || ' days'), i % 7,"
            " CASE i % 5 WHEN 0 THEN 'in' WHEN 1 THEN 'both' ELSE 'out' END, nullif(i * i % 6, 0) FROM n"
        )
        old.execute(
            "INSERT INTO touchpoint_person (touchpoint_id, person_id) SELECT id, id % 3 + 1 FROM touchpoint"
            " WHERE id >= 100"
        )
        old.commit()
    with closing(file.open_journal(path)) as connection:
        check(connection)
        assert all(
            all(row) for row in connection.execute("SELECT last_touch_on, seventh_out_on FROM person WHERE id = 3")
        )


def test_few_among_many_are_found_by_a_seek() -> None:
    def touch(day: date, direction: str, felt: int | None) -> dict[str, Any]:
        return {"day": f"{day}", "at": f"{day} 12:00:00.000000", "direction": direction, "felt": felt}

    def steps(between: int) -> int:
        few = [touch(date(2020, 1, 1), "out", 5)] * 10
        many = [touch(date(2021, 1, 1) + timedelta(days), "in", None) for days in range(between)]
        taken: list[None] = []
        with stocked() as connection:
            Steps(connection).do("import", [(row, [4]) for row in (*few, *many)])
            connection.set_progress_handler(lambda: taken.append(None), 1)
            Steps(connection).do("log", touch(date(2026, 11, 2), "in", 3), [4])
            connection.set_progress_handler(None, 0)
            check(connection)
        return len(taken)

    assert steps(500) == steps(50)


def test_a_large_import_and_its_undo_leave_them_right() -> None:
    many = [
        ({"day": f"{day}", "at": f"{day} 12:00:00.000000", "direction": direction, "felt": felt}, [person, 4])
        for number in range(700)
        for day in [date(2024, 1, 1) + timedelta(number)]
        for direction, felt, person in [
            (("out", "in", "both")[number % 3], (None, 5, 3, 1)[number % 4], number % 3 + 1)
        ]
    ]
    with closing(file.empty()) as connection, stocked() as other:
        schema = "SELECT type, name, sql FROM sqlite_schema ORDER BY name"
        steps = Steps(other)
        before = other.execute(f"SELECT {DERIVED} FROM person").fetchall()
        steps.do("import", many)
        check(other)
        imported = other.execute(f"SELECT {DERIVED} FROM person").fetchall()
        assert imported[3] == ("2025-11-30", 1, "2025-11-12", "2025-11-30")
        steps.do("undo", 3)
        assert other.execute(f"SELECT {DERIVED} FROM person").fetchall() == before
        steps.do("undo", 4)
        assert other.execute(f"SELECT {DERIVED} FROM person").fetchall() == imported
        assert other.execute(schema).fetchall() == connection.execute(schema).fetchall()


@pytest.mark.parametrize(
    ("column", "values"),
    [("channel", ["letter", "call", None]), ("minutes", [5, None]), ("energy", [-2, 2]), ("felt", [1, 5, None]),
     ("direction", ["out", "in"]), ("day", ["2026-11-05"])],
)  # fmt: skip
def test_each_column_alone_is_followed(column: str, values: list[Any]) -> None:
    with stocked() as connection:
        for value in values:
            with changing(connection):
                connection.execute(f"UPDATE touchpoint SET {column} = ? WHERE id = 1", (value,))
            check(connection)

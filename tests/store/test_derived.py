"""What the database keeps right of a person, against the plain rule in Python, whatever is done to touchpoints."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custlove.errors import NotFound, Refused
from custlove.rules import contact
from custlove.rules.contact import Contact
from custlove.schema import contact_predicates
from custlove.services.restore.origin import Origin, When
from custlove.services.restore.touchpoints import join, touchpoint
from custlove.store import bulk, file, history, locks, search, undo
from tests.conftest import NOW, ZONE
from tests.store import frozen

PEOPLE = (1, 2, 3, 4)
DERIVED = "last_touch_on, unanswered, seventh_out_on, left_low_on"
OF_CONTACT = "last_word_on, last_from_them_on, last_from_you_on, last_contact_on"


class Touch(NamedTuple):
    """A touchpoint as a person has it; the newest sorts last."""

    day: str
    at: str
    id: int
    direction: str
    felt: int | None
    people: int
    closes: bool


def contacts_of(connection: sqlite3.Connection, person: int) -> list[Contact]:
    """All that shows contact with a person, read from the tables one by one."""
    touches, asked = _touches(connection, person), connection.execute
    found = [
        contact.touchpoint(date.fromisoformat(each.day), each.direction, each.people, closes=each.closes)
        for each in touches
    ]
    for make, sql in SOURCES:
        found += [make(date.fromisoformat(day)) for (day,) in asked(sql, (person,)) if day is not None]
    return found


SOURCES = (
    (contact.purchase, "SELECT day FROM purchase WHERE person_id = ? AND amount >= 0"),
    (contact.ask, "SELECT day FROM ask WHERE person_id = ? AND channel IS NOT NULL"),
    (contact.word, "SELECT heard_day FROM feedback WHERE person_id = ?"),
    (contact.word, "SELECT day FROM introduction WHERE by_id = ?"),
    (contact.word, "SELECT kept_on FROM promise WHERE person_id = ? AND by = 'theirs'"),
    (contact.deed, "SELECT kept_on FROM promise WHERE person_id = ? AND by = 'mine'"),
    (contact.deed, "SELECT confirmed_day FROM feedback WHERE person_id = ?"),
    (
        contact.deed,
        "SELECT day FROM feedback_said_back WHERE feedback_id IN (SELECT id FROM feedback WHERE person_id = ?)",
    ),
    *(
        (contact.deed, f"SELECT {step}_on FROM mistake WHERE person_id = ?")
        for step in ("owned", "repaired", "followed_up")
    ),
)


def _touches(connection: sqlite3.Connection, person: int) -> list[Touch]:
    rows = connection.execute(
        "SELECT touchpoint.day, at, touchpoint.id, direction, touchpoint.felt,"
        " (SELECT count(*) FROM touchpoint_person AS all_ WHERE all_.touchpoint_id = touchpoint.id),"
        " touchpoint.id IN (SELECT thanked_touchpoint FROM feedback WHERE thanked_touchpoint IS NOT NULL"
        "  UNION SELECT followed_up_touchpoint FROM mistake WHERE followed_up_touchpoint IS NOT NULL)"
        " FROM touchpoint JOIN touchpoint_person ON touchpoint_id = touchpoint.id WHERE person_id = ?",
        (person,),
    )
    return [Touch(*row) for row in rows]


def by_the_rule(connection: sqlite3.Connection, person: int) -> tuple[str | int | None, ...]:
    """The derived columns of somebody: DESIGN.md, in as many words."""
    newest_first = sorted(_touches(connection, person), reverse=True)
    contacts = contacts_of(connection, person)
    last, reached = contact.last(contacts, date.max), sorted(contact.reached_out(contacts, date.max), reverse=True)
    return (
        newest_first[0].day if newest_first else None,
        min(contact.unanswered(contacts, date.max), 12),
        str(reached[6]) if len(reached) > 6 else None,
        left_low_on(connection, person, newest_first),
        *(None if day is None else str(day) for day in (last.word, last.from_them, last.from_you, last.contact)),
    )


def left_low_on(connection: sqlite3.Connection, person: int, newest_first: list[Touch]) -> str | None:
    """The day of the last time with a feeling at which they were there, if that was low and nothing kind came after it.

    Low is 1 or 2, or two points below the median of their last ten.
    """
    times = [(each, each.felt) for each in newest_first if each.felt is not None and each.direction != "out"]
    if not times or (times[0][1] > 2 and median(felt for _, felt in times[:10]) - times[0][1] < 2):
        return None
    last = times[0][0]
    bought = connection.execute("SELECT day FROM purchase WHERE person_id = ? AND amount >= 0", (person,))
    praise = "SELECT heard_at FROM feedback WHERE person_id = ? AND kind = 'praise' AND coalesce(score, 7) > 6"
    kind = any(day > last.day for (day,) in bought) or any(
        at > last.at for (at,) in connection.execute(praise, (person,))
    )
    return None if kind else last.day


def check(connection: sqlite3.Connection) -> None:
    """Each person's columns are as the rule has them."""
    for number, *kept in connection.execute(f"SELECT id, {DERIVED}, {OF_CONTACT} FROM person").fetchall():
        assert tuple(kept) == by_the_rule(connection, number), contacts_of(connection, number)
        check_past_days(connection, number)
    beside = "day, outgoing, felt, minutes, energy, channel"
    of_it = "day, direction = 'out', felt, minutes, energy, channel"
    found = connection.execute(f"SELECT touchpoint_id, {beside} FROM touchpoint_person ORDER BY id").fetchall()
    own = {number: rest for number, *rest in connection.execute(f"SELECT id, {of_it} FROM touchpoint")}
    assert [[number, *rest] for number, *rest in found] == [[number, *own[number]] for number, *_ in found]


def check_past_days(connection: sqlite3.Connection, person: int) -> None:
    """As of each day, the conditions in SQL say what the rule says."""
    contacts = contacts_of(connection, person)
    for today in (date(2026, 10, 16), date(2026, 11, 3)):
        last = contact.last(contacts, today)
        expressions = {
            contact_predicates.last_word_on(":person"): last.word,
            contact_predicates.last_from_them_on(":person"): last.from_them,
            contact_predicates.last_from_you_on(":person"): last.from_you,
            contact_predicates.last_contact_on(":person"): last.contact,
        }
        asked = {"person": person, "today": str(today)}
        sql = f"SELECT {', '.join(expressions)}"
        assert connection.execute(sql, asked).fetchone() == tuple(day and str(day) for day in expressions.values())
        known = [each for each in contacts if each.day <= today]
        selects = {
            contact_predicates.from_them_days(): {each.day for each in known if each.from_them},
            contact_predicates.contact_days(): {each.day for each in known if each.from_them or each.from_you},
            contact_predicates.reached_out_days(): contact.reached_out(contacts, today),
            contact_predicates.reached_out_days(alone=True): contact.reached_out(contacts, today, 1),
        }
        for select, days_ in selects.items():
            assert sorted(connection.execute(select, asked)) == sorted((str(day),) for day in days_)


days = st.integers(1, 6).map(lambda number: f"2026-11-{number:02}")
moments = st.sampled_from([f"2026-11-03 {hour:02}:00:00.000000" for hour in (9, 10)])
directions = st.sampled_from(["in", "out", "out", "out", "both"])
levels = st.sampled_from([None, 1, 3, 3, 4, 5, 5, 5])
channels = st.sampled_from([None, "call", "letter"])
rows = st.fixed_dictionaries({"day": days, "at": moments, "direction": directions, "felt": levels, "channel": channels})
there = st.sets(st.sampled_from(PEOPLE), min_size=1).map(sorted)
number = st.integers(1, 65)
# What else shows contact: whose it is, its days, and what a row of it has besides.
OTHERS: dict[str, tuple[str, tuple[str, ...], dict[str, Any]]] = {
    "purchase": ("person_id", ("day",), {"amount": 1, "currency": "EUR"}),
    "ask": ("person_id", ("day",), {"text": "", "channel": "call", "at": "", "zone": ""}),
    "feedback": (
        "person_id", ("heard_day", "confirmed_day"),
        {"kind": "idea", "text": "", "asked": 0, "zone": "", "heard_at": "2026-11-01"},
    ),
    "introduction": ("by_id", ("day",), {"person_id": 5}),
    "promise": ("person_id", ("kept_on",), {"what": "", "by": "mine", "made_on": "2026-01-01", "due_on": "2026-12-01"}),
    "mistake": ("person_id", ("owned_on", "repaired_on"), {"what": "w", "severity": 1, "noticed_on": "2026-01-01"}),
}  # fmt: skip
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
    st.tuples(st.just("show"), st.sampled_from(sorted(OTHERS)), st.sampled_from(PEOPLE), days),
    st.tuples(st.just("change"), st.sampled_from(sorted(OTHERS)), st.integers(1, 6), days, st.sampled_from(PEOPLE)),
    st.tuples(st.just("drop"), st.sampled_from(sorted(OTHERS)), st.integers(1, 6)),
    st.tuples(st.just("close"), st.sampled_from(["feedback", "mistake"]), st.integers(1, 6), number),
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
        for table, column in (("feedback", "thanked_touchpoint"), ("mistake", "followed_up_touchpoint")):
            self._run(f"UPDATE {table} SET {column} = NULL WHERE {column} = ?", place)
        self._run("DELETE FROM touchpoint_person WHERE touchpoint_id = ?", place)
        self._run("DELETE FROM touchpoint WHERE id = ?", place)

    def _show(self, table: str, person: int, day: str) -> None:
        whose, days_, rest = OTHERS[table]
        top = "SELECT max(coalesce((SELECT max(id) FROM {0}), 0), coalesce(max(row_id), 0)) + 1 FROM change_row"
        new = self._run(top.format(table) + " WHERE table_name = ?", table).fetchone()[0]
        # Every other promise is theirs, every other ask by no channel; others gave money back, or praised.
        turned: dict[str, dict[str, Any]] = {
            "promise": {"by": "theirs"}, "ask": {"channel": None}, "purchase": {"amount": -1},
            "feedback": {"kind": "praise", "score": 5 + new % 4, "heard_at": f"{day} 09:30:00.000000"},
        }  # fmt: skip
        values = {"id": new, "uid": f"{table} {new}", whose: person, **dict.fromkeys(days_, day), **rest}
        values |= turned.get(table, {}) if new % 2 else {}
        sql = f"INSERT OR IGNORE INTO {table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})"
        self._run(sql, *values.values())
        if table == "feedback":
            sql = "INSERT INTO feedback_said_back (feedback_id, at, day) VALUES (?, '', date(?, '+1 day'))"
            self._run(sql, new, day)

    def _change(self, table: str, place: int, day: str, person: int) -> None:
        whose, days_, _ = OTHERS[table]
        self._run(f"UPDATE OR IGNORE {table} SET {days_[-1]} = ?, {whose} = ? WHERE id = ?", day, person, place)
        if table == "purchase":
            self._run("UPDATE purchase SET amount = -amount WHERE id = ?", place)
        if table == "feedback":
            self._run("UPDATE feedback_said_back SET day = ? WHERE feedback_id = ?", day, place)

    def _drop(self, table: str, place: int) -> None:
        if table == "feedback":
            self._run("DELETE FROM feedback_said_back WHERE feedback_id = ?", place)
        self._run(f"DELETE FROM {table} WHERE id = ?", place)

    def _close(self, table: str, place: int, touchpoint: int) -> None:
        column = {"feedback": "thanked_touchpoint", "mistake": "followed_up_touchpoint"}[table]
        known = "(SELECT id FROM touchpoint WHERE id = ?)"
        self._run(f"UPDATE {table} SET {column} = {known} WHERE id = ?", touchpoint, place)

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
                [(person, f"person {person}", f"p{person}") for person in (*PEOPLE, 5)],
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


def test_a_fourth_person_who_is_brought_in_later_makes_it_no_contact() -> None:
    row = {"day": "2026-11-04", "at": "2026-11-04 12:00:00.000000", "direction": "out", "felt": None}
    with stocked() as connection:
        # Somebody named twice is one.
        Steps(connection).do("import", [(row, [4, 4, 1, 2])])
        check(connection)
        asked = "SELECT last_from_you_on, unanswered FROM person WHERE id = 4"
        assert connection.execute(asked).fetchone() == ("2026-11-04", 1)
        [number] = connection.execute("SELECT max(id) FROM touchpoint").fetchone()
        with changing(connection) as change, bulk.writing(connection, change) as writing:
            join(writing, 1, number, [3], {**row, "direction": "out"})
            writing.flush()
        check(connection)
        assert connection.execute(asked).fetchone() == (None, 0)


@pytest.mark.slow
def test_each_touchpoint_counts_as_long_as_it_is_there() -> None:
    changes: list[dict[str, Any]] = [
        *({"day": "2026-11-01"}, {"at": "2026-10-17 23:00:00.000000"}, {"at": "2026-10-11 01:00:00.000000"}),
        *({"direction": "in"}, {"direction": "out"}, {"felt": 1}, {"felt": 5}, {"felt": None}),
    ]
    with stocked() as connection:
        before = connection.execute(f"SELECT {DERIVED} FROM person").fetchall()
        assert before == [
            ("2026-10-20", 10, "2026-10-14", None),
            ("2026-10-20", 0, "2026-10-14", "2026-10-20"),
            ("2026-10-20", 1, "2026-10-14", None),
            (None, 0, None, None),
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
        assert imported[3] == ("2025-11-30", 1, "2025-11-12", None)
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

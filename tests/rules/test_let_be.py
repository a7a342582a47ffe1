"""Until when somebody is let be: what was said last by then, while it lasts."""

import sqlite3
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.rules.let_be import LetBePeriod, until
from custlove.schema import predicates

FIRST = date(2026, 11, 1)
A_DAY = timedelta(days=1)
days = st.integers(0, 9).map(lambda number: FIRST + number * A_DAY)
periods = st.lists(st.builds(LetBePeriod, days, days), max_size=6)


@pytest.mark.parametrize(
    ("said", "today", "found"),
    [
        ([], 5, None),
        ([(1, 5)], 0, None),
        ([(1, 5)], 1, 5),
        ([(1, 5)], 4, 5),
        # On the day itself it is over.
        ([(1, 5)], 5, None),
        ([(1, 5), (2, 9)], 1, 5),
        ([(1, 5), (2, 9)], 6, 9),
        ([(1, 9), (2, 4)], 5, None),
        # Not any more: until the day on which it is said.
        ([(1, 9), (3, 3)], 3, None),
        ([(1, 9), (3, 3)], 2, 9),
        ([(1, 9), (1, 4)], 2, 4),
        ([(3, 4), (1, 9)], 3, 4),
    ],
)
def test_until_when(said: list[tuple[int, int]], today: int, found: int | None) -> None:
    spoken = [LetBePeriod(FIRST + on * A_DAY, FIRST + end * A_DAY) for on, end in said]
    assert until(spoken, FIRST + today * A_DAY) == (None if found is None else FIRST + found * A_DAY)


@given(periods, days)
def test_sql_says_the_same(said: list[LetBePeriod], today: date) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE let_be (id INTEGER PRIMARY KEY, person_id INTEGER, made_on TEXT, until TEXT)")
    rows = [(each.made_on.isoformat(), each.until.isoformat()) for each in said]
    connection.executemany("INSERT INTO let_be (person_id, made_on, until) VALUES (1, ?, ?)", rows)
    sql = f"SELECT until FROM let_be WHERE id IN ({predicates.let_be_ids()})"
    found = [date.fromisoformat(text) for (text,) in connection.execute(sql, {"today": today.isoformat()})]
    connection.close()
    end = until(said, today)
    assert found == ([] if end is None else [end])

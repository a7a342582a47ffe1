"""Whether thousands of values hold at once: where each holds by itself, and is given as the file keeps it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.errors import UsageError
from custlove.schema import columns
from custlove.schema.columns import Column
from custlove.schema.tables import TABLES
from custlove.store import column_checks, row_checks

COLUMNS = [column for table in TABLES for column in columns.of(table).values()]
TEXTS = ["", "anna", "Anna\0", "half \ud83d", "é", "call", "mine", "2026-11-22", "2026-02-30", "--02-29", "21d", "EUR"]
MOMENTS = [
    "2026-11-22 09:30:00.000000",
    "2026-11-22 09:30:00",
    "2026-11-31 09:30:00.000000",
    "٢026-11-22 09:30:00.000000",
]
OTHERS = [
    None,
    True,
    False,
    0,
    1,
    5,
    11,
    -3,
    2**63,
    -(2**63),
    1.5,
    b"x",
    date(2026, 11, 22),
    datetime(2026, 11, 22, tzinfo=UTC),
]
values = st.one_of(st.sampled_from([*TEXTS, *MOMENTS, *OTHERS]), st.text(max_size=3), st.integers())


def holds(column: Column, value: Any) -> bool:
    """By the check of single values, which also takes days and moments as such."""
    try:
        return bool(row_checks.stored(column, value) == value)
    except UsageError:
        return False


@given(st.sampled_from(COLUMNS), st.lists(values, max_size=4))
def test_many_values_hold_where_each_does(column: Column, given_values: list[Any]) -> None:
    expected = all(type(value) in (str, int, bool, type(None)) and holds(column, value) for value in given_values)
    assert column_checks.hold(column, given_values) is expected


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_what_a_column_holds_alone_it_holds_among_many(column: Column) -> None:
    good = [value for value in (*column.choices, *TEXTS, *MOMENTS, *OTHERS) if holds(column, value)]
    kept = [value for value in good if not isinstance(value, date)]
    assert kept
    assert column_checks.hold(column, kept * 50)

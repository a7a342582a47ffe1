"""Which values a column may hold, up to its bounds, and how the file keeps them."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from custlove.errors import UsageError
from custlove.schema import columns
from custlove.schema.columns import Column, Kind
from custlove.schema.tables import TABLES
from custlove.store import row_checks

COLUMNS = [(table, column) for table in TABLES for column in columns.of(table).values()]


def column(kind: Kind, *, required: bool = False, **others: Any) -> Column:
    """A column of a kind that asks for nothing else."""
    free = Column("c", kind, required, None, (), None, None, 0, "", "", "c", ())
    return free._replace(**others)


def holds(of: Column, value: object) -> bool:
    """Whether the column may hold the value; where it may it is kept as it was given."""
    try:
        return row_checks.stored(of, value) == value
    except UsageError:
        return False


def test_every_number_goes_up_to_its_bounds() -> None:
    for table, each in COLUMNS:
        if each.kind == "int":
            least = -(2**63) if each.least is None else each.least
            most = 2**63 - 1 if each.most is None else each.most
            found = [holds(each, number) for number in (least - 1, least, most, most + 1)]
            assert found == [False, True, True, False], (table, each.name)


def test_every_text_is_as_long_as_it_has_to_be_and_one_of_its_choices() -> None:
    for table, each in COLUMNS:
        if each.kind == "str" and each.choices:
            assert all(holds(each, choice) for choice in each.choices), (table, each.name)
            assert not holds(each, f"{each.choices[0]}x"), (table, each.name)
        elif each.kind == "str" and not each.pattern:
            assert holds(each, "") == (each.shortest == 0), (table, each.name)
            assert holds(each, "é" * max(1, each.shortest)), (table, each.name)


def test_every_column_that_is_required_says_so() -> None:
    for table, each in COLUMNS:
        assert holds(each, None) != each.required, (table, each.name)


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("date", date(2026, 11, 22), "2026-11-22"),
        ("date", "0001-01-01", "0001-01-01"),
        ("bool", True, 1),
        ("datetime", "2026-11-22 09:30:00.000000", "2026-11-22 09:30:00.000000"),
        ("datetime", datetime(2026, 11, 22, 9, 30, tzinfo=UTC), "2026-11-22 09:30:00.000000"),
        (
            "datetime",
            datetime(2026, 11, 22, 0, 30, tzinfo=timezone(timedelta(hours=1))),
            "2026-11-21 23:30:00.000000",
        ),
    ],
)
def test_how_the_file_keeps_it(kind: Kind, value: object, kept: object) -> None:
    found = row_checks.stored(column(kind), value)
    assert (found, type(found)) == (kept, type(kept))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("int", True),
        ("int", 1.0),
        ("int", "1"),
        ("bool", 1),
        ("str", 1),
        ("str", "a\0"),
        ("str", "half \ud83d"),
        ("date", datetime(2026, 11, 22, tzinfo=UTC)),
        ("date", "20261122"),
        ("date", "2026-02-30"),
        ("datetime", date(2026, 11, 22)),
        ("datetime", datetime(2026, 11, 22)),  # noqa: DTZ001 - without an offset it is no moment
        ("datetime", "2026-11-22 09:30:00"),
        ("datetime", "2026-11-31 09:30:00.000000"),
    ],
)
def test_what_a_column_cannot_hold(kind: Kind, value: object) -> None:
    with pytest.raises(UsageError):
        row_checks.stored(column(kind), value)


@pytest.mark.parametrize(("value", "goes"), [("ab", True), ("abc", False), ("xab", False), ("ab\n", False)])
def test_a_pattern_is_met_by_the_whole_text(value: str, *, goes: bool) -> None:
    assert holds(column("str", pattern="[a-c]{2}"), value) is goes


def test_a_new_row_has_its_defaults_and_nothing_else() -> None:
    row = row_checks.new_row(
        "link", {"id": 1, "uid": "u", "person_id": 1, "other_id": 2, "kind": "k", "day": "2026-11-22"}
    )
    assert row == {"id": 1, "uid": "u", "person_id": 1, "other_id": 2, "kind": "k", "day": "2026-11-22"}
    with pytest.raises(UsageError, match="other"):
        row_checks.new_row("link", {**row, "others": 1})
    with pytest.raises(UsageError):
        row_checks.new_row("link", {name: value for name, value in row.items() if name != "kind"})

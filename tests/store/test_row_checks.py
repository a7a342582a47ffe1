"""What the check of a row accepts, and how a value is kept, against the classes that the tables are declared as."""

import importlib
import pkgutil
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy.dialects import sqlite
from sqlmodel import SQLModel

from custlove import models
from custlove.errors import UsageError
from custlove.models.base import Table
from custlove.schema import columns
from custlove.schema.columns import Column
from custlove.schema.tables import TABLES
from custlove.schema.vocabulary import CURRENCY, DAY_OF_YEAR, HANDLE, PERIOD
from custlove.store import row_checks
from tests.conftest import NOW

for module in pkgutil.iter_modules(models.__path__):
    importlib.import_module(f"{models.__name__}.{module.name}")
CLASSES: dict[str, type[SQLModel]] = {str(each.__tablename__): each for each in Table.__subclasses__()}
DIALECT = sqlite.dialect()
NAIVE = datetime.fromisoformat("2026-11-22")


def _kept_moment(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(NAIVE.replace(year=2), NAIVE.replace(year=9998), timezones=OFFSETS)
FITTING: dict[str, st.SearchStrategy[Any]] = {
    "str": st.text(min_size=1),
    "int": st.integers(-(2**63), 2**63 - 1),
    "bool": st.booleans(),
    "date": st.dates() | st.dates().map(date.isoformat),
    "datetime": MOMENTS | MOMENTS.map(_kept_moment),
}
# What no service hands over, or no file holds.
STRANGE = st.one_of(
    st.none(), st.text(max_size=3), st.integers(), st.booleans(), st.dates(), MOMENTS, st.datetimes(),
    st.binary(max_size=2), st.floats(allow_nan=False),
    st.sampled_from(["", "\0", "a\0b", "\ud800", "call\n", "2026-02-30", "2026-1-1", "20261122", "٢٠٢٦-11-22", "12"]),
    st.sampled_from([2**63, -(2**63) - 1, 10**30, 0, 1, 5, 6, -2, -3, 10, 11]),
)  # fmt: skip


def _fitting(column: Column) -> st.SearchStrategy[Any]:
    if column.choices:
        found: st.SearchStrategy[Any] = st.sampled_from(column.choices)
    elif column.pattern:
        found = st.from_regex(column.pattern, fullmatch=True)
    elif column.kind == "int" and (column.least is not None or column.most is not None):
        found = st.integers(-(2**63) if column.least is None else column.least, column.most)
    else:
        found = FITTING[column.kind]
    return found if column.required else st.none() | found


@st.composite
def rows(draw: st.DrawFn, table: str) -> dict[str, Any]:
    """A row that fits but for what may stand in one of its columns; some of what need not be given is not."""
    known = columns.of(table)
    optional = [each.name for each in known.values() if not each.required or each.default is not None]
    absent = draw(st.sets(st.sampled_from(optional)))
    row = {name: draw(_fitting(column)) for name, column in known.items() if name not in absent}
    tried = draw(st.sampled_from(list(known.values())))
    return row | {tried.name: draw(_fitting(tried) | STRANGE)}


def _checked(table: str, row: dict[str, Any]) -> dict[str, Any] | None:
    try:
        return dict(row_checks.new_row(table, row))
    except UsageError:
        return None


def _by_class(table: str, row: dict[str, Any]) -> dict[str, Any] | None:
    """What SQLAlchemy would write of a row that its class accepts."""
    known = columns.of(table)
    # A class reads a moment without an offset as one without a zone, which SQLAlchemy refuses to write.
    given = {
        name: datetime.fromisoformat(value).replace(tzinfo=UTC)
        if known[name].kind == "datetime" and isinstance(value, str) and _is_kept_moment(value)
        else value
        for name, value in row.items()
    }
    try:
        made = CLASSES[table].model_validate(given)
        return {name: _bound(table, name, getattr(made, name)) for name in known}
    except (ValidationError, UnicodeEncodeError, ValueError, TypeError, OverflowError):
        return None


def _bound(table: str, name: str, value: Any) -> Any:
    kind = SQLModel.metadata.tables[table].columns[name].type.dialect_impl(DIALECT)
    processor = kind.bind_processor(DIALECT)
    return processor(value) if processor else value


def _is_kept_moment(text: str) -> bool:
    try:
        return _kept_moment(datetime.fromisoformat(text).replace(tzinfo=UTC)) == text
    except ValueError:
        return False


def _is_handed_over(column: Column, value: Any) -> bool:
    """Whether a value is of a type that services hand over for a column, strictly, and one that a file can hold."""
    if value is None:
        return True
    if isinstance(value, str) and ("\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value)):
        return False
    match column.kind:
        case "date":
            return type(value) is date or (isinstance(value, str) and _is_iso_day(value))
        case "datetime":
            return (type(value) is datetime and value.tzinfo is not None) or (
                isinstance(value, str) and _is_kept_moment(value)
            )
        case "int":
            return type(value) is int and -(2**63) <= value < 2**63
        case kind:
            return type(value).__name__ == kind


def _is_iso_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _agree(table: str, row: dict[str, Any]) -> None:
    known, by_class, checked = columns.of(table), _by_class(table, row), _checked(table, row)
    if checked is None:
        handed_over = all(_is_handed_over(known[name], value) for name, value in row.items())
        assert by_class is None or not handed_over
    else:
        assert by_class is not None
        for name, value in checked.items():
            assert (type(value), value) == (type(by_class[name]), by_class[name])
        # What the database keeps by itself is left to it.
        left = by_class.keys() - checked.keys()
        assert left == {name for name in known.keys() - row.keys() if "derived" in known[name].marks}


@pytest.mark.parametrize("table", TABLES)
@settings(max_examples=30)
@given(data=st.data())
def test_the_check_accepts_what_the_class_accepts_and_keeps_it_the_same(table: str, data: st.DataObject) -> None:
    _agree(table, data.draw(rows(table)))


@pytest.mark.parametrize("table", TABLES)
def test_at_the_edge_of_each_column_they_agree_too(table: str) -> None:
    known = columns.of(table)
    row = {name: _plain(column) for name, column in known.items()}
    assert _checked(table, row)
    for name, column in known.items():
        for value in _edges(column):
            _agree(table, row | {name: value})


def _plain(column: Column) -> Any:
    if column.choices:
        return column.choices[0]
    forms = {HANDLE: "anna", DAY_OF_YEAR: "--02-29", PERIOD: "21d", CURRENCY: "EUR"}
    texts = {form[1:-1]: text for form, text in forms.items()}
    plain = {"str": "x", "int": 1, "bool": True, "date": date(2026, 11, 22), "datetime": NOW}
    return texts[column.pattern] if column.pattern else plain[column.kind]


def _edges(column: Column) -> list[Any]:
    """What is just within a column and just beyond it."""
    bounds = [bound + step for bound in (column.least, column.most) if bound is not None for step in (-1, 0, 1)]
    plain = _plain(column)
    texts = (
        ["", f"{plain}\n", f" {plain}", plain.upper(), plain.lower(), *column.choices] if column.kind == "str" else []
    )
    return [None, *bounds, *texts]


@pytest.mark.parametrize(
    ("table", "column", "value", "sentence"),
    [
        ("touchpoint", "felt", True, "felt: it should be a whole number."),
        ("touchpoint", "felt", 6, "felt: it should be at most 5."),
        ("touchpoint", "energy", -3, "energy: it should be at least -2."),
        ("touchpoint", "minutes", 10**30, "minutes: it should be at most 9223372036854775807."),
        ("touchpoint", "wow", "yes", "wow: it should be true or false."),
        ("touchpoint", "wow", 1, "wow: it should be true or false."),
        ("touchpoint", "wow", None, "wow: it is required."),
        ("touchpoint", "text", "a\0b", "text: it holds a NUL character."),
        ("touchpoint", "text", "half \ud83d", "text: it holds half a character (a lone surrogate)."),
        ("touchpoint", "text", b"x", "text: it should be a text."),
        ("touchpoint", "direction", "up", "direction: it should be one of: in, out, both."),
        ("touchpoint", "day", datetime(2026, 11, 22, tzinfo=UTC), "day: it should be a day, YYYY-MM-DD."),
        ("touchpoint", "day", "2026-1-1", "day: Invalid isoformat string: '2026-1-1'."),
        ("touchpoint", "day", "20261122", "day: it should be a day, YYYY-MM-DD."),
        ("touchpoint", "at", NAIVE, "at: it should be a moment with its offset."),
        ("touchpoint", "at", "2026-11-22T09:30:00Z", "at: it should be a moment in UTC, YYYY-MM-DD HH:MM:SS.ffffff."),
        ("touchpoint", "at", "2026-11-31 09:30:00.000000", "at: day is out of range for month."),
        ("touchpoint", "at", datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=1))), "at: date value out of range."),
        ("person", "handle", "anna\n", "handle: its form is invalid."),
        ("person", "every", "٢d", "every: its form is invalid."),
        ("person", "name", "", "name: it is empty."),
    ],
)
def test_what_is_refused_is_said_with_the_name_that_a_reader_knows(
    table: str, column: str, value: Any, sentence: str
) -> None:
    with pytest.raises(UsageError) as fault:
        row_checks.changed(table, {column: value})
    assert str(fault.value) == sentence


def test_a_row_that_lacks_something_or_holds_too_much_is_refused() -> None:
    with pytest.raises(UsageError, match=r"^person: it is required\.$"):
        row_checks.new_row("follow_up", {"uid": "x", "made_on": date(2026, 11, 22), "due_on": date(2026, 11, 22)})
    with pytest.raises(UsageError, match=r"^follow up has no colour, shape\.$"):
        row_checks.new_row("follow_up", {"shape": "round", "colour": "red"})

"""The tables as classes against the file as the SQL steps make it: the steps are the truth."""

import importlib
import pkgutil
import re
import sqlite3
import typing
from collections.abc import Iterator
from contextlib import closing
from typing import Literal, NamedTuple

import pytest
from sqlalchemy import Column, Table, UniqueConstraint
from sqlalchemy.dialects import sqlite
from sqlmodel import SQLModel

from custlove import models
from custlove.schema import columns, vocabulary
from custlove.store import file, migrate

# The history and the search index are written by the store itself, in SQL.
_WITHOUT_CLASS = ("change", "change_row", "forgotten", "forgotten_digest", "search")
_TYPES = {"VARCHAR": "TEXT", "DATE": "TEXT", "DATETIME": "TEXT", "INTEGER": "INTEGER", "BOOLEAN": "INTEGER"}


class Shape(NamedTuple):
    """What has to agree of a table: name, type and whether NULL of its columns, keys, references, what is unique."""

    columns: frozenset[tuple[str, str, bool]]
    primary_key: tuple[str, ...]
    references: frozenset[tuple[str, str, str, str]]
    unique: frozenset[tuple[str, ...]]


def _of_file(connection: sqlite3.Connection) -> dict[str, Shape]:
    tables = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    )
    return {name: _shape(connection, name) for (name,) in tables if name not in _WITHOUT_CLASS}


def _shape(connection: sqlite3.Connection, table: str) -> Shape:
    # Generated columns are hidden from table_info, and meant to be: only the reports read them.
    info = connection.execute('SELECT name, type, "notnull", pk FROM pragma_table_info(?)', (table,)).fetchall()
    references = connection.execute('SELECT "from", "table", "to", on_delete FROM pragma_foreign_key_list(?)', (table,))
    unique = connection.execute("SELECT name FROM pragma_index_list(?) WHERE origin = 'u'", (table,)).fetchall()
    return Shape(
        frozenset((name, type_, not (notnull or pk)) for name, type_, notnull, pk in info),
        tuple(name for name, _, _, pk in info if pk),
        frozenset(references.fetchall()),
        frozenset(_indexed(connection, index) for (index,) in unique),
    )


def _indexed(connection: sqlite3.Connection, index: str) -> tuple[str, ...]:
    return tuple(sorted(name for (name,) in connection.execute("SELECT name FROM pragma_index_info(?)", (index,))))


def _of_classes() -> dict[str, Shape]:
    for module in pkgutil.iter_modules(models.__path__):
        importlib.import_module(f"{models.__name__}.{module.name}")
    return {name: _class_shape(table) for name, table in SQLModel.metadata.tables.items()}


def _class_shape(table: Table) -> Shape:
    columns: list[Column[object]] = list(table.columns)
    together = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    return Shape(
        frozenset((each.name, _TYPES[each.type.compile(sqlite.dialect())], bool(each.nullable)) for each in columns),
        tuple(each.name for each in table.primary_key),
        frozenset(
            (each.name, key.column.table.name, key.column.name, key.ondelete or "NO ACTION")
            for each in columns
            for key in each.foreign_keys
        ),
        frozenset(tuple(sorted(column.name for column in each.columns)) for each in together)
        | {(each.name,) for each in columns if each.unique},
    )


@pytest.fixture
def steps() -> Iterator[sqlite3.Connection]:
    with closing(file.empty()) as connection:
        # No column can be renamed under a view that names it.
        migrate.drop_views(connection)
        yield connection


def test_the_classes_are_the_tables_of_the_file(steps: sqlite3.Connection) -> None:
    assert _of_classes() == _of_file(steps)


@pytest.mark.parametrize(
    "drift",
    [
        "CREATE TABLE gift (id INTEGER PRIMARY KEY) STRICT",
        "ALTER TABLE promise RENAME COLUMN what TO text",
        "ALTER TABLE touchpoint ADD COLUMN weather TEXT",
        "ALTER TABLE touchpoint ADD COLUMN rating INTEGER NOT NULL DEFAULT 0",
    ],
)
def test_a_drift_is_seen(steps: sqlite3.Connection, drift: str) -> None:
    steps.execute(drift)
    assert _of_classes() != _of_file(steps)


@pytest.mark.parametrize(
    ("table", "before", "after"),
    [
        ("promise", "what        TEXT NOT NULL", "what        TEXT"),
        ("promise", "extra       TEXT", "extra       INTEGER"),
        ("promise", "id          INTEGER PRIMARY KEY", "id          INTEGER"),
        ("ask", "REFERENCES person (id) ON DELETE NO ACTION", "REFERENCES person (id) ON DELETE CASCADE"),
        ("ask", "REFERENCES person (id) ON DELETE NO ACTION", ""),
        ("ask", "REFERENCES person (id)", "REFERENCES touchpoint (id)"),
        ("touchpoint_tag", "UNIQUE (touchpoint_id, tag)", "CHECK (tag <> '-')"),
        ("ask", "TEXT NOT NULL UNIQUE", "TEXT NOT NULL"),
    ],
)
def test_a_changed_table_is_seen(steps: sqlite3.Connection, table: str, before: str, after: str) -> None:
    sql = steps.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
    assert before in sql
    steps.execute("PRAGMA foreign_keys=OFF")
    steps.execute("PRAGMA legacy_alter_table=ON")
    steps.execute(f"DROP TABLE {table}")
    steps.execute(sql.replace(before, after))
    assert _of_classes() != _of_file(steps)


_LIST = re.compile(r"CHECK \((\w+) IN \(('[^)]*')\)\)")
_RANGE = re.compile(r"CHECK \((\w+) BETWEEN (-?\d+) AND (-?\d+)\)")


def _checks(connection: sqlite3.Connection, pattern: re.Pattern[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """What the CHECKs of the file's columns hold, by table and column."""
    tables = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
    return {
        (table, match[1]): match.groups()[1:]
        for table, sql in tables
        if table not in _WITHOUT_CLASS
        for match in pattern.finditer(sql)
    }


def _literals() -> dict[tuple[str, str], tuple[str, ...]]:
    """The words of each column that the classes declare with a list of schema/vocabulary.py."""
    found = {}
    for mapper in SQLModel._sa_registry.mappers:
        for name, field in mapper.class_.model_fields.items():
            annotations = (field.annotation, *typing.get_args(field.annotation))
            if words := next((typing.get_args(each) for each in annotations if typing.get_origin(each) is Literal), ()):
                found[str(mapper.local_table), name] = words
    return found


def test_the_file_checks_for_the_words_of_the_vocabulary(steps: sqlite3.Connection) -> None:
    checked = {place: tuple(re.findall("'([^']*)'", words)) for place, (words,) in _checks(steps, _LIST).items()}
    declared = _literals()
    assert declared.keys() == checked.keys()
    for (table, column), words in checked.items():
        assert declared.get((table, column)) == words, (
            f"schema/vocabulary.py and the CHECK of {table}.{column} in the file list different words. A word more or"
            f" less takes a step in store/steps/ that remakes {table}, and `python docs/tables.py`."
        )


def test_the_file_checks_for_the_steps_of_the_scales(steps: sqlite3.Connection) -> None:
    ranges = {place: (int(least), int(most)) for place, (least, most) in _checks(steps, _RANGE).items()}
    for scale, column in ((vocabulary.FELT, "felt"), (vocabulary.ENERGY, "energy")):
        assert ranges["touchpoint", column] == (min(scale), max(scale))
    for (table, name), bounds in ranges.items():
        column_ = columns.of(table)[name]
        assert (column_.least, column_.most) == bounds, f"{table}.{name}"

"""The columns of the tables, to ask of."""

from collections.abc import Collection
from functools import cache
from typing import Any, Literal, NamedTuple

from custlove.schema.tables import TABLES

Kind = Literal["int", "str", "bool", "date", "datetime"]


class Column(NamedTuple):
    """A column as the models declare it; `least` and `most` bound a number, `shortest` a text."""

    name: str
    kind: Kind
    required: bool
    default: Any
    choices: tuple[str, ...]
    least: int | None
    most: int | None
    shortest: int
    pattern: str
    reference: str
    label: str
    marks: tuple[str, ...]


@cache
def of(table: str) -> dict[str, Column]:
    """The columns of a table by their names, in the order of the table; raises KeyError for an unknown one."""
    return {row[0]: Column(*row) for row in TABLES[table]}


def marked(table: str, mark: str) -> tuple[str, ...]:
    """Which columns of a table have a mark: `cleared`, `searched`, `merged` or `derived`."""
    return tuple(row[0] for row in TABLES[table] if mark in row[-1])


def beside(table: str, named: Collection[str]) -> tuple[str, ...]:
    """What a table has beside these columns that a reader wants: no keys, numbers or what the database derives."""
    return tuple(
        column.name
        for column in of(table).values()
        if column.name not in {*named, "id", "uid", "handle"}
        and not column.name.endswith("_key")
        and "derived" not in column.marks
    )


def references(table: str) -> tuple[tuple[str, str, bool], ...]:
    """The columns of a table that point to another: each with that table, and whether it has to."""
    return tuple((each.name, each.reference, each.required) for each in of(table).values() if each.reference)

"""Write down in src/custlove/schema/tables.py what the classes in models/ say of each column.

    python docs/tables.py          writes it
    python docs/tables.py --check  says whether it is what it should be

Looking and writing must not pay for loading SQLModel; they read what is written down here.
"""

import importlib
import json
import pkgutil
import sys
import types
import typing
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

from annotated_types import Ge, Le, MinLen
from pydantic.fields import FieldInfo
from sqlalchemy import Column, UniqueConstraint
from sqlmodel import SQLModel

from custlove import models
from custlove.models.base import MARKS
from custlove.schema import vocabulary
from custlove.store import file, schema_check

FILE = Path(__file__).parent.parent / "src" / "custlove" / "schema" / "tables.py"
_KINDS: dict[type, str] = {bool: "bool", int: "int", str: "str", date: "date", datetime: "datetime"}
_HEAD = '''"""The tables, column by column, as the classes in models/ declare them. Made by docs/tables.py: do not edit.

A column: name, kind (int str bool date datetime), required, default, choices, least, most, shortest, pattern,
the table that it points to, what a reader calls it, marks.
"""
'''


def text() -> str:
    """What the file has to be."""
    for module in pkgutil.iter_modules(models.__path__):
        importlib.import_module(f"{models.__name__}.{module.name}")
    lines = [_HEAD, "# fmt: off", "TABLES = {"]
    for table in SQLModel.metadata.sorted_tables:
        model = _model(table.name)
        lines.append(f"    {_literal(table.name)}: (")
        lines += [f"        {_literal(_column(model.model_fields[each.name], each))}," for each in table.columns]
        lines.append("    ),")
    lines += ["}", "# What is unique besides the numbers, by table.", "UNIQUE = {"]
    for table in SQLModel.metadata.sorted_tables:
        lines.append(f"    {_literal(table.name)}: {_literal(_uniques(table.constraints))},")
    with closing(file.empty()) as fresh:
        lines += ["}", "# How many tables, indexes and triggers a journal has, and how long their SQL is."]
        lines += [f"SCHEMA_SIZE = {_literal(schema_check.size(fresh))}"]
    lines += ["# The lists of schema/vocabulary.py, for where typing may not load."]
    lines += [f"{name} = {_literal(value)}" for name, value in _vocabulary()]
    return "\n".join(lines) + "\n# fmt: on\n"


def _literal(value: Any) -> str:
    """A value as the formatter would have it in the source."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, tuple):
        return f"({', '.join(map(_literal, value))}{',' if len(value) == 1 else ''})"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_literal(key)}: {_literal(each)}' for key, each in value.items())}}}"
    return repr(value)


def _model(table: str) -> type[SQLModel]:
    return next(each for each in _subclasses(SQLModel) if getattr(each, "__tablename__", "") == table)


def _subclasses(model: type[SQLModel]) -> typing.Iterator[type[SQLModel]]:
    for each in model.__subclasses__():
        # The common base is no table.
        if hasattr(each, "__table__"):
            yield each
        yield from _subclasses(each)


def _uniques(constraints: typing.Iterable[object]) -> tuple[tuple[str, ...], ...]:
    found = [each for each in constraints if isinstance(each, UniqueConstraint)]
    return tuple(sorted(tuple(column.name for column in each.columns) for each in found))


def _column(field: FieldInfo, column: Column[Any]) -> tuple[Any, ...]:
    annotation = _without_none(field.annotation)
    choices = typing.get_args(annotation) if typing.get_origin(annotation) is typing.Literal else ()
    kind = _KINDS[type(choices[0]) if choices else annotation]
    least = next((each.ge for each in field.metadata if isinstance(each, Ge)), None)
    most = next((each.le for each in field.metadata if isinstance(each, Le)), None)
    shortest = next((each.min_length for each in field.metadata if isinstance(each, MinLen)), 0)
    pattern = next((each.pattern for each in field.metadata if getattr(each, "pattern", None)), "")
    reference = next((key.column.table.name for key in column.foreign_keys), "")
    default = None if field.is_required() else field.default
    marks = tuple(name for name in MARKS if column.info.get(name))
    label = column.info.get("label") or column.name.removesuffix("_id").replace("_", " ")
    required = not column.nullable and not column.primary_key
    return (
        column.name, kind, required, default, choices, least, most, shortest, pattern.strip("^$"), reference,
        label, marks,
    )  # fmt: skip


def _without_none(annotation: Any) -> Any:
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is typing.Union:
        return next(each for each in typing.get_args(annotation) if each is not types.NoneType)
    return annotation


def _vocabulary() -> list[tuple[str, Any]]:
    return [(name, value) for name, value in vars(vocabulary).items() if name.isupper() and not isinstance(value, str)]


def main() -> int:
    """Write or check the file; 1 where it is not what it should be."""
    wanted = text()
    if "--check" not in sys.argv[1:]:
        FILE.write_text(wanted, encoding="utf-8")
        return 0
    if FILE.read_text(encoding="utf-8") == wanted:
        return 0
    sys.stderr.write("src/custlove/schema/tables.py is not what models/ say. To write it: python docs/tables.py\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())

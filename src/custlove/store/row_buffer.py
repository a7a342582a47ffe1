"""Rows of a table that wait to be written in bulk: checked by the table's own class, stored as they were given."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from types import NoneType
from typing import Annotated, Any, NamedTuple, NotRequired, get_args

from pydantic import ConfigDict, Strict, TypeAdapter, ValidationError, with_config
from pydantic.fields import FieldInfo
from sqlmodel import SQLModel
from typing_extensions import TypedDict

from custlove.store import history_triggers

# Columns that a trigger would fill, and that are cheaper to give.
_GIVEN = {"touchpoint_person": frozenset({"day", "outgoing", "felt", "minutes", "energy", "offline"})}
# Only days and moments come as texts.
_LAX: Mapping[Any, Any] = {
    date: Annotated[date, Strict(strict=False)],
    datetime: Annotated[datetime, Strict(strict=False)],
}


class Fault(NamedTuple):
    """What is wrong with the row that a line makes."""

    line: int
    reason: str


class Waiting:
    """One table's rows that wait: how they are checked and stored, which numbers are given."""

    def __init__(self, model: type[SQLModel]) -> None:
        self.name = str(model.__tablename__)
        derived = history_triggers.DERIVED_COLUMNS.get(self.name, frozenset()) - _GIVEN.get(self.name, frozenset())
        self._fields = {name: field for name, field in model.model_fields.items() if name not in derived}
        self._unsaid = {name: None if field.is_required() else field.default for name, field in self._fields.items()}
        marks = ", ".join("?" * len(self._fields))
        self.insert = f"INSERT INTO {self.name} ({', '.join(self._fields)}) VALUES ({marks})"
        self._checker: TypeAdapter[list[Any]] | None = None
        self.top = -1
        self.given = 0
        self.pending: list[dict[str, Any]] = []
        self.lines: list[int] = []
        self.ids: set[int] = set()
        self._by_uid: dict[str, int] = {}

    def clear(self) -> None:
        """Wait for other rows: these are written."""
        self.pending, self.lines, self.ids, self._by_uid = [], [], set(), {}

    def by_uid(self) -> dict[str, int]:
        """The numbers of the waiting rows by their identities."""
        for row in self.pending[len(self._by_uid) :]:
            self._by_uid[row["uid"]] = row["id"]
        return self._by_uid

    def faults(self) -> list[Fault]:
        """What is wrong with the waiting rows."""
        return self.faults_of(self.pending, self.lines)

    def faults_of(self, rows: list[dict[str, Any]], lines: Sequence[int]) -> list[Fault]:
        """What is wrong with rows, each with its line."""
        if self._checker is None:
            self._checker = _checker(self.name, self._fields)
        try:
            self._checker.validate_python(rows)
        except ValidationError as fault:
            return [_fault(lines, error["loc"], error["msg"]) for error in fault.errors(include_url=False)]
        return []

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The waiting rows as the file keeps them: once they are found right, what was given is what is stored."""
        unsaid = self._unsaid
        return (tuple({**unsaid, **row}.values()) for row in self.pending)


def _fault(lines: Sequence[int], place: Sequence[int | str], message: str) -> Fault:
    at, *field = place
    return Fault(lines[int(at)], f"{'.'.join(map(str, field))}: {message.lower()}")


def _checker(name: str, fields: Mapping[str, FieldInfo]) -> TypeAdapter[list[Any]]:
    """A check of many rows against a class's own fields, and strict: a text is no number, nothing is unknown.

    The class itself would make objects and keep the ORM's books about them, which takes forty times as long.
    """
    columns: dict[str, Any] = {}
    for column, field in fields.items():
        dated = _LAX.get(_plain_type(field.annotation))
        type_ = field.annotation if dated is None else dated if field.is_required() else dated | None
        checked = Annotated[(type_, *field.metadata)] if field.metadata else type_
        columns[column] = checked if field.is_required() else NotRequired[checked]
    row: Any = TypedDict(f"{name}_row", columns)  # type: ignore[misc]
    strict: Any = with_config(ConfigDict(strict=True, extra="forbid"))(row)
    rows: Any = list[strict]
    return TypeAdapter(rows)


def _plain_type(annotation: Any) -> Any:
    """The type of a column, with or without None."""
    types = [each for each in get_args(annotation) if each is not NoneType]
    return types[0] if len(types) == 1 else annotation
